/* The same map without WebGL: Leaflet on a canvas, with our own bundles of near points. */

import { boxOf, COUNTRY, frame, grid, isInside, isPoint, middle, steps, widened } from "./geo.js";
import { coloursOf, escaped, look, pinButton, prefersStill, short, usualColour } from "./look.js";
import { script } from "./open.js";
import { patientTiles } from "./patient.js";

const CELL = 62; // pixels within which points become one circle
const TOGETHER = 17;
const NAMES = 60;
const [POINT, POLYGON] = [1, 3]; // shapes as tiles number them

const flip = ([x, y]) => [y, x];
const bounds = (box) => [[box[1], box[0]], [box[3], box[2]]];

export class PlainMap {
  static open(element, assets, options) {
    return Promise.resolve(new PlainMap(window.L, element, assets, options));
  }

  constructor(L, element, assets, options) {
    this.engine = "plain";
    this.L = L;
    this.assets = assets;
    this.look = look();
    this.options = options;
    this.layers = new Map();
    this.acts = { move: [], pick: [], settled: [] };
    const interactive = options.interactive ?? true;
    const still = interactive ? {} : { dragging: false, scrollWheelZoom: false, doubleClickZoom: false, boxZoom: false, keyboard: false, touchZoom: false };
    this.map = L.map(element, { preferCanvas: true, zoomControl: false, attributionControl: false, minZoom: 4, maxZoom: 19, fadeAnimation: false, zoomAnimation: !prefersStill(), markerZoomAnimation: false, ...still });
    element.classList.add("plain-map");
    if (options.view) this.map.setView([options.view.lat, options.view.lon], Math.round(options.view.zoom + 1), { animate: false });
    else this.map.fitBounds(bounds(widened(options.box ?? COUNTRY)), { animate: false, maxZoom: 15 });
    this._furniture(L, interactive);
    this._base(L);
    this.names = L.layerGroup().addTo(this.map);
    this.map.on("moveend", () => {
      this._redraw();
      this._tell("move");
      this._tell("settled");
    });
    this.map.on("click", (event) => this._tell("pick", null, [], [event.latlng.lng, event.latlng.lat]));
    setTimeout(() => this._tell("settled"), 0);
  }

  _furniture(L, interactive) {
    const { attribution, scale } = this.options;
    if (interactive) L.control.zoom({ position: "bottomright" }).addTo(this.map);
    if (scale ?? true) L.control.scale({ imperial: false, position: "bottomleft" }).addTo(this.map);
    L.control.attribution({ position: "bottomleft", prefix: false }).addAttribution(escaped(attribution)).addTo(this.map);
  }

  _base(L) {
    const { basemap, islands, language } = this.options;
    if (basemap?.url) L.tileLayer(basemap.url, { attribution: escaped(basemap.attribution) }).addTo(this.map);
    this.ground = [L.geoJSON(grid(), { interactive: false, style: { color: this.look.line, weight: 0.8 } }).addTo(this.map)];
    for (const { geometry, properties } of islands.features) {
      const place = flip(geometry.coordinates);
      const name = (language === "en" && properties.name_en) || properties.name;
      if (properties.kind === "archipelago") this._label(place, name, "map-label map-label--strong").addTo(this.map);
      else L.circleMarker(place, { radius: 2, color: this.look.leaf, interactive: false }).addTo(this.map);
    }
  }

  _label(place, text, className) {
    const words = document.createElement("span");
    words.textContent = text;
    return this.L.marker(place, { interactive: false, keyboard: false, icon: this.L.divIcon({ html: words, className, iconSize: null }) });
  }

  on(name, act) {
    this.acts[name].push(act);
  }

  _tell(name, ...what) {
    for (const act of this.acts[name]) act(...what);
  }

  // Looking: zooms are told as MapLibre counts them, one less

  view() {
    const { lng, lat } = this.map.getCenter();
    return { lon: lng, lat, zoom: this.map.getZoom() - 1 };
  }

