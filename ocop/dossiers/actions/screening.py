"""The desks before the council: receive, check, send back, refuse, report, propose, schedule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction
from django.utils import timezone

from ocop.core.access import allows, require
from ocop.core.dates import today
from ocop.core.errors import Refused, Stale
from ocop.dossiers.actions.filing import close_request, open_request, refuse_gaps
from ocop.dossiers.actions.moving import locked, moving
from ocop.dossiers.actions.numbers import give_product_code, give_receipt
from ocop.dossiers.actions.snapshots import freeze
from ocop.dossiers.models import Dossier, Refusal, ScreeningReport, State
from ocop.dossiers.queries.report import missing_in_report, topics_of
from ocop.dossiers.queries.rounds import why_not_in
from ocop.dossiers.typed import LONG, typed
from ocop.dossiers.workflow import (
    ACCEPT,
    CLOSE_OVERDUE,
    PROPOSE,
    REFUSE,
    RESCHEDULE,
    RESCHEDULE_IN_REVIEW,
    SCHEDULE,
    SEND_BACK,
)
from ocop.journal.actions import record
from ocop.programme.rounds import ensure_rounds, open_extra_round

if TYPE_CHECKING:
    from datetime import date

    from ocop.accounts.models import User
    from ocop.files.models import StoredFile
    from ocop.places.models import Unit
    from ocop.programme.models import Level, Round


def accept(dossier: Dossier, *, by: User) -> Dossier:
    """Tiếp nhận: the officer of the desk takes the dossier in; a deciding level gives its own receipt (Mẫu số 01)."""
    with moving(dossier, ACCEPT, by=by) as row:
        receipt = give_receipt(row, by=by)
        if receipt.received_by_id is None:
            receipt.received_by = by
            receipt.save(update_fields=["received_by"])
        give_product_code(row)
        if row.level is not None and not row.level.screens:
            ensure_rounds(row.level, row.desk)
    return dossier


def send_back(dossier: Dossier, items: list[tuple[str, str]], *, due_on: date, by: User) -> Dossier:
    """Trả lại để bổ sung: with itemised reasons and a date. The desk stays; the clock stops meanwhile."""
    with moving(dossier, SEND_BACK, by=by, note="; ".join(subject for subject, _ in items)) as row:
        open_request(row, items, due_on, by=by)
    return dossier


def refuse(dossier: Dossier, *, ground: str, reason: str, by: User, proof: StoredFile | None = None) -> Dossier:
    """Loại hồ sơ: on one of the disqualifiers the criteria set prints, with the reason."""
    reason = typed(reason, "Vì sao", most=5000)
    with moving(dossier, REFUSE, by=by, note=f"{ground}. {reason}") as row:
        if ground not in row.criteria_set.sheet.rejection:
            raise Refused("Hãy chọn một căn cứ loại mà bộ tiêu chí này quy định.")
        if not reason:
            raise Refused("Hãy ghi rõ vì sao hồ sơ bị loại.")
        Refusal.objects.create(dossier=row, ground=ground, reason=reason, proof=proof)
        close_request(row)
    return dossier


@dataclass(frozen=True)
class ReportInput:
    """What the officer writes in Form 03. None leaves a part as it is; the dates named in `without` are taken out."""

    topics: Mapping[str, str] | None = None
    met_on: date | None = None
    meeting_members: str | None = None
    meeting_notes: str | None = None
    letter_number: str | None = None
    letter_date: date | None = None
    letter: StoredFile | None = None
    signed_report: StoredFile | None = None
    without: tuple[str, ...] = ()

    def parts(self) -> dict[str, Any]:
        """The parts given, as fields of the report.

        Raises:
            Refused: too long for its place, or the letter's day is to come.
        """
        if self.letter_date is not None and self.letter_date > today():
            raise Refused("Ngày văn bản ở tương lai. Hãy xem lại ngày trên văn bản.")
        given: dict[str, Any] = dict.fromkeys(set(self.without) & {"met_on", "letter_date"})
        texts = {
            "meeting_members": (self.meeting_members, "Thành phần họp", 5000),
            "meeting_notes": (self.meeting_notes, "Ý kiến tại cuộc họp", LONG),
            "letter_number": (self.letter_number, "Số văn bản đề nghị", 60),
        }
        for name, (text, label, most) in texts.items():
            if text is not None:
                given[name] = typed(text, label, most=most)
        for name in ("met_on", "letter_date", "letter", "signed_report"):
            if (value := getattr(self, name)) is not None:
                given[name] = value
        return given


def write_report(dossier: Dossier, given: ReportInput, *, by: User, version: int | None = None) -> ScreeningReport:
    """Lập báo cáo Mẫu số 03: the topics, the meeting if one was held, the letter to the next level (Điều 7.2)."""
    with transaction.atomic():
        row = locked(dossier)
        require(by, "dossier.write_report", row)
        desk = cast("Unit", row.desk)  # a dossier being checked lies at a unit
        report, _ = ScreeningReport.objects.get_or_create(dossier=row, defaults={"unit": desk, "written_by": by})
        report = ScreeningReport.objects.select_for_update().get(pk=report.pk)
        if version is not None and version != report.version:
            raise Stale("Báo cáo vừa được sửa ở cửa sổ khác. Hãy chép lại nội dung đang gõ rồi tải lại trang.")
        if given.topics is not None:
            report.topics = {**report.topics, **_topics(row, given.topics)}
        for name, value in given.parts().items():
            setattr(report, name, value)
        report.version += 1
        report.save()
        record("dossier.write_report", row, by=by)
    return report


def _topics(row: Dossier, given: Mapping[str, str]) -> dict[str, str]:
    labels = {topic.key: topic.label for topic in topics_of(row)}
    if unknown := sorted(set(given) - set(labels)):
        raise Refused(f"Mẫu số 03 không có mục «{unknown[0]}». Hãy tải lại trang.")
    return {key: typed(text, labels[key]) for key, text in given.items()}


def propose(dossier: Dossier, *, by: User, note: str = "") -> Dossier:
    """Đề nghị cấp trên: hand the dossier with Form 03 and the letter to the next level of the route (Điều 7.2b).

    What has run out or was taken out since the filing must be mended first (Điều 7.2a).
    """
    with moving(dossier, PROPOSE, by=by, note=note) as row:
        if missing := missing_in_report(row):
            raise Refused(f"Chưa gửi được. Hãy bổ sung vào báo cáo Mẫu số 03: {', '.join(missing)}.")
        refuse_gaps(row, "Chưa gửi được. Hãy hoàn thiện giúp chủ thể hoặc trả lại để bổ sung")
        level = row.level.next() if row.level else None
        desk = row.desk.at_level(level.unit_level) if row.desk and level else None
        if desk is None or desk.valid_to is not None:
            raise Refused(
                "Không tìm thấy đơn vị cấp trên đang hoạt động của đơn vị này. "
                "Hãy báo quản trị viên xem danh mục đơn vị."
            )
        freeze(row, by=by, reason=f"{row.level} đề nghị")
        row.level, row.desk = level, desk
    return dossier


def count_samples(dossier: Dossier, count: int, *, by: User) -> Dossier:
    """Đếm sản phẩm mẫu: record how many samples came with the dossier (Điều 6.2d)."""
    with transaction.atomic():
        row = locked(dossier)
        require(by, "dossier.count_samples", row)
        if not 0 <= count <= 1000:
            raise Refused("Hãy ghi số mẫu là một số từ 0 đến 1000.")
        row.samples, row.samples_at = count, timezone.now()
        row.save(update_fields=["samples", "samples_at"])
        record("dossier.count_samples", row, by=by, so_mau=count)
    dossier.samples = count
    return dossier


def schedule(dossier: Dossier, round: Round, *, by: User) -> Dossier:
    """Xếp vào đợt: put the dossier into a round whose cut-off the proposal met (Điều 5).

    A kind with a term of its own (re-evaluation, Điều 7.6g) does not wait for a cut-off.
    """
    with moving(dossier, SCHEDULE, by=by, note=str(round)) as row:
        _check_round(round, row)
        row.round = round
    return dossier


def reschedule(dossier: Dossier, round: Round, *, by: User) -> Dossier:
    """Chuyển sang đợt khác: before its council scores, into another round that is still to be held (Điều 5).

    Raises:
        Refused: the same round, a round of another unit, or one that is over or closed for this dossier.
        PermissionDenied: not an officer of the deciding desk.
    """
    in_review = dossier.state == State.IN_REVIEW
    old = str(dossier.round or "")
    with moving(dossier, RESCHEDULE_IN_REVIEW if in_review else RESCHEDULE, by=by, note=f"{old} → {round}") as row:
        if row.round_id == round.pk:
            raise Refused(f"Hồ sơ đã ở {round}. Hãy chọn đợt khác.")
        _check_round(round, row)
        row.round = round
    return dossier


def _check_round(round: Round, row: Dossier) -> None:
    if row.desk_id != round.unit_id or row.level_id != round.level_id:
        raise Refused("Đợt này không phải của đơn vị đang giữ hồ sơ. Hãy chọn một đợt của đơn vị.")
    if reason := why_not_in(round, row):
        raise Refused(f"{reason} Hãy chọn đợt sau hoặc mở đợt bổ sung.")


def close_overdue(dossier: Dossier, *, reason: str, by: User) -> Dossier:
    """Đóng hồ sơ quá hạn bổ sung: sent back and not amended by its day; the product may start a new dossier.

    Raises:
        Refused: no reason.
        PermissionDenied: not an officer of the desk, or the day has not passed.
    """
    reason = typed(reason, "Lý do", most=1000)
    with moving(dossier, CLOSE_OVERDUE, by=by, note=reason) as row:
        if not reason:
            raise Refused("Hãy ghi lý do đóng hồ sơ để chủ thể biết.")
        close_request(row)
    return dossier


def open_round(dossier: Dossier, *, basis: str, proposed_before: date, held_before: date, by: User) -> Round:
    """Mở đợt bổ sung: an extra round at the desk of a dossier to be scheduled, citing what provides for it (Điều 5)."""
    with transaction.atomic():
        row = locked(dossier)
        if not allows(by, "dossier.reschedule", row) and not allows(by, "dossier.reschedule_in_review", row):
            require(by, "dossier.schedule", row)
        level, desk = cast("Level", row.level), cast("Unit", row.desk)  # a dossier to be scheduled lies at both
        basis = typed(basis, "Căn cứ", most=300)
        round = open_extra_round(level, desk, basis=basis, proposed_before=proposed_before, held_before=held_before)
        record("round.open", round, by=by, can_cu=basis, don_vi=str(desk))
    return round
