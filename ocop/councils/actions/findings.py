"""What the advisory team says of each criterion. Several advisers may write at once: none overwrites another unseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocop.core.errors import Refused, Stale
from ocop.councils.actions.review import reviewing
from ocop.councils.models import AdvisoryFinding, Evaluation
from ocop.journal.actions import record

if TYPE_CHECKING:
    from ocop.accounts.models import User


@dataclass(frozen=True)
class FindingInput:
    """What changes in the team's finding on one criterion; None leaves it. `version`: the last one the page knew."""

    option: str | None = None
    text: str | None = None
    version: int | None = None


def record_findings(evaluation: Evaluation, given: Mapping[str, FindingInput], *, by: User) -> list[AdvisoryFinding]:
    """Nhận xét các tiêu chí: the levels the team proposes and its remarks, until the report is filed. All or nothing.

    Returns what was written; what is already so is left alone.

    Raises:
        Refused: an unknown criterion or level.
        Stale: another adviser changed one of these findings after this page was read.
    """
    with reviewing(evaluation, by) as row:
        known = {finding.criterion: finding for finding in AdvisoryFinding.objects.filter(evaluation=row)}
        last = max((finding.version for finding in known.values()), default=0)
        changed = [
            finding
            for code, each in given.items()
            if (finding := _changed(row, known.get(code), code, each)) is not None
        ]
        if stale := [finding for finding in changed if _is_stale(finding, given[finding.criterion])]:
            first = stale[0]
            raise Stale(
                f"{first.by} vừa sửa nhận xét tiêu chí {first.criterion}. Nội dung bạn ghi còn nguyên: hãy tải lại "
                "trang, xem nhận xét mới rồi lưu lần nữa."
            )
        for number, finding in enumerate(changed, last + 1):
            if finding.pk is None or finding.by_id != by.pk:
                earlier = str(finding.by) if finding.pk else ""
                record("evaluation.finding", row, by=by, tieu_chi=finding.criterion, sua_cua=earlier)
            finding.version, finding.by = number, by
            finding.save()
    return changed


def record_finding(
    evaluation: Evaluation, criterion: str, *, by: User, option: str = "", text: str = "", version: int | None = None
) -> None:
    """Nhận xét một tiêu chí: the level and the remark, both as given."""
    record_findings(evaluation, {criterion: FindingInput(option, text, version)}, by=by)


def _changed(row: Evaluation, known: AdvisoryFinding | None, code: str, given: FindingInput) -> AdvisoryFinding | None:
    """The finding as it becomes, not saved yet; None when nothing changes."""
    sheet = row.dossier.criteria_set.sheet
    if not sheet.has_criterion(code):
        raise Refused(f"Bộ tiêu chí này không có tiêu chí {code}. Hãy tải lại trang.")
    if given.option and given.option not in {each.id for each in sheet.criterion(code).options}:
        raise Refused(f"Tiêu chí {code} không có mức «{given.option}». Hãy tải lại trang.")
    finding = known or AdvisoryFinding(evaluation=row, criterion=code)
    before = (finding.option, finding.text)
    if given.option is not None:
        finding.option = given.option
    if given.text is not None:
        finding.text = given.text.replace("\x00", "").replace("\r", "").strip()[:20_000]
    return finding if (finding.option, finding.text) != before else None


def _is_stale(finding: AdvisoryFinding, given: FindingInput) -> bool:
    return finding.pk is not None and given.version is not None and finding.version > given.version
