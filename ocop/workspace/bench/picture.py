"""How long a visitor waits for the first picture of the map: a real Chromium before a real server, with and without
WebGL (drawn in software, so that every machine measures the same thing)."""

from __future__ import annotations

import gzip
import os
import tempfile
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from statistics import median
from typing import Any

from ocop.workspace.bench.load import Server, server

FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking"]
ENGINES = {
    "webgl": ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
    "fallback": ["--disable-gpu", "--disable-3d-apis"],
}
PAGE, POINTS = "/ban-do/", "/ban-do/du-lieu/san-pham.json"
PATIENCE = 240_000
DRAWN = """() => {
  const box = document.querySelector("[data-atlas]");
  return box?.rendered && box.rendered("san-pham").length > 0;
}"""
HAS_WEBGL = "() => Boolean(document.createElement('canvas').getContext('webgl2'))"
Report = dict[str, Any]


@dataclass(frozen=True)
class Window:
    """How large the screen is."""

    name: str
    width: int
    height: int


WINDOWS = (Window("phone", 360, 740), Window("desk", 1280, 900))


def first_picture(url: str, times: int) -> Report:
    """Seconds until points are drawn on an empty browser's first visit, and what is sent for them."""
    report: Report = {}
    with (
        tempfile.TemporaryDirectory(prefix="ocop-bench-") as folder,
        server({"DATABASE_URL": url, "OCOP_VAR": folder, "OCOP_DEMO": "true"}) as running,
    ):
        running.get(PAGE)  # the catalogue is read once for all visitors
        report["sent"] = _sent(running)
        for name, flags in ENGINES.items():
            report[name] = _drawn(running.port, flags, times)
    return report


def _sent(running: Server) -> Report:
    connection = HTTPConnection("127.0.0.1", running.port, timeout=60)
    try:
        connection.request("GET", POINTS, headers={"Host": "localhost", "Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        content = answer.read()
    finally:
        connection.close()
    is_packed = answer.headers.get("Content-Encoding") == "gzip"
    whole = gzip.decompress(content) if is_packed else content
    return {"geojson_bytes": len(whole), "geojson_gzip_bytes": len(content) if is_packed else None}


def _drawn(port: int, flags: list[str], times: int) -> Report:
    from playwright.sync_api import sync_playwright  # a tool of development, not of the system

    report: Report = {}
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        # without TMPDIR: a socket of Chromium lies there, and its path must be short
        env: dict[str, str | float | bool] = {name: value for name, value in os.environ.items() if name != "TMPDIR"}
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags], env=env)
        for window in WINDOWS:
            taken = []
            for _ in range(times):
                context = browser.new_context(viewport={"width": window.width, "height": window.height})
                page = context.new_page()
                started = time.perf_counter()
                page.goto(f"http://localhost:{port}{PAGE}", timeout=PATIENCE)
                page.wait_for_function(DRAWN, timeout=PATIENCE)
                taken.append(time.perf_counter() - started)
                report["has_webgl"] = page.evaluate(HAS_WEBGL)
                context.close()
            report[window.name] = {"min": round(min(taken), 3), "median": round(median(taken), 3), "n": len(taken)}
        browser.close()
    return report
