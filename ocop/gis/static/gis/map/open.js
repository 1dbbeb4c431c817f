/* One map for every page: MapLibre where the machine has WebGL2, else Leaflet on a canvas; both offer the same acts.

   openMap(box, assets, options) → a map with
   points(layer, geojson), shapes(layer, geojson), amounts(layer, geojson), tiles(layer), raster(layer),
   show(id, isOn), recolour(layer), fit(box), go(place, zoom), view(), box(), mark(place | null),
   pin(place, {label, moved}), shifted(place, [x, y]), rendered(id), quiet(), places(geojson), on(name, act), destroy().
   `on` knows: move (the view changed), pick (layer id, features, place), settled (all is drawn).
   `amounts` answers with the steps its shades stand for. Words from layers are drawn as text, never as markup. */

import { addInset } from "./inset.js";
import { face } from "./look.js";

const style = (href) =>
  new Promise((done) => {
    if ([...document.styleSheets].some((sheet) => sheet.href?.endsWith(href))) return done();
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    link.onload = link.onerror = () => done();
    document.head.append(link);
  });

const coming = new Map();

/* Once a page, and only done when it has run, however many ask while it is on its way. */
export const script = (src) => {
  if (!coming.has(src)) {
    const loaded = new Promise((done, failed) => {
      const tag = document.createElement("script");
      tag.src = src;
      tag.onload = () => done();
      tag.onerror = () => failed(new Error(src));
      document.head.append(tag);
    });
    loaded.catch(() => coming.delete(src));
    coming.set(src, loaded);
  }
  return coming.get(src);
};

const hasWebGL2 = () => {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
};

export const openMap = async (element, assets, options = {}) => {
  const islands = await fetch(assets.islands).then((answer) => answer.json());
  const map = await opened(element, assets, { ...options, islands });
  addInset(element.parentElement, map, { ...options, islands });
  return map;
};

const opened = async (element, assets, options) => {
  await face();
  if (hasWebGL2()) {
    try {
      await style(assets.gl_css);
      const { GlMap } = await import("./gl.js");
      return await GlMap.open(element, assets, options);
    } catch (error) {
      if (options.strict) throw error;
      element.replaceChildren();
      element.className = element.dataset.plainClass ?? "";
    }
  }
  await style(assets.plain_css);
  await script(assets.plain);
  const { PlainMap } = await import("./plain.js");
  return PlainMap.open(element, assets, options);
};
