"""The whole file into rows of WGS-84: reprojected, repaired, flattened, decoded, with a count of everything done."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, TextIO

from ocop.core.errors import Refused
from ocop.gis import systems
from ocop.gis.coordinates import EAST, NORTH, SOUTH, WEST
from ocop.gis.reading import opening, texts
from ocop.gis.reading.arrival import Arrived, receive

BATCH = 10_000
OUTSIDE_SHARE = 0.01
WRONG_PLACE = (
    "Với hệ tọa độ đã chọn, {share} đối tượng nằm ngoài Việt Nam, nên hệ tọa độ chưa đúng hoặc hai trục bị đổi chỗ. "
    "Hãy chọn lại hệ tọa độ và xem bản xem trước."
)
ANOTHER = "Lớp trong tệp không còn là lớp đã xem trước. Hãy tải tệp lên lại rồi chọn lại."
_DIMENSIONS = {0: "point", 1: "line", 2: "polygon"}


def convert(path: Path, folder: Path, chosen: dict[str, Any]) -> dict[str, Any]:
    """Write `rows.jsonl` and say what was done.

    Raises:
        Refused: the layer is gone, empty, or not in Vietnam under the chosen system.
    """
    arrived, layer = _find(receive(path, folder), chosen["layer"])
    if any(layer[key] != seen for key, seen in chosen.get("looked", {}).items()):
        raise Refused(ANOTHER)
    if layer["count"] > opening.MAX_FEATURES:
        raise Refused(opening.TOO_MANY)
    transformer, definition = systems.to_wgs84(chosen["crs"], layer["crs"])
    work = _Work(transformer, bool(chosen["swapped"]), chosen["encoding"])
    with (folder / "rows.jsonl").open("w", encoding="utf-8") as out:
        for skip in range(0, layer["count"], BATCH):
            work.batch(*opening.read(arrived, layer["name"], skip=skip, most=BATCH), out=out)
    return work.report(definition)


def _find(arrived: list[Arrived], key: str) -> tuple[Arrived, dict[str, Any]]:
    number, _, name = key.partition(":")
    if number.isdigit() and int(number) < len(arrived):
        found = arrived[int(number)]
        if name in opening.layers_of(found):
            return found, opening.described(found, name)
    raise Refused("Không tìm thấy lớp đã chọn trong tệp. Hãy tải tệp lên lại.")


class _Work:
    """One conversion under way: what was read so far and what was done to it."""

    def __init__(self, transformer: Any, swapped: bool, encoding: str) -> None:
        self.transformer, self.swapped, self.encoding = transformer, swapped, encoding
        self.counts: Counter[str] = Counter()
        self.dimensions: Counter[int] = Counter()
        self.box = [180.0, 90.0, -180.0, -90.0]
        self.fields: list[str] = []
        self.next_id = 1

    def batch(self, names: list[str], shapes: Any, values: list[Any], *, out: TextIO) -> None:
        import numpy as np
        import shapely

        self.fields = [texts.decode(name, self.encoding) for name in names]
        self.counts["read"] += len(shapes)
        geometries = shapely.from_wkb(shapes, on_invalid="ignore")
        self.counts["flattened"] += int(np.count_nonzero(shapely.has_z(geometries)))
        geometries = shapely.transform(shapely.force_2d(geometries), self._moved)
        geometries = self._repaired(geometries)
        bounds = shapely.bounds(geometries)
        there = ~(shapely.is_missing(geometries) | shapely.is_empty(geometries))
        self.counts["empty"] += int(np.count_nonzero(~there))
        inside = (bounds[:, 0] >= WEST) & (bounds[:, 1] >= SOUTH) & (bounds[:, 2] <= EAST) & (bounds[:, 3] <= NORTH)
        self.counts["outside"] += int(np.count_nonzero(there & ~inside))
        kept = np.flatnonzero(there & inside)
        texts_of = shapely.to_geojson(geometries[kept])
        dimensions = shapely.get_dimensions(geometries[kept])
        self.dimensions.update(int(each) for each in dimensions)
        for geojson, at in zip(texts_of, kept.tolist(), strict=True):
            self._write(geojson, bounds[at].tolist(), [opening.plain(column[at]) for column in values], out)

    def _moved(self, points: Any) -> Any:
        import numpy as np

        if self.swapped:
            points = points[:, ::-1]
        if self.transformer is not None:
            points = np.column_stack(self.transformer.transform(points[:, 0], points[:, 1]))
        return np.round(points, 7)

    def _repaired(self, geometries: Any) -> Any:
        import numpy as np
        import shapely

        with np.errstate(invalid="ignore"):
            finite = np.isfinite(shapely.bounds(geometries)).all(axis=1)
        geometries = np.where(finite, geometries, None)
        broken = np.flatnonzero(~shapely.is_valid(geometries) & ~shapely.is_missing(geometries))
        self.counts["repaired"] += len(broken)
        for at in broken:
            geometries[at] = _same_kind(shapely.make_valid(geometries[at]), shapely.get_dimensions(geometries[at]))
        return geometries

    def _write(self, geojson: str, box: list[float], values: list[Any], out: TextIO) -> None:
        for side, (ours, theirs) in enumerate(zip(self.box, box, strict=True)):
            self.box[side] = min(ours, theirs) if side < 2 else max(ours, theirs)
        said = [texts.decode(value, self.encoding) if isinstance(value, str) else value for value in values]
        row = {"f": self.next_id, "g": geojson, "b": box, "p": dict(zip(self.fields, said, strict=False))}
        out.write(json.dumps(row, ensure_ascii=False) + "\n")
        self.next_id += 1

    def report(self, definition: str) -> dict[str, Any]:
        count = self.next_id - 1
        there = count + self.counts["outside"]
        if not there:
            raise Refused(opening.NO_FEATURES)
        if self.counts["outside"] > there * OUTSIDE_SHARE or not count:
            share = "mọi" if not count else f"{self.counts['outside']} trong {there}"
            raise Refused(WRONG_PLACE.format(share=share))
        kinds = {_DIMENSIONS[each] for each in self.dimensions if each in _DIMENSIONS}
        return {
            "count": count,
            "counts": {key: self.counts[key] for key in ("read", "repaired", "flattened", "empty", "outside")},
            "kinds": {_DIMENSIONS[each]: n for each, n in self.dimensions.items() if each in _DIMENSIONS},
            "geometry_type": next(iter(kinds)) if len(kinds) == 1 else "mixed",
            "bbox": [round(side, 7) for side in self.box],
            "fields": self.fields,
            "pipeline": definition,
        }


def _same_kind(geometry: Any, dimension: int) -> Any:
    """The parts of a repaired shape that are of its own kind: a repaired area leaves no stray lines behind."""
    import shapely

    if geometry.geom_type != "GeometryCollection":
        return geometry
    parts = [each for each in shapely.get_parts(geometry) if shapely.get_dimensions(each) == dimension]
    return shapely.union_all(parts) if parts else None
