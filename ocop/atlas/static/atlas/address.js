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

export const withLayers = (query, layers, usual) => {
  const params = new URLSearchParams(query);
  params.delete("lop");
  if (layers.join() !== usual.join()) params.set("lop", layers.join(","));
  return params.toString().replaceAll("%2C", ",");
};

/* Links that lead to the same view elsewhere take along what stands after the #, and the layers. */
export const keepView = () => {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-keeps-view]");
    if (!link) return;
    const to = new URL(link.href);
    const layers = new URLSearchParams(location.search).get("lop");
    if (layers !== null) to.searchParams.set("lop", layers);
    to.hash = location.hash;
    link.href = to;
  });
};
