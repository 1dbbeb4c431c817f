"""Taking a recognition back (QĐ 26/2026/QĐ-TTg, Điều 8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from ocop.accounts.models import Role, User
from ocop.accounts.queries import people_at
from ocop.certificates.actions.papers import DecisionInput, record_decision
from ocop.certificates.models import Recognition, RecognitionDecision, Revocation
from ocop.certificates.queries import decider_of, revocation_due, revocation_regime, standing_of
from ocop.certificates.validity import State
from ocop.core.access import require
from ocop.core.errors import Refused
from ocop.journal.actions import record
from ocop.notices.actions import notify
from ocop.producers.members import people_of

if TYPE_CHECKING:
    from ocop.programme.models import RevocationGround

REVOCABLE = (State.VALID, State.EXTENDED, State.UNKNOWN)


@dataclass(frozen=True)
class RevocationInput:
    """Why, since when it is known, and the signed decision."""

    ground: RevocationGround
    reason: str
    concluded_on: date
    decision: DecisionInput


def revoke(recognition: Recognition, given: RevocationInput, *, by: User) -> Revocation:
    """Thu hồi: take a recognition back from the day the decision was signed, on a ground of the regime of today.

    A decision later than the law's days is recorded all the same, and says so in the journal.

    Raises:
        Refused: no longer in force; a ground of another regime; dates that cannot be; number used already.
        PermissionDenied: not the leader of the unit that decides so many stars (Điều 8.2).
    """
    with transaction.atomic():
        row = Recognition.objects.select_for_update(of=("self",)).for_page().get(pk=recognition.pk)
        _check_revocable(row)
        require(by, "recognition.revoke", row)
        regime = revocation_regime()
        if regime is None or given.ground.regime_id != regime.pk:
            raise Refused("Hãy chọn căn cứ thu hồi của văn bản đang có hiệu lực.")
        _check_dates(row, given)
        decider = decider_of(regime, row.stars, row.product.producer.unit)
        if decider is None:
            raise Refused("Không xác định được đơn vị có thẩm quyền thu hồi. Hãy xem lại đơn vị của chủ thể.")
        paper = record_decision(
            given.decision,
            kind=RecognitionDecision.Kind.REVOCATION,
            regime=regime,
            level=decider[0],
            unit=decider[1],
            by=by,
            is_demo=row.product.is_demo,
        )
        revocation = Revocation.objects.create(
            recognition=row,
            ground=given.ground,
            decision=paper,
            concluded_on=given.concluded_on,
            revoked_on=paper.signed_on,
            reason=given.reason.strip(),
        )
        due = revocation_due(regime, given.concluded_on)
        record(
            "recognition.revoke",
            row,
            by=by,
            can_cu=given.ground.code,
            ngay=paper.signed_on.isoformat(),
            tre_han=due is not None and paper.signed_on > due,
        )
        _tell(row, paper)
    return revocation


def _check_revocable(row: Recognition) -> None:
    standing = standing_of(row)
    if standing.state not in REVOCABLE:
        raise Refused(
            f"Không thu hồi được: {standing.label.lower()}. {standing.sentence} Hãy xem lại sổ giấy chứng nhận."
        )


def _check_dates(row: Recognition, given: RevocationInput) -> None:
    if not given.reason.strip():
        raise Refused("Hãy ghi kết luận, lý do thu hồi.")
    if given.concluded_on > given.decision.signed_on:
        raise Refused("Ngày có kết luận đứng sau ngày ký quyết định thu hồi. Hãy xem lại hai ngày này.")
    if row.valid_from is not None and given.decision.signed_on < row.valid_from:
        raise Refused(f"Ngày ký đứng trước ngày công nhận ({row.valid_from:%d/%m/%Y}). Hãy xem lại ngày trên bản ký.")


def _tell(row: Recognition, paper: RecognitionDecision) -> None:
    """Send it to the producer and the offices concerned (Điều 8.3c)."""
    producer = row.product.producer
    people = {person.pk: person for person in people_of(producer)}
    people |= {person.pk: person for person in people_at(producer.unit, Role.OFFICER)}
    people |= {person.pk: person for person in people_at(paper.unit, Role.OFFICER)}
    text = f"Công nhận {row.rank} của «{row.product}» bị thu hồi từ ngày {paper.signed_on:%d/%m/%Y} theo {paper}."
    certificate = getattr(row, "certificate", None)
    notify(list(people.values()), text, url=certificate.get_absolute_url() if certificate else "")
