"""What tests of maps share: where a place is on the screen, what colour is there, what is drawn."""

from __future__ import annotations

import io
import math
import re
import time
from typing import Any

from PIL import Image
from playwright.sync_api import Page, expect

SLOW = 60_000
ROOT = "document.querySelector('[data-atlas], [data-print]')"
MAP = "[data-atlas-map]"
VIEW = f"() => {{ const {{ zoom, lat, lon }} = {ROOT}.view(); return [zoom, lat, lon] }}"
RENDERED = f"(id) => {ROOT}.rendered(id)"
SUM = f"""([id, count]) => {ROOT}.rendered(id)
  .filter(({{ layer }}) => layer === `${{id}}-many` || layer === `${{id}}-one`)
  .reduce((sum, {{ properties }}) => sum + (properties.point_count ?? 1), 0) === count"""
ATTRIBUTION = ".maplibregl-ctrl-attrib-inner, .leaflet-control-attribution"
GROUND = (0xF0, 0xF1, 0xE6)
"""The colour of an empty map by day."""
THIN = 0.28
"""How much of its colour an area has."""


def ready(page: Page) -> None:
    """All of the page's map is there."""
    expect(page.locator("[data-state=ready]")).to_be_attached(timeout=SLOW)


def drawn(page: Page, count: int, layer: str = "san-pham") -> None:
    """So many points of a layer are drawn, alone or in circles."""
    page.wait_for_function(SUM, arg=[layer, count], timeout=SLOW)


def unfold(page: Page, words: str | re.Pattern[str]) -> None:
    """Open a folded part of the page."""
    page.locator("summary", has_text=words).click()


def rendered(page: Page, layer: str) -> list[dict[str, Any]]:
    """What the engine itself says is on the screen of a layer."""
    found: list[dict[str, Any]] = page.evaluate(RENDERED, layer)
    return found


def quiet(page: Page) -> None:
    """Nothing of the map moves or loads any more."""
    page.wait_for_function(f"() => {ROOT}.quiet()", timeout=SLOW)


def coloured(page: Page, place: tuple[float, float], colour: tuple[int, ...]) -> None:
    """This colour is at a place, at the latest when all is drawn and shown."""
    until = time.monotonic() + SLOW / 1000
    while not is_like(seen := colour_at(page, place), colour):
        assert time.monotonic() < until, f"{seen} at {place}, not {colour}"
        page.wait_for_timeout(100)


def on_screen(page: Page, place: tuple[float, float]) -> tuple[float, float]:
    """Where a place (latitude, longitude) is in the window."""
    zoom, lat, lon = page.evaluate(VIEW)
    box = page.locator(MAP).bounding_box()
    assert box is not None
    world = 512 * 2**zoom

    def mercator(latitude: float) -> float:
        return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)) / (2 * math.pi)

    x = (place[1] - lon) / 360 * world
    y = (mercator(lat) - mercator(place[0])) * world
    return box["x"] + box["width"] / 2 + x, box["y"] + box["height"] / 2 + y


def colour_at(page: Page, place: tuple[float, float]) -> tuple[int, int, int]:
    """The colour a person sees at a place: of the middle one of some dots around it, by brightness."""
    x, y = on_screen(page, place)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    dots = [picture.getpixel((int(x) + i, int(y) + j)) for i in range(-6, 7, 3) for j in range(-6, 7, 3)]
    middle = sorted(dots, key=sum)[len(dots) // 2]
    return middle[0], middle[1], middle[2]


def thin(colour: str) -> tuple[int, ...]:
    """How an area of a colour looks on an empty map."""
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return tuple(round(THIN * part + (1 - THIN) * ground) for part, ground in zip(parts, GROUND, strict=True))


def is_like(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether two colours are the same but for what an engine rounds."""
    return all(abs(a - b) <= 6 for a, b in zip(one, other, strict=True))
