"""What the minutes of a meeting say of the people: read while it goes on, kept as it was once it is closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ocop.accounts.models import User
from ocop.core.text import sort_key
from ocop.councils.models import Council, Evaluation, Meeting, Seat

Minutes = dict[str, Any]


def minutes_of(meeting: Meeting, evaluations: Sequence[Evaluation]) -> Minutes:
    """The people of a meeting over its concluded dossiers, as plain values that no later change of seats touches."""
    council = meeting.council
    absences = {absence.seat_id: absence.reason for absence in meeting.absences.all()}
    scored = {member["seat"] for each in evaluations for member in each.result.get("members", ())}
    seats = sorted(council.seats.select_related("user"), key=lambda seat: (_ORDER[seat.part], sort_key(str(seat.user))))
    here = [seat for seat in seats if seat.pk not in absences and _took_part(seat, scored)]
    chair = next((seat for part in _PRESIDES for seat in here if seat.part == part), None)
    secretary = next((seat for seat in here if seat.part == Seat.Part.SECRETARY), None)
    return {
        "council": council.name,
        "basis": {
            "decision": [council.decision_number, council.decision_date.isoformat()],
            "regulation": [council.regulation_number, council.regulation_date.isoformat()],
        },
        "chair": _signer(chair),
        "secretary": _signer(secretary),
        "present": [_person(seat) for seat in here],
        "absent": [_person(seat) | {"reason": absences[seat.pk]} for seat in seats if seat.pk in absences],
        "excluded": [
            {
                "name": left["name"],
                "agency": left["agency"],
                "reason": left["why"],
                "product": each.dossier.product.name,
            }
            for each in evaluations
            for left in each.result.get("left_out", ())
            if "lợi ích" in left["why"]
        ],
        "quorum": _quorum(evaluations, sum(seat.code in scored for seat in here)),
        "discussion": meeting.discussion,
        "products": {each.code: product_of(each) for each in evaluations},
    }


def product_of(evaluation: Evaluation) -> dict[str, str]:
    """A product and its producer, as they are named today."""
    product = evaluation.dossier.product
    producer = product.producer
    return {
        "name": product.name,
        "producer": producer.name,
        "code": product.official_code,
        "address": ", ".join(part for part in (producer.address, producer.unit.path) if part),
    }


def signer_of(council: Council, user: User) -> dict[str, str]:
    """The person who writes the minutes, with the part held in the council today."""
    seat = council.seats.held().filter(user=user).select_related("user").first()
    return _signer(seat) or {"name": str(user), "part": str(Seat.Part.SECRETARY.label)}


_ORDER = {part: number for number, part in enumerate(Seat.Part.values)}
_PRESIDES = (Seat.Part.CHAIR, Seat.Part.VICE_CHAIR)


def _took_part(seat: Seat, scored: set[str]) -> bool:
    """Whoever scores took part by a sheet that counted; whoever does not, by sitting there."""
    return seat.code in scored if seat.is_scoring and scored else seat.is_held or seat.code in scored


def _quorum(evaluations: Sequence[Evaluation], present: int) -> dict[str, int] | None:
    kept = [each.result["quorum"] for each in evaluations if each.result]
    if not kept:
        return None
    total, required = (max(each[key] for each in kept) for key in ("total", "required"))
    return {"present": min(present, total), "total": total, "required": required}


def _person(seat: Seat) -> dict[str, str]:
    return {"name": str(seat.user), "agency": seat.agency, "part": str(seat.get_part_display())}


def _signer(seat: Seat | None) -> dict[str, str] | None:
    return None if seat is None else {"name": str(seat.user), "part": str(seat.get_part_display())}
