"""The file for the next level: signed papers are attached, samples counted; sending makes the rest and seals it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from ocop.certificates.drafts import DOCX
from ocop.certificates.models import UpwardFile, UpwardPaper
from ocop.certificates.queries import is_for_above, result_of
from ocop.certificates.upward import REPORTS, Part, state_of
from ocop.core.access import require
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.councils.models import AdvisoryReport, Evaluation
from ocop.councils.queries.printing import advisory_docx, leader_docx, minutes_docx
from ocop.dossiers.actions import locked
from ocop.dossiers.models import ScreeningReport
from ocop.dossiers.queries.printing import form01, form02, form03
from ocop.dossiers.typed import typed
from ocop.files.actions import store_bytes
from ocop.journal.actions import record

if TYPE_CHECKING:
    from ocop.accounts.models import User
    from ocop.certificates.models import RecognitionDecision
    from ocop.dossiers.models import Dossier
    from ocop.files.models import StoredFile


@contextmanager
def _preparing(dossier: Dossier, by: User) -> Iterator[tuple[Dossier, UpwardFile]]:
    """Lock a dossier whose file is put together; Refused where its result does not go up."""
    with transaction.atomic():
        row = locked(dossier)
        require(by, "dossier.prepare_upward", row)
        result = result_of(row)
        if result is None or not is_for_above(row.level, result):
            raise Refused(f"«{row}» không thuộc diện chuyển cấp trên. Hãy quyết định theo thẩm quyền của đơn vị.")
        upward, _ = UpwardFile.objects.get_or_create(dossier=row)
        yield row, upward


def attach_upward(
    dossier: Dossier,
    part: str,
    file: StoredFile,
    *,
    by: User,
    title: str = "",
    number: str = "",
    signed_on: date | None = None,
) -> UpwardPaper:
    """Đính kèm văn bản vào hồ sơ gửi cấp trên: a signed paper for one of the parts the regime lists (Điều 6.3).

    Raises:
        Refused: the result does not go up; no such part; the day is to come.
        PermissionDenied: not the officer or leader of the unit, or sent already.
    """
    with _preparing(dossier, by) as (row, upward):
        known = {each.key: each for each in state_of(row).parts if each.takes_papers}
        if part not in known:
            raise Refused("Hồ sơ gửi cấp trên không có phần này. Hãy tải lại trang rồi chọn lại.")
        if signed_on is not None and signed_on > today():
            raise Refused("Ngày ký ở tương lai. Hãy xem lại ngày trên văn bản.")
        paper = UpwardPaper.objects.create(
            upward=upward,
            part=part,
            title=typed(title, "Tên văn bản", most=200) or known[part].label,
            number=typed(number, "Số", most=60),
            signed_on=signed_on,
            file=file,
            added_by=by,
        )
        record("dossier.attach_upward", row, by=by, van_ban=paper.title, sha256=file.sha256)
    return paper


def remove_upward(paper: UpwardPaper, *, by: User) -> None:
    """Bỏ văn bản khỏi hồ sơ gửi cấp trên, before it is sent; the row and its file stay."""
    with _preparing(paper.upward.dossier, by) as (row, _):
        current = UpwardPaper.objects.select_for_update().get(pk=paper.pk)
        if current.removed_at is None:
            current.removed_at = timezone.now()
            current.save(update_fields=["removed_at"])
            record("dossier.remove_upward", row, by=by, van_ban=current.title)


def count_upward_samples(dossier: Dossier, count: int, *, by: User) -> UpwardFile:
    """Ghi số sản phẩm mẫu gửi kèm hồ sơ lên cấp trên (Điều 6.3)."""
    with _preparing(dossier, by) as (row, upward):
        if not 0 <= count <= 1000:
            raise Refused("Hãy ghi số mẫu là một số từ 0 đến 1000.")
        upward.samples = count
        upward.save(update_fields=["samples"])
        record("dossier.count_upward_samples", row, by=by, so_mau=count)
    return upward


def refuse_missing(row: Dossier) -> None:
    """Refuse to send a file up that lacks a part (Điều 6.3)."""
    if missing := state_of(row).missing:
        raise Refused(f"Hồ sơ gửi cấp trên của «{row}» còn thiếu: {'; '.join(missing)}. Hãy bổ sung rồi chuyển lại.")


def seal(row: Dossier, decision: RecognitionDecision, *, by: User) -> UpwardFile:
    """Make what the system makes of each part, put the signed decision in, and close the file. Inside `forward`."""
    state = state_of(row)
    upward, _ = UpwardFile.objects.get_or_create(dossier=row)
    result = result_of(row)
    evaluation = result.evaluation if result else None
    if evaluation is None:
        raise PermissionDenied("dossier.forward")
    for part in state.parts:
        if part.key == "approval":
            UpwardPaper.objects.create(
                upward=upward,
                part=part.key,
                title=str(decision),
                number=decision.number,
                signed_on=decision.signed_on,
                file=decision.scan,
                is_generated=True,
                added_by=by,
            )
        for title, make in _makers(part, row, evaluation):
            file = store_bytes(make(), name=f"{title}.docx", media_type=DOCX, by=None)
            UpwardPaper.objects.create(
                upward=upward, part=part.key, title=title, file=file, is_generated=True, added_by=by
            )
    upward.sent_at = timezone.now()
    upward.save(update_fields=["sent_at"])
    return upward


def _makers(part: Part, row: Dossier, evaluation: Evaluation) -> list[tuple[str, Callable[[], bytes]]]:
    """Title and maker of each paper the system holds for a part."""
    meeting = evaluation.meeting
    if part.key in REPORTS and AdvisoryReport.objects.filter(evaluation=evaluation).exists():
        return [(part.label, lambda: advisory_docx(evaluation))]
    if part.key == "council_report" and meeting is not None:
        return [
            ("Biên bản của Hội đồng", lambda: minutes_docx(meeting, [evaluation])),
            ("Tờ trình kết quả của Hội đồng", lambda: leader_docx(meeting, [evaluation])),
        ]
    if part.key == "dossier":
        forms: list[tuple[str, Callable[[], bytes]]] = [
            ("Mẫu số 01", lambda: form01(row)),
            ("Mẫu số 02", lambda: form02(row)),
        ]
        if ScreeningReport.objects.filter(dossier=row).exists():
            forms.append(("Mẫu số 03", lambda: form03(row)))
        return forms
    return []
