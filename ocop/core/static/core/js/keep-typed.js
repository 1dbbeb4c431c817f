/* Keeps what a person has typed into a form of work until the server has taken it: a session that ended, a connection
   that was cut, a page closed by mistake lose no word.

   Every <form method="post"> with a <textarea> takes part, but those that save themselves (data-autosave). Left out are
   passwords, e-mail addresses, telephone numbers, hidden fields, files, and every control with data-private.
   It stands in localStorage under a digest of the person (<meta name="typed-key">), the form's address and its first
   long field. A sent form carries `_typed`, a word of its own; when the server has taken it, its answer brings the
   cookie `typed-<word>` (core/middleware.py) and the next page forgets it. Otherwise it is put back, with a sentence
   and «Bỏ».
   Signing out (a form with data-forget-typed) forgets everything; so does the sign-in of somebody else; so do seven
   days. Without a script nothing is kept; signing in leads back to the form. */

import { Shelf, fill, same, touched, values } from "./shelf.js";

const PREFIX = "ocop:typed:";
const PAUSE = 400;
const DAYS = 7;
const LEFT_OUT = new Set(["password", "email", "tel", "hidden", "file", "submit", "button", "reset", "image"]);
const WHO = document.querySelector('meta[name="typed-key"]')?.content ?? "";

const stored = () => {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
};

const taken = (word) => {
  const name = `typed-${word}=`;
  if (!word || !document.cookie.split("; ").some((each) => each.startsWith(name))) return false;
  document.cookie = `${name}; path=/; max-age=0`;
  return true;
};

/* Somebody else's, what is old, and what the server has taken. */
const tidy = () => {
  for (const key of stored()) {
    const kept = new Shelf(key).read();
    const old = Date.now() - (kept?.at ?? 0) > DAYS * 24 * 60 * 60 * 1000;
    if (!key.startsWith(`${PREFIX}${WHO}:`) || old || taken(kept.word)) new Shelf(key).write(null);
  }
};

const ours = (control) => control.name && !LEFT_OUT.has(control.type) && !("private" in control.dataset);

class Typed {
  constructor(form, place) {
    this.form = form;
    this.shelf = new Shelf(`${PREFIX}${WHO}:${place}`);
    this.timer = 0;
    form.addEventListener("input", () => this.soon());
    form.addEventListener("change", () => this.soon());
    form.addEventListener("submit", (event) => this.sent(event));
    window.addEventListener("pagehide", () => this.timer && this.keep());
    this.restore();
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  /* Rows this page has no room for (the server gives more on «Thêm mục») stay as they were kept. */
  now(name, before = []) {
    const given = values(this.form, name);
    return [...given, ...before.slice(given.length)];
  }

  keep(word = "") {
    clearTimeout(this.timer);
    this.timer = 0;
    const before = this.shelf.read()?.fields ?? {};
    const controls = [...this.form.elements].filter(ours);
    const names = new Set(controls.filter((each) => touched(each) || each.name in before).map((each) => each.name));
    if (!names.size) return;
    const rows = new Set(controls.filter((each) => each.type.startsWith("text")).map((each) => each.name));
    const fields = [...names].map((name) => [name, this.now(name, rows.has(name) ? before[name] : [])]);
    this.shelf.write({ at: Date.now(), word, fields: Object.fromEntries(fields) });
  }

  sent(event) {
    if (event.defaultPrevented) return;
    const word = crypto.getRandomValues(new Uint32Array(3)).join("");
    let carrier = this.form.querySelector("input[name=_typed]");
    if (!carrier) {
      carrier = Object.assign(document.createElement("input"), { type: "hidden", name: "_typed" });
      this.form.append(carrier);
    }
    carrier.value = word;
    this.keep(word);
  }

  restore() {
    const kept = this.shelf.read();
    if (!kept) return;
    const differing = Object.entries(kept.fields).filter(([name, given]) => !same(given, values(this.form, name)));
    if (!differing.length) return;
    const known = differing.filter(([name, given]) => fill(this.form, name, given));
    if (known.length) this.tell(known, Boolean(kept.word));
  }

  tell(fields, wasSent) {
    const box = document.createElement("div");
    box.className = "autosave__choice";
    box.setAttribute("role", "status");
    const words = document.createElement("span");
    words.textContent = "Đã giữ lại nội dung đang viết dở, chưa gửi.";
    const drop = document.createElement("button");
    Object.assign(drop, { type: "button", className: "button", textContent: "Bỏ" });
    drop.addEventListener("click", () => {
      clearTimeout(this.timer);
      this.timer = 0;
      this.form.reset();
      this.shelf.write(null);
      box.remove();
    });
    box.append(words, drop, ...this.surplus(fields));
    this.form.prepend(box);
    const folded = this.form.closest("details:not([open])");
    if (folded && wasSent) folded.querySelector("summary").click();
  }

  surplus(fields) {
    const left = fields.flatMap(([name, given]) => given.slice(values(this.form, name).length)).filter(Boolean);
    return left.map((text) => Object.assign(document.createElement("p"), { className: "preline", textContent: text }));
  }
}

/* The form's address and its first long field: several forms of a page may be sent to one address, each about another
   person, and the others may be gone when this one is put back. */
const placeOf = (form) => {
  const address = new URL(form.getAttribute("action") || location.href, location.href).pathname;
  const area = form.querySelector("textarea");
  return `${address}:${area.id || area.name}`;
};

const startAll = (root) => {
  for (const form of root.querySelectorAll("form")) {
    if (form.method !== "post" || "autosave" in form.dataset || "typedReady" in form.dataset) continue;
    if (!form.querySelector("textarea")) continue;
    form.dataset.typedReady = "";
    new Typed(form, placeOf(form));
  }
};

document.addEventListener("submit", (event) => {
  if (!("forgetTyped" in event.target.dataset)) return;
  for (const key of stored()) new Shelf(key).write(null);
});

/* After every module has run: dialog.js opens what is folded. */
document.addEventListener("DOMContentLoaded", () => {
  if (!WHO) return;
  tidy();
  startAll(document);
  document.addEventListener("htmx:load", (event) => startAll(event.detail.elt.parentElement ?? document));
});
