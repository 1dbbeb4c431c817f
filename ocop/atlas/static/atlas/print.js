/* The page to print: the same map with its drawing kept, so that the printer gets it too. */

import { boxOf } from "../gis/map/geo.js";
import { openMap } from "../gis/map/open.js";
import { keepView, keptIn, read, write } from "./address.js";
import { Layers } from "./layers.js";
import { followed } from "./legend.js";

const root = document.querySelector("[data-print]");
const assets = JSON.parse(root.dataset.assets);
const config = JSON.parse(root.dataset.config);
const start = read();
const map = await openMap(root.querySelector("[data-atlas-map]"), assets, { ...assets, view: start.view, keepDrawing: true });
const layers = new Layers(map, config);
const params = new URLSearchParams(location.search);
const { layers: on, colours } = keptIn(location.search, [config.products]);
for (const name of ["lop", "mau", "kho", "xem"]) params.delete(name);
const tell = () => {
  write(map.view());
  root.querySelector("[data-print-address]").textContent = location.href;
};

root.rendered = (id) => map.rendered(id);
root.engine = map.engine;
await layers.names(params).catch(() => undefined);
if (colours) layers.colourBy("g");
const failed = []; // a layer that does not come must not keep the others from the paper
await Promise.all(on.map((id) => layers.show(id, params).catch(() => failed.push(layers.get(id)?.title))));
followed(root, layers);
const missing = root.querySelector("[data-print-missing]");
missing.hidden = !failed.length;
missing.querySelector("[data-print-names]").textContent = failed.join(", ");
const box = boxOf([...layers.points()].map(([, each]) => each.geometry.coordinates));
if (!start.view && box) map.fit(box, { still: true });
map.on("move", tell);
tell();
keepView();
root.querySelector("[data-print-now]").addEventListener("click", () => window.print());
root.dataset.state = "ready";
