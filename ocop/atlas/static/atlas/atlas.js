/* The map page. Everything it does besides drawing is also a link or a form of the page: filters, list, downloads. */

import { boxOf, isInside } from "../gis/map/geo.js";
import { openMap } from "../gis/map/open.js";
import { keepView, keptIn, read, withKept, write } from "./address.js";
import { Layers } from "./layers.js";
import { followed } from "./legend.js";
import { nearest } from "./near.js";
import { Panel, row } from "./panel.js";
import { searchBox } from "./search.js";

const MOST_SEEN = 40;
const PARTS = ["atlas-filters", "atlas-tree", "atlas-foot", "atlas-count-of-filters", "atlas-kept"];

const root = document.querySelector("[data-atlas]");
const assets = JSON.parse(root.dataset.assets);
const config = JSON.parse(root.dataset.config);
const usual = config.layers.filter((each) => each.id === config.products).map((each) => each.id);
const wide = window.matchMedia("(min-width: 60rem)");
const query = () => new URLSearchParams([...new URLSearchParams(location.search)].filter(([name]) => !["lop", "mau", "trang", "xem", "tim"].includes(name))).toString();
const says = (text) => {
  root.querySelector("[data-atlas-says]").textContent = text;
};

/* On a phone a sheet lies over half of the map. */
const closeSheet = () => {
  if (!wide.matches) root.querySelector(".atlas__fold[open]")?.removeAttribute("open");
};
closeSheet();
const start = read();
const map = await openMap(root.querySelector("[data-atlas-map]"), assets, { ...assets, view: start.view, label: root.dataset.label });
const layers = new Layers(map, config);
const panel = new Panel(root, config, says);

/* For tests: what is drawn, by which engine, whether it still moves or loads. */
root.rendered = (id) => map.rendered(id);
root.engine = map.engine;
root.view = () => map.view();
root.quiet = () => map.quiet();

// The address

const keep = () => write(map.view(), panel.open);
const padding = () => (wide.matches ? 50 : 30);

/* All products; without them whatever is drawn, and without any point the places that hold something. */
const fitAll = () => {
  const all = [...layers.points()];
  const own = all.filter(([layer]) => layer.id === config.products);
  const held = (layers.units?.features ?? []).filter(({ properties }) => properties.count > 0 && properties.level === "commune");
  const some = all.length ? (own.length ? own : all).map(([, each]) => each) : held;
  const box = boxOf(some.map((each) => each.geometry.coordinates));
  if (box) map.fit(box, { padding: padding(), maxZoom: 12 });
};

// What is in view, as a list for eyes and keys

const itemOf = (layer, properties) => ({
  name: properties.n,
  kind: layer.kind,
  code: properties.c,
  colour: layer.legend?.find((key) => key.key === String(properties[layer.by]))?.colour ?? layer.colour,
});

/* The panel covers a side of the map: what was chosen is moved beside it. */
const aside = () => (wide.matches ? [150, 0] : [0, -root.querySelector("[data-atlas-map]").clientHeight * 0.3]);

/* On a phone: what lies where the panel will be is moved up; what is seen stays where it was. */
const SEEN = 0.35;
const uncover = (place) => {
  const [, south, , north] = map.box();
  if (!wide.matches && (north - place[1]) / (north - south) > SEEN) map.go(place, undefined, { offset: aside() });
};

const choose = (item, place, { zoom, focus = true } = {}) => {
  if (place) {
    map.mark(place);
    map.go(place, zoom ?? Math.max(map.view().zoom, 12), { offset: aside() });
  }
  return panel.show(item.kind, item.code, { focus });
};

const listSeen = () => {
  const box = map.box();
  const list = root.querySelector("[data-atlas-seen-list]");
  const seen = [...layers.points()].filter(([, each]) => isInside(each.geometry.coordinates, box));
  root.querySelector("[data-atlas-seen-count]").textContent = ` (${seen.length})`;
  const rows = seen.slice(0, MOST_SEEN).map(([layer, each]) => {
    const item = itemOf(layer, each.properties);
    return row(item, () => {
      closeSheet();
      choose(item, each.geometry.coordinates);
    });
  });
  if (!seen.length || seen.length > MOST_SEEN) {
    const more = document.createElement("li");
    more.className = "small muted";
    more.textContent = seen.length ? config.words.more.replace("{n}", seen.length - MOST_SEEN) : config.words.nothing;
    rows.push(more);
  }
  list.replaceChildren(...rows);
};

