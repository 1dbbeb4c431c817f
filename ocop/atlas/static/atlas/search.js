/* The search box: suggestions while typing; Enter without a choice filters by the words. */

const PAUSE = 250;
const FEW = 5;

const asked = async (url, text) => {
  const answer = await fetch(`${url}?q=${encodeURIComponent(text)}`).catch(() => null);
  return answer?.ok ? answer.json() : null;
};

/* A shape that an office drew, as a suggestion. */
const drawn = (feature) => ({ kind: "planned", title: feature.title, note: feature.layer, place: [feature.lon, feature.lat], box: feature.bbox, layer: `gis-${feature.slug}`, feature });

export const searchBox = (form, config, { fly, says }) => {
  const input = form.querySelector("input[type=search]");
  const list = form.querySelector("[role=listbox]");
  let timer = 0;
  let latest = 0;
  let chosen = -1;

  const options = () => [...list.children];
  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const point = (number) => {
    const all = options();
    chosen = (number + all.length) % all.length;
    all.forEach((each, i) => each.setAttribute("aria-selected", String(i === chosen)));
    input.setAttribute("aria-activedescendant", all[chosen].id);
    all[chosen].scrollIntoView({ block: "nearest" });
  };
  const option = (hit, number) => {
    const line = document.createElement("li");
    line.id = `tim-${number}`;
    line.role = "option";
    const title = document.createElement("span");
    title.textContent = hit.title;
    const note = document.createElement("small");
    note.textContent = hit.note;
    line.append(title, note);
    line.addEventListener("pointerdown", (event) => event.preventDefault());
    line.addEventListener("click", () => {
      close();
      fly(hit);
    });
    return line;
  };
  const ask = async () => {
    const text = input.value.trim();
    const mine = ++latest;
    if (text.length < 2) return close();
    const [things, shapes] = await Promise.all([asked(config.search, text), config.find ? asked(config.find, text) : null]);
    if (mine !== latest || !(things || shapes)) return undefined;
    const found = [...(things?.found ?? []), ...(shapes?.features ?? []).slice(0, FEW).map(drawn)];
    list.replaceChildren(...found.map(option));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    chosen = -1;
    return found.length ? undefined : says(config.words.not_found);
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      point(event.key === "ArrowDown" ? chosen + 1 : chosen < 0 ? -1 : chosen - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      options()[chosen].click();
    }
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
  form.addEventListener("submit", close);
};
