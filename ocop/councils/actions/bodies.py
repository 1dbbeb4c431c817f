"""Setting up councils and advisory teams, and who sits in them (QĐ 26/2026/QĐ-TTg, Điều 7.3b, 7.4b)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from ocop.accounts.models import Appointment, Role, User
from ocop.accounts.queries import holds
from ocop.core.access import require
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.councils.models import AdvisoryTeam, Council, ScoringSheet, Seat, TeamMember
from ocop.councils.queries.bodies import missing_agencies, named_agencies, named_for
from ocop.journal.actions import record
from ocop.notices.actions import notify

if TYPE_CHECKING:
    from ocop.files.models import StoredFile
    from ocop.places.models import Unit
    from ocop.programme.models import Level

MAY_SIT_AS = {
    Seat.Part.CHAIR: (Role.LEADER, Role.MEMBER),
    Seat.Part.VICE_CHAIR: (Role.LEADER, Role.MEMBER),
    Seat.Part.MEMBER: (Role.MEMBER, Role.LEADER),
    Seat.Part.SECRETARY: (Role.SECRETARY, Role.MEMBER),
}


@dataclass(frozen=True)
class BodyInput:
    """The decision that sets a body up."""

    name: str
    decision_number: str
    decision_date: date
    decision_file: StoredFile | None = None


@dataclass(frozen=True)
class Regulation:
    """The parameters of a council's own Quy chế: what the decision leaves to it."""

    number: str
    date: date
    quorum_percent: int
    spread_limit: Decimal
    criterion_spread_limit: Decimal | None = None
    mode: str = Council.Mode.MEETING
    allows_extra_rounds: bool = False
    file: StoredFile | None = None

    def fields(self) -> dict[str, Any]:
        """The same as the council keeps it."""
        return {
            "regulation_number": self.number.strip(),
            "regulation_date": self.date,
            "regulation_file": self.file,
            "quorum_percent": self.quorum_percent,
            "spread_limit": self.spread_limit,
            "criterion_spread_limit": self.criterion_spread_limit,
            "mode": self.mode,
            "allows_extra_rounds": self.allows_extra_rounds,
        }


@dataclass(frozen=True)
class SeatInput:
    """One person of a council. A chair who is not a leader of the unit sits by a written delegation."""

    user: User
    part: str
    agency: str
    is_scoring: bool = True
    stands_for: str = ""
    delegation_number: str = ""
    delegation_date: date | None = None
    delegation_file: StoredFile | None = None


@dataclass(frozen=True)
class TeamInput:
    """One person of an advisory team."""

    user: User
    agency: str
    is_lead: bool = False


@transaction.atomic
def set_up_council(
    unit: Unit,
    level: Level,
    given: BodyInput,
    regulation: Regulation,
    seats: Sequence[SeatInput],
    *,
    by: User,
    confirmed: bool = False,
) -> Council:
    """Lập hội đồng: record the decision that sets a council up, its Quy chế and its members.

    `confirmed` says that the officer has read which agencies named by the law are missing and goes on.

    Raises:
        Refused: no chair, no secretary, nobody scores, a person may not sit, or agencies are missing and unconfirmed.
    """
    require(by, "unit.set_up_council", unit)
    _check_level(unit, level)
    check_regulation(regulation)
    if sum(seat.part == Seat.Part.CHAIR for seat in seats) != 1:
        raise Refused("Hội đồng phải có đúng một Chủ tịch. Hãy chọn lại.")
    if not any(seat.part == Seat.Part.SECRETARY for seat in seats):
        raise Refused("Hội đồng phải có thư ký để ghi kết luận. Hãy chọn ít nhất một người.")
    missing = missing_agencies(level, seats)
    if missing and not confirmed:
        raise Refused(
            f"Thành phần còn thiếu đại diện: {'; '.join(missing)}. Hãy bổ sung, hoặc đánh dấu xác nhận nếu quyết định "
            "thành lập không có các đơn vị này."
        )
    fields = _decision(unit, level, given, by) | regulation.fields() | {"regulation_from": regulation.date}
    with _once(Council, unit, given, "hội đồng"):
        council = Council.objects.create(**fields)
    record("council.set_up", council, by=by, quyet_dinh=council.decision_number, thieu_dai_dien=missing)
    for seat in seats:
        add_seat(council, seat, by=by)
    if not council.seats.filter(is_scoring=True).exists():
        raise Refused("Hội đồng phải có người chấm điểm. Hãy đánh dấu «có chấm điểm» cho các ủy viên.")
    return council