  box() {
    const b = this.map.getBounds();
    return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()];
  }

  fit(box, { padding = 40, maxZoom = 15, minZoom = 0 } = {}) {
    const pad = typeof padding === "number" ? padding : Math.min(40, padding.top ?? 40);
    const whole = this.map.getBoundsZoom(bounds(widened(box)), false, this.L.point(2 * pad, 2 * pad)) - 1;
    if (whole < minZoom) return this.go(middle(box), minZoom);
    this.map.fitBounds(bounds(widened(box)), { padding: [pad, pad], maxZoom: maxZoom + 1, animate: false });
    return undefined;
  }

  go(place, zoom, { offset: [x, y] = [0, 0] } = {}) {
    const level = zoom === undefined ? this.map.getZoom() : Math.round(zoom + 1);
    const at = this.map.project(flip(place), level).subtract([x, y]);
    this.map.setView(this.map.unproject(at, level), level, { animate: false });
  }

  mark(place) {
    this.marked?.remove();
    this.marked = place ? this.L.circleMarker(flip(place), { radius: 16, color: this.look.leaf, weight: 2.5, fillOpacity: 0.15, interactive: false }).addTo(this.map) : null;
  }

  /* A pin that is dragged, or pushed with the arrow keys when it has the focus. */
  pin(place, { label, moved }) {
    if (this.pinned) return this.pinned.setLatLng(flip(place));
    const here = () => {
      const { lng, lat } = this.pinned.getLatLng();
      return [lng, lat];
    };
    const html = pinButton(label, (by) => moved(this.shifted(here(), by)));
    const icon = this.L.divIcon({ html, className: "map-pin-box", iconSize: [32, 40], iconAnchor: [16, 40] });
    this.pinned = this.L.marker(flip(place), { icon, draggable: true, keyboard: false }).addTo(this.map);
    return this.pinned.on("dragend", () => moved(here()));
  }

  shifted(place, [x, y]) {
    const { lng, lat } = this.map.containerPointToLatLng(this.map.latLngToContainerPoint(flip(place)).add([x, y]));
    return [lng, lat];
  }

  resize() {
    this.map.invalidateSize();
  }

  rendered(id) {
    return this.layers.get(id)?.drawn ?? [];
  }

  quiet() {
    return [...this.layers.values()].every(({ group }) => group.getLayers().every((each) => !each.isLoading?.()));
  }

  destroy() {
    this.map.remove();
  }

  // Drawing

  places(geojson) {
    this.named = geojson.features;
    this._names();
  }

  outlines(geojson) {
    const land = this.L.geoJSON(geojson, { interactive: false, filter: (each) => each.geometry.type !== "Point", style: { color: this.look.edge, weight: 0.7, fillColor: this.look.surface, fillOpacity: 0.6 } }).addTo(this.map);
    this.ground.unshift(land);
    this._settle();
  }

  /* Counts of places lie under single points, and the ground under both, whichever came first. */
  _settle() {
    const amounts = [...this.layers.values()].filter((own) => own.kind === "amounts" && own.isOn).flatMap((own) => own.group.getLayers());
    for (const each of [...amounts, ...this.ground]) each.bringToBack();
  }

  _names() {
    this.names.clearLayers();
    const box = this.box();
    const level = this.map.getZoom() < 10 ? "province" : "commune";
    const seen = (this.named ?? []).filter((each) => each.properties.level === level && isInside(each.geometry.coordinates, box));
    for (const each of seen.slice(0, NAMES)) this._label(flip(each.geometry.coordinates), each.properties.name, "map-label").addTo(this.names);
  }

  _ready(layer, kind) {
    const had = this.layers.get(layer.id);
    if (had) return had;
    const own = { kind, layer, group: this.L.layerGroup().addTo(this.map), features: [], drawn: [], isOn: true };
    this.layers.set(layer.id, own);
    return own;
  }

  points(layer, geojson) {
    const own = this._ready(layer, "points");
    own.features = geojson.features;
    this._bundle(own);
  }

  recolour(layer) {
    const own = this.layers.get(layer.id);
    if (own) this._bundle(own);
  }

  _bundle(own) {
    own.group.clearLayers();
    own.drawn = [];
    if (!own.isOn) return;
    const zoom = this.map.getZoom();
    const box = this.map.getBounds().pad(0.1);
    const cells = new Map();
    for (const each of own.features) {
      const place = flip(each.geometry.coordinates);
      if (!box.contains(place)) continue;
      const at = this.map.project(place, zoom);
      const key = own.layer.together === false ? cells.size : zoom > TOGETHER ? place.join() : `${Math.floor(at.x / CELL)}:${Math.floor(at.y / CELL)}`;
      if (cells.has(key)) cells.get(key).push(each);
      else cells.set(key, [each]);
    }
    const colours = coloursOf(own.layer, this.look);
    const fallback = usualColour(own.layer, this.look);
    for (const some of cells.values()) this._circle(own, some, colours, fallback);
  }

  _circle(own, some, colours, fallback) {
    const { L } = this;
    const [first] = some;
    const { id } = own.layer;
    if (some.length > 1) {
      const mean = [0, 1].map((i) => some.reduce((sum, each) => sum + each.geometry.coordinates[i], 0) / some.length);
      const words = document.createElement("span");
      words.textContent = some.length;
      const many = L.marker(flip(mean), { icon: L.divIcon({ html: words, className: `map-many map-many--${(own.layer.colour ?? 0) % 12}`, iconSize: [32, 32] }), keyboard: false });
      many.on("click", () => this._opened(id, some, mean)).addTo(own.group);
      own.drawn.push({ layer: `${id}-many`, properties: { point_count: some.length }, geometry: { type: "Point", coordinates: mean } });
      return;
    }
    const { properties, geometry } = first;
    const colour = colours[String(properties[own.layer.by ?? "k"])] ?? fallback;
    const isNear = properties.a === 1;
    const one = L.circleMarker(flip(geometry.coordinates), { radius: isNear ? 6 : 7, color: isNear ? colour : this.look.surface, weight: isNear ? 3 : 1.5, fillColor: isNear ? this.look.surface : colour, fillOpacity: 1, bubblingMouseEvents: false });
    one.on("click", () => this._tell("pick", id, [properties], geometry.coordinates)).addTo(own.group);
    own.drawn.push({ layer: `${id}-one`, properties, geometry });
  }

  _opened(id, some, mean) {
    const box = boxOf(some.map((each) => each.geometry.coordinates));
    if (isPoint(box) || this.map.getZoom() > TOGETHER) this._tell("pick", id, some.map((each) => each.properties), mean);
    else this.fit(box, { padding: 60, maxZoom: TOGETHER + 1 });
  }

  shapes(layer, geojson) {
    const own = this._ready(layer, "shapes");
    own.group.clearLayers();
    const colours = coloursOf(layer, this.look);
    const colour = (p) => colours[String(p[layer.by ?? "k"])] ?? usualColour(layer, this.look);
    this.L.geoJSON(geojson, {
      style: (each) => ({ color: colour(each.properties), weight: 1.4, fillOpacity: 0.28, bubblingMouseEvents: false }),
      pointToLayer: (each, place) => this.L.circleMarker(place, { radius: 5, color: this.look.surface, weight: 1.2, fillColor: colour(each.properties), fillOpacity: 1 }),
      onEachFeature: (each, drawn) => drawn.on("click", (event) => this._tell("pick", layer.id, [each.properties], [event.latlng.lng, event.latlng.lat])),
    }).addTo(own.group);
    own.drawn = geojson.features.map(({ properties, geometry }) => ({ layer: `${layer.id}-fill`, properties, geometry }));
  }

  amounts(layer, geojson) {
    const own = this._ready(layer, "amounts");
    own.group.clearLayers();
    const colour = this.look.palette[(layer.colour ?? 0) % 12];
    const counted = geojson.features.filter((each) => each.properties.count > 0);
    const most = Math.max(1, ...counted.map((each) => each.properties.count));
    const scale = steps(most);
    const shade = (count) => scale.find((each) => count <= each.to).shade;
    this.L.geoJSON({ type: "FeatureCollection", features: counted }, {
      style: (each) => (each.geometry.type === "Point" ? {} : { color: this.look.edge, weight: 0.8, fillColor: colour, fillOpacity: shade(each.properties.count), bubblingMouseEvents: false }),
      pointToLayer: (each, place) => this.L.circleMarker(place, { radius: 7 + 22 * Math.sqrt(each.properties.count / most), color: colour, weight: 1.5, fillOpacity: shade(each.properties.count), bubblingMouseEvents: false }),
      onEachFeature: (each, drawn) => {
        drawn.bindTooltip(escaped(`${each.properties.name}: ${each.properties.count}`));
        drawn.on("click", (event) => this._tell("pick", layer.id, [each.properties], [event.latlng.lng, event.latlng.lat]));
      },
    }).addTo(own.group);
    own.drawn = counted.map(({ properties, geometry }) => ({ layer: `${layer.id}-circle`, properties, geometry }));
    this._settle();
    return scale;
  }

  async tiles(layer) {
    await script(this.assets.plain_tiles);
    const own = this._ready(layer, "tiles");
    const { CircleSymbolizer, LineSymbolizer, PolygonSymbolizer, leafletLayer } = window.protomapsL;
    const colours = coloursOf(layer, this.look);
    const usual = usualColour(layer, this.look);
    const colour = (zoom, { props }) => colours[String(props[layer.by])] ?? usual; // its two arguments say that it differs by shape
    const dataLayer = layer.source_layer ?? layer.id;
    const only = (isDrawn) => (zoom, { geomType }) => isDrawn(geomType);
    const paintRules = [
      { dataLayer, filter: only((type) => type === POLYGON), symbolizer: new PolygonSymbolizer({ fill: colour, opacity: 0.28 }) },
      { dataLayer, filter: only((type) => type !== POINT), symbolizer: new LineSymbolizer({ color: colour, width: 1.2 }) },
      { dataLayer, filter: only((type) => type === POINT), symbolizer: new CircleSymbolizer({ fill: colour, radius: 5, stroke: this.look.surface, width: 1.2 }) },
    ];
    leafletLayer({ url: layer.archive, maxDataZoom: layer.max_zoom, paintRules, labelRules: [], attribution: escaped(layer.attribution) }).addTo(own.group);
    own.far = this.L.layerGroup();
    this._reach(own);
  }

  /* Where the view is too wide for the shapes: how far they reach, how many they are. */
  _reach(own) {
    const { layer, far } = own;
    const isFar = Boolean(layer.box) && this.view().zoom < layer.min_zoom;
    own.drawn = isFar ? [{ layer: `${layer.id}-far-line`, properties: { far: layer.id }, geometry: frame(layer.box).geometry }] : [];
    if (!isFar) return own.group.removeLayer(far);
    if (!far.getLayers().length) {
      const outline = this.L.rectangle(bounds(layer.box), { color: this.look.leaf, weight: 1.6, dashArray: "6 4", fillOpacity: 0.1, bubblingMouseEvents: false });
      outline.on("click", ({ latlng }) => this._tell("pick", layer.id, [{ far: layer.id }], [latlng.lng, latlng.lat]));
      far.addLayer(outline).addLayer(this._label(flip(middle(layer.box)), `${short(layer.title)}\n${layer.far}`, "map-label map-label--strong map-label--far"));
    }
    return own.group.addLayer(far);
  }

  raster(layer) {
    const own = this._ready(layer, "raster");
    patientTiles(this.L, layer.tiles, { attribution: escaped(layer.attribution), opacity: 0.85, minNativeZoom: layer.min_zoom ?? 0, maxNativeZoom: layer.max_zoom ?? 19 }).addTo(own.group);
  }

  show(id, isOn) {
    const own = this.layers.get(id);
    if (!own) return;
    own.isOn = isOn;
    if (isOn) own.group.addTo(this.map);
    else own.group.remove();
    if (own.kind === "points") this._bundle(own);
    if (own.kind === "amounts") this._settle();
  }

  _redraw() {
    this._names();
    for (const own of this.layers.values()) {
      if (own.kind === "points") this._bundle(own);
      if (own.far) this._reach(own);
    }
  }
}
