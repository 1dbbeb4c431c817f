"""Forms 01, 02 and 03 as DOCX, from what a dossier says now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from ocop.dossiers.models import Dossier, Evidence, Receipt, ScreeningReport
from ocop.dossiers.queries.prefill import region_of
from ocop.papers import commune_report, registration, self_report
from ocop.papers.parts import Heading, Signer
from ocop.papers.sheet import sheet_from_law
from ocop.programme.models import LawForm, Level


def _form(dossier: Dossier, code: str) -> LawForm:
    form: LawForm = dossier.regime.forms.get(code=code)
    return form


def form01(dossier: Dossier) -> bytes:
    """Mẫu số 01 with the receipts given so far."""
    form = _form(dossier, "01")
    unit = dossier.product.producer.unit
    receipts = {
        receipt.level.key: registration.Receipt(
            number=receipt.number,
            received_on=receipt.received_on,
            received_by=str(receipt.received_by or ""),
            office=receipt.level.body_at(receipt.unit),
        )
        for receipt in Receipt.objects.filter(dossier=dossier).select_related("level", "unit", "received_by")
    }
    region = region_of(dossier)
    return registration.render(
        registration.Registration(
            form=form.content,
            answers={**dossier.form01, "round_kind": dossier.kind.key},
            region=region.full_name if region else "",
            place=unit.name,
            day=_filed_on(dossier),
            signer_name=dossier.product.producer.representative,
            receipts=receipts,
            form_mark=f"Mẫu số {form.code}",
            demo=dossier.is_demo,
        )
    )


def form02(dossier: Dossier) -> bytes:
    """Mẫu số 02: the self-assessment, criterion by criterion, with its evidence."""
    law_form = _form(dossier, "02")
    papers = list(dossier.evidence.filter(removed_at=None).select_related("kind", "file"))
    scores = tuple(
        self_report.SelfScore(
            code=line.criterion,
            option_id=line.option,
            justification=line.justification,
            evidence=tuple(_name(n, paper) for n, paper in enumerate(papers, 1) if paper.criterion == line.criterion),
        )
        for line in dossier.self_scores.filter(is_answered=True)
    )
    items = tuple(
        self_report.EvidenceItem(
            kind=paper.kind.code,
            name=paper.title,
            code=f"MC-{n:02d}",
            facts=_facts(paper),
            criteria=(paper.criterion,) if paper.criterion else (),
        )
        for n, paper in enumerate(papers, 1)
    )
    return self_report.render(
        self_report.SelfReport(
            form=_with_changes(dossier, law_form.content),
            answers=dossier.form02,
            evidence_kinds=[{"code": kind.code, "label": kind.label} for kind in dossier.regime.evidence_kinds.all()],
            sheet=sheet_from_law(dossier.criteria_set.content, decision=dossier.regime.citation),
            scores=scores,
            evidence=items,
            product=dossier.product.name,
            producer=dossier.product.producer.name,
            place=dossier.product.producer.unit.name,
            day=_filed_on(dossier),
            signer_name=dossier.product.producer.representative,
            form_mark=f"Mẫu số {law_form.code}",
            demo=dossier.is_demo,
        )
    )


def _filed_on(dossier: Dossier) -> date | None:
    return timezone.localdate(dossier.filed_at) if dossier.filed_at else None


def _with_changes(dossier: Dossier, form: dict[str, Any]) -> dict[str, Any]:
    """Form 02 with what this kind of dossier must show besides, under part III (Điều 6.1b, 6.1c)."""
    fields = [
        {"id": f"changes.{n}", "label": f"{subject}", "type": "long_text"}
        for n, subject in enumerate(dossier.kind.must_show)
    ]
    if not fields:
        return form
    part = {"code": "V", "title": f"Nội dung phải nêu khi {dossier.kind.label.lower()}", "fields": fields}
    return {**form, "parts": [*form["parts"], part]}


def _name(number: int, paper: Evidence) -> str:
    return f"MC-{number:02d} {paper.title}"


def _facts(paper: Evidence) -> str:
    facts = [
        paper.number and f"số {paper.number}",
        paper.issuer,
        paper.issued_on and f"cấp ngày {paper.issued_on:%d/%m/%Y}",
        paper.expires_on and f"hạn đến {paper.expires_on:%d/%m/%Y}",
        paper.file.pages and f"{paper.file.pages} trang",
    ]
    return ", ".join(fact for fact in facts if fact)


def form03(dossier: Dossier) -> bytes:
    """Mẫu số 03: the screening level's report."""
    form = _form(dossier, "03")
    producer = dossier.product.producer
    written = ScreeningReport.objects.filter(dossier=dossier).first()
    unit = written.unit if written else producer.unit
    level = dossier.regime.levels.filter(task=Level.Task.SCREEN).order_by("order").first()
    above = level.next() if level else None
    over = unit.at_level(above.unit_level) if above else None
    answers = {
        "name": producer.name,
        "organisation_type": str(producer.organisation_type or ""),
        "address": f"{producer.address}, {producer.unit.path}",
        "representative": {
            "full_name": producer.representative,
            "gender": producer.get_gender_display(),
            "ethnicity": producer.ethnicity,
            "permanent_address": producer.permanent_address,
        },
        "product": dossier.product.name,
        **(written.topics if written else {}),
    }
    body = level.body_at(unit) if level else unit.full_name
    receivers = [above.body_at(over)] if above and over else []
    return commune_report.render(
        commune_report.CommuneReport(
            form=form.content,
            answers=answers,
            heading=Heading(body=body, parent="", symbol=level.symbol_of("BC") if level else "", place=unit.name),
            signer=Signer((f"TM. {body}", level.name_of("chief") if level else ""), hint="Ký tên và đóng dấu"),
            proposal=commune_report.proposal_sentence(
                commune=unit.full_name,
                province=over.full_name if over else "",
                product=dossier.product.name,
                entity=producer.name,
            ),
            receivers=(*receivers, producer.name),
            form_mark=f"Mẫu số {form.code}",
            demo=dossier.is_demo,
        )
    )


PAPERS: dict[str, tuple[str, str, Callable[[Dossier], bytes]]] = {
    "mau-01": ("dossier.view", "Mẫu số 01", form01),
    "mau-02": ("dossier.view", "Mẫu số 02", form02),
    "mau-03": ("dossier.read_report", "Mẫu số 03", form03),
}
"""Papers by the last part of their address: permission, title, renderer."""
