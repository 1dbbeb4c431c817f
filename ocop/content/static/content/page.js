/* What a page to read offers beside its text: sharing by the device, printing, and pictures seen large, videos played.
   Without a script the pictures are links to their large ones, and the two buttons stay hidden. */

for (const bar of document.querySelectorAll("[data-share]")) {
  const share = bar.querySelector("[data-share-button]");
  const url = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  share.hidden = !(navigator.share || navigator.clipboard);
  share.addEventListener("click", async () => {
    if (navigator.share) {
      await navigator.share({ title: document.title, url }).catch(() => {});
    } else {
      await navigator.clipboard.writeText(url);
      share.classList.add("is-done");
    }
  });
  const print = bar.querySelector("[data-print]");
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

const prepare = (list) => {
  const links = [...list.querySelectorAll("[data-photo]")];
  const dialog = list.nextElementSibling;
  const image = dialog.querySelector("[data-lightbox-image]");
  const caption = dialog.querySelector("[data-lightbox-caption]");
  let at = 0;

  const show = (number) => {
    at = (number + links.length) % links.length;
    const link = links[at];
    image.src = link.href;
    image.alt = link.querySelector("img")?.alt ?? "";
    caption.textContent = link.dataset.caption;
  };

  list.addEventListener("click", (event) => {
    const link = event.target.closest("[data-photo]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    show(links.indexOf(link));
    dialog.showModal();
  });
  dialog.addEventListener("click", (event) => {
    const step = event.target.closest("[data-lightbox-step]");
    if (step) show(at + Number(step.dataset.lightboxStep));
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") show(at - 1);
    if (event.key === "ArrowRight") show(at + 1);
  });
  dialog.addEventListener("close", () => links[at]?.focus());
  for (const button of dialog.querySelectorAll("[data-lightbox-step]")) button.hidden = links.length < 2;
};

document.querySelectorAll("[data-photos]").forEach(prepare);

/* A video of another site: its player takes the place of our poster when play is pressed, not before. */
for (const facade of document.querySelectorAll("[data-embed]")) {
  facade.querySelector("[data-embed-play]").addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.className = "player";
    frame.title = facade.dataset.embedTitle || event.currentTarget.textContent.trim();
    frame.allow = "autoplay; fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation allow-popups");
    frame.src = facade.dataset.embed;
    facade.replaceChildren(frame);
    frame.focus();
  });
}
