"""Quiet pictures for the demo: hills, fields, water and groves in the colours of the site; drawn, no photographs."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from random import Random

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1600, 900
SCALE = 1.5
Colour = tuple[int, int, int]

PAPER: Colour = (250, 246, 238)
AMBER: Colour = (226, 160, 63)
LEAF: Colour = (29, 91, 58)
SKIES: tuple[tuple[Colour, Colour], ...] = (
    ((214, 228, 222), PAPER),
    ((246, 221, 178), (252, 244, 228)),
    ((199, 219, 226), (243, 240, 228)),
    ((236, 206, 174), (250, 238, 220)),
)


def draw(scene: str, *, seed: str) -> bytes:
    """A JPEG of a scene («hills», «fields», «river», «grove»), always the same for the same seed."""
    chance = Random(f"{scene}:{seed}")
    size = (round(WIDTH * SCALE), round(HEIGHT * SCALE))
    canvas = _sky(size, *chance.choice(SKIES))
    pen = ImageDraw.Draw(canvas)
    _sun(pen, size, chance)
    SCENES[scene](pen, size, chance)
    out = io.BytesIO()
    canvas.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(out, "JPEG", quality=84, optimize=True)
    return out.getvalue()


def _mix(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _sky(size: tuple[int, int], top: Colour, bottom: Colour) -> Image.Image:
    column = Image.new("RGB", (1, 256))
    for y in range(256):
        column.putpixel((0, y), _mix(top, bottom, y / 255))
    return column.resize(size, Image.Resampling.BILINEAR).filter(ImageFilter.GaussianBlur(2))


def _sun(pen: ImageDraw.ImageDraw, size: tuple[int, int], chance: Random) -> None:
    x, y, r = size[0] * chance.uniform(0.15, 0.85), size[1] * chance.uniform(0.16, 0.3), size[1] * 0.07
    pen.ellipse((x - r, y - r, x + r, y + r), fill=_mix(AMBER, PAPER, 0.35))


def _ridge(size: tuple[int, int], height: float, swing: float, chance: Random) -> list[tuple[float, float]]:
    """The upper edge of a hill, from left to right, closed along the bottom."""
    waves = [(chance.uniform(0.6, 2.6), chance.uniform(0, math.tau), chance.uniform(0.3, 1)) for _ in range(3)]
    points: list[tuple[float, float]] = []
    for step in range(121):
        along = step / 120
        rise = sum(weight * math.sin(along * math.tau * pace + start) for pace, start, weight in waves)
        points.append((along * size[0], size[1] * (height - swing * rise)))
    return [*points, (size[0], size[1]), (0, size[1])]


def _hills(pen: ImageDraw.ImageDraw, size: tuple[int, int], chance: Random) -> None:
    for layer in range(5):
        share = layer / 4
        colour = _mix(_mix(PAPER, LEAF, 0.25), LEAF, share)
        pen.polygon(_ridge(size, 0.42 + 0.12 * layer, 0.045 - 0.004 * layer, chance), fill=colour)


def _fields(pen: ImageDraw.ImageDraw, size: tuple[int, int], chance: Random) -> None:
    """Terraces: bands of paddies that follow the slope, some of them ripe."""
    pen.polygon(_ridge(size, 0.42, 0.04, chance), fill=_mix(PAPER, LEAF, 0.35))
    for band in range(9):
        ripe = chance.random() < 0.35
        colour = _mix(AMBER, PAPER, 0.25) if ripe else _mix(_mix(PAPER, LEAF, 0.45), LEAF, band / 9)
        pen.polygon(_ridge(size, 0.5 + 0.055 * band, 0.018, chance), fill=colour)


def _river(pen: ImageDraw.ImageDraw, size: tuple[int, int], chance: Random) -> None:
    """A wide river between two banks, with boats."""
    pen.polygon(_ridge(size, 0.48, 0.03, chance), fill=_mix(PAPER, LEAF, 0.45))
    water = _mix((150, 184, 182), PAPER, 0.2)
    pen.rectangle((0, size[1] * 0.56, size[0], size[1]), fill=water)
    for line in range(14):
        y = size[1] * (0.58 + 0.03 * line)
        x = size[0] * chance.random()
        reach = size[0] * chance.uniform(0.08, 0.25)
        pen.line((x, y, x + reach, y), fill=_mix(water, PAPER, 0.5), width=3)
    for _ in range(chance.randint(2, 4)):
        _boat(pen, size[0] * chance.uniform(0.1, 0.85), size[1] * chance.uniform(0.62, 0.84), size[1] * 0.05)


def _boat(pen: ImageDraw.ImageDraw, x: float, y: float, r: float) -> None:
    pen.polygon([(x - 2.4 * r, y), (x + 2.4 * r, y), (x + 1.6 * r, y + 0.7 * r), (x - 1.6 * r, y + 0.7 * r)], fill=LEAF)
    pen.pieslice((x - r, y - 0.9 * r, x + r, y + 0.9 * r), 180, 360, fill=AMBER)


def _grove(pen: ImageDraw.ImageDraw, size: tuple[int, int], chance: Random) -> None:
    """Palms before low hills."""
    pen.polygon(_ridge(size, 0.62, 0.03, chance), fill=_mix(PAPER, LEAF, 0.4))
    pen.polygon(_ridge(size, 0.76, 0.02, chance), fill=_mix(PAPER, LEAF, 0.7))
    for tree in range(7):
        x = size[0] * (0.08 + 0.14 * tree + chance.uniform(-0.03, 0.03))
        _palm(pen, x, size[1] * chance.uniform(0.8, 0.9), size[1] * chance.uniform(0.3, 0.45), chance)
    pen.polygon(_ridge(size, 0.9, 0.012, chance), fill=LEAF)


def _palm(pen: ImageDraw.ImageDraw, x: float, foot: float, height: float, chance: Random) -> None:
    lean = height * chance.uniform(-0.12, 0.12)
    trunk = _mix(LEAF, AMBER, 0.35)
    pen.line([(x, foot), (x + lean * 0.4, foot - height * 0.5), (x + lean, foot - height)], fill=trunk, width=14)
    for leaf in range(8):
        _leaf(pen, (x + lean, foot - height), math.radians(-190 + leaf * 28.6), height * 0.4)


def _leaf(pen: ImageDraw.ImageDraw, heart: tuple[float, float], turn: float, reach: float) -> None:
    """One leaf: it rises from the heart of the palm and hangs at its tip, wide in the middle."""
    upper, lower = [], []
    for step in range(13):
        along = step / 12
        x = heart[0] + math.cos(turn) * reach * along
        y = heart[1] + math.sin(turn) * reach * 0.5 * along + reach * 0.55 * along * along - reach * 0.18 * along
        half = reach * 0.055 * math.sin(math.pi * min(1.0, along * 0.9 + 0.1))
        upper.append((x, y - half))
        lower.append((x, y + half))
    pen.polygon([*upper, *reversed(lower)], fill=LEAF)


SCENES: dict[str, Callable[[ImageDraw.ImageDraw, tuple[int, int], Random], None]] = {
    "hills": _hills,
    "fields": _fields,
    "river": _river,
    "grove": _grove,
}
