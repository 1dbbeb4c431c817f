/* The offline page: which pages were read last and can be opened again. Their titles come from the kept pages. */

const list = document.querySelector("[data-kept-pages]");

const titled = async (cache, request) => {
  const html = await (await cache.match(request)).text();
  const found = new DOMParser().parseFromString(html, "text/html").title.replace(/ · OCOP$/, "");
  return { url: request.url, title: found || new URL(request.url).pathname };
};

const show = async () => {
  const cache = await caches.open("ocop-pages-1");
  const pages = await Promise.all((await cache.keys()).reverse().map((request) => titled(cache, request)));
  for (const { url, title } of pages) {
    const link = document.createElement("a");
    link.href = url;
    link.textContent = title;
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  document.querySelector("[data-kept-title]").hidden = pages.length === 0;
};

if (list && "caches" in window) show();
document.querySelector("[data-try-again]")?.addEventListener("click", () => location.reload());
