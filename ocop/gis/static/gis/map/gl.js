/* The map as MapLibre draws it. */

import { boxOf, COUNTRY, EMPTY, frame, grid, isPoint, middle, steps, widened } from "./geo.js";
import { coloursOf, escaped, FACE, look, pinButton, prefersStill, short, usualColour } from "./look.js";
import { script } from "./open.js";
import { patientProtocol } from "./patient.js";

const REACH = 8; // pixels around a click
const TOGETHER = 17; // up to this zoom points that lie close are one circle
const LEAVES = 300;
const PATIENCE = 6_000; // milliseconds a base map of somebody else may keep ours waiting
const REGULAR = [FACE, "Noto Sans"];
const BOLD = [`${FACE} SemiBold`, FACE, "Noto Sans"];

const halo = (l) => ({ "text-color": l.ink, "text-halo-color": l.surface, "text-halo-width": 1.4 });

const baseStyle = (l, options) => {
  const sources = {
    grid: { type: "geojson", data: grid() },
    islands: { type: "geojson", data: options.islands },
    places: { type: "geojson", data: EMPTY },
    mark: { type: "geojson", data: EMPTY },
  };
  const name = options.language === "en" ? ["coalesce", ["get", "name_en"], ["get", "name"]] : ["get", "name"];
  const layers = [
    { id: "ground", type: "background", paint: { "background-color": l.paper } },
    { id: "grid", type: "line", source: "grid", paint: { "line-color": l.line, "line-width": 0.8 } },
    { id: "island", type: "circle", source: "islands", filter: ["==", ["get", "kind"], "island"], paint: { "circle-color": l.leaf, "circle-radius": ["interpolate", ["linear"], ["zoom"], 4, 1.2, 9, 4] } },
    { id: "island-name", type: "symbol", source: "islands", minzoom: 7, filter: ["==", ["get", "kind"], "island"], layout: { "text-field": name, "text-font": REGULAR, "text-size": 12, "text-anchor": "top", "text-offset": [0, 0.4] }, paint: halo(l) },
    { id: "archipelago", type: "symbol", source: "islands", filter: ["==", ["get", "kind"], "archipelago"], layout: { "text-field": name, "text-font": BOLD, "text-size": ["interpolate", ["linear"], ["zoom"], 4, 11, 7, 14], "text-max-width": 8, "text-offset": [0, -1.6], "text-allow-overlap": true, "text-ignore-placement": true }, paint: halo(l) },
    { id: "province-name", type: "symbol", source: "places", maxzoom: 9.5, filter: ["==", ["get", "level"], "province"], layout: { "text-field": ["get", "name"], "text-font": BOLD, "text-size": ["interpolate", ["linear"], ["zoom"], 5, 10, 9, 15], "text-padding": 4 }, paint: { ...halo(l), "text-color": l.muted } },
    { id: "commune-name", type: "symbol", source: "places", minzoom: 9, filter: ["==", ["get", "level"], "commune"], layout: { "text-field": ["get", "name"], "text-font": REGULAR, "text-size": ["interpolate", ["linear"], ["zoom"], 9, 10, 13, 14], "text-anchor": "top", "text-offset": [0, 1.1], "text-padding": 6 }, paint: { ...halo(l), "text-color": l.muted } },
    { id: "mark", type: "circle", source: "mark", paint: { "circle-radius": 16, "circle-color": l.leaf, "circle-opacity": 0.18, "circle-stroke-color": l.leaf, "circle-stroke-width": 2.5 } },
  ];
  if (options.basemap?.url) {
    sources.basemap = { type: "raster", tiles: [options.basemap.url], tileSize: 256, attribution: escaped(options.basemap.attribution) };
    layers.splice(1, 0, { id: "basemap", type: "raster", source: "basemap" });
  }
  return { version: 8, sources, layers };
};

