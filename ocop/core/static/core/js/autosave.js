/* Saves a form while it is filled in, and never loses a word.

   <form method="post" data-autosave="/address" data-autosave-user="7" data-autosave-version="12"> … with the tag
   `autosave_indicator` ([data-autosave-indicator] holding [data-autosave-words]) inside.

   Sends: POST with the changed fields as form data, `_changed` once for each of their names (an unchecked box has a
   `_changed` and no value), `version` (the last one the server named) and the form's csrfmiddlewaretoken, with
   Accept: application/json. One request at a time: 0.8 s after the last key, 0.15 s after a choice.
   Expects: 2xx, with JSON {"version": 13, "saved_at": "14:32", "show": {"total": "76,5"}} (each optional). `show` becomes
   the text of [data-autosave-show="total"]. The form fires "autosave:saved" with the JSON as detail.
   409, 422, 400: text/plain or JSON {"error"}; the sentence is shown and the text stays. After 409 nothing is sent until
   the page is loaded again; after the others the field is sent again when it changes.
   A redirect, 401 or 403: the session is over; the text stays on this device.
   No network or 5xx: tried again after 5, 15, 30, 60 s and as soon as there is network.

   What is not saved yet stands in localStorage under the form's address and the user. On the next visit it is put back
   and sent if the server's version is still the same; otherwise the person chooses. Files are not saved this way.
   A field named `version` follows the server's version, so that the whole form may be submitted too.
   Without a script the form is an ordinary POST form with a button. */

import { Shelf, clockNow, fill, same, touched, values } from "./shelf.js";

const PAUSE = { typing: 800, choice: 150 };
const PATIENCE = 20_000;
const RETRY = [5, 15, 30, 60];

const WORDS = {
  saving: "Đang lưu…",
  saved: "Đã lưu.",
  offline: "Mất mạng: sẽ lưu lại khi có mạng. Nội dung vẫn còn trên máy này.",
  trouble: "Chưa lưu được, sẽ tự thử lại. Nội dung vẫn còn trên máy này.",
  expired: "Phiên đăng nhập đã hết. Hãy đăng nhập lại, nội dung vẫn còn trên máy này.",
  refused: "Chưa lưu được. Hãy sửa nội dung này.",
};

class Autosave {
  constructor(form) {
    this.form = form;
    const user = form.dataset.autosaveUser;
    this.shelf = new Shelf(user ? `ocop:autosave:${user}:${form.dataset.autosave}` : "");
    this.version = form.dataset.autosaveVersion ?? "";
    this.dirty = new Set();
    this.refused = new Set();
    this.known = new Map(); // what the server has, by name, as far as this page told it
    this.stopped = false;
    this.sending = false;
    this.submitted = false;
    this.waiting = null; // the submit that waits for a request on its way
    this.pending = null; // what an earlier visit left and the person has not decided about
    this.failures = 0;
    this.timer = 0;
    this.indicator = form.querySelector("[data-autosave-indicator]");
    form.addEventListener("input", (event) => this.changed(event.target, PAUSE.typing));
    form.addEventListener("change", (event) => this.changed(event.target, PAUSE.choice));
    window.addEventListener("online", () => this.soon(0));
    window.addEventListener("pagehide", () => this.send({ leaving: true }));
    window.addEventListener("pageshow", () => {
      this.submitted = false;
    });
    form.addEventListener("submit", (event) => this.submit(event));
    this.restore();
    this.takeEarly();
  }

  /* On a slow line people answer before this script arrives. The forms say autocomplete="off", so that a browser does
     not put back older answers by itself, which would look the same. */
  takeEarly() {
    for (const control of this.form.elements) {
      if (control.name && !control.disabled && touched(control)) this.dirty.add(control.name);
    }
    if (!this.dirty.size) return;
    this.keep();
    this.soon(PAUSE.choice);
  }

  say(state, words) {
    if (!this.indicator) return;
    this.indicator.dataset.state = state;
    this.indicator.querySelector("[data-autosave-words]").textContent = words;
  }

  changed(control, pause) {
    if (!control.name || control.type === "file" || control.name === "csrfmiddlewaretoken") return;
    if (this.unchanged(control.name)) return;
    this.dirty.add(control.name);
    this.refused.delete(control.name);
    this.keep();
    if (!this.stopped && !this.failures) this.say("saving", WORDS.saving);
    this.soon(pause);
  }

  /* Blurring a saved field also says "change"; and a refused field may be put back to what the server has. */
  unchanged(name) {
    if (this.dirty.has(name) || !same(this.known.get(name), values(this.form, name))) return false;
    if (this.refused.delete(name)) {
      this.keep();
      if (!this.refused.size) this.say("saved", WORDS.saved);
    }
    return true;
  }

  soon(pause) {
    clearTimeout(this.timer);
    if (this.dirty.size && !this.stopped) this.timer = setTimeout(() => this.send(), pause);
  }

  /* A whole submit must not be overtaken by a saving of one field: it waits for the one on its way, then stops all. */
  submit(event) {
    if (event.defaultPrevented) return;
    if (this.sending) {
      event.preventDefault();
      this.waiting = { submitter: event.submitter };
      return;
    }
    clearTimeout(this.timer);
    this.submitted = true;
  }

