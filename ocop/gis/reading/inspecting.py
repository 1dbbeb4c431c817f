"""A first look: what layers a file has, ten rows, and a sample of the shapes where they are, for a person to judge."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from ocop.core.errors import Refused
from ocop.gis.reading import opening, texts
from ocop.gis.reading.arrival import Arrived, receive

ROWS, SAMPLE, VERTICES = 10, 240, 40


def inspect(path: Path, folder: Path) -> dict[str, Any]:
    """What the officer must know and choose before the layer is made.

    Raises:
        Refused: nothing usable in the file.
    """
    arrived = receive(path, folder)
    layers = []
    for number, each in enumerate(arrived):
        for name in opening.layers_of(each):
            layers.append(_look(each, number, opening.described(each, name)))  # one whole layer before the next
    usable = [layer for layer in layers if layer["count"]]
    if not usable:
        raise Refused(opening.NO_FEATURES)
    if all(layer["count"] > opening.MAX_FEATURES for layer in usable):
        raise Refused(opening.TOO_MANY)
    _tell_apart(usable)
    return {"layers": usable, "kind": arrived[0].kind}


def _tell_apart(layers: list[dict[str, Any]]) -> None:
    """Two layers of one name, from two folders of an archive, are listed with their folder."""
    titles = Counter(layer["title"] for layer in layers)
    for layer in layers:
        place = layer.pop("place")
        if titles[layer["title"]] > 1:
            layer["title"] = place + layer["title"]


def _look(arrived: Arrived, number: int, layer: dict[str, Any]) -> dict[str, Any]:
    if not layer["count"]:
        return layer
    names, _, values = opening.read(arrived, layer["name"], most=ROWS)
    rows = [[opening.plain(column[at]) for column in values] for at in range(len(values[0]) if values else 0)]
    words = [text for row in rows for text in row if isinstance(text, str)]
    shapes, flat = _sample(arrived, layer)
    title = arrived.path.stem if arrived.kind in ("shp", "tab", "mif") else layer["name"]
    place = f"{arrived.place}/" if arrived.place else ""
    return {
        **layer,
        "key": f"{number}:{layer['name']}",
        "title": title,
        "place": place,
        "fields": names,
        "rows": rows,
        "notes": list(arrived.notes),
        "encoding": _encoding(arrived, words),
        "is_raw": opening.is_raw(arrived),
        "shapes": shapes,
        "has_height": not flat,
    }


def _encoding(arrived: Arrived, words: list[str]) -> str:
    if not opening.is_raw(arrived):
        # text that came through Unicode is what it says, unless an old font's letters were carried along
        guessed = texts.guess([*words]) if not _has_wide(words) else "utf-8"
        return guessed if guessed in ("tcvn3", "vni") else "unicode"
    said = arrived.path.with_suffix(".cpg")
    if said.exists() and "utf" in said.read_text(encoding="latin-1").lower():
        return "utf-8"
    return texts.guess(words)


def _has_wide(words: list[str]) -> bool:
    return any(ord(char) > 0x2122 or 0x1E00 <= ord(char) <= 0x1EFF for word in words for char in word)


def _sample(arrived: Arrived, layer: dict[str, Any]) -> tuple[list[list[list[float]]], bool]:
    """Rings and lines of some shapes, spread over the file, in the file's own coordinates; whether all are flat."""
    import numpy as np
    import shapely

    count, found, flat = layer["count"], [], True
    parts = 1 if count <= SAMPLE else 4
    for part in range(parts):
        skip = part * (count // parts) if parts > 1 else 0
        _, shapes, _ = opening.read(arrived, layer["name"], skip=skip, most=SAMPLE // parts)
        geometries = shapely.from_wkb(shapes, on_invalid="ignore")
        for each in geometries:
            if each is None or each.is_empty:
                continue
            flat = flat and not shapely.has_z(each)
            for piece in shapely.get_parts(shapely.force_2d(each))[:3]:
                line = shapely.get_exterior_ring(piece) if piece.geom_type == "Polygon" else piece
                points = shapely.get_coordinates(line)
                step = max(1, len(points) // VERTICES)
                found.append(np.round(np.vstack([points[::step], points[-1:]]), 7).tolist())
    return found, flat
