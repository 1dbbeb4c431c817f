"""Recording a signed paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile

from ocop.certificates.models import RecognitionDecision
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.files.actions import store
from ocop.journal.actions import record
from ocop.places.models import Unit

if TYPE_CHECKING:
    from ocop.accounts.models import User
    from ocop.files.models import StoredFile
    from ocop.programme.models import Level, Regime


@dataclass(frozen=True)
class DecisionInput:
    """What stands on a signed paper, and its scan: an upload, or a file kept already."""

    number: str
    signed_on: date
    signer_name: str
    signer_title: str
    scan: UploadedFile | StoredFile


def spelt(number: str) -> str:
    """A number for comparing: no spaces, one case."""
    return "".join(number.split()).casefold()


def record_decision(
    given: DecisionInput, *, kind: str, regime: Regime, level: Level, unit: Unit, by: User, is_demo: bool
) -> RecognitionDecision:
    """Ghi quyết định: keep a signed paper of a unit, inside the caller's transaction.

    Locks the unit, so that of two people recording the same number one is refused.

    Raises:
        Refused: signed tomorrow or later; number missing; number already used by the unit that year; bad scan.
    """
    number = " ".join(given.number.split())
    if not number or not given.signer_name.strip() or not given.signer_title.strip():
        raise Refused("Hãy ghi đủ số, người ký và chức vụ đúng như trên bản ký.")
    if given.signed_on > today():
        raise Refused(f"Ngày ký {given.signed_on:%d/%m/%Y} ở tương lai. Hãy ghi đúng ngày trên bản ký.")
    unit = Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=unit.pk)
    others = RecognitionDecision.objects.filter(unit=unit, signed_on__year=given.signed_on.year)
    # Compared here, since not every database knows that Đ and đ are one letter.
    other = next((each for each in others.only("number", "signed_on") if spelt(each.number) == spelt(number)), None)
    if other is not None:
        raise Refused(
            f"Số {number} đã ghi cho văn bản ký ngày {other.signed_on:%d/%m/%Y} trong năm này. "
            "Hãy xem lại số trên bản ký."
        )
    scan = store(given.scan, by=by) if isinstance(given.scan, UploadedFile) else given.scan
    decision = RecognitionDecision.objects.create(
        kind=kind,
        regime=regime,
        level=level,
        unit=unit,
        number=number,
        signed_on=given.signed_on,
        signer_name=given.signer_name.strip(),
        signer_title=given.signer_title.strip(),
        scan=scan,
        recorded_by=by,
        is_demo=is_demo,
    )
    record(f"decision.{kind}", decision, by=by, so=number, ngay=given.signed_on.isoformat(), sha256=scan.sha256)
    return decision
