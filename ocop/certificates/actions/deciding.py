"""The leader's decision on what a council found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from ocop.accounts.models import Role, User
from ocop.accounts.queries import people_at
from ocop.certificates.actions.papers import DecisionInput, record_decision
from ocop.certificates.actions.rendering import render_certificate
from ocop.certificates.drafts import facts_of
from ocop.certificates.models import Certificate, Recognition, RecognitionDecision
from ocop.certificates.queries import Result, earns_certificate, is_for_above, kept_instead, result_of
from ocop.certificates.validity import expires_on
from ocop.certificates.workflow import CLOSE_UNRECOGNISED, RECOGNISE
from ocop.core.errors import Refused
from ocop.core.later import later
from ocop.councils.models import Seat
from ocop.dossiers.actions import moving
from ocop.dossiers.actions.numbers import next_serial
from ocop.journal.actions import record
from ocop.notices.actions import notify
from ocop.places.models import Unit
from ocop.producers.members import people_of
from ocop.producers.models import Product

if TYPE_CHECKING:
    from ocop.dossiers.models import Dossier
    from ocop.programme.models import Level, Regime

CERTIFICATE_NUMBER = "{serial:03d}/{year}/GCN-OCOP-{unit}"
"""How a unit numbers its certificates where the regime says nothing (reading `certificate_number`)."""


def recognise(dossiers: Sequence[Dossier], *, decision: DecisionInput, by: User) -> RecognitionDecision:
    """Công nhận: record one signed decision for dossiers of a unit; each product gets stars and a certificate.

    All or nothing. A product's earlier recognition is replaced; the certificate's PDF is made afterwards.

    Raises:
        Refused: nothing chosen; dossiers of several units or regimes; stars that this level does not decide or that
            are not certified (Điều 4.1); an upgrade to no more stars than are in force; points that must go to the
            higher level first (Điều 7.3e); signed before the council concluded or in the future; number used already.
        PermissionDenied: not the leader of the unit.
    """
    with transaction.atomic():
        regime, level, unit = one_desk(dossiers)
        paper = record_decision(
            decision,
            kind=RecognitionDecision.Kind.RECOGNITION,
            regime=regime,
            level=level,
            unit=unit,
            by=by,
            is_demo=any(dossier.is_demo for dossier in dossiers),
        )
        for dossier in sorted(dossiers, key=lambda each: each.pk):
            with moving(dossier, RECOGNISE, by=by, note=str(paper)) as row:
                result = concluded(row)
                stars = _stars_to_grant(row, result)
                check_signed_after(paper, row, result.known_on)
                recognition = grant_stars(row, stars, result, paper)
                issue(recognition, number=None, by=by)
            tell(row, recognition, result)
            paper.dossiers.add(dossier)
    return paper


def close_unrecognised(dossiers: Sequence[Dossier], *, by: User, note: str = "") -> list[Dossier]:
    """Kết thúc, không công nhận: results below what is certified are told, without decision or certificate (Điều 4.1a).

    So is an upgrade that found no more stars than are in force: the certificate the product has stays.

    Raises:
        Refused: nothing chosen, or a result that earns recognition.
        PermissionDenied: not the leader of the unit.
    """
    with transaction.atomic():
        if not dossiers:
            raise Refused("Hãy chọn ít nhất một hồ sơ.")
        for dossier in sorted(dossiers, key=lambda each: each.pk):
            with moving(dossier, CLOSE_UNRECOGNISED, by=by, note=note) as row:
                result = concluded(row)
                kept = None if is_for_above(row.level, result) else kept_instead(row, result)
                if kept is None and result.is_rated and earns_certificate(row.regime, result.stars):
                    raise Refused(
                        f"«{row}» đạt {result.stars} sao, thuộc diện được công nhận. Hãy dùng nút công nhận hoặc "
                        "chuyển cấp trên."
                    )
            tell(row, None, result, kept=kept)
    return list(dossiers)


def concluded(row: Dossier) -> Result:
    """The result to decide on; Refused where there is none."""
    result = result_of(row)
    if result is None:
        raise Refused(f"«{row}» chưa có kết quả của hội đồng. Hãy chờ hội đồng kết luận.")
    return result


def check_signed_after(paper: RecognitionDecision, row: Dossier, known_on: date) -> None:
    """A decision cannot be signed before the result it decides on, nor before the recognition it replaces."""
    if paper.signed_on < known_on:
        raise Refused(
            f"Ngày ký {paper.signed_on:%d/%m/%Y} đứng trước ngày có kết quả của «{row}» ({known_on:%d/%m/%Y}). "
            "Hãy xem lại ngày trên bản ký."
        )


def grant_stars(row: Dossier, stars: int, result: Result, paper: RecognitionDecision) -> Recognition:
    """The product has these stars from the decision's day; what it had before is replaced. Locks the product."""
    months = row.regime.validity_months
    if months is None:
        raise Refused(
            f"{row.regime.citation} không đặt thời hạn giấy chứng nhận nên không cấp được. Hãy báo quản trị viên."
        )
    product = Product.objects.select_for_update(of=("self",), no_key=True).get(pk=row.product_id)
    before = Recognition.objects.current().filter(product=product).first()
    if before is not None:
        if before.valid_from is not None and paper.signed_on < before.valid_from:
            raise Refused(
                f"«{row}» đã được công nhận ngày {before.valid_from:%d/%m/%Y}, sau ngày ký quyết định này. "
                "Hãy xem lại ngày trên bản ký."
            )
        before.is_current = False
        before.save(update_fields=["is_current"])
    return Recognition.objects.create(
        product=product,
        regime=row.regime,
        decision=paper,
        dossier=row,
        stars=stars,
        score=result.mean,
        valid_from=paper.signed_on,
        valid_to=expires_on(paper.signed_on, months),
        replaces=before,
    )


