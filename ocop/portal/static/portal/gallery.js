/* A product's photos: the small ones lead the large row without moving the page; the arrow keys turn it.
   Without this script the small ones are plain links and the row scrolls. */

const still = window.matchMedia("(prefers-reduced-motion: reduce)");

const dress = (gallery) => {
  const row = gallery.querySelector(".gallery__large");
  const figures = [...row.querySelectorAll("figure")];
  const links = [...gallery.querySelectorAll(".gallery__small a")];
  let current = 0;

  const mark = (index) => {
    current = index;
    links.forEach((link, number) => {
      if (number === index) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  const show = (index) => {
    const to = Math.max(0, Math.min(figures.length - 1, index));
    row.scrollTo({ left: figures[to].offsetLeft - figures[0].offsetLeft, behavior: still.matches ? "auto" : "smooth" });
    mark(to);
  };

  links.forEach((link, index) => {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      show(index);
    });
  });
  row.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    show(current + step);
  });
  row.addEventListener("scrollend", () => mark(Math.round(row.scrollLeft / row.clientWidth)));
};

for (const gallery of document.querySelectorAll("[data-gallery]")) dress(gallery);
