/* What a map looks like, taken from the tokens of the page, so that both themes and both drawing engines agree. */

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export const look = () => ({
  paper: token("--map-ground") || token("--sunken"),
  surface: token("--surface"),
  line: token("--line"),
  edge: token("--line-strong"),
  ink: token("--ink"),
  muted: token("--muted"),
  leaf: token("--leaf"),
  star: token("--star"),
  danger: token("--danger"),
  palette: Array.from({ length: 12 }, (_, i) => token(`--map-${i}`) || token("--leaf")),
});

/* The colour of each key of a layer's legend: {key: colour}. */
export const coloursOf = (layer, l) => Object.fromEntries((layer.legend ?? []).map((each) => [each.key, l.palette[each.colour % 12]]));

export const FACE = "Be Vietnam Pro";

/* Labels are drawn by the browser: wait for the face, else the first ones come out in another. */
export const face = () =>
  Promise.race([
    Promise.all([document.fonts.load(`400 14px "${FACE}"`, "ắộ Hoàng"), document.fonts.load(`600 14px "${FACE}"`, "ắộ Hoàng")]),
    new Promise((done) => setTimeout(done, 1500)),
  ]).catch(() => undefined);

export const prefersStill = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