def issue(recognition: Recognition, *, number: str | None, by: User) -> Certificate:
    """Cấp giấy chứng nhận: with the given number (a higher level's), or the unit's next one; then the PDF is queued."""
    paper, valid_to = recognition.decision, recognition.valid_to
    if paper is None or valid_to is None:
        raise ValueError("a certificate needs a decision and a term")
    own = number is None
    number = " ".join(number.split()) if number is not None else _next_number(recognition.regime, paper)
    if Certificate.objects.filter(Q(number__iexact=number) | Q(number__in=(number.upper(), number.lower()))).exists():
        raise Refused(f"Số giấy chứng nhận {number} đã có trong sổ. Hãy xem lại số trên giấy.")
    certificate = Certificate.objects.create(
        recognition=recognition,
        number=number,
        issued_on=paper.signed_on,
        expires_on=valid_to,
        **facts_of(recognition.product),
    )
    record("certificate.issue", certificate, by=by, so=number, san_pham=recognition.product.code)
    if own:
        later(render_certificate, certificate.pk)
    return certificate


def _next_number(regime: Regime, paper: RecognitionDecision) -> str:
    try:
        pattern = str(regime.reading("certificate_number"))
    except KeyError:
        pattern = CERTIFICATE_NUMBER
    year = paper.signed_on.year
    serial = next_serial(paper.unit, "certificate", year)
    return pattern.format(serial=serial, year=year, unit=paper.unit.code)


def tell(row: Dossier, recognition: Recognition | None, result: Result, *, kept: Recognition | None = None) -> None:
    """Tell the producer's people, the officers of its commune and the council's secretary (Điều 7.3g)."""
    if recognition is None:
        found = f"đạt {result.stars} sao" if result.is_rated and result.stars else "không được phân hạng"
        text = f"Kết quả của «{row}»: {found}, không ban hành quyết định công nhận."
        if kept is not None:
            text += f" Công nhận {kept.rank} đang có giữ nguyên đến hết thời hạn."
    else:
        text = (
            f"«{row}» được công nhận {recognition.stars} sao theo {recognition.decision}. "
            f"Giấy chứng nhận số {recognition.certificate.number}, có giá trị đến hết ngày "
            f"{recognition.valid_to:%d/%m/%Y}."
        )
    people = {person.pk: person for person in people_of(row.product.producer)}
    people |= {person.pk: person for person in people_at(row.product.producer.unit, Role.OFFICER)}
    if result.evaluation is not None:
        secretaries = Seat.objects.filter(
            council=result.evaluation.council_id, part=Seat.Part.SECRETARY, ended_on=None
        ).select_related("user")
        people |= {seat.user_id: seat.user for seat in secretaries}
    notify(list(people.values()), text, url=row.get_absolute_url())


def one_desk(dossiers: Sequence[Dossier]) -> tuple[Regime, Level, Unit]:
    """The one unit, level and regime of the dossiers of a decision; Refused where they differ."""
    if not dossiers:
        raise Refused("Hãy chọn ít nhất một hồ sơ.")
    first = dossiers[0]
    if first.desk is None or first.level is None:
        raise Refused("Hồ sơ chưa tới đơn vị đánh giá. Hãy chọn hồ sơ hội đồng đã kết luận.")
    if any(each.desk_id != first.desk_id or each.regime_id != first.regime_id for each in dossiers):
        raise Refused(
            "Một quyết định chỉ ghi cho hồ sơ của cùng một đơn vị và cùng một văn bản làm căn cứ. Hãy bỏ bớt hồ sơ."
        )
    return first.regime, first.level, first.desk


def _stars_to_grant(row: Dossier, result: Result) -> int:
    level = row.level
    kept = kept_instead(row, result)
    if kept is not None and not is_for_above(level, result):
        raise Refused(
            f"«{row}» nâng hạng nhưng chỉ đạt {result.stars} sao, trong khi đang được công nhận {kept.rank}. "
            "Hãy dùng «Kết thúc, không công nhận»: giấy chứng nhận đang có giữ nguyên."
        )
    if not result.is_rated or not earns_certificate(row.regime, result.stars):
        found = f"đạt {result.stars} sao" if result.is_rated and result.stars else "không được phân hạng"
        raise Refused(
            f"«{row}» {found}: không ban hành quyết định công nhận, không cấp giấy chứng nhận. "
            "Hãy dùng «Kết thúc, không công nhận»."
        )
    if is_for_above(level, result):
        raise Refused(
            f"«{row}» đạt từ {level.forward_from if level else ''} điểm: hãy phê duyệt kết quả và chuyển cấp trên; "
            "chỉ công nhận khi cấp trên đã trả kết quả."
        )
    if level is None or result.stars is None or result.stars not in level.decides_stars:
        raise Refused(
            f"«{row}» đạt {result.stars} sao, không thuộc thẩm quyền quyết định của {level}. "
            "Hãy bỏ hồ sơ này khỏi danh sách."
        )
    return result.stars
