/* A small map: [data-small-map]. Nothing of the map, and no place, is fetched before it is pressed. */

import { boxOf } from "./geo.js";

const json = (url) => fetch(url).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(url))));

const one = async (box, map) => {
  const { place, near } = await json(box.dataset.place);
  if (!place) return;
  const feature = { type: "Feature", properties: { n: box.dataset.label, a: near ? 1 : 0 }, geometry: { type: "Point", coordinates: place } };
  map.points({ id: "here", colour: 0, together: false }, { type: "FeatureCollection", features: [feature] });
  const zoom = near ? 10.5 : 13;
  map.go(place, zoom, { still: true });
  const [, kind, code] = /\/([a-z]+)\/([\w-]+)\.json$/.exec(box.dataset.place) ?? [];
  if (code) box.querySelector("[data-big-map]").hash = `${zoom}/${place[1].toFixed(5)}/${place[0].toFixed(5)}/${kind}/${code}`;
};

const all = async (box, map) => {
  const found = await json(box.dataset.points);
  map.points({ id: "here", colour: 0 }, found);
  const around = boxOf(found.features.map((each) => each.geometry.coordinates));
  if (around) map.fit(around, { padding: 30, still: true });
  map.on("pick", (id, things, [lon, lat]) => {
    const thing = things.length === 1 ? `/product/${things[0].c}` : "";
    if (things.length) location.href = `${box.dataset.page}#12/${lat.toFixed(5)}/${lon.toFixed(5)}${thing}`;
  });
};

const open = async (box) => {
  const button = box.querySelector("button");
  button.disabled = true;
  try {
    const { openMap } = await import("./open.js");
    const assets = JSON.parse(box.dataset.assets);
    const map = await openMap(box.querySelector(".map-frame__map"), assets, { ...assets, label: box.dataset.label });
    json(box.dataset.names).then((units) => map.places(units), () => undefined);
    await (box.dataset.place ? one : all)(box, map);
    box.rendered = (id) => map.rendered(id);
    box.querySelector(".map-frame__picture")?.remove();
    box.querySelector(".map-frame__cover").className = "map-frame__corner";
    button.remove();
    box.dataset.state = "ready";
  } catch {
    button.disabled = false;
    box.querySelector(".map-frame__map").replaceChildren();
  }
};

for (const box of document.querySelectorAll("[data-small-map]")) {
  box.querySelector("button").addEventListener("click", () => open(box));
}