map.on("move", () => {
  keep();
  listSeen();
});
panel.onChange((open) => {
  if (!open && panel.box.hidden) map.mark(null);
  keep();
});

// Choosing on the map

map.on("pick", (id, found, place) => {
  const layer = id && layers.get(id);
  closeSheet();
  if (found[0]?.far) return toLayer(layer);
  if (layer?.type || (!layer && layers.isPlanned)) return planned(place);
  if (!layer) return panel.box.hidden || panel.close();
  if (id === "don-vi") return filterBy(`?${new URLSearchParams([...new URLSearchParams(query()), ["don_vi", found[0].c]])}`);
  map.mark(place);
  if (found.length === 1) return panel.show(layer.kind, found[0].c);
  const items = found.map((each) => itemOf(layer, each));
  return panel.list(config.words.many.replace("{n}", items.length), items, (item) => panel.show(item.kind, item.code));
});

/* What is planned at this point: asked of the server, which knows more than the tile holds. */
const planned = async ([lon, lat]) => {
  map.mark([lon, lat]);
  const answer = await fetch(`${config.here}?lat=${lat.toFixed(6)}&lon=${lon.toFixed(6)}`).catch(() => null);
  if (!answer?.ok) return says(config.words.failed);
  const { features } = await answer.json();
  if (features.length) {
    uncover([lon, lat]);
    return panel.facts(config.words.planned, features);
  }
  if (!panel.box.hidden) panel.close();
  map.mark([lon, lat]);
  return says(config.words.nothing_planned);
};

const toLayer = (layer) => layer.box && map.fit(layer.box, { padding: padding(), minZoom: layer.min_zoom });

/* Without a pointer: the place in the middle. */
const atMiddle = () => {
  const { lon, lat } = map.view();
  closeSheet();
  return planned([lon, lat]);
};
root.querySelector("[data-atlas-planned]")?.addEventListener("click", atMiddle);
root.querySelector("[data-atlas-map]").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && layers.isPlanned && event.target.matches("canvas, .leaflet-container")) atMiddle();
});

// Layers and colours

const onLayers = () => [...root.querySelectorAll("[data-layer]:checked")].map((each) => each.dataset.layer);
const colourChoice = () => root.querySelector("[data-colour-by]:checked");
const keptNow = () => ({ layers: onLayers(), usual, colours: colourChoice()?.dataset.colourBy });
const switchOf = (id) => root.querySelector(`[data-layer="${CSS.escape(id)}"]`);

const legends = () => {
  const on = new Set(onLayers());
  const by = colourChoice()?.value ?? "k";
  for (const each of root.querySelectorAll("[data-legend-of]")) {
    each.hidden = !on.has(each.dataset.legendOf) || (each.dataset.legendBy !== undefined && each.dataset.legendBy !== by);
  }
  followed(root, layers);
  for (const each of root.querySelectorAll("[data-atlas-planned]")) each.hidden = !layers.isPlanned;
};

const address = () => history.replaceState(history.state, "", `?${withKept(location.search, keptNow())}${location.hash}`);

/* Put layers on and off so that these are on, and draw what is new. */
const setLayers = async (ids) => {
  const wanted = new Set(ids);
  for (const each of root.querySelectorAll("[data-layer]")) each.checked = wanted.has(each.dataset.layer);
  for (const id of [...layers.on]) if (!wanted.has(id)) layers.hide(id);
  legends();
  const missing = onLayers().filter((id) => !layers.on.has(id));
  await Promise.all(missing.map((id) => layers.show(id, query()).catch(() => says(config.words.failed))));
  legends();
};

const turnOn = async (...ids) => {
  await setLayers([...onLayers(), ...ids.filter(switchOf)]);
  address();
  listSeen();
};

const colourBy = (colours) => {
  const choice = [...root.querySelectorAll("[data-colour-by]")].find((each) => each.dataset.colourBy === colours);
  if (choice) choice.checked = true;
  layers.colourBy(colourChoice()?.value ?? "k");
  legends();
};

root.addEventListener("change", async ({ target }) => {
  if (target.matches("[data-colour-by]")) colourBy(target.dataset.colourBy);
  else if (target.matches("[data-layer]")) await setLayers(onLayers());
  else return;
  address();
  listSeen();
});
root.addEventListener("click", async ({ target }) => {
  const id = target.closest("[data-to-layer]")?.dataset.toLayer;
  if (!id) return;
  await turnOn(id);
  closeSheet();
  toLayer(layers.get(id));
});

