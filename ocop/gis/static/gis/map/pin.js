/* Put a pin: [data-pin-map] beside a form with the fields named by data-where, data-accuracy and data-provenance.
   A click or a tap on the map, or Enter on it, puts the pin; it is dragged, or pushed with the arrow keys; a button
   asks the phone where it is. */

import { openMap } from "./open.js";

const box = document.querySelector("[data-pin-map]");
const form = box.closest("form");
const field = (name) => form.elements[name];
const say = (text) => {
  box.parentElement.querySelector("[data-pin-says]").textContent = text;
};
const write = ([lon, lat], way, accuracy = "") => {
  field("where").value = `${lat.toFixed(6)}, ${lon.toFixed(6)}`;
  field("meridian").value = "";
  field("accuracy").value = accuracy;
  for (const choice of form.querySelectorAll(`[name=provenance][value=${way}]`)) choice.checked = true;
};

const assets = JSON.parse(box.dataset.assets);
const start = box.dataset.latitude ? [Number(box.dataset.longitude), Number(box.dataset.latitude)] : null;
const view = start ? { lon: start[0], lat: start[1], zoom: box.hasAttribute("data-near") ? 12 : 15 } : undefined;
const map = await openMap(box.querySelector(".map-frame__map"), assets, { ...assets, view, label: box.dataset.label });
const put = (place, way, accuracy) => {
  map.pin(place, { label: box.dataset.pin, moved: placed });
  if (way) write(place, way, accuracy);
};
/* By hand: put, and said, with the coordinates for who cannot see the map. */
const placed = (place) => {
  put(place, "pin");
  say(`${box.dataset.placed} ${field("where").value}`);
};
if (start && !box.hasAttribute("data-near")) put(start);
map.on("pick", (id, found, place) => placed(place));
box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  const { lon, lat } = map.view();
  placed([lon, lat]);
});
box.engine = map.engine;
box.dataset.state = "ready";

const button = form.querySelector("[data-pin-phone]");
button.hidden = !navigator.geolocation;
button.addEventListener("click", () => {
  say(button.dataset.asking);
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const place = [coords.longitude, coords.latitude];
      put(place, "phone", coords.accuracy.toFixed(1));
      map.go(place, 16);
      say(button.dataset.found.replace("{m}", Math.round(coords.accuracy)));
    },
    () => say(button.dataset.failed),
    { enableHighAccuracy: true, timeout: 20_000 },
  );
});
