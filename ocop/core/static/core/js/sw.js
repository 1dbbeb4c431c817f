/* The service worker, served at /sw.js so that it watches over the whole site.
   - Static files with a digest in their name never change: kept at first use, then never asked for again.
   - Pages: always from the network. A public page that the server marks (X-Readable-Offline) and its pictures are kept,
     the last 30 of them, so that they can be read again without a network, with a sentence that says how old they are.
   - Nothing else is kept: no forms, no work pages, no downloads, no answers to signed-in people. */

const STATIC = "ocop-static-1";
const PAGES = "ocop-pages-1";
const PICTURES = "ocop-pictures-1";
const KEEP = { [STATIC]: 120, [PAGES]: 30, [PICTURES]: 60 };
const OFFLINE = "/ngoai-tuyen/";
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
const PICTURE = /^\/(media\/images|anh)\//;

const SENTENCES = {
  vi: (when) => `Không có mạng: đây là bản đã đọc lúc ${when}. Hiệu lực hôm nay có thể đã khác.`,
  en: (when) => `No network: this is the copy read at ${when}. What is in force today may differ.`,
};

const prune = async (name) => {
  const cache = await caches.open(name);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - KEEP[name])).map((key) => cache.delete(key)));
};

const keep = async (name, request, response) => {
  const cache = await caches.open(name);
  await cache.delete(request); // the newest comes last
  await cache.put(request, response);
  await prune(name);
};

const isKeepable = (response) =>
  Boolean(response?.ok && !response.redirected && response.headers.get("X-Readable-Offline") === "yes");

const fresh = async (event) => {
  const response = await fetch(event.request);
  if (isKeepable(response)) {
    event.waitUntil(keep(PAGES, event.request.url, response.clone()));
  }
  return response;
};

const when = (response) => {
  const date = new Date(response.headers.get("Date") ?? Date.now());
  return date.toLocaleString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh", dateStyle: "short", timeStyle: "short" });
};

const remembered = async (url) => {
  const kept = await (await caches.open(PAGES)).match(url);
  if (!kept) return (await caches.open(STATIC)).match(OFFLINE);
  const html = await kept.text();
  const say = SENTENCES[html.match(/<html lang="(\w+)"/)?.[1]] ?? SENTENCES.vi;
  const note = `<div class="alert alert--warn" role="status"><p class="alert__text">${say(when(kept))}</p></div>`;
  const headers = new Headers(kept.headers);
  headers.delete("Content-Length");
  return new Response(html.replace('<div class="messages"', (found) => note + found), { headers });
};

const page = (event) => fresh(event).catch(() => remembered(event.request.url));

const keptFirst = async (event, name) => {
  const kept = await (await caches.open(name)).match(event.request);
  if (kept) return kept;
  const response = await fetch(event.request);
  if (response.ok) event.waitUntil(keep(name, event.request, response.clone()));
  return response;
};

const networkFirst = async (event, name) => {
  try {
    const response = await fetch(event.request);
    if (response.ok && response.status === 200) event.waitUntil(keep(name, event.request, response.clone()));
    return response;
  } catch (error) {
    const kept = await (await caches.open(name)).match(event.request);
    if (kept) return kept;
    throw error;
  }
};

const isStatic = (path) => path.startsWith("/static/") && /\.(css|js|svg|woff2|png)$/.test(path);

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page(event));
  else if (isStatic(url.pathname) && HASHED.test(url.pathname)) event.respondWith(keptFirst(event, STATIC));
  else if (isStatic(url.pathname)) event.respondWith(networkFirst(event, STATIC));
  else if (PICTURE.test(url.pathname)) event.respondWith(networkFirst(event, PICTURES));
});

/* The offline page comes with everything it shows. */
const install = async () => {
  const response = await fetch(OFFLINE, { credentials: "omit" });
  const html = await response.clone().text();
  const cache = await caches.open(STATIC);
  await cache.put(OFFLINE, response);
  const files = [...html.matchAll(/(?:href|src)="(\/static\/[^"#]+)/g)].map((found) => found[1]);
  await Promise.all([...new Set(files)].map((file) => cache.add(file).catch(() => null)));
  await self.skipWaiting();
};

/* The pages that were open before there was a service worker are read once more, so that they are kept too. */
const keepOpenPages = async () => {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  await Promise.all(
    pages.map(async ({ url }) => {
      const response = await fetch(url).catch(() => null);
      if (isKeepable(response)) await keep(PAGES, url, response);
    }),
  );
};

const activate = async () => {
  const names = await caches.keys();
  const stale = names.filter((name) => name.startsWith("ocop-") && !(name in KEEP));
  await Promise.all(stale.map((name) => caches.delete(name)));
  await self.clients.claim();
  await keepOpenPages();
};

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
