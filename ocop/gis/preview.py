"""What an officer looks at before a layer is made: ten rows as they would be read, and where the shapes would lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ocop.core.errors import Refused
from ocop.gis import ranking, sketch, systems
from ocop.gis.coordinates import meridians
from ocop.gis.models import LayerVersion
from ocop.gis.ranking import Candidate
from ocop.gis.reading.texts import decode
from ocop.gis.shapes import area_of
from ocop.gis.sketch import Sketch
from ocop.places.models import Unit
from ocop.places.queries import predecessors

SHOWN_CANDIDATES = 4
SHOWN_COLUMNS = 8
SEVERAL = (
    "Tệp không ghi hệ tọa độ, và nhiều kinh tuyến trục đều đặt lớp vào trong tỉnh. Hãy đối chiếu hồ sơ đo rồi chọn; "
    "đừng chỉ nhìn phần trăm."
)


@dataclass
class Preview:
    """Everything the page of a version shows of the file itself."""

    layer: dict[str, Any]
    chosen: dict[str, Any] = field(default_factory=dict)
    columns: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    more_columns: int = 0
    candidates: list[Candidate] = field(default_factory=list)
    said: systems.Said = field(default_factory=lambda: systems.Said("", ""))
    wide: Sketch | None = None
    close: Sketch | None = None
    problem: str = ""
    is_ambiguous: bool = False

    @property
    def notes(self) -> list[str]:
        """What the file lacks or says wrongly."""
        height = ["Có độ cao (3D): sẽ chỉ giữ hình phẳng."] if self.layer.get("has_height") else []
        several = [SEVERAL] if self.is_ambiguous else []
        return [*self.layer.get("notes", []), *([self.said.note] if self.said.note else []), *several, *height]


def described(version: LayerVersion, key: str = "") -> Preview:
    """What the file says of itself: what a page shows where there is nothing to choose."""
    listed = version.inspection["layers"]
    layer = next((each for each in listed if each["key"] == (key or version.source_layer)), listed[0])
    return Preview(layer=layer, said=systems.propose(layer["crs"]))


def preview_of(version: LayerVersion, asked: Mapping[str, Any]) -> Preview:
    """The preview under what was chosen: in the address, else before, else proposed. Costs a second on a large file."""
    shown = described(version, asked.get("layer", ""))
    province = version.layer.unit
    candidates = ranking.rank(shown.layer, area_of(province), _usual(province))
    shown.is_ambiguous = not shown.said.key and ranking.is_ambiguous(candidates)
    shown.chosen = _chosen(version, shown.layer, asked, shown.said.key, candidates)
    shown.candidates = [each for each in candidates if each.share > 0][:SHOWN_CANDIDATES]
    _read(shown)
    _place(shown, version)
    return shown


def _usual(province: Unit) -> frozenset[str]:
    """The zones in which the survey offices of a province, and of those it was made from, drew their maps."""
    before = predecessors(province).filter(level=Unit.Level.PROVINCE).values_list("name", flat=True)
    names = {province.name, *before}
    return frozenset(systems.zone(each).key for each in meridians().values() if names & {*each.provinces})


def _chosen(
    version: LayerVersion, layer: dict[str, Any], asked: Mapping[str, Any], said: str, candidates: list[Candidate]
) -> dict[str, Any]:
    is_asked = "crs" in asked
    fits = next((each for each in candidates if each.key == said and each.share > 0), None)
    best = fits or (candidates[0] if candidates and candidates[0].share > 0 else None)
    usual = version.crs if version.crs and version.prepared_at else (best.key if best else said)
    swapped = version.is_swapped if version.prepared_at else bool(best and best.is_swapped)
    columns = layer["fields"]
    decoded = [decode(name, version.encoding) for name in columns]
    return {
        "layer": layer["key"],
        "encoding": asked.get("encoding") or (version.encoding if version.prepared_at else layer["encoding"]),
        "crs": asked.get("crs", "") if is_asked else usual,
        "is_swapped": bool(asked.get("is_swapped")) if is_asked else swapped,
        "title_column": asked.get("title_column", _at(decoded, version.title_field)),
        "class_column": asked.get("class_column", _at(decoded, version.class_field)),
    }


def _at(columns: list[str], name: str) -> str:
    return str(columns.index(name)) if name in columns else ""


def _read(shown: Preview) -> None:
    encoding = shown.chosen["encoding"]
    shown.columns = [decode(name, encoding) for name in shown.layer["fields"][:SHOWN_COLUMNS]]
    shown.more_columns = max(0, len(shown.layer["fields"]) - SHOWN_COLUMNS)
    for row in shown.layer["rows"]:
        cells = [decode(value, encoding) if isinstance(value, str) else value for value in row[:SHOWN_COLUMNS]]
        shown.rows.append(["" if cell is None else str(cell)[:80] for cell in cells])


def _place(shown: Preview, version: LayerVersion) -> None:
    if not shown.chosen["crs"]:
        shown.problem = systems.UNKNOWN_SYSTEM
        return
    try:
        lines = ranking.moved(
            shown.layer["shapes"], shown.chosen["crs"], shown.layer["crs"], is_swapped=shown.chosen["is_swapped"]
        )
    except Refused as refused:
        shown.problem = str(refused)
        return
    lines = [line for line in lines if all(abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in line)]
    if not lines:
        shown.problem = "Với hệ tọa độ này không tính được vị trí. Hãy chọn hệ khác."
        return
    shown.wide = sketch.draw(lines, version.layer.unit, whole=True)
    shown.close = sketch.draw(lines, version.layer.unit, whole=False)
