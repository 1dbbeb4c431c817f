"""A council's Quy chế amended, a council or a team dissolved: between dossiers, never under one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from ocop.core.access import require
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.councils.actions.bodies import Regulation, check_regulation
from ocop.councils.models import AdvisoryTeam, Council, Evaluation, PastRegulation
from ocop.journal.actions import record
from ocop.notices.actions import notify

if TYPE_CHECKING:
    from ocop.accounts.models import User


@transaction.atomic
def amend_regulation(council: Council, regulation: Regulation, *, in_force_from: date, by: User) -> Council:
    """Sửa quy chế: the council works by new parameters from a day; the earlier ones are kept to be read.

    Raises:
        Refused: dossiers are before the council, nothing changes, or the day is in the future or before the last one.
    """
    row = Council.objects.select_for_update().get(pk=council.pk)
    require(by, "council.edit", row)
    _refuse_under_way(Evaluation.objects.filter(council=row), "sửa quy chế")
    check_regulation(regulation)
    begun = row.regulation_from or row.regulation_date
    if not max(begun, regulation.date) <= in_force_from <= today():
        raise Refused(
            f"Ngày áp dụng phải từ ngày ban hành, không trước {begun:%d/%m/%Y} và không ở tương lai. Hãy xem lại."
        )
    given = regulation.fields() | {"regulation_file": regulation.file or row.regulation_file}
    if all(getattr(row, name) == value for name, value in given.items()):
        raise Refused("Quy chế này giống quy chế đang áp dụng. Hãy ghi nội dung đã sửa.")
    PastRegulation.objects.create(
        council=row,
        number=row.regulation_number,
        date=row.regulation_date,
        file=row.regulation_file,
        quorum_percent=row.quorum_percent,
        spread_limit=row.spread_limit,
        criterion_spread_limit=row.criterion_spread_limit,
        mode=row.mode,
        allows_extra_rounds=row.allows_extra_rounds,
        in_force_from=begun,
        in_force_until=max(in_force_from - timedelta(days=1), begun),
        replaced_by=by,
    )
    for name, value in (given | {"regulation_from": in_force_from}).items():
        setattr(row, name, value)
    row.save(update_fields=[*given, "regulation_from"])
    record("council.amend_regulation", row, by=by, quy_che=row.regulation_number, tu_ngay=str(in_force_from))
    people = [seat.user for seat in row.seats.held().select_related("user") if seat.user_id != by.pk]
    text = f"{row.name}: quy chế số {row.regulation_number} áp dụng từ {in_force_from:%d/%m/%Y}."
    notify(people, text, url=row.get_absolute_url())
    return row


@transaction.atomic
def dissolve_council(council: Council, *, on: date, reason: str, by: User) -> Council:
    """Giải thể hội đồng: from a day it takes no dossier; what it concluded stays. Refused over open dossiers."""
    row = Council.objects.select_for_update().get(pk=council.pk)
    require(by, "council.edit", row)
    _refuse_under_way(Evaluation.objects.filter(council=row), "giải thể")
    _dissolve(row, on=on, reason=reason, by=by)
    people = [seat.user for seat in row.seats.held().select_related("user") if seat.user_id != by.pk]
    notify(people, f"{row.name} giải thể từ {on:%d/%m/%Y}.", url=row.get_absolute_url())
    return row


@transaction.atomic
def dissolve_team(team: AdvisoryTeam, *, on: date, reason: str, by: User) -> AdvisoryTeam:
    """Giải thể tổ tư vấn. Refused while it has a report to file."""
    row = AdvisoryTeam.objects.select_for_update().get(pk=team.pk)
    require(by, "advisoryteam.edit", row)
    _refuse_under_way(Evaluation.objects.filter(team=row, advisory_report=None), "giải thể")
    _dissolve(row, on=on, reason=reason, by=by)
    people = [member.user for member in row.members.held().select_related("user") if member.user_id != by.pk]
    notify(people, f"{row.name} giải thể từ {on:%d/%m/%Y}.")
    return row


def _dissolve(row: Council | AdvisoryTeam, *, on: date, reason: str, by: User) -> None:
    if not reason.strip():
        raise Refused("Hãy ghi căn cứ giải thể: số, ngày quyết định hoặc lý do.")
    if not row.decision_date <= on <= today():
        raise Refused(f"Ngày giải thể phải từ {row.decision_date:%d/%m/%Y} đến hôm nay. Hãy chọn lại.")
    row.dissolved_on = on
    row.save(update_fields=["dissolved_on"])
    verb = "council.dissolve" if isinstance(row, Council) else "advisoryteam.dissolve"
    record(verb, row, by=by, tu_ngay=str(on), can_cu=reason.strip()[:500])


def _refuse_under_way(evaluations: object, what: str) -> None:
    left = [str(each.dossier) for each in evaluations.filter(concluded_at=None).select_related("dossier__product")]  # type: ignore[attr-defined]
    if left:
        raise Refused(f"Còn {len(left)} hồ sơ đang đánh giá: {', '.join(left[:3])}. Hãy kết luận trước rồi {what}.")