  keep() {
    const names = [...this.dirty, ...this.refused];
    const fields = Object.fromEntries(names.map((name) => [name, values(this.form, name)]));
    const kept = { version: this.version, at: clockNow(), fields };
    if (this.pending) this.shelf.write({ ...this.pending, fields: { ...this.pending.fields, ...fields } });
    else this.shelf.write(names.length ? kept : null);
  }

  body(names) {
    const body = new URLSearchParams();
    for (const name of names) {
      body.append("_changed", name);
      for (const value of values(this.form, name)) body.append(name, value);
    }
    body.append("version", this.version);
    body.append("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken?.value ?? "");
    return body;
  }

  async send({ leaving = false } = {}) {
    clearTimeout(this.timer);
    if (this.sending || this.submitted || this.stopped || !this.dirty.size) return;
    const names = [...this.dirty];
    const sent = new Map(names.map((name) => [name, values(this.form, name)]));
    this.sending = true;
    this.say("saving", WORDS.saving);
    try {
      const answer = await fetch(this.form.dataset.autosave, {
        method: "POST",
        body: this.body(names),
        headers: { Accept: "application/json" },
        redirect: "manual",
        credentials: "same-origin",
        keepalive: leaving,
        signal: leaving ? undefined : AbortSignal.timeout(PATIENCE),
      });
      await this.answered(answer, sent);
    } catch {
      this.failed(navigator.onLine ? WORDS.trouble : WORDS.offline);
    } finally {
      this.sending = false;
    }
    if (this.waiting) {
      const { submitter } = this.waiting;
      this.waiting = null;
      this.form.requestSubmit(submitter);
    } else if (!this.failures) this.soon(PAUSE.choice);
  }

  async answered(answer, sent) {
    if (answer.ok) await this.saved(answer, sent);
    else if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
      this.stopped = true;
      this.say("expired", WORDS.expired);
    } else if (answer.status >= 500 || answer.status === 429) this.failed(WORDS.trouble);
    else await this.refuse(answer, sent);
  }

  async saved(answer, sent) {
    this.failures = 0;
    const json = (answer.headers.get("Content-Type") ?? "").includes("json") ? await answer.json() : {};
    if (json.version !== undefined) {
      this.version = String(json.version);
      if (this.form.elements.version) this.form.elements.version.value = this.version;
    }
    for (const [name, value] of sent) {
      this.known.set(name, value);
      if (same(value, values(this.form, name))) this.dirty.delete(name);
    }
    this.keep();
    for (const [key, text] of Object.entries(json.show ?? {})) {
      for (const place of document.querySelectorAll(`[data-autosave-show="${CSS.escape(key)}"]`)) place.textContent = text;
    }
    if (!this.refused.size) this.say("saved", `Đã lưu lúc ${json.saved_at ?? clockNow()}`);
    this.form.dispatchEvent(new CustomEvent("autosave:saved", { bubbles: true, detail: json }));
  }

  async refuse(answer, sent) {
    this.failures = 0;
    const type = answer.headers.get("Content-Type") ?? "";
    let sentence = "";
    if (type.includes("json")) sentence = (await answer.json()).error;
    else if (type.includes("text/plain")) sentence = await answer.text();
    for (const name of sent.keys()) {
      if (!same(sent.get(name), values(this.form, name))) continue;
      this.dirty.delete(name);
      this.refused.add(name);
    }
    this.stopped = answer.status === 409;
    this.keep();
    this.say("refused", sentence || WORDS.refused);
  }

  failed(words) {
    const pause = RETRY[Math.min(this.failures, RETRY.length - 1)];
    this.failures += 1;
    this.keep();
    this.say("offline", words);
    this.timer = setTimeout(() => this.send(), pause * 1000);
  }

  restore() {
    const kept = this.shelf.read();
    if (!kept) return;
    const differing = Object.entries(kept.fields).filter(([name, value]) => !same(value, values(this.form, name)));
    if (!differing.length) this.shelf.write(null);
    else if (kept.version === this.version) this.putBack(differing);
    else this.ask(kept, differing);
  }

  putBack(fields) {
    for (const [name, value] of fields) {
      if (fill(this.form, name, value)) this.dirty.add(name);
    }
    this.keep();
    this.soon(0);
  }

  ask(kept, fields) {
    this.pending = kept;
    const box = document.createElement("div");
    box.className = "autosave__choice";
    box.setAttribute("role", "alert");
    const words = document.createElement("span");
    words.textContent = `Trên máy này còn nội dung chưa gửi (lúc ${kept.at}), nhưng bản trên hệ thống đã đổi.`;
    const offer = (label, act) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.textContent = label;
      button.addEventListener("click", () => {
        box.remove();
        this.pending = null;
        act();
      });
      return button;
    };
    box.append(
      words,
      offer("Dùng nội dung trên máy", () => this.putBack(fields)),
      offer("Giữ bản trên hệ thống", () => this.keep()),
    );
    this.form.prepend(box);
  }
}

const startAll = (root) => {
  const forms = root.matches?.("form[data-autosave]") ? [root] : root.querySelectorAll("form[data-autosave]");
  for (const form of forms) {
    if (form.dataset.autosaveReady !== undefined) continue;
    form.dataset.autosaveReady = "";
    new Autosave(form);
  }
};

startAll(document);
document.addEventListener("htmx:load", (event) => startAll(event.detail.elt));
