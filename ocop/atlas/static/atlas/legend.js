/* Legends say what is drawn now: only the keys that are there, each with its number, and the steps of a count. */

const numbers = new Intl.NumberFormat(document.documentElement.lang);

const counted = (features, by) => {
  const found = new Map();
  for (const { properties } of features) found.set(String(properties[by]), (found.get(String(properties[by])) ?? 0) + 1);
  return found;
};

const step = ({ from, to, shade }, colour) => {
  const line = document.createElement("li");
  const mark = document.createElement("span");
  mark.className = `swatch swatch--area swatch--${colour}`;
  mark.style.opacity = shade;
  line.append(mark, from === to ? numbers.format(to) : `${numbers.format(from)}–${numbers.format(to)}`);
  return line;
};

export const followed = (root, layers) => {
  for (const list of root.querySelectorAll("[data-legend-of]:has(> [data-key])")) {
    const data = layers.data.get(list.dataset.legendOf);
    if (!data) continue;
    const found = counted(data.features, list.dataset.legendBy ?? "k");
    for (const line of list.querySelectorAll("[data-key]")) {
      line.hidden = !found.has(line.dataset.key);
      line.querySelector("[data-count]").textContent = numbers.format(found.get(line.dataset.key) ?? 0);
    }
  }
  for (const list of root.querySelectorAll("[data-scale]")) {
    const layer = layers.get(list.dataset.legendOf);
    list.replaceChildren(...(layers.scales.get(layer.id) ?? []).map((each) => step(each, layer.colour)));
  }
};
