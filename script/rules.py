"""House rules that no other tool knows: sizes of files, nothing inline in templates, no machine's own names."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SKIPPED = {
    "node_modules",
    "var",
    "static_root",
    "vendor",
    "migrations",
    "__pycache__",
    "screenshots",
}
TEXT = {".py", ".html", ".txt", ".md", ".css", ".js", ".yaml", ".yml", ".toml", ".json", ".typ", ".sh", ""}
LINES = {".py": 500, ".html": 120}
EVENTS = "abort|blur|change|click|close|error|focus|input|invalid|key|load|mouse|pointer|scroll|submit|touch"
HANDLER = rf"on({EVENTS})\w*"
IN_TEMPLATES = (
    (re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE), "thuộc tính style: hãy dùng lớp CSS"),
    (re.compile(r"<style\b", re.IGNORECASE), "thẻ <style>: hãy đặt vào tệp CSS"),
    (re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE), "mã trong thẻ <script>: hãy đặt vào tệp JS"),
    (re.compile(rf"<[^>]*\s{HANDLER}\s*=", re.IGNORECASE), "thuộc tính on…: hãy gắn bằng data- trong tệp JS"),
    (re.compile(r"\shx-on\b|javascript:", re.IGNORECASE), "mã viết liền trong trang: hãy đặt vào tệp JS"),
)
IN_TEXT = (
    (re.compile(r"(?<![\w./}>])/(home|root|work|mnt|Users)/[\w.-]"), "đường dẫn của một máy cụ thể"),
    (re.compile(r"\b10\.\d+\.\d+\.\d+\b|\b192\.168\.\d+\.\d+\b"), "địa chỉ của một mạng cụ thể"),
    (re.compile(r'"resolved":|--(extra-)?index-url|\bregistry='), "địa chỉ của một kho gói"),
    (re.compile(r"^(<{7}|>{7}) ", re.MULTILINE), "dấu vết gộp mã chưa giải quyết"),
)


def files(folder: Path) -> Iterator[Path]:
    """The project's own text files."""
    for path in sorted(folder.iterdir()):
        if path.name in SKIPPED or (path.name.startswith(".") and path.name != ".ci"):
            continue
        if path.is_dir():
            yield from files(path)
        elif path.suffix in TEXT and path.resolve() != Path(__file__).resolve():
            yield path


def faults(path: Path) -> Iterator[str]:
    """What is wrong with one file, each with its line."""
    text = path.read_text()
    name = path.relative_to(ROOT)
    most = LINES.get(path.suffix)
    if most and (lines := text.count("\n")) > most:
        yield f"{name}: {lines} dòng, nhiều nhất {most}: hãy tách ra"
    rules = IN_TEXT + (IN_TEMPLATES if path.suffix == ".html" and "templates" in path.parts else ())
    for pattern, why in rules:
        for hit in pattern.finditer(text):
            yield f"{name}:{text.count(chr(10), 0, hit.start()) + 1}: {why}"


def main() -> int:
    """Print every fault; 1 when there is one."""
    found = [fault for path in files(ROOT) for fault in faults(path)]
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    return bool(found)


if __name__ == "__main__":
    raise SystemExit(main())
