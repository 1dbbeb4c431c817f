/* What is nearest to a place: as the crow flies, and said to be near only where no more is known. */

import { metres } from "../gis/map/geo.js";

const NEAREST = 12;

const far = (distance) => {
  const digits = distance < 10_000 ? 1 : 0;
  return `${(distance / 1000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: digits })} km`;
};

export const nearest = (here, points, words) => {
  const measured = points.map(([layer, each]) => [metres(here, each.geometry.coordinates), layer, each]);
  measured.sort((one, other) => one[0] - other[0]);
  return measured.slice(0, NEAREST).map(([distance, layer, each]) => [layer, each, each.properties.a === 1 ? `≈ ${far(distance)}, ${words.near_only}` : far(distance)]);
};
