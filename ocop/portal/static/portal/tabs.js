/* In-page links that become tabs: <div data-tabs><nav class="tabs"><a href="#one">…</nav><section id="one">…</div>.
   Without this script the sections follow each other and the links lead to them. */

const dress = (root) => {
  const links = [...root.querySelectorAll(".tabs a[href^='#']")];
  const panels = links.map((link) => document.getElementById(link.hash.slice(1)));
  if (links.length < 2 || panels.includes(null)) return;

  const choose = (index, focus) => {
    links.forEach((link, number) => {
      const isOn = number === index;
      link.setAttribute("aria-selected", String(isOn));
      link.toggleAttribute("aria-current", isOn);
      link.tabIndex = isOn ? 0 : -1;
      panels[number].hidden = !isOn;
    });
    if (focus) links[index].focus();
  };

  root.querySelector(".tabs ul").setAttribute("role", "tablist");
  links.forEach((link, index) => {
    link.id ||= `${panels[index].id}-tab`;
    link.parentElement.setAttribute("role", "presentation");
    link.setAttribute("role", "tab");
    link.setAttribute("aria-controls", panels[index].id);
    panels[index].setAttribute("role", "tabpanel");
    panels[index].setAttribute("aria-labelledby", link.id);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      history.replaceState(null, "", link.hash);
      choose(index, false);
    });
    link.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) choose((index + step + links.length) % links.length, true);
      else if (event.key === "Home") choose(0, true);
      else if (event.key === "End") choose(links.length - 1, true);
      else return;
      event.preventDefault();
    });
  });
  const start = panels.findIndex((panel) => `#${panel.id}` === location.hash);
  choose(Math.max(0, start), false);
  window.addEventListener("hashchange", () => {
    const index = panels.findIndex((panel) => `#${panel.id}` === location.hash);
    if (index >= 0) choose(index, false);
  });
};

for (const root of document.querySelectorAll("[data-tabs]")) dress(root);
