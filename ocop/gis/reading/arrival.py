"""A file as it arrives: judged by its bytes, unpacked under limits, refused in a sentence."""

from __future__ import annotations

import re
import shutil
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ocop.core.errors import Refused
from ocop.gis.reading.unpacking import LAYERS, MB, unpack

MAX_MB = 300
SUFFIXES = (".zip", ".gpkg", ".geojson", ".json", ".kml", ".kmz", ".dxf", ".gpx", ".fgb")

EMPTY = "Tệp rỗng (0 byte). Hãy xuất lại từ phần mềm bản đồ rồi tải lên."
CUT_TABLE = "Tệp .dbf trong tệp nén bị cắt giữa chừng. Hãy xuất lại shapefile từ phần mềm bản đồ rồi nén lại."
CUT = "Tệp bị cắt giữa chừng, có thể do đường truyền. Hãy tải lên lại; nếu vẫn lỗi thì xuất lại từ phần mềm bản đồ."
RAR = "Không mở được tệp RAR, 7z hoặc gz. Hãy giải nén rồi nén lại thành .zip."
DWG = (
    "Không đọc được tệp DWG của AutoCAD. Hãy mở bằng AutoCAD, lưu thành DXF (Save As, AutoCAD 2013 DXF), "
    "hoặc xuất sang shapefile rồi nén thành .zip."
)
POINTS_ELSEWHERE = (
    "Tệp này không chứa dữ liệu mà chỉ dẫn sang tệp khác (VRT hoặc chuỗi lệnh GDAL), nên không được nhận. "
    "Hãy xuất chính dữ liệu ra GeoPackage hoặc shapefile."
)
LONE = (
    "Shapefile và MapInfo gồm nhiều tệp đi cùng nhau. Hãy nén tất cả (.shp, .shx, .dbf, .prj hoặc .tab, .dat, .map, "
    ".id) thành một tệp .zip rồi tải lên."
)
NOT_A_MAP = (
    "Đây là tài liệu hoặc ảnh, không phải dữ liệu bản đồ. Hãy tải lên shapefile (.zip), GeoPackage, GeoJSON, KML "
    "hoặc DXF."
)
UNKNOWN = (
    "Không nhận ra định dạng của tệp. Hệ thống nhận shapefile và MapInfo nén thành .zip, GeoPackage (.gpkg), GeoJSON, "
    "KML/KMZ và DXF."
)
NO_LAYER = "Trong tệp nén không có lớp bản đồ nào (.shp, .gpkg, .geojson, .kml, .tab, .mif, .dxf)."
OFTEN_TRIED = {
    ".dwg": DWG, ".rar": RAR, ".7z": RAR, ".gz": RAR, ".shp": LONE, ".dbf": LONE, ".tab": LONE, ".mif": LONE,
    ".pdf": NOT_A_MAP, ".jpg": NOT_A_MAP, ".png": NOT_A_MAP, ".tif": NOT_A_MAP, ".docx": NOT_A_MAP, ".xlsx": NOT_A_MAP,
}  # fmt: skip
"""What to say of a file by its ending alone, before it is sent."""

_PACKED = {b"Rar!": RAR, b"7z\xbc\xaf": RAR, b"\x1f\x8b": RAR, b"%PDF": NOT_A_MAP, b"\x89PNG": NOT_A_MAP}
_OTHER = {
    b"\xff\xd8\xff": NOT_A_MAP, b"II*\0": NOT_A_MAP, b"MM\0*": NOT_A_MAP, b"\xd0\xcf\x11\xe0": NOT_A_MAP,
    b"\0\0\x27\x0a": LONE, b"!table": LONE, b"!TABLE": LONE, b"!Table": LONE,
}  # fmt: skip
_GEOJSON = re.compile(
    rb'"type"\s*:\s*"(FeatureCollection|Feature|(Multi)?(Point|LineString|Polygon)|GeometryCollection)"'
)
_ELSEWHERE = (b"gdal_streamed_alg", b"<OGRVRT", b"<VRTDataset", b"<GDALTileIndex", b"<OGRWFS", b"<GDAL_WMS")


@dataclass(frozen=True)
class Arrived:
    """A file to open, its kind, and what the officer should know of it."""

    path: Path
    kind: str
    notes: tuple[str, ...] = ()
    place: str = ""
    """The folder it came from, inside the archive."""


def receive(path: Path, folder: Path) -> list[Arrived]:
    """The map files in an upload; a .zip is unpacked into `folder`.

    Raises:
        Refused: empty, cut, a bomb, a trick, or nothing that is a map.
    """
    kind = sniff(path)
    if kind != "zip":
        return [Arrived(_named(path, folder, f".{kind}"), kind)]
    return _layers_in(folder, unpack(path, folder))


def sniff(path: Path) -> str:
    """What a file is by its bytes: zip, gpkg, geojson, kml, gpx, dxf or fgb.

    Raises:
        Refused: anything else, each with the sentence that helps.
    """
    size = path.stat().st_size
    if not size:
        raise Refused(EMPTY)
    with path.open("rb") as file:
        head = file.read(MB)
        file.seek(max(0, size - 512))
        tail = file.read().strip()
    if any(mark in head for mark in _ELSEWHERE):
        raise Refused(POINTS_ELSEWHERE)
    for magic, sentence in (_PACKED | _OTHER).items():
        if head.startswith(magic):
            raise Refused(sentence)
    if re.match(rb"AC1\d\d", head):
        raise Refused(DWG)
    for magic, found in (
        (b"PK\x03\x04", "zip"),
        (b"PK\x05\x06", "zip"),
        (b"SQLite format 3\0", "gpkg"),
        (b"fgb", "fgb"),
    ):
        if head.startswith(magic):
            return found
    return _sniff_text(head, tail)


