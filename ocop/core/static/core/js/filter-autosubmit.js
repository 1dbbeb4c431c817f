/* A filter form that sends itself: <form method="get" data-autosubmit>.
   A changed select, check box, radio or date sends at once; typing sends after a pause of 500 ms only where the field
   says data-autosubmit-typing. Buttons marked data-autosubmit-button are hidden, since they are not needed any more.
   Empty fields are left out of the address. Without a script the button sends the form. */

const PAUSE = 500;
let timer = 0;

const send = (form) => {
  clearTimeout(timer);
  form.requestSubmit();
};

const prepare = (root) => {
  const forms = root.matches?.("form[data-autosubmit]") ? [root] : root.querySelectorAll("form[data-autosubmit]");
  for (const form of forms) {
    for (const button of form.querySelectorAll("[data-autosubmit-button]")) button.hidden = true;
  }
};

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (!form?.matches("form[data-autosubmit]")) return;
  if (event.target.matches("select, [type=checkbox], [type=radio], [type=date]")) send(form);
});

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.matches("form[data-autosubmit]") || !("autosubmitTyping" in event.target.dataset)) return;
  clearTimeout(timer);
  timer = setTimeout(() => send(form), PAUSE);
});

document.addEventListener("formdata", (event) => {
  if (!event.target.matches("form[method=get][data-autosubmit]")) return;
  for (const [name, value] of [...event.formData.entries()]) {
    if (value === "") event.formData.delete(name);
  }
});

prepare(document);
document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
