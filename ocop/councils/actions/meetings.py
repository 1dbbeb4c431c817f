"""Planning a council's meeting, or its round of written opinions, and noting who is absent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.urls import reverse

from ocop.core.access import require
from ocop.core.errors import Refused
from ocop.councils.models import Absence, Council, Evaluation, Meeting, Seat
from ocop.journal.actions import record
from ocop.notices.actions import notify

if TYPE_CHECKING:
    from ocop.accounts.models import User
    from ocop.programme.models import Round


@transaction.atomic
def plan_meeting(
    council: Council, round: Round, *, held_on: date, by: User, mode: str = "", place: str = ""
) -> Meeting:
    """Xếp phiên: plan a sitting or a round of written opinions of a council for a round of evaluation.

    Raises:
        Refused: the round is another unit's, an extra one the Quy chế does not allow, or ends before the day.
    """
    if not council.unit_id == round.unit_id or council.level_id != round.level_id:
        raise Refused("Đợt này không phải của đơn vị lập hội đồng. Hãy chọn đợt khác.")
    if round.is_extra and not council.allows_extra_rounds:
        # QĐ 26/2026/QĐ-TTg, Điều 5
        raise Refused("Quy chế của hội đồng không cho phép đợt bổ sung. Hãy chọn đợt thường kỳ.")
    if council.dissolved_on is not None:
        raise Refused(f"{council.name} đã giải thể.")
    if held_on >= round.held_before:
        raise Refused(f"{round} phải xong trước ngày {round.held_before:%d/%m/%Y}. Hãy chọn ngày sớm hơn.")
    mode = mode or council.mode
    if mode not in Council.Mode.values:
        raise Refused("Hãy chọn họp hay lấy ý kiến bằng văn bản.")
    meeting = Meeting.objects.create(
        council=council, round=round, mode=mode, held_on=held_on, place=place.strip(), created_by=by
    )
    require(by, "meeting.prepare", meeting)
    record("meeting.plan", meeting, by=by, ngay=str(held_on), hinh_thuc=meeting.get_mode_display())
    people = [seat.user for seat in council.seats.filter(ended_on=None).select_related("user") if seat.user != by]
    notify(people, f"{council.name}: {str(meeting).lower()}.", url=reverse("councils:meeting", args=[meeting.code]))
    return meeting


def check_fits(meeting: Meeting, evaluation: Evaluation) -> None:
    """Refuse a meeting of another council or round, or written opinions where the law asks for a sitting."""
    if meeting.council_id != evaluation.council_id:
        raise Refused("Phiên này của hội đồng khác. Hãy chọn phiên của hội đồng được giao hồ sơ.")
    if meeting.round_id != evaluation.dossier.round_id:
        raise Refused(f"Phiên này thuộc {meeting.round}, hồ sơ xếp vào {evaluation.dossier.round}.")
    sits = Council.Mode.MEETING
    if meeting.mode != sits and evaluation.dossier.kind.council_mode == sits and meeting.council.mode == sits:
        # QĐ 26/2026/QĐ-TTg, Điều 7.3d and 7.6d
        raise Refused(f"Hồ sơ «{evaluation.dossier.kind}» phải được đánh giá tại phiên họp. Hãy chọn phiên họp.")


@transaction.atomic
def put_in_meeting(evaluation: Evaluation, meeting: Meeting, *, by: User) -> Evaluation:
    """Xếp hồ sơ vào phiên: the dossier will be concluded in this meeting. Refused once it is concluded."""
    row = Evaluation.objects.select_for_update().get(pk=evaluation.pk)
    require(by, "meeting.prepare", meeting)
    if row.concluded_at is not None:
        raise Refused("Hội đồng đã kết luận hồ sơ này.")
    check_fits(meeting, row)
    row.meeting = meeting
    row.save(update_fields=["meeting"])
    record("evaluation.put_in_meeting", row, by=by, phien=str(meeting))
    evaluation.meeting = meeting
    return evaluation


@transaction.atomic
def mark_absent(meeting: Meeting, seats: Iterable[Seat], *, reason: str, by: User) -> list[Absence]:
    """Ghi vắng mặt: these members are not waited for and do not count as present.

    Raises:
        Refused: no reason, not of this council, or a sheet of the member was sent in this meeting.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require(by, "meeting.close", meeting)
    if not reason.strip():
        raise Refused("Hãy ghi lý do vắng mặt.")
    absences = []
    for seat in seats:
        if seat.council_id != meeting.council_id:
            raise Refused("Người này không thuộc hội đồng của phiên.")
        if seat.sheets.filter(evaluation__meeting=meeting, sent_at__isnull=False).exists():
            raise Refused(f"{seat.user} đã gửi phiếu trong phiên này nên không thể ghi là vắng.")
        try:
            with transaction.atomic():
                absences.append(
                    Absence.objects.create(meeting=meeting, seat=seat, reason=reason.strip()[:200], recorded_by=by)
                )
        except IntegrityError as error:
            raise Refused(f"{seat.user} đã được ghi vắng.") from error
        record("meeting.mark_absent", meeting, by=by, nguoi=str(seat.user), ly_do=reason.strip())
    return absences


@transaction.atomic
def mark_present(meeting: Meeting, seat: Seat, *, by: User) -> None:
    """Xóa ghi vắng: the member came after all. Refused once a dossier of the meeting is concluded."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require(by, "meeting.close", meeting)
    if meeting.evaluations.filter(concluded_at__isnull=False).exists():
        raise Refused("Phiên đã có kết luận nên không sửa được việc vắng mặt.")
    if Absence.objects.filter(meeting=meeting, seat=seat).delete()[0]:
        record("meeting.mark_present", meeting, by=by, nguoi=str(seat.user))


@transaction.atomic
def write_discussion(meeting: Meeting, text: str, *, by: User) -> Meeting:
    """Ghi nội dung thảo luận of a meeting, for its minutes."""
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require(by, "meeting.close", row)
    row.discussion = text.strip().replace("\x00", "")[:20_000]
    row.save(update_fields=["discussion"])
    record("meeting.write_discussion", row, by=by)
    meeting.discussion = row.discussion
    return meeting
