/* Copies a text: <button data-copy="text" hidden><span data-copy-words>Chép</span></button>.
   The button is hidden until this script runs and only shown where the browser can copy (https or localhost). */

const [COPIED, FAILED] =
  document.documentElement.lang === "en" ? ["Copied", "Could not copy"] : ["Đã chép", "Không chép được"];

const reveal = (root) => {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy][hidden]")) button.hidden = false;
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const words = button.querySelector("[data-copy-words]") ?? button;
  const before = button.dataset.copyBefore ?? words.textContent;
  button.dataset.copyBefore = before;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    words.textContent = COPIED;
  } catch {
    words.textContent = FAILED;
  }
  setTimeout(() => {
    words.textContent = before;
  }, 2500);
});

reveal(document);
document.addEventListener("htmx:load", (event) => reveal(event.detail.elt));
