"""The file a unit sends to the next level (QĐ 26/2026/QĐ-TTg, Điều 6.3): its parts as the regime lists them, and what
is there of each."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

from ocop.certificates.models import UpwardFile, UpwardPaper
from ocop.certificates.queries import result_of
from ocop.core.errors import Refused
from ocop.core.text import slugify
from ocop.councils.models import AdvisoryReport
from ocop.dossiers.models import Dossier, Evidence, ScreeningReport, Snapshot
from ocop.dossiers.queries import samples_needed

if TYPE_CHECKING:
    from ocop.councils.models import Evaluation
    from ocop.files.models import StoredFile

REPORTS = ("advisory_report", "office_report")
MANIFEST = "muc-luc.txt"
IN_MEMORY = 8 * 1024 * 1024


@dataclass(frozen=True)
class Part:
    """One part of the file: what the regime calls it, the papers there, and what is missing («» when nothing is)."""

    key: str
    label: str
    is_optional: bool
    papers: tuple[UpwardPaper, ...]
    note: str = ""
    missing: str = ""
    takes_papers: bool = True


@dataclass(frozen=True)
class UpwardState:
    """The whole file of one dossier as it stands."""

    receiver: str
    article: str
    copies: dict[str, int]
    samples: int | None
    samples_needed: int
    is_sent: bool
    parts: tuple[Part, ...] = field(default=())

    @property
    def copies_words(self) -> str:
        kinds = {"paper": "bộ giấy", "electronic": "bộ điện tử"}
        return ", ".join(f"{count} {kinds[key]}" for key, count in self.copies.items() if key in kinds)

    @property
    def missing(self) -> list[str]:
        return [part.missing for part in self.parts if part.missing]


def rule_for(dossier: Dossier) -> dict[str, Any] | None:
    """What the dossier's level sends up for its kind, as the regime says; None where it sends nothing."""
    sends = dossier.level.details.get("sends", []) if dossier.level else []
    for rule in sends if isinstance(sends, list) else []:
        if dossier.kind.key in rule["kinds"]:
            return dict(rule)
    return None


def state_of(dossier: Dossier) -> UpwardState:
    """What the file of a dossier holds and lacks."""
    rule = rule_for(dossier) or {"parts": [], "items": [], "article": "", "copies": {}}
    upward = UpwardFile.objects.filter(dossier=dossier).first()
    held: dict[str, list[UpwardPaper]] = {}
    if upward is not None:
        for paper in upward.papers.filter(removed_at=None).select_related("file"):
            held.setdefault(paper.part, []).append(paper)
    result = result_of(dossier)
    found = _Found(dossier, upward, result.evaluation if result else None)
    optional = rule.get("optional", ())
    return UpwardState(
        receiver=_receiver(dossier),
        article=rule["article"],
        copies=rule["copies"],
        samples=upward.samples if upward else None,
        samples_needed=samples_needed(dossier),
        is_sent=upward is not None and upward.sent_at is not None,
        parts=tuple(
            _part(key, label, key in optional, tuple(held.get(key, ())), found)
            for key, label in zip(rule["parts"], rule["items"], strict=True)
        ),
    )


def _receiver(dossier: Dossier) -> str:
    """The office the file goes to, as its papers name it."""
    above = dossier.level.next() if dossier.level else None
    unit = dossier.desk.at_level(above.unit_level) if above and dossier.desk else None
    return above.body_at(unit) if above and unit else ""


@dataclass(frozen=True)
class _Found:
    """What stands in the system already, from which parts are made when the file is sent."""

    dossier: Dossier
    upward: UpwardFile | None
    evaluation: Evaluation | None

    @property
    def is_sent(self) -> bool:
        return self.upward is not None and self.upward.sent_at is not None

    def note(self, key: str) -> str:
        """What the system puts into a part by itself; "" when nothing."""
        if key in REPORTS and self.evaluation and AdvisoryReport.objects.filter(evaluation=self.evaluation).exists():
            return "Báo cáo đã gửi Chủ tịch hội đồng được đưa vào khi gửi."
        if key == "council_report" and self.evaluation and self.evaluation.meeting_id:
            return "Biên bản và tờ trình của phiên họp được đưa vào khi gửi."
        if key == "approval":
            return "Bản ký được ghi cùng lúc chuyển hồ sơ."
        if key == "dossier":
            return "Mẫu 01, 02, 03, minh chứng và bản đã nộp được đưa vào khi gửi."
        return ""


