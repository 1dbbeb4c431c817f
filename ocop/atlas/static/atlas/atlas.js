/* The map page. Everything it does besides drawing is also a link or a form of the page: filters, list, downloads. */

import { boxOf, isInside, metres } from "../gis/map/geo.js";
import { openMap } from "../gis/map/open.js";
import { keepView, read, withLayers, write } from "./address.js";
import { Layers } from "./layers.js";
import { Panel, row } from "./panel.js";
import { searchBox } from "./search.js";

const MOST_SEEN = 40;
const NEAREST = 12;
const PARTS = ["atlas-filters", "atlas-tree", "atlas-foot", "atlas-count-of-filters", "atlas-kept"];

const root = document.querySelector("[data-atlas]");
const assets = JSON.parse(root.dataset.assets);
const config = JSON.parse(root.dataset.config);
const usual = config.layers.filter((each) => each.id === config.products).map((each) => each.id);
const wide = window.matchMedia("(min-width: 60rem)");
const query = () => new URLSearchParams([...new URLSearchParams(location.search)].filter(([name]) => !["lop", "trang", "xem"].includes(name))).toString();
const says = (text) => {
  root.querySelector("[data-atlas-says]").textContent = text;
};

if (!wide.matches) root.querySelector(".atlas__fold[open]")?.removeAttribute("open");
const start = read();
const map = await openMap(root.querySelector("[data-atlas-map]"), assets, { ...assets, view: start.view, label: root.dataset.label });
const layers = new Layers(map, config);
const panel = new Panel(root, config, says);

/* For tests: what is drawn, by which engine. */
root.rendered = (id) => map.rendered(id);
root.engine = map.engine;
root.view = () => map.view();

// The address

const keep = () => write(map.view(), panel.open);
const padding = () => (wide.matches ? 50 : 30);

const fitAll = () => {
  const box = boxOf([...layers.points()].filter(([layer]) => layer.id === config.products).map(([, each]) => each.geometry.coordinates));
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
      if (!wide.matches) root.querySelector(".atlas__fold[open]")?.removeAttribute("open");
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
  if (!open) map.mark(null);
  keep();
});

// Choosing on the map

map.on("pick", (id, found, place) => {
  const layer = id && layers.get(id);
  if (!layer) return panel.box.hidden || panel.close();
  if (id === "don-vi") return filterBy(`?${new URLSearchParams([...new URLSearchParams(query()), ["don_vi", found[0].c]])}`);
  if (layer.type) return describe(layer, place);
  map.mark(place);
  if (found.length === 1) return panel.show(layer.kind, found[0].c);
  const items = found.map((each) => itemOf(layer, each));
  return panel.list(config.words.many.replace("{n}", items.length), items, (item) => panel.show(item.kind, item.code));
});

/* What is planned at this point: asked of the server, which knows more than the tile holds. */
const describe = async (layer, [lon, lat]) => {
  const answer = await fetch(`${config.here}?lat=${lat.toFixed(6)}&lon=${lon.toFixed(6)}`).catch(() => null);
  if (!answer?.ok) return says(config.words.failed);
  const { features } = await answer.json();
  const lines = features.flatMap(({ properties }) => Object.entries(properties).filter(([, value]) => value !== null && value !== "" && typeof value !== "object").map(([name, value]) => ({ name: `${name}: ${value}`, colour: layer.colour })));
  return panel.list(layer.title, lines, () => undefined);
};

// Layers and colours

const onLayers = () => [...root.querySelectorAll("[data-layer]:checked")].map((each) => each.dataset.layer);

const legends = () => {
  const on = new Set(onLayers());
  const by = root.querySelector("[data-colour-by]:checked")?.value ?? "k";
  for (const each of root.querySelectorAll("[data-legend-of]")) {
    each.hidden = !on.has(each.dataset.legendOf) || (each.dataset.legendBy !== undefined && each.dataset.legendBy !== by);
  }
};

root.addEventListener("change", async ({ target }) => {
  if (target.matches("[data-colour-by]")) {
    layers.colourBy(target.value);
    legends();
    return;
  }
  if (!target.matches("[data-layer]")) return;
  history.replaceState(history.state, "", `?${withLayers(location.search, onLayers(), usual)}${location.hash}`);
  legends();
  if (target.checked) await layers.show(target.dataset.layer, query()).catch(() => says(config.words.failed));
  else layers.hide(target.dataset.layer);
  listSeen();
});

// Filters: the page is fetched again and its parts are exchanged

const filterBy = async (address, { push = true } = {}) => {
  const to = new URL(address, location.href);
  to.search = withLayers(to.search, onLayers(), usual);
  to.hash = "";
  const answer = await fetch(to).catch(() => null);
  if (!answer?.ok) return says(config.words.failed);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of PARTS) document.getElementById(id).replaceWith(page.getElementById(id));
  if (push) history.pushState(null, "", to);
  panel.box.hidden || panel.close();
  await layers.renew(query()).catch(() => says(config.words.failed));
  fitAll();
  listSeen();
  keep();
  return undefined;
};

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
window.addEventListener("popstate", () => filterBy(location.href, { push: false }));

// Search, and what is near

const fly = async (hit) => {
  map.mark(hit.place);
  map.go(hit.place, hit.zoom ?? 14, { offset: hit.kind === "unit" || hit.kind === "place" ? [0, 0] : aside() });
  if (hit.kind === "place") return;
  if (hit.kind === "unit") {
    const params = new URLSearchParams(query());
    params.delete("q");
    params.set("don_vi", hit.code);
    await filterBy(`?${params}`);
    return;
  }
  await panel.show(hit.kind, hit.code);
};
searchBox(form, config, { fly, says });

/* The place stays in this browser: it is compared with points that are here already. */
const nearest = async ({ coords }) => {
  const here = [coords.longitude, coords.latitude];
  for (const id of ["diem-ban"]) if (!layers.data.has(id)) await layers.show(id, query()).then(() => layers.on.has(id) && tick(id));
  const all = [...layers.points()].filter(([layer]) => layer.id === config.products || layer.id === "diem-ban");
  const far = all.map(([layer, each]) => [metres(here, each.geometry.coordinates), layer, each]).sort((a, b) => a[0] - b[0]);
  map.mark(here);
  map.go(here, 12);
  const items = far.slice(0, NEAREST).map(([distance, layer, each]) => ({ ...itemOf(layer, each.properties), note: `${(distance / 1000).toLocaleString("vi", { maximumFractionDigits: 1 })} km`, place: each.geometry.coordinates }));
  panel.list(config.words.near, items, (item) => choose(item, item.place));
};
const tick = (id) => {
  const box = root.querySelector(`[data-layer="${id}"]`);
  if (box && !box.checked) box.click();
};
const near = root.querySelector("[data-atlas-near]");
near.hidden = !navigator.geolocation;
near.addEventListener("click", () => {
  says(config.words.asking);
  navigator.geolocation.getCurrentPosition(nearest, () => says(config.words.refused), { timeout: 15_000, maximumAge: 60_000 });
});

// Begin

keepView();
legends();
await layers.names(query()).catch(() => undefined);
await Promise.all(onLayers().map((id) => layers.show(id, query()).catch(() => says(config.words.failed))));
if (!start.view) fitAll();
if (start.open) await panel.show(start.open.kind, start.open.code, { focus: false });
listSeen();
root.dataset.state = "ready";
