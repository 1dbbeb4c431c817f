"""Planning a council's meeting, or its round of written opinions, noting who is absent, closing its minutes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from ocop.core.access import require
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.councils.access import conflicted
from ocop.councils.kinds import meeting_grounds, sits
from ocop.councils.models import Absence, Council, Evaluation, Meeting, Seat
from ocop.councils.queries.minutes import minutes_of, signer_of
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
        raise Refused(f"{council.name} đã giải thể từ {council.dissolved_on:%d/%m/%Y}. Hãy xếp phiên ở hội đồng khác.")
    if held_on < today():
        raise Refused("Ngày của phiên đã qua. Hãy chọn từ hôm nay trở đi.")
    if held_on >= round.held_before:
        raise Refused(f"{round} phải xong trước ngày {round.held_before:%d/%m/%Y}. Hãy chọn ngày sớm hơn.")
    mode = mode or council.mode
    if mode not in Council.Mode.values:
        raise Refused("Hãy chọn họp hay lấy ý kiến bằng văn bản.")
    given = {"council": council, "round": round, "mode": mode, "held_on": held_on, "place": place.strip()[:200]}
    try:
        with transaction.atomic():
            meeting = Meeting.objects.create(**given, created_by=by)
    except IntegrityError as error:
        require(by, "meeting.prepare", Meeting.objects.get(**given))
        raise Refused(
            f"Đã xếp {mode_words(mode)} ngày {held_on:%d/%m/%Y} tại nơi này. Hãy mở phiên đó, hoặc ghi rõ buổi ở địa "
            "điểm."
        ) from error
    require(by, "meeting.prepare", meeting)
    record("meeting.plan", meeting, by=by, ngay=str(held_on), hinh_thuc=meeting.get_mode_display())
    people = [seat.user for seat in council.seats.held().select_related("user") if seat.user != by]
    notify(people, f"{council.name}: {str(meeting).lower()}.", url=reverse("councils:meeting", args=[meeting.code]))
    return meeting


def mode_words(mode: str) -> str:
    """How a meeting is held, inside a sentence."""
    return str(Council.Mode(mode).label).lower()


def check_fits(meeting: Meeting, evaluation: Evaluation, ground: str = "") -> str:
    """Refuse a meeting of another council or round, or held otherwise than the law has it for this kind of dossier.

    A kind decided by written opinions comes before a sitting only on one of the law's grounds. Returns the ground to
    keep: "" where none is needed.
    """
    kind = evaluation.dossier.kind
    if meeting.council_id != evaluation.council_id:
        raise Refused("Phiên này của hội đồng khác. Hãy chọn phiên của hội đồng được giao hồ sơ.")
    if meeting.round_id != evaluation.dossier.round_id:
        raise Refused(
            f"Phiên này thuộc {meeting.round}, hồ sơ xếp vào {evaluation.dossier.round}. Hãy chọn phiên khác."
        )
    if meeting.closed_at is not None:
        raise Refused(f"Phiên ngày {meeting.held_on:%d/%m/%Y} đã kết thúc. Hãy chọn phiên khác hoặc xếp phiên mới.")
    if meeting.mode == Council.Mode.WRITTEN:
        if sits(kind):  # QĐ 26/2026/QĐ-TTg, Điều 7.3d
            raise Refused(f"Hồ sơ «{kind}» phải được đánh giá tại phiên họp. Hãy chọn phiên họp.")
        return ""
    grounds = meeting_grounds(kind)
    if not grounds:
        return ""
    if ground not in grounds:  # QĐ 26/2026/QĐ-TTg, Điều 7.6d
        raise Refused(
            f"Hồ sơ «{kind}» lấy ý kiến bằng văn bản. Chỉ họp khi: {'; '.join(grounds).lower()}. Hãy chọn căn cứ họp, "
            "hoặc chọn phiên lấy ý kiến bằng văn bản."
        )
    return ground


@transaction.atomic
def put_in_meeting(evaluation: Evaluation, meeting: Meeting, *, by: User, ground: str = "") -> Evaluation:
    """Xếp hồ sơ vào phiên: the dossier will be concluded in this meeting. Refused once it is concluded.

    `ground`: why the council sits over a kind that the law has decided by written opinions.
    """
    row = (
        Evaluation.objects.select_for_update(of=("self",)).select_related("dossier__kind__regime").get(pk=evaluation.pk)
    )
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("council", "round").get(pk=meeting.pk)
    require(by, "meeting.prepare", meeting)
    require(by, "evaluation.put_in_meeting", row)
    if row.concluded_at is not None:
        raise Refused("Hội đồng đã kết luận hồ sơ này nên không đổi phiên được. Hãy mở phiên đã họp để xem.")
    row.meeting, row.meeting_ground = meeting, check_fits(meeting, row, ground)
    row.save(update_fields=["meeting", "meeting_ground"])
    record("evaluation.put_in_meeting", row, by=by, phien=str(meeting), can_cu_hop=row.meeting_ground)
    evaluation.meeting, evaluation.meeting_ground = meeting, row.meeting_ground
    return evaluation


@transaction.atomic
def mark_absent(meeting: Meeting, seats: Iterable[Seat], *, reason: str, by: User) -> list[Absence]:
    """Ghi vắng mặt: these members are not waited for and do not count as present.

    Raises:
        Refused: no reason, not of this council, a dossier is concluded, or the member sent a sheet in this meeting.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require(by, "meeting.close", meeting)
    _refuse_own(meeting, by)
    _refuse_after_conclusion(meeting)
    if not reason.strip():
        raise Refused("Hãy ghi lý do vắng mặt.")
    absences = []
    for seat in seats:
        if seat.council_id != meeting.council_id:
            raise Refused("Người này không thuộc hội đồng của phiên. Hãy tải lại trang và chọn lại.")
        if seat.sheets.filter(evaluation__meeting=meeting, sent_at__isnull=False).exists():
            raise Refused(f"{seat.user} đã gửi phiếu trong phiên này nên không thể ghi là vắng.")
        try:
            with transaction.atomic():
                absences.append(
                    Absence.objects.create(meeting=meeting, seat=seat, reason=reason.strip()[:200], recorded_by=by)
                )
        except IntegrityError as error:
            raise Refused(f"{seat.user} đã được ghi vắng. Hãy bỏ chọn người này.") from error
        record("meeting.mark_absent", meeting, by=by, nguoi=str(seat.user), ly_do=reason.strip())
    return absences


