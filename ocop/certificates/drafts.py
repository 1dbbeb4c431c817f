"""Papers about results, ready for `ocop.papers`: certificate, draft decision, result notices."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

from ocop.accounts.models import Appointment, Role
from ocop.certificates.models import Certificate
from ocop.certificates.queries import earns_certificate, is_for_above, kept_instead, results_of
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
    from ocop.programme.models import Regime

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def certificate_pdf(certificate: Certificate) -> bytes:
    """The certificate as PDF/A with the QR code of its public page."""
    recognition = certificate.recognition
    decision = recognition.decision
    if decision is None:
        raise ValueError("a certificate without a decision is not printed")
    return certificate_paper.render(
        certificate_paper.Certificate(
            number=certificate.number,
            product=certificate.product_name,
            producer=certificate.producer_name,
            address=certificate.address,
            stars=recognition.stars or 0,
            authority=decision.level.head_at(decision.unit),
            decision_number=decision.number,
            decided_on=decision.signed_on,
            decided_by=decision.level.head_at(decision.unit),
            issued_on=certificate.issued_on,
            valid_until=certificate.expires_on,
            place=decision.unit.name,
            signer_lines=(decision.signer_title,),
            signer_name=decision.signer_name,
            url=f"{settings.SITE_URL}{certificate.get_absolute_url()}",
            product_code=certificate.product_code,
            group=certificate.group,
            demo=decision.is_demo or recognition.product.is_demo,
        )
    )


def address_of(product: Product) -> str:
    """Where the producer is, with today's unit: no house is named twice. In Vietnamese, as papers are."""
    producer = product.producer
    with translation.override("vi"):
        path = producer.unit.path
    if producer.unit.name in producer.address:
        return producer.address
    return ", ".join(part for part in (producer.address, path) if part)


def facts_of(product: Product) -> dict[str, str]:
    """What a certificate issued today says of a product and its producer, by the certificate's fields."""
    return {
        "product_name": product.name,
        "producer_name": product.producer.name,
        "address": address_of(product),
        "product_code": product.official_code,
        "group": product.product_class.group.name if product.product_class else "",
    }


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
        raise Refused("Một quyết định chỉ ghi cho hồ sơ của cùng một đơn vị. Hãy bỏ bớt hồ sơ.")
    name, title = leader_of(unit)
    stars = sorted({result.stars for _, result in chosen if result.stars})
    return decision_paper.render(
        decision_paper.Decision(
            heading=Heading(body=level.body_at(unit), symbol=level.symbol_of("QĐ"), place=unit.name),
            authority=level.head_at(unit),
            about="Về việc công nhận kết quả đánh giá, phân hạng sản phẩm OCOP",
            basis=(
                "Căn cứ Luật Tổ chức chính quyền địa phương;",
                basis_of(first.regime),
                f"Theo kết quả đánh giá, phân hạng của {_council_name(chosen[0][1])}.",
            ),
            articles=decision_paper.recognition_articles(
                count=len(chosen),
                region=unit.full_name,
                stars_text=" và ".join(f"{count} sao" for count in stars),
                months=first.regime.validity_months or 0,
                holders="Chủ thể có sản phẩm được công nhận",
                implementers=implementers_of(first.regime),
            ),
            signer=Signer(lines=(title or level.name_of("chief"),), name=name),
            products=tuple(product_row(each, result) for each, result in chosen),
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
    level = dossier.level
    if result is None or dossier.desk is None or level is None:
        raise Refused("Hồ sơ chưa có kết quả để thông báo. Hãy chờ hội đồng kết luận.")
    recognition = getattr(dossier, "recognition", None)
    certificate = getattr(recognition, "certificate", None)
    producer = dossier.product.producer
    row = product_row(dossier, result, certificate.number if certificate else "")
    return letters.render_notice(
        letters.ResultNotice(
            heading=Heading(body=level.body_at(dossier.desk), symbol=level.symbol_of("TB"), place=dossier.desk.name),
            signer=Signer(lines=(f"TL. {level.name_of('chief')}",)),
            receivers_above=(producer.name, *_screening_office(dossier)),
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


def basis_of(regime: Regime) -> str:
    """«Căn cứ Quyết định số … của Thủ tướng Chính phủ;», by whoever issued it."""
    issuer = regime.policy.get("decision", {}).get("issued_by", "")
    return f"Căn cứ {regime.citation}{f' của {issuer}' if issuer else ''};"


def implementers_of(regime: Regime) -> str:
    """Who carries a decision out: the offices concerned and those of the first level."""
    first = regime.levels.order_by("order").first()
    offices = ["Thủ trưởng các cơ quan liên quan", first.name_of("plural") if first else ""]
    return ", ".join(each for each in offices if each)


def _screening_office(dossier: Dossier) -> tuple[str, ...]:
    first = dossier.regime.levels.order_by("order").first()
    unit = dossier.product.producer.unit.at_level(first.unit_level) if first else None
    return (first.body_at(unit),) if first and unit else ()


def _after_no(dossier: Dossier, result: Result) -> tuple[str, ...]:
    if (kept := kept_instead(dossier, result)) is not None:
        until = f" đến hết ngày {kept.valid_to:%d/%m/%Y}" if kept.valid_to else ""
        return (
            f"Kết quả không cao hơn hạng đang được công nhận ({kept.rank}) nên không ban hành quyết định mới; "
            f"giấy chứng nhận đang có tiếp tục có giá trị{until}.",
        )
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
        and kept_instead(dossier, result) is None
    )


def _council_name(result: Result) -> str:
    return result.evaluation.council.name if result.evaluation else "Hội đồng đánh giá, phân hạng"


def product_row(dossier: Dossier, result: Result, certificate_number: str = "") -> ProductRow:
    """One line of a list of products."""
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
