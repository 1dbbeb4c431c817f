/* Sharing a page: the phone's own way where there is one, else the address is copied. Printing: the browser's.
   Both buttons stay hidden where they could do nothing. */

for (const box of document.querySelectorAll("[data-share]")) {
  const button = box.querySelector("button");
  if (!navigator.share && !navigator.clipboard) continue;
  box.hidden = false;
  button.addEventListener("click", async () => {
    const url = box.dataset.shareUrl;
    if (navigator.share) {
      await navigator.share({ title: document.title, url }).catch(() => {});
      return;
    }
    await navigator.clipboard.writeText(url);
    const before = button.innerHTML;
    button.textContent = box.dataset.shareDone;
    setTimeout(() => {
      button.innerHTML = before;
    }, 2500);
  });
}

for (const box of document.querySelectorAll("[data-print]")) {
  box.hidden = false;
  box.querySelector("button").addEventListener("click", () => window.print());
}
