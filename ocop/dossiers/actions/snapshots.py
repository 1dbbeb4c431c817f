"""Freezing what was filed."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder

from ocop.dossiers.models import Dossier, ScreeningReport, Snapshot

if TYPE_CHECKING:
    from ocop.accounts.models import User


def canonical(content: dict[str, Any]) -> str:
    """The one spelling of a content that its SHA-256 is taken of: sorted keys, no spaces, UTF-8."""
    return json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def content_of(dossier: Dossier) -> dict[str, Any]:
    """Everything the dossier says now: forms, self-scores, evidence with the SHA-256 of each file, the report."""
    producer = dossier.product.producer
    report = getattr(dossier, "screening_report", None)
    return {
        "product": {"code": dossier.product.code, "name": dossier.product.name},
        "producer": {"code": producer.code, "name": producer.name, "unit": producer.unit.code},
        "kind": dossier.kind.key,
        "regime": dossier.regime.code,
        "criteria_set": dossier.criteria_set.number,
        "form01": dossier.form01,
        "form02": dossier.form02,
        "self_scores": list(
            dossier.self_scores.filter(is_answered=True)
            .order_by("criterion")
            .values("criterion", "option", "justification")
        ),
        "evidence": [
            {
                "kind": each.kind.code,
                "criterion": each.criterion,
                "title": each.title,
                "number": each.number,
                "issuer": each.issuer,
                "issued_on": each.issued_on,
                "expires_on": each.expires_on,
                "proves": each.proves,
                "file": each.file.code,
                "name": each.file.name,
                "sha256": each.file.sha256,
                "pages": each.file.pages,
            }
            for each in dossier.evidence.filter(removed_at=None).select_related("file", "kind")
        ],
        "report": None if report is None else _report_of(report),
    }


def _report_of(report: ScreeningReport) -> dict[str, Any]:
    """Form 03 and the letter as they were sent. The files themselves stay with the report: only officers read it."""
    return {
        "topics": report.topics,
        "met_on": report.met_on,
        "meeting_members": report.meeting_members,
        "meeting_notes": report.meeting_notes,
        "letter_number": report.letter_number,
        "letter_date": report.letter_date,
        "files": [
            {"name": file.name, "sha256": file.sha256}
            for file in (report.letter, report.signed_report)
            if file is not None
        ],
    }


def is_unchanged(snapshot: Snapshot) -> bool:
    """Whether a frozen copy still has the SHA-256 it was taken with."""
    return hashlib.sha256(canonical(snapshot.content).encode()).hexdigest() == snapshot.sha256


def freeze(dossier: Dossier, *, by: User, reason: str) -> Snapshot:
    """Take a snapshot of the dossier as it stands (QĐ 26/2026/QĐ-TTg, Điều 7.1: the force of paper)."""
    text = canonical(content_of(dossier))
    snapshot = Snapshot.objects.create(
        dossier=dossier,
        number=dossier.snapshots.count() + 1,
        content=json.loads(text),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        taken_by=by,
        reason=reason,
    )
    snapshot.files.set(dossier.evidence.filter(removed_at=None).values_list("file", flat=True))
    return snapshot
