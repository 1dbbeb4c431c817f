/* Draw an area: [data-draw] in a form with a field «drawn». A tap on the map puts a corner, a tap on the first one
   closes the area; by keyboard Enter puts a corner in the middle of the map, Backspace takes the last one back.
   The field holds GeoJSON from the third corner on; below that it is empty and the outline stays as it was. */

import { boxOf } from "../gis/map/geo.js";
import { openMap } from "../gis/map/open.js";

const box = document.querySelector("[data-draw]");
const frame = box.querySelector(".map-frame");
const field = box.closest("form").elements.drawn;
const words = box.dataset;
const button = (name) => box.querySelector(`[data-draw-${name}]`);

const feature = (type, coordinates, properties = {}) => ({ type: "Feature", properties, geometry: { type, coordinates } });
const collection = (features) => ({ type: "FeatureCollection", features });
const places = (coordinates) => (typeof coordinates[0] === "number" ? [coordinates] : coordinates.flatMap(places));

/* Hectares of a small ring, near enough to tell a field from a district. */
const hectares = (ring) => {
  const [metre, wide] = [111_320, 111_320 * Math.cos((ring[0][1] * Math.PI) / 180)];
  const sum = ring.reduce((total, [x1, y1], i) => {
    const [x2, y2] = ring[(i + 1) % ring.length];
    return total + (x1 * y2 - x2 * y1) * metre * wide;
  }, 0);
  return Math.abs(sum) / 20_000;
};

const read = (text) => {
  try {
    return JSON.parse(text).coordinates[0].slice(0, -1);
  } catch {
    return [];
  }
};

let corners = read(field.value);
let isClosed = corners.length > 2;

box.hidden = false;
const assets = JSON.parse(words.assets);
const now = words.now ? JSON.parse(words.now) : null;
const start = now ?? (corners.length ? { coordinates: corners } : null);
const options = start ? { box: boxOf(places(start.coordinates)) } : { view: words.latitude ? { lon: Number(words.longitude), lat: Number(words.latitude), zoom: 12 } : undefined };
const map = await openMap(frame.querySelector(".map-frame__map"), assets, { ...assets, ...options, label: words.label });

const outline = () => {
  if (corners.length < 2) return [];
  return corners.length === 2 ? [feature("LineString", corners)] : [feature("Polygon", [[...corners, corners[0]]])];
};

const show = (say) => {
  map.shapes({ id: "drawn", colour: 3 }, collection(outline()));
  map.points({ id: "corners", colour: 3, together: false }, collection(corners.map((place, n) => feature("Point", place, { n: String(n + 1) }))));
  field.value = corners.length > 2 ? JSON.stringify({ type: "Polygon", coordinates: [[...corners, corners[0]]] }) : "";
  button("undo").disabled = button("clear").disabled = !corners.length;
  button("close").disabled = isClosed || corners.length < 3;
  const size = corners.length > 2 ? hectares(corners).toLocaleString("vi", { maximumFractionDigits: 2 }) : "";
  box.querySelector("[data-draw-says]").textContent = say.replace("{n}", corners.length).replace("{ha}", size);
  box.dataset.corners = corners.length;
};
const told = () => show(isClosed ? words.closed : corners.length > 2 ? words.enough : corners.length ? words.few : words.start);

const put = (place) => {
  if (isClosed) return;
  corners = [...corners, place.map((degrees) => Number(degrees.toFixed(7)))];
  told();
};
const close = () => {
  if (corners.length < 3) return;
  isClosed = true;
  told();
};
const undo = () => {
  if (isClosed) isClosed = false;
  else corners = corners.slice(0, -1);
  told();
};

if (now) map.shapes({ id: "now", colour: 2 }, collection([{ type: "Feature", properties: {}, geometry: now }]));
told();

map.on("pick", (id, found, place) => {
  if (id !== "corners") put(place);
  else if (found.some(({ n }) => n === "1")) close();
});
const target = () => {
  const { lon, lat } = map.view();
  return [lon, lat];
};
const byKeyboard = () => frame.contains(document.activeElement) && document.activeElement.matches(":focus-visible");
const aim = () => map.mark(byKeyboard() ? target() : null); // where Enter would put a corner
frame.addEventListener("focusin", aim);
frame.addEventListener("focusout", () => map.mark(null));
map.on("move", aim);
frame.addEventListener("keydown", (event) => {
  if (event.target.closest("button, a")) return;
  if (event.key === "Enter") put(target());
  else if (event.key === "Backspace") undo();
  else return;
  event.preventDefault();
});
button("undo").addEventListener("click", undo);
button("close").addEventListener("click", close);
button("clear").addEventListener("click", () => {
  corners = [];
  isClosed = false;
  told();
});
box.rendered = (id) => map.rendered(id);
box.go = (place, zoom) => map.go(place, zoom, { still: true });
box.view = () => map.view();
box.dataset.state = "ready";
