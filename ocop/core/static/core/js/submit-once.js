/* A POST form is sent once: a second press does nothing until the answer is here.
   Every <form method="post"> takes part; opt out with data-submit-many. The pressed button gets data-busy and, when it
   has data-busy-label, those words. Pages from the back button and downloads that leave the page open are freed again.
   Without a script the form simply posts; the server refuses what was done already. */

const FREE_AFTER = 10_000;

const buttons = (form) => document.querySelectorAll(
  form.id ? `form#${CSS.escape(form.id)} [type=submit], [type=submit][form="${CSS.escape(form.id)}"]` : ":not(*)"
);

const all = (form) => new Set([...form.querySelectorAll("[type=submit]"), ...buttons(form)]);

const free = (form) => {
  delete form.dataset.sent;
  for (const button of all(form)) {
    button.removeAttribute("aria-disabled");
    delete button.dataset.busy;
    if (button.dataset.words) {
      button.textContent = button.dataset.words;
      delete button.dataset.words;
    }
  }
};

const hold = (form, pressed) => {
  form.dataset.sent = "";
  for (const button of all(form)) button.setAttribute("aria-disabled", "true");
  if (!pressed) return;
  pressed.dataset.busy = "";
  if (pressed.dataset.busyLabel) {
    pressed.dataset.words = pressed.textContent;
    pressed.textContent = pressed.dataset.busyLabel;
  }
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || "submitMany" in form.dataset) return;
  if ("sent" in form.dataset) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  setTimeout(() => {
    if (event.defaultPrevented) return;
    hold(form, event.submitter);
    setTimeout(() => free(form), FREE_AFTER);
  });
}, true);

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) free(form);
});
