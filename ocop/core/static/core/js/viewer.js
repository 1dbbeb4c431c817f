/* Reads a document page by page (tag `viewer`).
   Markup: [data-viewer data-pages="3"] holding [data-viewer-pages] with one [data-viewer-page="n"] a page, and
   [data-viewer-tools hidden] with [data-viewer-go="-1|1"], [data-viewer-zoom="-1|1"], [data-viewer-where].
   The browser loads page pictures as they come near. Keys inside the pages: Page Up/Down turn, + and - zoom.
   A picture that fails gets a sentence and a link to try again. Without a script: all pages, one under another. */

const ZOOM = { least: -1, most: 3 };

const start = (viewer) => {
  if (viewer.dataset.ready !== undefined) return;
  viewer.dataset.ready = "";
  const box = viewer.querySelector("[data-viewer-pages]");
  const pages = [...viewer.querySelectorAll("[data-viewer-page]")];
  const where = viewer.querySelector("[data-viewer-where]");
  if (!pages.length) return;
  let here = 0;
  let zoom = 0;

  viewer.querySelector("[data-viewer-tools]").hidden = false;

  const tell = () => {
    where.textContent = `${here + 1}/${pages.length}`;
    viewer.querySelector("[data-viewer-go='-1']").setAttribute("aria-disabled", String(here === 0));
    viewer.querySelector("[data-viewer-go='1']").setAttribute("aria-disabled", String(here === pages.length - 1));
  };
  const top = (page) => page.offsetTop - pages[0].offsetTop;
  const go = (step) => {
    here = Math.min(Math.max(here + step, 0), pages.length - 1);
    box.scrollTo({ top: top(pages[here]) });
    tell();
  };
  const magnify = (step) => {
    const share = box.scrollTop / Math.max(box.scrollHeight, 1);
    zoom = Math.min(Math.max(zoom + step, ZOOM.least), ZOOM.most);
    viewer.dataset.zoom = String(zoom);
    box.scrollTop = share * box.scrollHeight;
  };

  viewer.addEventListener("click", (event) => {
    const button = event.target.closest("[data-viewer-go], [data-viewer-zoom]");
    if (!button) return;
    if (button.dataset.viewerGo) go(Number(button.dataset.viewerGo));
    else magnify(Number(button.dataset.viewerZoom));
  });
  box.addEventListener("keydown", (event) => {
    const act = { PageDown: () => go(1), PageUp: () => go(-1), "+": () => magnify(1), "-": () => magnify(-1) }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  box.addEventListener("scroll", () => {
    const middle = box.scrollTop + box.clientHeight / 3;
    const found = pages.findLastIndex((page) => top(page) <= middle);
    if (found >= 0 && found !== here) {
      here = found;
      tell();
    }
  }, { passive: true });

  for (const image of viewer.querySelectorAll("img")) watch(image);
  tell();
};

const watch = (image) => {
  const loaded = () => {
    image.dataset.loaded = "";
  };
  if (image.complete && image.naturalWidth) loaded();
  image.addEventListener("load", loaded);
  const failed = () => {
    const note = document.createElement("p");
    note.className = "viewer__failed";
    note.textContent = "Chưa tải được trang này. ";
    const again = document.createElement("button");
    again.type = "button";
    again.className = "button";
    again.textContent = "Tải lại trang này";
    again.addEventListener("click", () => {
      note.replaceWith(image);
      const { src } = image;
      image.src = "";
      image.src = src;
    });
    note.append(again);
    image.replaceWith(note);
  };
  image.addEventListener("error", failed);
  if (image.complete && !image.naturalWidth) failed();
};

const startAll = (root) => {
  if (root.matches?.("[data-viewer]")) start(root);
  for (const viewer of root.querySelectorAll("[data-viewer]")) start(viewer);
};

startAll(document);
document.addEventListener("htmx:load", (event) => startAll(event.detail.elt));
