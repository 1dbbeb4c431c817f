/* The tiles a version became, before anybody else sees them: [data-built-map]. */

import { openMap } from "./open.js";

const json = (url) => fetch(url).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(url))));

const open = async (box) => {
  if (box.dataset.state) return;
  box.dataset.state = "opening";
  try {
    const assets = JSON.parse(box.dataset.assets);
    const layer = JSON.parse(box.dataset.layer);
    const around = layer.box[0] === null ? undefined : layer.box;
    const map = await openMap(box.querySelector(".map-frame__map"), assets, { ...assets, box: around, label: box.dataset.label });
    if (box.dataset.names) json(box.dataset.names).then((units) => map.places(units), () => undefined);
    await map.tiles(layer);
    box.rendered = () => map.rendered(layer.id);
    box.dataset.state = "ready";
  } catch {
    box.dataset.state = "failed";
    box.parentElement.querySelector("[data-built-failed]").hidden = false;
  }
};

const openAll = (root) => {
  for (const box of root.querySelectorAll("[data-built-map]")) open(box);
};

openAll(document);
document.addEventListener("htmx:load", (event) => openAll(event.detail.elt.parentElement ?? event.detail.elt));