export class GlMap {
  static async open(element, assets, options) {
    const gl = await import(assets.gl);
    gl.setWorkerUrl(assets.gl_worker);
    const self = new GlMap(gl, element, assets, options);
    await new Promise((done, failed) => {
      self.map.once("load", done);
      self.map.once("style.load", () => setTimeout(done, PATIENCE));
      self.map.on("error", ({ error, sourceId }) => sourceId === undefined && failed(error)); // a tile that is missing is no reason
    });
    return self;
  }

  constructor(gl, element, assets, options) {
    this.engine = "gl";
    this.gl = gl;
    this.assets = assets;
    this.look = look();
    this.layers = new Map();
    this.acts = { move: [], pick: [], settled: [] };
    const start = options.view
      ? { center: [options.view.lon, options.view.lat], zoom: options.view.zoom }
      : { bounds: widened(options.box ?? COUNTRY), fitBoundsOptions: { padding: options.padding ?? 30, maxZoom: 14 } };
    this.map = new gl.Map({
      container: element,
      style: baseStyle(this.look, options),
      ...start,
      minZoom: 4,
      maxZoom: 19,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      maxPitch: 0,
      rollEnabled: false,
      interactive: options.interactive ?? true,
      cooperativeGestures: false,
      fadeDuration: prefersStill() ? 0 : 150,
      localIdeographFontFamily: false,
      canvasContextAttributes: { preserveDrawingBuffer: Boolean(options.keepDrawing), antialias: true },
      locale: options.locale ?? {},
    });
    this.map.touchZoomRotate?.disableRotation();
    this.map.keyboard?.disableRotation?.();
    if (options.interactive ?? true) this.map.addControl(new gl.NavigationControl({ showCompass: false }), "bottom-right");
    if (options.scale ?? true) this.map.addControl(new gl.ScaleControl({ unit: "metric", maxWidth: 110 }), "bottom-left");
    this.map.addControl(new gl.AttributionControl({ compact: true, customAttribution: escaped(options.attribution) }), "bottom-left");
    const canvas = this.map.getCanvas();
    canvas.setAttribute("aria-label", options.label ?? canvas.getAttribute("aria-label") ?? "");
    this.map.on("moveend", () => this._tell("move"));
    this.map.on("idle", () => this._tell("settled"));
    this.map.on("click", (event) => this._clicked(event));
    this.map.on("mousemove", (event) => {
      canvas.style.cursor = this._at(event.point).length ? "pointer" : "";
    });
  }

  on(name, act) {
    this.acts[name].push(act);
  }

  _tell(name, ...what) {
    for (const act of this.acts[name]) act(...what);
  }

  // Looking

  view() {
    const { lng, lat } = this.map.getCenter();
    return { lon: lng, lat, zoom: this.map.getZoom() };
  }

  box() {
    return this.map.getBounds().toArray().flat();
  }

  fit(box, { padding = 40, maxZoom = 15, minZoom = 0, still = false } = {}) {
    const whole = this.map.cameraForBounds(widened(box), { padding, maxZoom });
    if (whole && whole.zoom < minZoom) return this.go(middle(box), minZoom, { still });
    return this.map.fitBounds(widened(box), { padding, maxZoom, animate: !(still || prefersStill()), duration: 700 });
  }

  go(place, zoom, { still = false, offset = [0, 0] } = {}) {
    this.map.easeTo({ center: place, zoom: zoom ?? this.map.getZoom(), offset, animate: !(still || prefersStill()), duration: 700 });
  }

