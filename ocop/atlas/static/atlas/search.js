/* The search box: suggestions while typing; Enter without a choice filters by the words. */

const PAUSE = 250;

export const searchBox = (form, config, { fly, says }) => {
  const input = form.querySelector("input[type=search]");
  const list = form.querySelector("[role=listbox]");
  let timer = 0;
  let asked = 0;
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
    const mine = ++asked;
    if (text.length < 2) return close();
    const answer = await fetch(`${config.search}?q=${encodeURIComponent(text)}`).catch(() => null);
    if (mine !== asked || !answer?.ok) return undefined;
    const { found } = await answer.json();
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
