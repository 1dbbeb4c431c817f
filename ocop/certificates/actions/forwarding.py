"""To the higher level and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from ocop.certificates.actions.deciding import check_signed_after, concluded, grant_stars, issue, one_desk, tell
from ocop.certificates.actions.papers import DecisionInput, record_decision
from ocop.certificates.actions.upward import refuse_missing, seal
from ocop.certificates.models import Certificate, HigherResult, RecognitionDecision
from ocop.certificates.queries import Result, is_for_above
from ocop.certificates.workflow import FORWARD, RECORD_HIGHER_RESULT, REOPEN, RETURN_FROM_HIGHER
from ocop.core.errors import Refused
from ocop.dossiers.actions import moving
from ocop.files.actions import store
from ocop.programme.models import StarBand

if TYPE_CHECKING:
    from ocop.accounts.models import User
    from ocop.dossiers.models import Dossier
    from ocop.places.models import Unit
    from ocop.programme.models import Level


def forward(dossiers: Sequence[Dossier], *, decision: DecisionInput, by: User) -> RecognitionDecision:
    """Phê duyệt kết quả, chuyển cấp trên: one signed paper for the dossiers whose points reach the threshold.

    Raises:
        Refused: below the threshold (Điều 7.3e); a part of the file is missing (Điều 6.3); already answered by the
            higher level; no higher level; the paper's date or number.
        PermissionDenied: not the leader of the unit.
    """
    with transaction.atomic():
        regime, level, unit = one_desk(dossiers)
        if level.next() is None:
            raise Refused("Theo văn bản này không còn cấp trên để chuyển. Hãy quyết định theo thẩm quyền của đơn vị.")
        paper = record_decision(
            decision,
            kind=RecognitionDecision.Kind.FORWARDING,
            regime=regime,
            level=level,
            unit=unit,
            by=by,
            is_demo=any(dossier.is_demo for dossier in dossiers),
        )
        for dossier in sorted(dossiers, key=lambda each: each.pk):
            with moving(dossier, FORWARD, by=by, note=str(paper)) as row:
                _check_goes_up(row, result := concluded(row))
                check_signed_after(paper, row, result.known_on)
                refuse_missing(row)
                seal(row, paper, by=by)
            paper.dossiers.add(dossier)
    return paper


@dataclass(frozen=True)
class HigherInput:
    """What the higher level's paper says of one dossier. Stars are None where it gave none."""

    decision: DecisionInput
    points: Decimal
    stars: int | None
    certificate_number: str = ""
    certificate_scan: UploadedFile | None = None


def record_higher_result(dossier: Dossier, given: HigherInput, *, by: User) -> Certificate:
    """Ghi kết quả công nhận của cấp trên: its decision, stars and certificate number, as its papers say (Điều 7.4e).

    Raises:
        Refused: stars the higher level does not decide; no certificate number; points, date or number that cannot be.
        PermissionDenied: not an officer of the desk.
    """
    with (
        transaction.atomic(),
        moving(dossier, RECORD_HIGHER_RESULT, by=by) as row,
    ):
        level, _ = _above(row)
        if given.stars not in level.decides_stars:
            raise Refused(
                f"{level} chỉ công nhận {_listed(level)} sao. Kết quả thấp hơn thì dùng «Ghi kết quả cấp trên trả về»."
            )
        if not given.certificate_number.strip():
            raise Refused("Hãy ghi số giấy chứng nhận do cấp trên cấp.")
        paper = _record(row, given, kind=RecognitionDecision.Kind.RECOGNITION, by=by)
        result = Result(
            is_rated=True,
            stars=given.stars,
            mean=given.points,
            known_on=given.decision.signed_on,
            is_from_above=True,
            came_back=True,
            evaluation=concluded(row).evaluation,
        )
        recognition = grant_stars(row, int(given.stars or 0), result, paper)
        certificate = issue(recognition, number=given.certificate_number, by=by)
        if given.certificate_scan is not None:
            certificate.file = store(given.certificate_scan, by=by)
            certificate.save(update_fields=["file"])
    tell(row, recognition, result)
    return certificate


