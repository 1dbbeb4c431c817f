/* Questions before an act, as modal dialogs.
   - <details data-confirm><summary>Xóa</summary><dialog open>…</dialog></details> (tag `confirm`): pressing the summary
     opens the dialog as a modal. Without a script the details opens and shows the same form in the page.
   - <button data-dialog="id">: opens <dialog id="id"> as a modal; without a script keep the thing reachable by a link.
   - <button data-dialog-close> inside a dialog closes it; so do Escape and a press beside it. */

const upgrade = (details) => {
  const dialog = details.querySelector("dialog");
  dialog.removeAttribute("open"); // close() would fire a late «close» and shut the details again
  for (const button of dialog.querySelectorAll("[data-dialog-close]")) button.hidden = false;
  if (dialog.dataset.upgraded === undefined) {
    dialog.dataset.upgraded = "";
    dialog.addEventListener("close", () => {
      details.open = false;
      details.querySelector("summary").focus();
    });
  }
  dialog.showModal();
};

document.addEventListener("click", (event) => {
  const summary = event.target.closest("details[data-confirm] > summary");
  if (summary) {
    event.preventDefault();
    summary.parentElement.open = true;
    upgrade(summary.parentElement);
    return;
  }
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault();
      dialog.showModal();
    }
    return;
  }
  if (event.target.closest("[data-dialog-close]")) event.target.closest("dialog")?.close();
});

/* A press that both starts and ends on the backdrop closes; selecting text that ends outside does not. */
let pressedOn = null;
document.addEventListener("pointerdown", (event) => {
  pressedOn = event.target;
});
document.addEventListener("pointerup", (event) => {
  const dialog = event.target;
  if (!(dialog instanceof HTMLDialogElement) || pressedOn !== dialog || !dialog.matches(":modal")) return;
  const box = dialog.getBoundingClientRect();
  const inside = event.clientX >= box.left && event.clientX <= box.right
    && event.clientY >= box.top && event.clientY <= box.bottom;
  if (!inside) dialog.close();
});
