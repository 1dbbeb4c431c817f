"""Small landscapes for the demo, drawn rather than photographed, so that nobody's picture is borrowed."""

from __future__ import annotations

import math
import random
from io import BytesIO

from django.core.files.images import ImageFile
from PIL import Image as Canvas
from PIL import ImageDraw
from wagtail.images.models import Image
from wagtail.models import Collection

WIDTH, HEIGHT = 1200, 750
SKIES = {
    "morning": ((253, 232, 196), (214, 232, 226)),
    "day": ((190, 220, 232), (236, 242, 228)),
    "evening": ((247, 205, 158), (226, 190, 190)),
}
LEAF, DARK, WATER, EARTH, ROOF = (88, 130, 86), (52, 92, 66), (150, 188, 190), (198, 170, 128), (176, 96, 66)


def picture(title: str, sky: str, *things: str) -> Image:
    """A picture in the CMS's library: a sky, two rows of green, and what stands before them (palms, river, house…)."""
    canvas = Canvas.new("RGB", (WIDTH, HEIGHT))
    draw, chance = ImageDraw.Draw(canvas), random.Random(title)
    _sky(draw, SKIES[sky])
    _hills(draw, chance, HEIGHT * 0.52, LEAF)
    _hills(draw, chance, HEIGHT * 0.62, DARK)
    draw.rectangle((0, HEIGHT * 0.7, WIDTH, HEIGHT), fill=WATER if "river" in things else EARTH)
    for thing in things:
        _DRAW[thing](draw, chance)
    return _kept(title, canvas)


def _kept(title: str, canvas: Canvas.Image) -> Image:
    out = BytesIO()
    canvas.save(out, "JPEG", quality=82)
    out.seek(0)
    collection = Collection.get_first_root_node() or Collection.add_root(name="Root")
    image = Image(title=title, collection=collection, description=f"Tranh minh họa: {title}")
    image.file = ImageFile(out, name="mau.jpg")
    image.width, image.height = canvas.size
    image.save()
    return image


def _sky(draw: ImageDraw.ImageDraw, colours: tuple[tuple[int, int, int], tuple[int, int, int]]) -> None:
    top, low = colours
    for y in range(HEIGHT):
        share = y / HEIGHT
        draw.line((0, y, WIDTH, y), fill=tuple(int(a + (b - a) * share) for a, b in zip(top, low, strict=True)))
    draw.ellipse((WIDTH * 0.72, HEIGHT * 0.14, WIDTH * 0.72 + 120, HEIGHT * 0.14 + 120), fill=(250, 214, 120))


def _hills(draw: ImageDraw.ImageDraw, chance: random.Random, level: float, colour: tuple[int, int, int]) -> None:
    phase, swing = chance.uniform(0, 6), chance.uniform(14, 30)
    tops = [
        (x, level + swing * math.sin(x / 170 + phase) + swing / 2 * math.sin(x / 61)) for x in range(0, WIDTH + 20, 20)
    ]
    draw.polygon([(0, HEIGHT), *tops, (WIDTH, HEIGHT)], fill=colour)


def _palms(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    for _ in range(5):
        foot, tall = chance.uniform(40, WIDTH - 40), chance.uniform(230, 380)
        base, lean = HEIGHT * chance.uniform(0.74, 0.84), chance.uniform(-50, 50)
        crown = (foot + lean, base - tall)
        draw.line(
            (foot, base, foot + lean * 0.4, base - tall * 0.55, *crown), fill=(112, 88, 60), width=13, joint="curve"
        )
        for turn in range(9):
            angle = math.radians(turn * 40 + chance.uniform(-10, 10))
            tip = (crown[0] + 120 * math.cos(angle), crown[1] + 46 * math.sin(angle) + 38)
            bend = (crown[0] + 70 * math.cos(angle), crown[1] + 30 * math.sin(angle) - 26)
            draw.line((*crown, *bend, *tip), fill=DARK, width=11, joint="curve")


def _river(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    for row in range(14):
        y, x = HEIGHT * 0.73 + row * 14, chance.uniform(0, WIDTH)
        draw.line((x, y, x + chance.uniform(60, 200), y), fill=(190, 214, 212), width=3)


def _boat(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    x, y = chance.uniform(250, 800), HEIGHT * 0.84
    draw.polygon([(x, y), (x + 220, y), (x + 180, y + 38), (x + 40, y + 38)], fill=(122, 82, 58))
    draw.arc((x + 60, y - 70, x + 160, y + 60), 180, 360, fill=(140, 104, 70), width=16)


def _house(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    x, y = chance.uniform(300, 640), HEIGHT * 0.55
    draw.rectangle((x, y, x + 320, y + 190), fill=(240, 224, 190))
    draw.polygon([(x - 40, y), (x + 160, y - 110), (x + 360, y)], fill=ROOF)
    draw.rectangle((x + 130, y + 70, x + 190, y + 190), fill=(120, 84, 60))
    for side in (40, 230):
        draw.rectangle((x + side, y + 60, x + side + 50, y + 110), fill=(150, 188, 190))


def _stall(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    x, y = chance.uniform(260, 520), HEIGHT * 0.58
    draw.rectangle((x, y, x + 420, y + 190), fill=(232, 214, 178))
    for stripe in range(6):
        colour = (94, 138, 92) if stripe % 2 else (250, 246, 232)
        draw.polygon(
            [
                (x - 20 + stripe * 77, y),
                (x + 57 + stripe * 77, y),
                (x + 50 + stripe * 70, y - 74),
                (x + stripe * 70, y - 74),
            ],
            fill=colour,
        )
    for jar in range(8):
        at = x + 26 + jar * 48
        draw.rounded_rectangle((at, y + 58, at + 34, y + 118), 8, fill=(214, 160, 88) if jar % 2 else (168, 88, 66))


def _boxes(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    for number, (x, colour) in enumerate(((300, (200, 80, 66)), (500, (214, 168, 84)), (700, (94, 138, 92)))):
        top = HEIGHT * 0.5 + 30 * (number % 2)
        draw.rounded_rectangle((x, top, x + 210, top + 220), 14, fill=colour)
        draw.rectangle((x + 92, top, x + 118, top + 220), fill=(250, 240, 214))
        draw.ellipse((x + 62, top - 40, x + 108, top + 6), outline=(250, 240, 214), width=12)
        draw.ellipse((x + 102, top - 40, x + 148, top + 6), outline=(250, 240, 214), width=12)


_DRAW = {"palms": _palms, "river": _river, "boat": _boat, "house": _house, "stall": _stall, "boxes": _boxes}
