"""An archive, unpacked under limits and under names of ours."""

from __future__ import annotations

import re
import stat
import zipfile
from pathlib import Path, PurePosixPath

from ocop.core.errors import Refused

MB = 1024 * 1024
MAX_UNPACKED_MB = 1_500
MAX_FILES = 2_000
MAX_RATIO = 150
LAYERS = (".shp", ".gpkg", ".geojson", ".json", ".kml", ".tab", ".mif", ".dxf", ".gpx", ".fgb")
KEPT = (*LAYERS, ".shx", ".dbf", ".prj", ".cpg", ".dat", ".map", ".id", ".ind", ".mid")

CUT = "Tệp nén bị hỏng hoặc bị cắt giữa chừng. Hãy nén lại rồi tải lên."
BOMB = "Tệp nén phình ra quá lớn khi mở, nên không được nhận. Hãy nén lại, chỉ gồm các tệp của lớp bản đồ."
PATHS = "Tệp nén có đường dẫn ra ngoài thư mục, nên không được nhận. Hãy nén lại từ thư mục chứa các tệp."
LOCKED = "Tệp nén có mật khẩu. Hãy nén lại không đặt mật khẩu."
TOO_MANY = (
    f"Tệp nén chứa hơn {MAX_FILES:,} tệp, nên không được nhận. Hãy nén lại, chỉ gồm các tệp của lớp bản đồ."
).replace(",", ".", 1)


class _Names:
    """Names of ours for what an archive holds, the same in every run: numbered in the order of its own list."""

    def __init__(self) -> None:
        self.folders: dict[str, str] = {}
        self.stems: dict[tuple[str, str], str] = {}

    def of(self, name: PurePosixPath) -> Path | None:
        """Where an entry goes; None for what is no part of a map."""
        if name.parts[0] == "__MACOSX" or name.name.startswith("."):
            return None
        within = next((at for at, part in enumerate(name.parts[:-1], 1) if part.lower().endswith(".gdb")), 0)
        if within:
            return Path(self._folder("/".join(name.parts[:within])) + ".gdb", name.name)
        suffix = name.suffix.lower()
        return Path(self._folder(str(name.parent)), self._stem(name) + suffix) if suffix in KEPT else None

    def _folder(self, theirs: str) -> str:
        return self.folders.setdefault(theirs, f"d{len(self.folders):04}")

    def _stem(self, name: PurePosixPath) -> str:
        """The parts of one shapefile share a stem, whatever their letters' case; two files never do."""
        clean = re.sub(r"[^\w\-. ]", "_", name.stem) or "lop"
        key = (str(name.parent), name.stem.casefold())
        taken = {stem.casefold() for (parent, _), stem in self.stems.items() if parent == key[0]}
        if key not in self.stems and clean.casefold() in taken:
            clean = f"{clean}_{len(taken)}"
        return self.stems.setdefault(key, clean)

    def places(self) -> dict[str, str]:
        """Folders of ours, and what they were called."""
        return {ours: "" if theirs == "." else theirs for theirs, ours in self.folders.items()}


def unpack(path: Path, folder: Path) -> dict[str, str]:
    """Unpack an archive under limits, whatever its own headers promise; the folders made, and their names in it.

    Raises:
        Refused: damaged, locked, too large when unpacked, or with paths that leave the folder.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check(entries, path.stat().st_size)
            left = MAX_UNPACKED_MB * MB
            names = _Names()
            for entry in entries:
                target = names.of(PurePosixPath(entry.filename.replace("\\", "/")))
                if target is not None:
                    left -= _unpack_one(archive, entry, folder / target, left)
            return names.places()
    except (zipfile.BadZipFile, EOFError, zipfile.LargeZipFile, OSError, NotImplementedError, ValueError) as error:
        raise Refused(CUT) from error
    except RuntimeError as error:
        raise Refused(LOCKED) from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise Refused(CUT) from error
        raise


def _check(entries: list[zipfile.ZipInfo], packed: int) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused(LOCKED)
    for entry in entries:
        name = PurePosixPath(entry.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or re.match(r"[A-Za-z]:", entry.filename):
            raise Refused(PATHS)
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise Refused(PATHS)
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_FILES:
        raise Refused(TOO_MANY)
    if total > MAX_UNPACKED_MB * MB or (total > 50 * MB and total > packed * MAX_RATIO):
        raise Refused(BOMB)


def _unpack_one(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, left: int) -> int:
    target.parent.mkdir(exist_ok=True)
    written = 0
    with archive.open(entry) as source, target.open("wb") as out:
        while chunk := source.read(MB):
            written += len(chunk)
            if written > left:
                raise Refused(BOMB)
            out.write(chunk)
    return written
