/* Pictures of other agencies' servers come through our own, which fetches a few at once and answers 503 to the rest:
   those are asked for again a little later, each time after a longer wait. */

const TRIES = 5;
const LONGEST = 8_000;

const pause = (wait, signal) =>
  new Promise((done, failed) => {
    const timer = setTimeout(done, wait);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      failed(signal.reason);
    });
  });

/* The answer to a request; a 503 only when it was given to every try. */
export const patient = async (url, signal) => {
  for (let tried = 1; ; tried += 1) {
    const answer = await fetch(url, { signal });
    if (answer.status !== 503 || tried === TRIES) return answer;
    const asked = (Number(answer.headers.get("Retry-After")) || 1) * 1000;
    await pause(Math.min(asked * 2 ** (tried - 1), Math.max(asked, LONGEST)) * (1 + Math.random() / 4), signal);
  }
};

const found = (answer) => (answer.ok ? answer : Promise.reject(Object.assign(new Error(answer.url), { status: answer.status })));

/* For MapLibre: `patient://` before an address. */
export const patientProtocol = async ({ url }, { signal }) => {
  const answer = await patient(url.replace("patient://", ""), signal).then(found);
  return { data: await answer.arrayBuffer(), cacheControl: answer.headers.get("Cache-Control"), expires: answer.headers.get("Expires") };
};

/* For Leaflet: a layer of tiles that waits in the same way. */
export const patientTiles = (L, url, options) => {
  const leaving = new WeakMap();
  const layer = new (L.TileLayer.extend({
    createTile(place, done) {
      const image = L.DomUtil.create("img");
      image.alt = "";
      leaving.set(image, new AbortController());
      patient(this.getTileUrl(place), leaving.get(image).signal)
        .then(found)
        .then((answer) => answer.blob())
        .then((blob) => {
          image.src = URL.createObjectURL(blob);
          return image.decode();
        })
        .then(() => done(null, image), (error) => done(error, image))
        .finally(() => URL.revokeObjectURL(image.src));
      return image;
    },
  }))(url, options);
  return layer.on("tileunload", ({ tile }) => leaving.get(tile)?.abort());
};