def return_from_higher(dossier: Dossier, given: HigherInput, *, by: User) -> Dossier:
    """Ghi kết quả cấp trên trả về: points and stars below what it recognises; the unit may now decide (Điều 7.4g).

    Raises:
        Refused: stars that the higher level recognises; points, date or number that cannot be.
        PermissionDenied: not an officer of the desk.
    """
    with moving(dossier, RETURN_FROM_HIGHER, by=by) as row:
        level, _ = _above(row)
        if given.stars in level.decides_stars:
            raise Refused(f"{given.stars} sao do {level} công nhận. Hãy dùng «Ghi kết quả công nhận của cấp trên».")
        _record(row, given, kind=RecognitionDecision.Kind.HIGHER_RESULT, by=by)
    return dossier


def reopen(dossier: Dossier, *, by: User, note: str = "") -> Dossier:
    """Đánh giá lại theo thẩm quyền: after the higher level sent it back, the unit's council rates it anew (Điều 7.4g).

    Raises:
        Refused: the last result is already the unit's own.
        PermissionDenied: no result of a higher level, or not the leader of the unit.
    """
    with moving(dossier, REOPEN, by=by, note=note) as row:
        row.round = None  # the old one is over; the office chooses another
        if not concluded(row).is_from_above:
            raise Refused(f"«{row}» đã được đánh giá lại theo thẩm quyền. Hãy quyết định trên kết quả đó.")
    return dossier


def _check_goes_up(row: Dossier, result: Result) -> None:
    if result.came_back:
        raise Refused(f"«{row}» đã có kết quả của cấp trên. Hãy quyết định theo thẩm quyền.")
    if not is_for_above(row.level, result):
        least = row.level.forward_from if row.level else None
        raise Refused(
            f"«{row}» chưa đạt {least} điểm nên không chuyển cấp trên. Hãy quyết định theo thẩm quyền của đơn vị."
        )


def _above(row: Dossier) -> tuple[Level, Unit]:
    level = row.level.next() if row.level else None
    unit = row.desk.at_level(level.unit_level) if level and row.desk else None
    if level is None or unit is None:
        raise Refused("Theo văn bản này không còn cấp trên. Hãy quyết định theo thẩm quyền của đơn vị.")
    return level, unit


def _listed(level: Level) -> str:
    return ", ".join(str(stars) for stars in level.decides_stars)


def _record(row: Dossier, given: HigherInput, *, kind: str, by: User) -> RecognitionDecision:
    """Keep the higher level's paper and what it says of this dossier."""
    level, unit = _above(row)
    _check_points(row, given)
    check_known = concluded(row).known_on
    if given.decision.signed_on < check_known:
        raise Refused(
            f"Ngày ký {given.decision.signed_on:%d/%m/%Y} đứng trước ngày hội đồng kết luận ({check_known:%d/%m/%Y}). "
            "Hãy xem lại ngày trên bản ký."
        )
    paper = record_decision(
        given.decision, kind=kind, regime=row.regime, level=level, unit=unit, by=by, is_demo=row.is_demo
    )
    paper.dossiers.add(row)
    HigherResult.objects.create(dossier=row, decision=paper, points=given.points, stars=given.stars, recorded_by=by)
    return paper


def _check_points(row: Dossier, given: HigherInput) -> None:
    band = StarBand.objects.filter(regime=row.regime, lower__lte=given.points).order_by("-lower").first()
    top = StarBand.objects.filter(regime=row.regime).order_by("-upper").first()
    if band is None or top is None or given.points > top.upper:
        raise Refused(f"Hãy ghi điểm từ 0 đến {top.upper.normalize() if top else 100:f}.")
    if given.stars is not None and not 1 <= given.stars <= band.stars:
        raise Refused(f"{given.points} điểm không thể đạt {given.stars} sao. Hãy xem lại văn bản của cấp trên.")
