/* How much the site is read, in the footer: asked for after the page is there, since pages are kept for a long time. */

for (const line of document.querySelectorAll("[data-visits]")) {
  fetch(line.dataset.visits)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
    .then((figures) => {
      for (const place of line.querySelectorAll("[data-visits-of]")) {
        place.textContent = figures[place.dataset.visitsOf].toLocaleString(document.documentElement.lang);
      }
      line.hidden = false;
    })
    .catch(() => {});
}
