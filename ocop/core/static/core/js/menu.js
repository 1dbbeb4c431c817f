/* <details data-drop>: closes on Escape, on a press elsewhere and when another one opens. It opens without a script.
   Also puts the focus on a form's list of errors ([data-form-errors]) when a page arrives with one. */

const open = () => document.querySelectorAll("details[data-drop][open]");

document.addEventListener("click", (event) => {
  for (const drop of open()) if (!drop.contains(event.target)) drop.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const drop of open()) {
    drop.open = false;
    drop.querySelector("summary").focus();
  }
});

document.querySelector("[data-form-errors]:not([data-showcase] *)")?.focus();