  mark(place) {
    const features = place ? [{ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: place } }] : [];
    this.map.getSource("mark").setData({ type: "FeatureCollection", features });
  }

  /* A pin that is dragged, or pushed with the arrow keys when it has the focus. */
  pin(place, { label, moved }) {
    if (this.pinned) return this.pinned.setLngLat(place);
    const here = () => this.pinned.getLngLat().toArray();
    const element = pinButton(label, (by) => moved(this.shifted(here(), by)));
    this.pinned = new this.gl.Marker({ element, draggable: true, anchor: "bottom" }).setLngLat(place).addTo(this.map);
    return this.pinned.on("dragend", () => moved(here()));
  }

  shifted(place, [x, y]) {
    const at = this.map.project(place);
    return this.map.unproject([at.x + x, at.y + y]).toArray();
  }

  resize() {
    this.map.resize();
  }

  rendered(id) {
    const layers = (this.layers.get(id)?.drawn ?? [id]).filter((each) => this.map.getLayer(each));
    return this.map.queryRenderedFeatures({ layers }).map(({ layer, properties, geometry }) => ({ layer: layer.id, properties, geometry }));
  }

  quiet() {
    return this.map.loaded() && !this.map.isMoving();
  }

  destroy() {
    this.map.remove();
  }

  // Drawing

  places(geojson) {
    this.map.getSource("places").setData(geojson);
  }

  /* Boundaries of units, as faint lines under everything. */
  outlines(geojson) {
    if (this.map.getSource("outlines")) return;
    this.map.addSource("outlines", { type: "geojson", data: geojson });
    this.map.addLayer({ id: "land", type: "fill", source: "outlines", filter: ["!=", ["geometry-type"], "Point"], paint: { "fill-color": this.look.surface, "fill-opacity": 0.75 } }, "grid");
    this.map.addLayer({ id: "outline", type: "line", source: "outlines", filter: ["!=", ["geometry-type"], "Point"], paint: { "line-color": this.look.edge, "line-width": 0.7, "line-opacity": 0.6 } }, "island");
  }

  _colour(layer) {
    const colours = Object.entries(coloursOf(layer, this.look)).flat();
    const fallback = usualColour(layer, this.look);
    return colours.length ? ["match", ["to-string", ["get", layer.by ?? "k"]], ...colours, fallback] : fallback;
  }

  points(layer, geojson) {
    const { id } = layer;
    if (this.map.getSource(id)) {
      this.map.getSource(id).setData(geojson);
      return;
    }
    const l = this.look;
    const own = l.palette[(layer.colour ?? 0) % 12];
    this.map.addSource(id, { type: "geojson", data: geojson, cluster: layer.together ?? true, clusterRadius: 42, clusterMaxZoom: TOGETHER });
    this._add({ id: `${id}-many`, type: "circle", source: id, filter: ["has", "point_count"], paint: { "circle-color": l.surface, "circle-stroke-color": own, "circle-stroke-width": 2, "circle-radius": ["step", ["get", "point_count"], 13, 10, 16, 100, 20, 1000, 25] } });
    this._add({ id: `${id}-count`, type: "symbol", source: id, filter: ["has", "point_count"], layout: { "text-field": ["number-format", ["get", "point_count"], { locale: "vi" }], "text-font": BOLD, "text-size": 12, "text-allow-overlap": true, "text-ignore-placement": true }, paint: { "text-color": l.ink } });
    const colour = this._colour(layer);
    this._add({ id: `${id}-one`, type: "circle", source: id, filter: ["!", ["has", "point_count"]], paint: { "circle-color": ["case", ["==", ["get", "a"], 1], l.surface, colour], "circle-stroke-color": ["case", ["==", ["get", "a"], 1], colour, l.surface], "circle-stroke-width": ["case", ["==", ["get", "a"], 1], 3, 1.5], "circle-radius": ["case", ["==", ["get", "a"], 1], 5.5, 7] } });
    this._add({ id: `${id}-name`, type: "symbol", source: id, minzoom: 12.5, filter: ["!", ["has", "point_count"]], layout: { "text-field": ["get", "n"], "text-font": REGULAR, "text-size": 12, "text-anchor": "left", "text-offset": [0.9, 0], "text-max-width": 12, "text-optional": true }, paint: halo(l) });
    this.layers.set(id, { kind: "points", layer, drawn: [`${id}-many`, `${id}-count`, `${id}-one`, `${id}-name`] });
  }

  recolour(layer) {
    const { id } = layer;
    if (!this.map.getLayer(`${id}-one`)) return;
    const colour = this._colour(layer);
    this.map.setPaintProperty(`${id}-one`, "circle-color", ["case", ["==", ["get", "a"], 1], this.look.surface, colour]);
    this.map.setPaintProperty(`${id}-one`, "circle-stroke-color", ["case", ["==", ["get", "a"], 1], colour, this.look.surface]);
  }

  shapes(layer, geojson) {
    const { id } = layer;
    if (this.map.getSource(id)) {
      this.map.getSource(id).setData(geojson);
      return;
    }
    this.map.addSource(id, { type: "geojson", data: geojson });
    this._area(layer, id, {});
  }

  /* Circles whose size says a number, and areas in steps of one colour: counts of places. */
  amounts(layer, geojson) {
    const { id } = layer;
    const own = this.look.palette[(layer.colour ?? 0) % 12];
    const most = Math.max(1, ...geojson.features.map((each) => each.properties.count));
    const scale = steps(most);
    const shade = ["step", ["get", "count"], 0, ...scale.flatMap((each) => [each.from, each.shade])];
    if (this.map.getSource(id)) {
      this.map.getSource(id).setData(geojson);
      for (const each of this.layers.get(id).drawn) this.map.removeLayer(each);
      this.map.removeSource(id);
    }
    this.map.addSource(id, { type: "geojson", data: geojson });
    const share = ["sqrt", ["/", ["get", "count"], most]];
    this._add({ id: `${id}-fill`, type: "fill", source: id, filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": own, "fill-opacity": shade } });
    this._add({ id: `${id}-line`, type: "line", source: id, filter: ["==", ["geometry-type"], "Polygon"], paint: { "line-color": this.look.edge, "line-width": 0.8 } });
    this._add({ id: `${id}-circle`, type: "circle", source: id, filter: ["all", ["==", ["geometry-type"], "Point"], [">", ["get", "count"], 0]], paint: { "circle-color": own, "circle-opacity": shade, "circle-stroke-color": own, "circle-stroke-width": 1.5, "circle-radius": ["+", 7, ["*", 22, share]] } }, this._belowPoints());
    this._add({ id: `${id}-count`, type: "symbol", source: id, filter: [">", ["get", "count"], 0], layout: { "text-field": ["to-string", ["get", "count"]], "text-font": BOLD, "text-size": 12 }, paint: halo(this.look) }, this._belowPoints());
    this.layers.set(id, { kind: "amounts", layer, drawn: [`${id}-fill`, `${id}-line`, `${id}-circle`, `${id}-count`] });
    return scale;
  }

  async tiles(layer) {
    if (!this.hasTiles) {
      await script(this.assets.pmtiles);
      this.gl.addProtocol("pmtiles", new window.pmtiles.Protocol().tile);
      this.hasTiles = true;
    }
    const { id } = layer;
    this.map.addSource(id, { type: "vector", url: `pmtiles://${new URL(layer.archive, location.href)}`, attribution: escaped(layer.attribution) });
    this._area(layer, id, { "source-layer": layer.source_layer ?? layer.id });
    if (layer.box) this._far(layer);
  }

  /* Where the view is too wide for the shapes: how far they reach, how many they are. */
  _far(layer) {
    const id = `${layer.id}-far`;
    this.map.addSource(id, { type: "geojson", data: frame(layer.box, { far: layer.id, n: `${short(layer.title)}\n${layer.far}` }) });
    const own = this.look.leaf;
    const maxzoom = layer.min_zoom;
    this._add({ id: `${id}-fill`, type: "fill", source: id, maxzoom, paint: { "fill-color": own, "fill-opacity": 0.1 } });
    this._add({ id: `${id}-line`, type: "line", source: id, maxzoom, paint: { "line-color": own, "line-width": 1.6, "line-dasharray": [3, 2] } });
    this._add({ id: `${id}-name`, type: "symbol", source: id, maxzoom, layout: { "text-field": ["get", "n"], "text-font": BOLD, "text-size": 12, "text-max-width": 16, "text-allow-overlap": true, "text-ignore-placement": false }, paint: halo(this.look) });
    this.layers.get(layer.id).drawn.push(`${id}-fill`, `${id}-line`, `${id}-name`);
  }

  _area(layer, id, more) {
    const own = this._colour(layer);
    this._add({ id: `${id}-fill`, type: "fill", source: id, ...more, filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": own, "fill-opacity": 0.28 } });
    this._add({ id: `${id}-line`, type: "line", source: id, ...more, filter: ["!=", ["geometry-type"], "Point"], paint: { "line-color": own, "line-width": 1.4 } });
    this._add({ id: `${id}-dot`, type: "circle", source: id, ...more, filter: ["==", ["geometry-type"], "Point"], paint: { "circle-color": own, "circle-radius": 5, "circle-stroke-color": this.look.surface, "circle-stroke-width": 1.2 } });
    this.layers.set(layer.id, { kind: "area", layer, drawn: [`${id}-fill`, `${id}-line`, `${id}-dot`] });
  }

  raster(layer) {
    this.gl.addProtocol("patient", patientProtocol);
    this.map.addSource(layer.id, { type: "raster", tiles: [`patient://${location.origin}${layer.tiles}`], tileSize: 256, minzoom: layer.min_zoom ?? 0, maxzoom: layer.max_zoom ?? 19, attribution: escaped(layer.attribution) });
    this._add({ id: `${layer.id}-raster`, type: "raster", source: layer.id, paint: { "raster-opacity": 0.85 } }, "grid");
    this.layers.set(layer.id, { kind: "raster", layer, drawn: [`${layer.id}-raster`] });
  }

  /* Counts of places lie under single points, whichever came first. */
  _belowPoints() {
    return [...this.layers.values()].find((each) => each.kind === "points")?.drawn[0] ?? "mark";
  }

  _add(layer, before) {
    const areas = layer.type === "fill" || (layer.type === "line" && layer.id.endsWith("-line"));
    this.map.addLayer(layer, before ?? (areas ? "island" : "mark"));
  }

  show(id, isOn) {
    for (const each of this.layers.get(id)?.drawn ?? []) {
      if (this.map.getLayer(each)) this.map.setLayoutProperty(each, "visibility", isOn ? "visible" : "none");
    }
  }

  // Clicking

  _at({ x, y }) {
    const layers = [...this.layers.values()].flatMap((each) => (each.kind === "raster" ? [] : each.drawn)).filter((each) => !/-(name|count)$/.test(each) && this.map.getLayer(each));
    const around = [[x - REACH, y - REACH], [x + REACH, y + REACH]];
    return layers.length ? this.map.queryRenderedFeatures(around, { layers }) : [];
  }

  async _clicked(event) {
    const found = this._at(event.point);
    const first = found.find((each) => each.geometry.type === "Point") ?? found[0];
    if (!first) return this._tell("pick", null, [], event.lngLat.toArray());
    const place = first.geometry.type === "Point" ? first.geometry.coordinates : event.lngLat.toArray();
    if (first.properties.cluster) return this._opened(first, place);
    if (first.properties.far) return this._tell("pick", first.properties.far, [first.properties], place);
    const same = found.filter((each) => each.source === first.source && each.geometry.type === first.geometry.type);
    return this._tell("pick", first.source, same.map((each) => each.properties), place);
  }

  async _opened(cluster, place) {
    const source = this.map.getSource(cluster.source);
    const leaves = await source.getClusterLeaves(cluster.properties.cluster_id, LEAVES, 0);
    const box = boxOf(leaves.map((each) => each.geometry.coordinates));
    if (isPoint(box) || this.map.getZoom() >= TOGETHER) {
      this._tell("pick", cluster.source, leaves.map((each) => each.properties), place);
    } else if (leaves.length < LEAVES) {
      this.fit(box, { padding: 70, maxZoom: TOGETHER + 1 });
    } else {
      this.go(place, await source.getClusterExpansionZoom(cluster.properties.cluster_id));
    }
  }
}
