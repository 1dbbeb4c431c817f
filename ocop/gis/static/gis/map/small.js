/* A small map: [data-small-map]. Nothing of the map is fetched before it is pressed. */

const open = async (box) => {
  const frame = box.querySelector(".map-frame__map");
  const cover = box.querySelector(".map-frame__cover");
  const assets = JSON.parse(box.dataset.assets);
  const { latitude, longitude } = box.dataset;
  const place = latitude ? [Number(longitude), Number(latitude)] : null;
  const near = box.hasAttribute("data-near");
  cover?.remove();
  const { openMap } = await import("./open.js");
  const view = place ? { lon: place[0], lat: place[1], zoom: near ? 10.5 : 13 } : undefined;
  const map = await openMap(frame, assets, { ...assets, view, label: box.dataset.label });
  box.renderedOn = (id) => map.rendered(id);
  if (place) {
    const feature = { type: "Feature", properties: { n: box.dataset.label, a: near ? 1 : 0 }, geometry: { type: "Point", coordinates: place } };
    map.points({ id: "here", colour: 0, together: false }, { type: "FeatureCollection", features: [feature] });
  }
  box.dataset.state = "ready";
  frame.querySelector("canvas, .leaflet-container")?.focus?.({ preventScroll: true });
};

for (const box of document.querySelectorAll("[data-small-map]")) {
  box.querySelector("button").addEventListener("click", () => open(box), { once: true });
}