def _sniff_text(head: bytes, tail: bytes) -> str:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith((b"{", b"\x1e{")):
        if not _GEOJSON.search(head):
            raise Refused(UNKNOWN)
        if not tail.endswith(b"}"):
            raise Refused(CUT)
        return "geojson"
    if text.startswith(b"<"):
        return _sniff_xml(head, tail)
    if text.startswith(b"AutoCAD Binary DXF") or re.match(rb"(999\s+[^\n]*\s+)*0\s+SECTION", text):
        if not text.startswith(b"AutoCAD") and not tail.endswith(b"EOF"):
            raise Refused(CUT)
        return "dxf"
    if text[:7].lower() == b"version":
        raise Refused(LONE)
    raise Refused(UNKNOWN)


def _sniff_xml(head: bytes, tail: bytes) -> str:
    if b"<!ENTITY" in head or b"<!DOCTYPE" in head:
        raise Refused(POINTS_ELSEWHERE)
    for mark, kind in ((b"<kml", "kml"), (b"<gpx", "gpx")):
        if mark in head:
            if not tail.endswith(b">"):
                raise Refused(CUT)
            return kind
    raise Refused(UNKNOWN)


def _named(path: Path, folder: Path, suffix: str) -> Path:
    """The same bytes under a name of ours with the ending its kind has, so that only that driver looks at it."""
    named = folder / f"lop{suffix}"
    if not named.exists():
        try:
            named.hardlink_to(path)
        except OSError:  # on another disk
            shutil.copyfile(path, named)
    return named


def _layers_in(folder: Path, places: dict[str, str]) -> list[Arrived]:
    found = [Arrived(each, "gdb") for each in sorted(folder.glob("*.gdb")) if each.is_dir()]
    for path in sorted(each for each in folder.rglob("*") if each.suffix.lower() in LAYERS and each.is_file()):
        if path.parent.suffix == ".gdb":
            continue
        kind = path.suffix.lower().lstrip(".")
        if kind == "shp":
            arrived = _shapefile(path)
        elif kind in ("tab", "mif"):
            arrived = _mapinfo(path, kind)
        else:
            arrived = Arrived(path, sniff(path))
        found.append(replace(arrived, place=places.get(path.parent.name, "")))
    if not found:
        stray = any(each.suffix.lower() in (".dbf", ".shx") for each in folder.rglob("*"))
        raise Refused("Trong tệp nén thiếu tệp .shp. Hãy nén lại đủ .shp, .shx, .dbf, .prj." if stray else NO_LAYER)
    return found


def _shapefile(path: Path) -> Arrived:
    if path.stat().st_size < 100:
        raise Refused(EMPTY if not path.stat().st_size else CUT)
    with path.open("rb") as file:
        head = file.read(100)
    if not head.startswith(b"\0\0\x27\x0a"):
        raise Refused(f"Tệp {path.name} không phải shapefile. Hãy xuất lại từ phần mềm bản đồ.")
    if _is_short(path):
        raise Refused(CUT)
    return Arrived(path, "shp", tuple(_notes(path)))


def _notes(path: Path) -> Iterator[str]:
    """What a shapefile lacks.

    Raises:
        Refused: its table is cut.
    """
    index, table, system = (path.with_suffix(suffix) for suffix in (".shx", ".dbf", ".prj"))
    if not index.exists():
        yield "Thiếu tệp .shx (chỉ mục): đã lập lại từ tệp .shp."
    elif _is_short(index):
        index.unlink()
        yield "Tệp .shx (chỉ mục) bị cắt: đã lập lại từ tệp .shp."
    if not table.exists():
        yield "Thiếu tệp .dbf nên lớp không có cột thuộc tính nào. Nếu cần tên, mã thì nén lại cho đủ."
    elif _is_cut(table):
        raise Refused(CUT_TABLE)
    if not system.exists():
        yield "Thiếu tệp .prj nên không biết hệ tọa độ: hãy chọn ở bước dưới và xem lớp có nằm đúng chỗ không."
    elif _is_broken(system):
        system.unlink()
        yield "Tệp .prj bị hỏng nên không biết hệ tọa độ: hãy chọn ở bước dưới và xem lớp có nằm đúng chỗ không."


def _is_short(path: Path) -> bool:
    """Whether a .shp or .shx is shorter than its own head says."""
    with path.open("rb") as file:
        head = file.read(100)
    return len(head) < 100 or int.from_bytes(head[24:28], "big") * 2 > path.stat().st_size


def _is_cut(table: Path) -> bool:
    """Whether a .dbf is shorter than its own head says; the readers then show no column or value and are silent."""
    with table.open("rb") as file:
        head = file.read(32)
    if len(head) < 32:
        return True
    rows, start, length = struct.unpack("<IHH", head[4:12])
    return bool(table.stat().st_size < start + rows * length)


def _is_broken(system: Path) -> bool:
    text = system.read_text(encoding="latin-1").strip()
    return not text.endswith("]") or text.count("[") != text.count("]")


def _mapinfo(path: Path, kind: str) -> Arrived:
    partner = {"tab": (".dat", ".map"), "mif": (".mid",)}[kind]
    missing = [suffix for suffix in partner if not path.with_suffix(suffix).exists()]
    if missing:
        raise Refused(f"Tệp MapInfo {path.name} thiếu {', '.join(missing)}. Hãy nén lại cho đủ.")
    return Arrived(path, kind)
