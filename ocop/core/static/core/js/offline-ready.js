/* Lets the last-read public pages be opened without a network (sw.js). */

if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => {});
