/* On a narrow screen the filters start closed, so that the results come first. Without a script they are open. */

const narrow = window.matchMedia("(max-width: 47.99rem)");
for (const box of document.querySelectorAll("[data-filter-box]")) {
  if (narrow.matches) box.open = false;
}
