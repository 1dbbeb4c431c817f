/* The outline of an area: [data-outline] with its GeoJSON. Nothing of the map is fetched before it is pressed. */

import { boxOf } from "../gis/map/geo.js";

const places = (coordinates) => (typeof coordinates[0] === "number" ? [coordinates] : coordinates.flatMap(places));

const open = async (box) => {
  const button = box.querySelector("button");
  button.disabled = true;
  try {
    const { openMap } = await import("../gis/map/open.js");
    const { label, assets, outline, names } = box.dataset;
    const geometry = JSON.parse(outline);
    const said = { ...JSON.parse(assets), label, box: boxOf(places(geometry.coordinates)) };
    const map = await openMap(box.querySelector(".map-frame__map"), JSON.parse(assets), said);
    map.shapes({ id: "outline", colour: 2 }, { type: "FeatureCollection", features: [{ type: "Feature", properties: { n: label }, geometry }] });
    if (names) fetch(names).then((answer) => answer.json()).then((units) => map.places(units), () => undefined);
    box.rendered = (id) => map.rendered(id);
    const cover = box.querySelector(".map-frame__cover");
    button.remove();
    if (cover.children.length) cover.className = "map-frame__corner";
    else cover.remove();
    box.dataset.state = "ready";
  } catch {
    button.disabled = false;
    box.querySelector(".map-frame__map").replaceChildren();
  }
};

for (const box of document.querySelectorAll("[data-outline]")) {
  box.querySelector("button").addEventListener("click", () => open(box));
}
