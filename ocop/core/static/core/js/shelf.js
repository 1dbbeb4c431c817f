/* What autosave.js and keep-typed.js share: what a form's fields hold, whether somebody touched them, and a shelf in this
   browser's localStorage for what the server does not have yet. */

export const values = (form, name) =>
  new FormData(form).getAll(name).filter((value) => typeof value === "string");

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export const clockNow = () => new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });

const TYPED = new Set(["text", "textarea", "search", "email", "tel", "url", "number", "date"]);

/* Whether a control no longer says what the page came with. */
export const touched = (control) => {
  if (control.type === "radio" || control.type === "checkbox") return control.checked !== control.defaultChecked;
  if (control.options) {
    const said = [...control.options].filter((option) => option.defaultSelected);
    const before = said.length || control.multiple ? said : [control.options[0]];
    return !same(before.map((option) => option?.value), [...control.selectedOptions].map((option) => option.value));
  }
  const typed = control instanceof HTMLTextAreaElement || (control instanceof HTMLInputElement && TYPED.has(control.type));
  return typed && control.value !== control.defaultValue && (control.value !== "" || control.type.startsWith("text"));
};

/* Put values into the controls of a name; false where the form has none. */
export const fill = (form, name, given) => {
  const controls = [...form.elements].filter((control) => control.name === name);
  for (const [n, control] of controls.entries()) {
    if (control.type === "checkbox" || control.type === "radio") control.checked = given.includes(control.value);
    else if (control.type === "select-multiple") {
      for (const option of control.options) option.selected = given.includes(option.value);
    } else control.value = given[n] ?? "";
  }
  return controls.length > 0;
};

/* localStorage may be full or forbidden: then the form still works, it only cannot keep what is unsent. */
export class Shelf {
  constructor(key) {
    this.key = key;
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key) ?? "null");
    } catch {
      return null;
    }
  }

  write(kept) {
    if (!this.key) return;
    try {
      if (kept) localStorage.setItem(this.key, JSON.stringify(kept));
      else localStorage.removeItem(this.key);
    } catch { /* see above */ }
  }
}
