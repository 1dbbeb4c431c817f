"""Papers about results, ready for `ocop.papers`: certificate, draft decision, result notices."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings

from ocop.accounts.models import Appointment, Role
from ocop.certificates.models import Certificate
from ocop.certificates.queries import earns_certificate, is_for_above, results_of
from ocop.core.errors import Refused
from ocop.papers import certificate as certificate_paper
from ocop.papers import decision as decision_paper
from ocop.papers import letters
from ocop.papers.parts import Heading, ProductRow, Signer

if TYPE_CHECKING:
    from ocop.certificates.queries import Result
    from ocop.dossiers.models import Dossier
    from ocop.places.models import Unit
    from ocop.producers.models import Product

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def certificate_pdf(certificate: Certificate) -> bytes:
    """The certificate as PDF/A with the QR code of its public page."""
    recognition = certificate.recognition
    decision, product = recognition.decision, recognition.product
    if decision is None:
        raise ValueError("a certificate without a decision is not printed")
    return certificate_paper.render(
        certificate_paper.Certificate(
            number=certificate.number,
            product=product.name,
            producer=product.producer.name,
            address=address_of(product),
            stars=recognition.stars or 0,
            authority=decision.level.decider,
            decision_number=decision.number,
            decided_on=decision.signed_on,
            decided_by=decision.level.decider,
            issued_on=certificate.issued_on,
            valid_until=certificate.expires_on,
            place=decision.unit.name,
            signer_lines=(decision.signer_title,),
            signer_name=decision.signer_name,
            url=f"{settings.SITE_URL}{certificate.get_absolute_url()}",
            product_code=product.official_code,
            group=product.product_class.group.name if product.product_class else "",
            demo=decision.is_demo or product.is_demo,
        )
    )


def address_of(product: Product) -> str:
    """Where the producer is, with today's unit: no house is named twice."""
    producer = product.producer
    return producer.address if producer.unit.name in producer.address else f"{producer.address}, {producer.unit.path}"


def leader_of(unit: Unit) -> tuple[str, str]:
    """Name and title of who signs at a unit today, to fill in forms; empty where nobody is appointed."""
    held = Appointment.objects.in_force().filter(unit=unit, role=Role.LEADER).select_related("user").order_by("pk")
    first = held.first()
    return (first.user.full_name, first.position) if first else ("", "")


def draft_decision(dossiers: Iterable[Dossier]) -> bytes:
    """Dự thảo quyết định công nhận for dossiers of one unit, as DOCX.

    Raises:
        Refused: nothing among them that this level may recognise.
    """
    dossiers = list(dossiers)
    results = results_of(dossiers)
    chosen = [(each, found) for each in dossiers if (found := results[each.pk]) and _may_be_recognised(each, found)]
    if not chosen:
        raise Refused("Không có hồ sơ nào thuộc diện công nhận. Hãy chọn hồ sơ đạt hạng sao được công nhận.")
    first = chosen[0][0]
    unit, level = first.desk, first.level
    if unit is None or level is None or any(each.desk_id != first.desk_id for each, _ in chosen):
        raise Refused("Một quyết định chỉ ghi cho hồ sơ của cùng một đơn vị.")
    name, title = leader_of(unit)
    stars = sorted({result.stars for _, result in chosen if result.stars})
    return decision_paper.render(
        decision_paper.Decision(
            heading=Heading(body=f"Ủy ban nhân dân {unit.full_name}", symbol="QĐ-UBND", place=unit.name),
            authority=level.decider,
            about="Về việc công nhận kết quả đánh giá, phân hạng sản phẩm OCOP",
            basis=(
                "Căn cứ Luật Tổ chức chính quyền địa phương;",
                f"Căn cứ {first.regime.citation} của Thủ tướng Chính phủ;",
                f"Theo kết quả đánh giá, phân hạng của {_council_name(chosen[0][1])}.",
            ),
            articles=decision_paper.recognition_articles(
                count=len(chosen),
                region=unit.full_name,
                stars_text=" và ".join(f"{count} sao" for count in stars),
                months=first.regime.validity_months or 0,
                holders="Chủ thể có sản phẩm được công nhận",
                implementers="Thủ trưởng các cơ quan liên quan, Ủy ban nhân dân các xã, phường",
            ),
            signer=Signer(lines=(title or "Chủ tịch",), name=name),
            products=tuple(_row(each, result) for each, result in chosen),
            receivers=("Như Điều 3", "Lưu: VT"),
            demo=any(each.is_demo for each, _ in chosen),
            draft=True,
        )
    )


def result_notice(dossier: Dossier) -> bytes:
    """Thông báo kết quả to the producer and its commune, as DOCX (QĐ 26/2026/QĐ-TTg, Điều 7.3g).

    Raises:
        Refused: no result yet.
    """
    result = results_of([dossier])[dossier.pk]
    if result is None or dossier.desk is None:
        raise Refused("Hồ sơ chưa có kết quả để thông báo.")
    recognition = getattr(dossier, "recognition", None)
    certificate = getattr(recognition, "certificate", None)
    producer = dossier.product.producer
    row = _row(dossier, result, certificate.number if certificate else "")
    return letters.render_notice(
        letters.ResultNotice(
            heading=Heading(
                body=f"Ủy ban nhân dân {dossier.desk.full_name}", symbol="TB-UBND", place=dossier.desk.name
            ),
            signer=Signer(lines=("TL. Chủ tịch",)),
            receivers_above=(producer.name, f"Ủy ban nhân dân {producer.unit.full_name}"),
            products=(row,),
            basis=(f"Căn cứ {dossier.regime.citation};",),
            decision=str(recognition.decision) if recognition and recognition.decision else "",
            valid_until=recognition.valid_to if recognition else None,
            next_steps=() if recognition else _after_no(dossier, result),
            receivers=("Như trên", "Lưu: VT"),
            demo=dossier.is_demo,
            draft=True,
        )
    )


def _after_no(dossier: Dossier, result: Result) -> tuple[str, ...]:
    if earns_certificate(dossier.regime, result.stars):
        return ()
    return (
        "Với kết quả này, không ban hành quyết định công nhận và không cấp giấy chứng nhận. Chủ thể hoàn thiện "
        "sản phẩm và có thể nộp hồ sơ mới vào đợt đánh giá sau.",
    )


def _may_be_recognised(dossier: Dossier, result: Result) -> bool:
    return (
        result.is_rated
        and dossier.level is not None
        and result.stars in dossier.level.decides_stars
        and earns_certificate(dossier.regime, result.stars)
        and not is_for_above(dossier.level, result)
    )


def _council_name(result: Result) -> str:
    return result.evaluation.council.name if result.evaluation else "Hội đồng đánh giá, phân hạng"


def _row(dossier: Dossier, result: Result, certificate_number: str = "") -> ProductRow:
    product = dossier.product
    return ProductRow(
        name=product.name,
        producer=product.producer.name,
        address=address_of(product),
        code=product.official_code,
        round_kind=dossier.kind.label,
        mean=result.mean,
        stars=result.stars,
        certificate_number=certificate_number,
    )
