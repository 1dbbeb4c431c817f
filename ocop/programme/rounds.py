"""Rounds of a year, from the rules of a regime."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.places.models import Unit
from ocop.programme.models import Level, Round


def ensure_rounds(level: Level | None, unit: Unit | None) -> None:
    """Make the rounds of this year and the next that the decision fixes for a unit, where they are not there yet."""
    if level is None or unit is None:
        return
    for year in (today().year, today().year + 1):
        for rule in level.round_rules.all():
            proposed, held = rule.in_year(year)
            Round.objects.get_or_create(
                level=level,
                unit=unit,
                year=year,
                ordinal=rule.ordinal,
                defaults={"proposed_before": proposed, "held_before": held},
            )


@transaction.atomic
def open_extra_round(level: Level, unit: Unit, *, basis: str, proposed_before: date, held_before: date) -> Round:
    """Mở đợt bổ sung: only where the Quy chế and a plan provide for it, so it cites them (Điều 5).

    Raises:
        Refused: no basis given, days that do not follow each other, or the same round is open already.
    """
    if len(basis.strip()) < 10:
        raise Refused("Hãy ghi căn cứ mở đợt bổ sung: số quyết định ban hành quy chế và số kế hoạch (Điều 5).")
    if not today() < proposed_before <= held_before:
        raise Refused("Ngày nhận hồ sơ phải sau hôm nay và không sau ngày đánh giá xong.")
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)  # two at once: one after the other
    ensure_rounds(level, unit)
    same = {"proposed_before": proposed_before, "held_before": held_before, "basis": basis.strip()}
    if double := Round.objects.filter(level=level, unit=unit, is_extra=True, **same).first():
        raise Refused(f"{double} đã mở với đúng căn cứ và các ngày này. Hãy chọn đợt đó.")
    last = Round.objects.filter(level=level, unit=unit, year=held_before.year).order_by("ordinal").last()
    return Round.objects.create(
        level=level,
        unit=unit,
        year=held_before.year,
        ordinal=(last.ordinal if last else 0) + 1,
        proposed_before=proposed_before,
        held_before=held_before,
        is_extra=True,
        basis=basis.strip(),
    )
