/* A view as wide as the country that leaves an archipelago out shows both in a corner: no map of ours is without them. */

import { isInside, isWide } from "./geo.js";

const FRAME = [110.4, 6.6, 116.4, 17.8];
const SCALE = 11;
const SVG = "http://www.w3.org/2000/svg";

const drawing = (islands) => {
  const [west, south, east, north] = FRAME;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${(east - west) * SCALE} ${(north - south) * SCALE}`);
  for (const { geometry, properties } of islands.features) {
    if (properties.kind !== "island") continue;
    const [x, y] = geometry.coordinates;
    const dot = document.createElementNS(SVG, "circle");
    dot.setAttribute("cx", (x - west) * SCALE);
    dot.setAttribute("cy", (north - y) * SCALE);
    dot.setAttribute("r", 1.2);
    svg.append(dot);
  }
  return svg;
};

export const addInset = (element, map, { islands, language }) => {
  const archipelagos = islands.features.filter((each) => each.properties.kind === "archipelago");
  const box = document.createElement("div");
  box.className = "map-inset";
  for (const { properties } of archipelagos) {
    const name = document.createElement("span");
    name.textContent = (language === "en" && properties.name_en) || properties.name;
    box.append(name);
  }
  box.insertBefore(drawing(islands), box.lastChild);
  element.append(box);
  const look = () => {
    const view = map.box();
    box.hidden = !isWide(view) || archipelagos.every((each) => isInside(each.geometry.coordinates, view));
  };
  map.on("move", look);
  look();
};
