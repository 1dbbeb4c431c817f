/* The address of a map: filters and layers in the query, the view and what is open after the #.
   #9.50/10.12000/106.37000 or #…/product/k3m9… */

const HASH = /^#(\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)(?:\/([a-z]+)\/([\w-]+))?$/;

export const read = () => {
  const found = HASH.exec(location.hash);
  if (!found) return {};
  const [, zoom, lat, lon, kind, code] = found;
  return { view: { zoom: Number(zoom), lat: Number(lat), lon: Number(lon) }, open: kind ? { kind, code } : null };
};

export const write = ({ zoom, lat, lon }, open) => {
  const thing = open ? `/${open.kind}/${open.code}` : "";
  history.replaceState(history.state, "", `${location.pathname}${location.search}#${zoom.toFixed(2)}/${lat.toFixed(5)}/${lon.toFixed(5)}${thing}`);
};

/* What the address keeps besides the filters: the layers that are on, and what the colours of products say. */
export const withKept = (query, { layers, usual, colours }) => {
  const params = new URLSearchParams(query);
  params.delete("lop");
  params.delete("mau");
  if (layers.join() !== usual.join()) params.set("lop", layers.join(","));
  if (colours) params.set("mau", colours);
  return params.toString().replaceAll("%2C", ",");
};

export const keptIn = (query, usual) => {
  const params = new URLSearchParams(query);
  return { layers: params.has("lop") ? params.get("lop").split(",").filter(Boolean) : usual, colours: params.get("mau") ?? "" };
};

/* Links that lead to the same view elsewhere take along what stands after the #, the layers and the colours. */
export const keepView = () => {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-keeps-view]");
    if (!link) return;
    const to = new URL(link.href);
    const here = new URLSearchParams(location.search);
    for (const name of ["lop", "mau"]) {
      if (here.has(name)) to.searchParams.set(name, here.get(name));
      else to.searchParams.delete(name);
    }
    to.hash = location.hash;
    link.href = to;
  });
};