@transaction.atomic
def add_seat(council: Council, given: SeatInput, *, by: User) -> Seat:
    """Thêm thành viên hội đồng. Refused: no fitting role in the unit, an administrator, a second chair, twice, or
    somebody who would score a dossier of which sheets have been sent: they may have been seen.
    """
    council = Council.objects.select_for_update().get(pk=council.pk)
    require(by, "council.edit", council)
    if given.part not in Seat.Part.values:
        raise Refused("Hãy chọn vai trò trong hội đồng.")
    _check_person(given.user, council.unit, MAY_SIT_AS[Seat.Part(given.part)], "hội đồng")
    if not given.agency.strip():
        raise Refused(f"Hãy ghi {given.user} đại diện cho cơ quan nào.")
    if given.part == Seat.Part.CHAIR:
        _check_chair(council.unit, given)
    if given.is_scoring:
        _refuse_after_scores(council)
    try:
        with transaction.atomic():
            seat = Seat.objects.create(
                council=council,
                user=given.user,
                part=given.part,
                agency=given.agency.strip(),
                stands_for=_stands_for(council.level, given),
                is_scoring=given.is_scoring,
                started_on=today(),
                delegation_number=given.delegation_number.strip(),
                delegation_date=given.delegation_date,
                delegation_file=given.delegation_file,
            )
    except IntegrityError as error:
        raise Refused(
            f"{given.user} đã có trong hội đồng, hoặc hội đồng đã có Chủ tịch. Hãy cho người đó thôi tham gia trước."
        ) from error
    record("council.add_seat", council, by=by, nguoi=str(given.user), vai_tro=seat.get_part_display())
    notify(
        [given.user],
        f"Bạn tham gia {council.name} với vai trò {seat.get_part_display()}.",
        url=reverse("councils:tasks"),
    )
    return seat


@transaction.atomic
def end_seat(seat: Seat, *, by: User) -> Seat:
    """Thôi tham gia hội đồng: the seat stays in the record and is waited for no longer."""
    council = Council.objects.select_for_update().get(pk=seat.council_id)
    require(by, "council.edit", council)
    seat = Seat.objects.select_related("user").get(pk=seat.pk)
    if seat.ended_on is not None:
        raise Refused(f"{seat.user} đã thôi tham gia từ {seat.ended_on:%d/%m/%Y}. Hãy tải lại trang.")
    if seat.sheets.filter(sent_at__isnull=False, evaluation__concluded_at=None).exists():
        raise Refused(f"{seat.user} đã gửi phiếu cho hồ sơ chưa kết luận. Hãy kết luận các hồ sơ đó trước.")
    seat.ended_on = today()
    seat.save(update_fields=["ended_on"])
    record("council.end_seat", council, by=by, nguoi=str(seat.user))
    return seat


@transaction.atomic
def set_up_team(unit: Unit, level: Level, given: BodyInput, members: Sequence[TeamInput], *, by: User) -> AdvisoryTeam:
    """Lập tổ tư vấn: record its decision and members. Refused: nobody, not one lead, or a person is no adviser here."""
    require(by, "unit.set_up_council", unit)
    _check_level(unit, level)
    if sum(member.is_lead for member in members) != 1:
        raise Refused("Tổ tư vấn phải có đúng một tổ trưởng. Hãy chọn lại.")
    with _once(AdvisoryTeam, unit, given, "tổ tư vấn"):
        team = AdvisoryTeam.objects.create(**_decision(unit, level, given, by))
    record("advisoryteam.set_up", team, by=by, quyet_dinh=team.decision_number)
    for member in members:
        add_team_member(team, member, by=by)
    return team


@transaction.atomic
def add_team_member(team: AdvisoryTeam, given: TeamInput, *, by: User) -> TeamMember:
    """Thêm thành viên tổ tư vấn."""
    team = AdvisoryTeam.objects.select_for_update().get(pk=team.pk)
    require(by, "advisoryteam.edit", team)
    _check_person(given.user, team.unit, (Role.ADVISER,), "tổ tư vấn")
    if given.is_lead and team.members.filter(is_lead=True, ended_on=None).exists():
        raise Refused("Tổ tư vấn đã có tổ trưởng. Hãy thêm người này làm thành viên, hoặc cho tổ trưởng thôi tham gia.")
    try:
        with transaction.atomic():
            member = team.members.create(
                user=given.user, agency=given.agency.strip(), is_lead=given.is_lead, started_on=today()
            )
    except IntegrityError as error:
        raise Refused(f"{given.user} đã có trong tổ tư vấn. Hãy chọn người khác.") from error
    record("advisoryteam.add_member", team, by=by, nguoi=str(given.user))
    notify([given.user], f"Bạn tham gia {team.name}.", url=reverse("councils:tasks"))
    return member


