/* Short sentences at the foot of the screen, read out by screen readers.
   document.dispatchEvent(new CustomEvent("ocop:toast", { detail: { text: "Đã chép.", tone: "success" } }))
   tone: info (default), success, danger. A danger stays until it is closed; the others leave after 6 seconds. */

const CLOSE = document.documentElement.lang === "en" ? "Close" : "Đóng";

const region = document.querySelector("[data-toasts]");

const show = (text, tone) => {
  const toast = document.createElement("div");
  toast.className = `toast toast--${tone}`;
  const words = document.createElement("p");
  words.className = "toast__text";
  words.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "toast__close";
  close.setAttribute("aria-label", CLOSE);
  close.textContent = "×";
  close.addEventListener("click", () => toast.remove());
  toast.append(words, close);
  while (region.children.length > 2) region.firstElementChild.remove();
  region.append(toast);
  if (tone !== "danger") setTimeout(() => toast.remove(), 6000);
};

if (region) {
  document.addEventListener("ocop:toast", (event) => {
    const { text, tone = "info" } = event.detail;
    show(String(text), ["info", "success", "danger"].includes(tone) ? tone : "info");
  });
}
