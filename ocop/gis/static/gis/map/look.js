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

const ROOM = 44;

/* The colour of each key of a layer's legend: {key: colour}; and of everything else in it. */
export const coloursOf = (layer, l) => Object.fromEntries((layer.legend ?? []).filter((each) => each.key !== "").map((each) => [each.key, each.colour_code ?? l.palette[each.colour % 12]]));
export const usualColour = (layer, l) => layer.colour_code ?? l.palette[(layer.colour ?? 0) % 12];

/* A title that a map has room for. */
export const short = (text) => (text.length > ROOM ? `${text.slice(0, ROOM).trimEnd()}…` : text);

/* What people wrote, for where a library takes markup. */
export const escaped = (text) => {
  const words = document.createElement("span");
  words.textContent = text ?? "";
  return words.innerHTML;
};

export const FACE = "Be Vietnam Pro";

/* Labels are drawn by the browser: wait for the face, else the first ones come out in another. */
export const face = () =>
  Promise.race([
    Promise.all([document.fonts.load(`400 14px "${FACE}"`, "ắộ Hoàng"), document.fonts.load(`600 14px "${FACE}"`, "ắộ Hoàng")]),
    new Promise((done) => setTimeout(done, 1500)),
  ]).catch(() => undefined);

export const prefersStill = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const NUDGE = 2; // pixels; ten times as many with Shift

/* A pin to drag, or to push with the arrow keys: `nudged([x, y])` says by how many pixels. */
export const pinButton = (label, nudged) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "map-pin";
  button.setAttribute("aria-label", label);
  button.addEventListener("click", (event) => event.stopPropagation());
  button.addEventListener("keydown", (event) => {
    const way = ARROWS[event.key];
    if (event.key !== "Tab") event.stopPropagation();
    if (!way) return;
    event.preventDefault();
    nudged(way.map((each) => each * NUDGE * (event.shiftKey ? 10 : 1)));
  });
  return button;
};
