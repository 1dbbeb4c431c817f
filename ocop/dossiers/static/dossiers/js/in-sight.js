/* Ways that scroll sideways start with the place one is at in sight.
   Markup: [data-in-sight] around links of which one has aria-current. */

for (const way of document.querySelectorAll("[data-in-sight]")) {
  way.querySelector("[aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
}