@transaction.atomic
def end_team_member(member: TeamMember, *, by: User) -> TeamMember:
    """Thôi tham gia tổ tư vấn. The last one cannot leave: nobody would be left to report."""
    team = AdvisoryTeam.objects.select_for_update().get(pk=member.team_id)
    require(by, "advisoryteam.edit", team)
    member = TeamMember.objects.select_related("user").get(pk=member.pk)
    if member.ended_on is not None:
        raise Refused(f"{member.user} đã thôi tham gia từ {member.ended_on:%d/%m/%Y}. Hãy tải lại trang.")
    if not team.members.held().exclude(pk=member.pk).exists():
        raise Refused("Đây là người cuối cùng của tổ. Hãy thêm người khác trước.")
    member.ended_on = today()
    member.save(update_fields=["ended_on"])
    record("advisoryteam.end_member", team, by=by, nguoi=str(member.user))
    return member


@contextmanager
def _once(model: type[Council | AdvisoryTeam], unit: Unit, given: BodyInput, what: str) -> Iterator[None]:
    """One body for one decision of a unit's year: pressed twice, or by two officers at once, the second is told."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        number = given.decision_number.strip()
        same = model._default_manager.filter(
            unit=unit, decision_number=number, decision_date__year=given.decision_date.year
        )
        if not same.exists():
            raise
        raise Refused(
            f"Đã ghi {what} theo Quyết định số {number} năm {given.decision_date.year}. Hãy mở {what} đó trong danh "
            "sách, hoặc xem lại số quyết định."
        ) from error


def _stands_for(level: Level, given: SeatInput) -> str:
    """Which of the agencies named by the decision the seat is for: as chosen, or written the same; "" when invited."""
    if given.stands_for and given.stands_for not in named_agencies(level):
        raise Refused(f"Quyết định không nêu thành phần «{given.stands_for}». Hãy tải lại trang và chọn lại.")
    return given.stands_for or named_for(level, given.agency)


def _refuse_after_scores(council: Council) -> None:
    sent = ScoringSheet.objects.filter(
        evaluation__council=council, evaluation__concluded_at=None, sent_at__isnull=False
    ).select_related("evaluation__dossier__product")
    if sheet := sent.first():
        raise Refused(
            f"Đã có phiếu gửi cho {sheet.evaluation.dossier}, chưa kết luận. Hãy kết luận trước rồi thêm người chấm, "
            "hoặc thêm mà không chấm điểm."
        )


def _decision(unit: Unit, level: Level, given: BodyInput, by: User) -> dict[str, Any]:
    if not (given.name.strip() and given.decision_number.strip()):
        raise Refused("Hãy ghi tên và số quyết định thành lập.")
    if given.decision_date > today():
        raise Refused("Ngày quyết định thành lập ở tương lai. Hãy xem lại.")
    return {
        "unit": unit,
        "level": level,
        "name": given.name.strip(),
        "decision_number": given.decision_number.strip(),
        "decision_date": given.decision_date,
        "decision_file": given.decision_file,
        "created_by": by,
    }


def _check_level(unit: Unit, level: Level) -> None:
    if level.screens or level.unit_level != unit.level:
        raise Refused(f"{level} không lập hội đồng ở {unit}. Hãy chọn cấp đánh giá của đơn vị này.")


def check_regulation(regulation: Regulation) -> None:
    """Refuse parameters a council cannot work by."""
    if not regulation.number.strip():
        raise Refused("Hãy ghi số quyết định ban hành quy chế hoạt động của hội đồng.")
    if not 1 <= regulation.quorum_percent <= 100:
        raise Refused("Tỷ lệ tối thiểu thành viên chấm phải từ 1 đến 100 %.")
    if regulation.spread_limit <= 0:
        raise Refused("Chênh lệch điểm tối đa phải lớn hơn 0.")
    if regulation.date > today():
        raise Refused("Ngày ban hành quy chế ở tương lai. Hãy xem lại.")


def _check_person(user: User, unit: Unit, roles: Sequence[str], body: str) -> None:
    if not user.is_active:
        raise Refused(f"Tài khoản của {user} đã khóa.")
    if holds(user, Role.ADMINISTRATOR):
        raise Refused(f"{user} là quản trị hệ thống nên không tham gia {body}.")  # whoever runs it does not score in it
    if not Appointment.objects.in_force().filter(user=user, unit=unit, role__in=roles).exists():
        wanted = " hoặc ".join(f"«{Role(role).label}»" for role in roles)
        raise Refused(f"{user} chưa giữ vai trò {wanted} tại {unit}. Hãy nhờ quản trị bổ nhiệm trước.")


def _check_chair(unit: Unit, given: SeatInput) -> None:
    """A chair who is not a leader of the unit sits by delegation (QĐ 26/2026/QĐ-TTg, Điều 7.3b)."""
    if Appointment.objects.in_force().filter(user=given.user, unit=unit, role=Role.LEADER).exists():
        return
    if not (given.delegation_number.strip() and given.delegation_date):
        raise Refused(f"{given.user} làm Chủ tịch theo ủy quyền: hãy ghi số và ngày của văn bản ủy quyền.")
