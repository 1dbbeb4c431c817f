/* Plain geometry for maps: boxes are [west, south, east, north], places are [longitude, latitude]. */

export const COUNTRY = [102.1, 6.6, 116.6, 23.5]; // with Hoàng Sa and Trường Sa
const WIDE = 4.5; // degrees from which a view counts as one of the whole country

export const boxOf = (places) => {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of places) {
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  return box[0] <= box[2] ? box : null;
};

export const isPoint = (box) => box[2] - box[0] < 1e-6 && box[3] - box[1] < 1e-6;

export const isWide = (box) => box[3] - box[1] >= WIDE || box[2] - box[0] >= WIDE;

/* A view as wide as the country shows the whole country, both archipelagos with it. */
export const widened = (box) => {
  if (!isWide(box)) return box;
  return [0, 1, 2, 3].map((i) => (i < 2 ? Math.min(box[i], COUNTRY[i]) : Math.max(box[i], COUNTRY[i])));
};

export const isInside = ([x, y], [west, south, east, north]) => x >= west && x <= east && y >= south && y <= north;

/* Metres between two places. */
export const metres = ([x1, y1], [x2, y2]) => {
  const rad = Math.PI / 180;
  const a = Math.sin(((y2 - y1) * rad) / 2) ** 2 + Math.cos(y1 * rad) * Math.cos(y2 * rad) * Math.sin(((x2 - x1) * rad) / 2) ** 2;
  return 12_742_000 * Math.asin(Math.sqrt(a));
};

/* Faint lines of whole degrees: something to hold on to where there is no base map. */
export const grid = () => {
  const line = (from, to) => ({ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: [from, to] } });
  const features = [];
  for (let x = 90; x <= 130; x += 1) features.push(line([x, 0], [x, 30]));
  for (let y = 0; y <= 30; y += 1) features.push(line([90, y], [130, y]));
  return { type: "FeatureCollection", features };
};

export const EMPTY = { type: "FeatureCollection", features: [] };

export const middle = ([west, south, east, north]) => [(west + east) / 2, (south + north) / 2];

/* The outline of a box, as a shape to draw. */
export const frame = ([west, south, east, north], properties = {}) => ({
  type: "Feature",
  properties,
  geometry: { type: "Polygon", coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] },
});

const STEPS = 5;

/* The whole numbers up to `most` in a few steps that widen, each with how dark it is drawn: [{from, to, shade}]. */
export const steps = (most) => {
  const tops = most <= STEPS ? Array.from({ length: most }, (_, n) => n + 1) : Array.from({ length: STEPS }, (_, n) => Math.ceil(most * ((n + 1) / STEPS) ** 2));
  return [...new Set(tops)].map((to, n, all) => ({ from: n ? all[n - 1] + 1 : 1, to, shade: 0.15 + (0.6 * (n + 1)) / all.length }));
};
