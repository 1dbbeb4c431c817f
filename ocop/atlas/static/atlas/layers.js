/* The layers of a map: fetched when first shown, fetched anew when the filters change. */

import { EMPTY } from "../gis/map/geo.js";

export class Layers {
  constructor(map, config) {
    this.map = map;
    this.config = config;
    this.byId = new Map([...config.layers, ...config.others].map((each) => [each.id, { by: "k", ...each }]));
    this.data = new Map();
    this.scales = new Map();
    this.coming = new Map();
    this.on = new Set();
    this.ready = new Set();
  }

  get(id) {
    return this.byId.get(id);
  }

  async _fetch(url) {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return answer.json();
  }

  /* The middle of units with their names: under everything, whichever layers are on. */
  async names(query) {
    this.units = await this._fetch(`${this.config.units}?${query}`);
    const named = this.units.features.map((each) => ({ ...each, properties: { name: each.properties.name, level: each.properties.level } }));
    this.map.places({ type: "FeatureCollection", features: named });
    if (this.config.shapes && !this.boundaries) this.map.outlines(await this._boundaries());
  }

  async show(id, query) {
    const layer = this.get(id);
    if (!layer) return;
    this.on.add(id);
    await this._show(layer, query).catch((error) => {
      this.on.delete(id); // so that it is tried again when it is asked for again
      throw error;
    });
  }

  async _show(layer, query) {
    const { id } = layer;
    if (layer.type) return this._showOther(layer);
    if (id === "don-vi") return this._showUnits(layer, query);
    const found = await this._fetch(layer.filtered ? `${layer.url}?${query}` : layer.url);
    const asPoints = (each) => ({ ...each, geometry: { type: "Point", coordinates: [each.properties.x, each.properties.y] } });
    this.data.set(id, layer.shape ? { ...found, features: found.features.map(asPoints) } : found);
    if (layer.shape) this.map.shapes(layer, found);
    else this.map.points(layer, found);
    this.map.show(id, this.on.has(id));
    this.ready.add(id);
    return undefined;
  }

  async _showUnits(layer, query) {
    await this.names(query);
    const shown = this.units.features.filter((each) => each.properties.level === "commune");
    const shapes = await this._shapes(shown);
    const scale = this.map.amounts(layer, { type: "FeatureCollection", features: [...shapes.drawn, ...shown.filter((each) => !shapes.codes.has(each.properties.code))] });
    this.scales.set(layer.id, scale);
    this.map.show(layer.id, this.on.has(layer.id));
    this.ready.add(layer.id);
  }

  async _boundaries() {
    this.boundaries ??= await this._fetch(this.config.shapes).catch(() => EMPTY);
    return this.boundaries;
  }

  /* Imported boundaries, with the counts of our own points; none where nobody imported any. */
  async _shapes(units) {
    const none = { drawn: [], codes: new Set() };
    if (!this.config.shapes) return none;
    await this._boundaries();
    const known = new Map(units.map((each) => [each.properties.code, each.properties]));
    const drawn = this.boundaries.features.filter((each) => each.geometry.type !== "Point" && known.has(each.properties.code)).map((each) => ({ ...each, properties: known.get(each.properties.code) }));
    return { drawn, codes: new Set(drawn.map((each) => each.properties.code)) };
  }

  async _showOther(layer) {
    if (!this.coming.has(layer.id)) this.coming.set(layer.id, Promise.resolve(this.map[layer.type](layer)));
    await this.coming.get(layer.id).catch((error) => {
      this.coming.delete(layer.id);
      throw error;
    });
    this.ready.add(layer.id);
    this.map.show(layer.id, this.on.has(layer.id));
  }

  hide(id) {
    this.on.delete(id);
    this.map.show(id, false);
  }

  async renew(query) {
    const all = [...this.on].filter((id) => this.get(id)?.filtered).map((id) => this.show(id, query));
    if (!this.on.has("don-vi")) all.push(this.names(query));
    for (const [id, layer] of this.byId) if (layer.filtered && !this.on.has(id)) this.data.delete(id);
    await Promise.all(all);
  }

  /* Whether something that offices drew is on: then any place may be asked what is planned there. */
  get isPlanned() {
    return [...this.on].some((id) => this.get(id)?.type === "tiles");
  }

  /* Everything drawn as points and on, each with its layer. */
  *points() {
    for (const [id, { features }] of this.data) {
      if (this.on.has(id)) for (const each of features) yield [this.get(id), each];
    }
  }

  colourBy(key) {
    const layer = this.get(this.config.products);
    layer.legends ??= { k: layer.legend, g: this.config.groups };
    layer.by = key;
    layer.legend = layer.legends[key];
    this.map.recolour(layer);
  }
}