@transaction.atomic
def mark_present(meeting: Meeting, seat: Seat, *, by: User) -> None:
    """Xóa ghi vắng: the member came after all. Refused once a dossier of the meeting is concluded."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require(by, "meeting.close", meeting)
    _refuse_own(meeting, by)
    _refuse_after_conclusion(meeting)
    if Absence.objects.filter(meeting=meeting, seat=seat).delete()[0]:
        record("meeting.mark_present", meeting, by=by, nguoi=str(seat.user))


def _refuse_own(meeting: Meeting, by: User) -> None:
    """A secretary with an interest settles neither who is there nor the minutes: both bear on the own dossier."""
    own = meeting.evaluations.filter(conflicted(by)).select_related("dossier__product").first()
    if own is not None:
        raise Refused(
            f"Bạn có lợi ích liên quan với {own.dossier} của phiên này. Hãy nhờ thư ký khác của hội đồng làm."
        )


def _refuse_after_conclusion(meeting: Meeting) -> None:
    """Who took part is settled with the first conclusion."""
    if meeting.closed_at is not None or meeting.evaluations.filter(concluded_at__isnull=False).exists():
        raise Refused(
            "Phiên đã có kết luận nên không sửa được việc vắng mặt. Hãy ghi điều cần nói vào nội dung thảo luận."
        )


@transaction.atomic
def write_discussion(meeting: Meeting, text: str, *, by: User) -> Meeting:
    """Ghi nội dung thảo luận of a meeting, for its minutes. Refused once the minutes are closed."""
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require(by, "meeting.close", row)
    refuse_closed(row)
    row.discussion = text.strip().replace("\x00", "")[:20_000]
    row.save(update_fields=["discussion"])
    record("meeting.write_discussion", row, by=by)
    meeting.discussion = row.discussion
    return meeting


def refuse_closed(meeting: Meeting) -> None:
    """What was closed is not written over."""
    if meeting.closed_at is not None:
        raise Refused(
            f"Biên bản phiên này đã khóa lúc {timezone.localtime(meeting.closed_at):%H:%M %d/%m/%Y} nên không sửa được "
            "nữa. Nếu có sai sót, hãy lập phiên mới để hội đồng ghi nhận."
        )


@transaction.atomic
def close_meeting(meeting: Meeting, *, started_at: datetime, ended_at: datetime, by: User) -> Meeting:
    """Kết thúc phiên, khóa biên bản: who was there, the quorum, who signs, when and the words are kept as they are.

    Raises:
        Refused: closed already, a dossier is left, none was concluded, nobody presided, or the times cannot be.
    """
    row = Meeting.objects.select_for_update(of=("self",)).select_related("council").get(pk=meeting.pk)
    require(by, "meeting.close", row)
    refuse_closed(row)
    _refuse_own(row, by)
    evaluations = list(row.evaluations.select_related("dossier__product__producer__unit").order_by("pk"))
    if left := [str(each.dossier) for each in evaluations if each.concluded_at is None]:
        listed = ", ".join(left[:3])
        raise Refused(f"Còn {len(left)} hồ sơ chưa kết luận: {listed}. Hãy kết luận hoặc chuyển sang phiên khác trước.")
    if not evaluations:
        raise Refused("Phiên chưa kết luận hồ sơ nào. Hãy xếp hồ sơ vào phiên và kết luận trước.")
    _check_times(row, started_at, ended_at)
    kept = minutes_of(row, evaluations)
    if kept["chair"] is None:
        raise Refused("Chủ tịch và Phó Chủ tịch đều vắng, phiên không có người chủ trì. Hãy sửa việc ghi vắng mặt.")
    kept["secretary"] = signer_of(row.council, by)
    row.started_at, row.ended_at = started_at, ended_at
    row.closed_at, row.closed_by, row.minutes = timezone.now(), by, kept
    row.save(update_fields=["started_at", "ended_at", "closed_at", "closed_by", "minutes"])
    record("meeting.close", row, by=by, so_ho_so=len(evaluations))
    for name in ("started_at", "ended_at", "closed_at", "closed_by", "minutes"):
        setattr(meeting, name, getattr(row, name))
    return meeting


def _check_times(meeting: Meeting, started_at: datetime, ended_at: datetime) -> None:
    if ended_at <= started_at:
        raise Refused("Giờ kết thúc phải sau giờ bắt đầu. Hãy xem lại.")
    if timezone.localdate(started_at) < meeting.held_on:
        raise Refused(f"Phiên được xếp ngày {meeting.held_on:%d/%m/%Y}. Hãy ghi ngày họp từ hôm đó trở đi.")
    if ended_at > timezone.now():
        raise Refused("Giờ kết thúc ở tương lai. Hãy khóa biên bản sau khi phiên đã kết thúc.")