def _part(key: str, label: str, is_optional: bool, papers: tuple[UpwardPaper, ...], found: _Found) -> Part:
    if key == "samples":
        return _samples_part(label, found)
    note = "" if found.is_sent else found.note(key)
    missing = "" if papers or note or is_optional or found.is_sent else f"bản ký của «{label}»"
    return Part(key, label, is_optional, papers, note, missing, takes_papers=key not in ("approval", "dossier"))


def _samples_part(label: str, found: _Found) -> Part:
    needed = samples_needed(found.dossier)
    have = (found.upward.samples if found.upward else None) or 0
    if not needed:
        return Part("samples", label, True, (), "Nhóm sản phẩm này không gửi sản phẩm mẫu.", takes_papers=False)
    missing = f"«{label}»: cần {needed}, mới ghi {have}" if have < needed and not found.is_sent else ""
    return Part("samples", label, False, (), f"Đã ghi {have}, cần {needed}.", missing, takes_papers=False)


@dataclass(frozen=True)
class Entry:
    """One file of the package: where it lies in it, and the stored file."""

    path: str
    file: StoredFile


def entries_of(upward: UpwardFile) -> list[Entry]:
    """Everything the package holds: the papers of each part, and the evidence of the dossier as it was filed."""
    rule = rule_for(upward.dossier)
    order = {key: number for number, key in enumerate(rule["parts"] if rule else (), 1)}
    entries: list[Entry] = []
    for paper in upward.papers.filter(removed_at=None).select_related("file"):
        folder = f"{order.get(paper.part, 0):02d}-{paper.part.replace('_', '-')}"
        entries.append(_entry(folder, len(entries) + 1, paper.title, paper.file))
    folder = f"{order.get('dossier', 0):02d}-dossier/minh-chung"
    papers = Evidence.objects.filter(dossier=upward.dossier, removed_at=None).select_related("file")
    entries += [_entry(folder, number, paper.title, paper.file) for number, paper in enumerate(papers, 1)]
    report = ScreeningReport.objects.filter(dossier=upward.dossier).select_related("letter", "signed_report").first()
    for title, file in (
        ("Văn bản đề nghị", report and report.letter),
        ("Mẫu 03 đã ký", report and report.signed_report),
    ):
        if file:
            entries.append(_entry(f"{order.get('dossier', 0):02d}-dossier", len(entries) + 1, title, file))
    return entries


def _entry(folder: str, number: int, title: str, file: StoredFile) -> Entry:
    ending = file.name.rpartition(".")[2].lower()[:5]
    return Entry(f"{folder}/{number:02d}-{slugify(title)[:60] or 'van-ban'}.{ending}", file)


def package_of(upward: UpwardFile) -> IO[bytes]:
    """The file as one ZIP with its list: the SHA-256 of every file, checked while it is packed.

    Raises:
        Refused: a stored file is no longer what it was.
    """
    packed: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  the caller streams and closes it
    lines, changed = [], ""
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in entries_of(upward):
            if _pack(archive, entry) != entry.file.sha256:
                changed = entry.file.name
            lines.append(f"{entry.file.sha256}  {entry.path}")
        frozen = Snapshot.objects.filter(dossier=upward.dossier).order_by("number").last()
        head = [
            f"# {upward}",
            f"# Chủ thể: {upward.dossier.product.producer.name}",
            f"# Gửi lúc: {upward.sent_at:%d/%m/%Y %H:%M}" if upward.sent_at else "# Chưa gửi",
        ]
        if frozen is not None:
            head.append(f"# {frozen}: SHA-256 {frozen.sha256}")
        archive.writestr(_info(MANIFEST), "\n".join([*head, *lines]) + "\n")
    if changed:
        packed.close()
        raise Refused(f"Tệp «{changed}» không còn nguyên vẹn. Hãy báo quản trị viên.")
    packed.seek(0)
    return packed


def _pack(archive: zipfile.ZipFile, entry: Entry) -> str:
    digest = hashlib.sha256()
    with entry.file.content.open("rb") as source, archive.open(_info(entry.path), "w") as target:
        while chunk := source.read(1 << 16):
            digest.update(chunk)
            target.write(chunk)
    return digest.hexdigest()


def _info(path: str) -> zipfile.ZipInfo:
    """The same package twice is the same bytes: no time of packing in it."""
    made = zipfile.ZipInfo(path, date_time=(2026, 1, 1, 0, 0, 0))
    made.compress_type = zipfile.ZIP_DEFLATED
    return made