// Filters: the page is fetched again and its parts are exchanged

const filterBy = async (href) => {
  const to = new URL(href, location.href);
  to.search = withKept(to.search, keptNow());
  to.hash = "";
  if (!(await exchange(to))) return;
  history.pushState(null, "", to);
  if (!panel.box.hidden) panel.close();
  await redraw();
  fitAll();
  keep();
};

/* The parts of the page that say what is filtered, as the server writes them for this address. */
const exchange = async (to) => {
  const answer = await fetch(to).catch(() => null);
  if (!answer?.ok) {
    says(config.words.failed);
    return false;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of PARTS) document.getElementById(id).replaceWith(page.getElementById(id));
  return true;
};

const redraw = async () => {
  await layers.renew(query()).catch(() => says(config.words.failed));
  legends();
  listSeen();
};

/* Back and forward: filters, layers, colours, the view and what was open, as the address says. */
const restore = async () => {
  const wanted = read();
  const kept = keptIn(location.search, usual);
  if (!(await exchange(location.href))) return;
  await setLayers(kept.layers);
  colourBy(kept.colours);
  await redraw();
  if (wanted.view) map.go([wanted.view.lon, wanted.view.lat], wanted.view.zoom, { still: true });
  else fitAll();
  if (wanted.open) await panel.show(wanted.open.kind, wanted.open.code, { focus: false });
  else if (!panel.box.hidden) panel.close();
};
window.addEventListener("popstate", () => {
  if (read().view || !location.hash) restore(); // a link within the page is no view
});

root.addEventListener("click", (event) => {
  const link = event.target.closest("#atlas-filters a, #atlas-tree a, #atlas-foot [data-filter]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  filterBy(link.href);
});
const form = root.querySelector("[data-atlas-search]");
form.addEventListener("submit", (event) => {
  event.preventDefault();
  filterBy(`?${new URLSearchParams([...new FormData(form)].filter(([, value]) => value))}`);
});

// Search, and what is near

const fly = async (hit) => {
  map.mark(hit.place);
  if (hit.kind === "planned") {
    await turnOn(hit.layer);
    map.fit(hit.box, { padding: padding() * 2, maxZoom: 15, minZoom: layers.get(hit.layer)?.min_zoom });
    return panel.facts(config.words.planned, [hit.feature]);
  }
  map.go(hit.place, hit.zoom ?? 14, { offset: hit.kind === "unit" || hit.kind === "place" ? [0, 0] : aside() });
  if (hit.kind === "place") return undefined;
  if (hit.kind !== "unit") return panel.show(hit.kind, hit.code);
  const params = new URLSearchParams(query());
  params.delete("q");
  params.set("don_vi", hit.code);
  return filterBy(`?${params}`);
};
searchBox(form, config, { fly, says });

/* The place stays in this browser: it is compared with points that are here already. */
const SOLD = "diem-ban";
const near = root.querySelector("[data-atlas-near]");
near.hidden = !navigator.geolocation;
near.addEventListener("click", () => {
  says(config.words.asking);
  const found = async ({ coords }) => {
    const here = [coords.longitude, coords.latitude];
    await turnOn(config.products, SOLD);
    map.mark(here);
    map.go(here, 12);
    const points = [...layers.points()].filter(([layer]) => layer.id === config.products || layer.id === SOLD);
    const items = nearest(here, points, config.words).map(([layer, each, note]) => ({ ...itemOf(layer, each.properties), note, place: each.geometry.coordinates }));
    says(config.words.near);
    panel.list(config.words.near, items, (item) => choose(item, item.place));
  };
  navigator.geolocation.getCurrentPosition(found, () => says(config.words.refused), { timeout: 15_000, maximumAge: 60_000 });
});

// Begin

keepView();
legends();
await layers.names(query()).catch(() => undefined);
await Promise.all(onLayers().map((id) => layers.show(id, query()).catch(() => says(config.words.failed))));
colourBy(colourChoice()?.dataset.colourBy ?? "");
if (!start.view) fitAll();
if (start.open) await panel.show(start.open.kind, start.open.code, { focus: false });
listSeen();
root.dataset.state = "ready";
