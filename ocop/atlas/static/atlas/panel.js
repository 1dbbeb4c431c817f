/* What was chosen, in a panel beside the map; on a phone a sheet from below. Escape closes it. */

export class Panel {
  constructor(root, config, says) {
    this.box = root.querySelector("[data-atlas-panel]");
    this.body = root.querySelector("[data-atlas-panel-body]");
    this.config = config;
    this.says = says;
    this.open = null;
    this.acts = [];
    root.querySelector("[data-atlas-close]").addEventListener("click", () => this.close());
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  onChange(act) {
    this.acts.push(act);
  }

  _changed() {
    for (const act of this.acts) act(this.open);
  }

  _appear(focus) {
    this.box.hidden = false;
    if (focus) this.box.focus({ preventScroll: true });
    this._changed();
  }

  async show(kind, code, { focus = true } = {}) {
    this.back ??= document.activeElement;
    this.open = { kind, code };
    const asked = this.open;
    const answer = await fetch(this.config.panel.replace("/kind/code/", `/${kind}/${code}/`)).catch(() => null);
    if (asked !== this.open) return;
    if (!answer?.ok) {
      this.says(this.config.words.failed);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.body.replaceChildren(...page.body.children);
    this._appear(focus);
  }

  /* Several things in one place: a list to choose from. */
  list(title, items, choose) {
    this.back ??= document.activeElement;
    this.open = null;
    const head = said("h2", "atlas-panel__name", title);
    const list = document.createElement("ul");
    list.className = "atlas__seen";
    list.append(...items.map((each) => row(each, () => choose(each))));
    this.body.replaceChildren(head, list);
    this._appear(true);
  }

  /* Several things with what is known of each: plain text only. */
  facts(title, things) {
    this.back ??= document.activeElement;
    this.open = null;
    this.body.replaceChildren(said("h2", "atlas-panel__name", title), ...things.map(factsOf));
    this._appear(true);
  }

  close() {
    this.box.hidden = true;
    this.open = null;
    this.back?.focus?.({ preventScroll: true });
    this.back = null;
    this._changed();
  }
}

const said = (tag, className, text) => {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
};

/* One thing: which layer it is in, what it is called, then its columns and who says so. */
const factsOf = ({ layer, title, properties, attribution }) => {
  const section = document.createElement("section");
  section.className = "atlas-panel__thing";
  const list = document.createElement("dl");
  list.className = "atlas-panel__facts";
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === "" || typeof value === "object") continue;
    const pair = document.createElement("div");
    pair.append(said("dt", "", name), said("dd", "long-text", value));
    list.append(pair);
  }
  section.append(said("p", "small muted", layer), said("h3", "long-text", title), list);
  if (attribution) section.append(said("p", "small muted", attribution));
  return section;
};

/* One line of a list of points: a button with its name. */
export const row = ({ name, note, colour }, act) => {
  const line = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  const mark = document.createElement("span");
  mark.className = `swatch swatch--${colour}`;
  const words = document.createElement("span");
  words.textContent = name;
  button.append(mark, words);
  if (note) {
    const more = document.createElement("small");
    more.textContent = note;
    button.append(more);
  }
  button.addEventListener("click", act);
  line.append(button);
  return line;
};
