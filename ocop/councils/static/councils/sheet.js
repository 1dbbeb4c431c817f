/* The scoring sheet: on a phone one criterion a screen, everywhere the figures after each saving.

   form[data-sheet] holds [data-criterion] sections; [data-sheet-go="-1|1"] goes to the one before or after;
   [data-sheet-jump] and [data-sheet-open] are links to a section. The event "autosave:saved" (core/js/autosave.js)
   brings {progress: {value, max}, off: [codes that do not apply], open: [codes not answered], version}.
   Without this script the sheet is one long page with the same links and one button that saves all. */

const PHONE = matchMedia("(max-width: 47.99rem)");

class Sheet {
  constructor(form) {
    this.form = form;
    this.sections = [...form.querySelectorAll("[data-criterion]")];
    this.buttons = [...form.querySelectorAll("[data-sheet-go]")];
    for (const button of this.buttons) {
      button.addEventListener("click", () => this.go(this.at + Number(button.dataset.sheetGo)));
    }
    form.addEventListener("autosave:saved", (event) => this.saved(event.detail));
    form.addEventListener("change", (event) => this.answered(event.target));
    document.addEventListener("click", (event) => this.follow(event));
    window.addEventListener("hashchange", () => this.go(this.placeOf(location.hash), { quiet: true }));
    PHONE.addEventListener("change", () => this.arrange());
    const first = this.placeOf(location.hash);
    const open = this.placeOf(form.querySelector("[data-sheet-open]")?.hash ?? "");
    this.at = first >= 0 ? first : Math.max(open, 0);
    this.arrange();
  }

  placeOf(hash) {
    return this.sections.findIndex((section) => hash && `#${section.id}` === hash);
  }

  arrange() {
    this.form.toggleAttribute("data-paged", PHONE.matches);
    for (const button of this.buttons) button.hidden = !PHONE.matches;
    this.show();
  }

  show() {
    this.sections.forEach((section, place) => section.toggleAttribute("data-current", place === this.at));
    for (const button of this.buttons) {
      const next = this.at + Number(button.dataset.sheetGo);
      button.disabled = next < 0 || next >= this.sections.length;
    }
  }

  go(place, { quiet = false } = {}) {
    if (place < 0 || place >= this.sections.length) return;
    this.at = place;
    this.show();
    const section = this.sections[place];
    if (PHONE.matches) {
      section.setAttribute("tabindex", "-1");
      section.focus({ preventScroll: true });
      this.form.querySelector(".sheet__top").scrollIntoView();
    }
    if (!quiet) history.replaceState(null, "", `#${section.id}`);
  }

  follow(event) {
    const link = event.target.closest("[data-sheet-jump], [data-sheet-open]");
    if (!link) return;
    const place = this.placeOf(link.hash);
    if (place < 0) return;
    this.form.querySelector("[data-sheet-nav]").open = false;
    if (!PHONE.matches) return;
    event.preventDefault();
    this.go(place);
  }

  answered(control) {
    if (control.type === "radio") control.closest("[data-criterion]").setAttribute("data-answered", "");
  }

  saved({ progress, off = [], open = [], version }) {
    const bar = this.form.querySelector("[data-sheet-progress]");
    if (progress) Object.assign(bar, { max: progress.max, value: progress.value });
    if (version !== undefined) this.form.querySelector("[data-sheet-version]").value = version;
    for (const section of this.sections) section.toggleAttribute("data-off", off.includes(section.dataset.criterion));
    const link = this.form.querySelector("[data-sheet-open]");
    const first = this.sections.find((section) => open.includes(section.dataset.criterion));
    link.hash = first ? `#${first.id}` : "#y-kien";
  }
}

for (const form of document.querySelectorAll("form[data-sheet]")) new Sheet(form);
