/* A row of cards that can be moved through: <section data-carousel>. Without a script it scrolls sideways by itself.
   Buttons go back and forth by what is in sight; the arrows of the keyboard scroll the row natively. It moves on by
   itself every six seconds until it is paused, never with reduced motion, and rests while it is pointed at or holds the
   focus or is out of sight. */

const PAUSE = 6000;
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

const start = (root) => {
  const track = root.querySelector("[data-carousel-track]");
  const play = root.querySelector("[data-carousel-play]");
  let running = false;
  let resting = false;
  let seen = false;

  const step = (way) => {
    const width = track.clientWidth;
    const end = track.scrollWidth - width;
    if (end <= 4) return;
    const from = track.scrollLeft;
    const to = way > 0 && from >= end - 4 ? 0 : way < 0 && from <= 4 ? end : from + way * width * 0.9;
    track.scrollTo({ left: to, behavior: STILL.matches ? "auto" : "smooth" });
  };

  const set = (on) => {
    running = on;
    play.textContent = on ? play.dataset.pause : play.dataset.play;
  };

  const rest = (on) => () => {
    resting = on;
  };

  root.querySelector("[data-carousel-bar]").hidden = track.scrollWidth <= track.clientWidth + 4;
  play.hidden = STILL.matches;
  STILL.addEventListener("change", () => {
    play.hidden = STILL.matches;
    if (STILL.matches) set(false);
  });
  play.addEventListener("click", () => set(!running));
  for (const button of root.querySelectorAll("[data-carousel-step]")) {
    button.addEventListener("click", () => {
      set(false);
      step(Number(button.dataset.carouselStep));
    });
  }
  root.addEventListener("pointerenter", rest(true));
  root.addEventListener("pointerleave", rest(false));
  track.addEventListener("focusin", rest(true));
  track.addEventListener("focusout", rest(false));
  track.addEventListener("touchstart", () => set(false), { passive: true });
  new IntersectionObserver(([entry]) => {
    seen = entry.isIntersecting;
  }).observe(track);
  setInterval(() => {
    if (running && !resting && seen && !document.hidden) step(1);
  }, PAUSE);
  set(!STILL.matches);
};

document.querySelectorAll("[data-carousel]").forEach(start);
