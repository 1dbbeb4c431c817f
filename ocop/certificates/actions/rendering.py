"""Making the certificate's PDF."""

from __future__ import annotations

import structlog
from django.db import transaction
from django.db.models import F

from ocop.certificates.drafts import certificate_pdf
from ocop.certificates.models import Certificate
from ocop.files.actions import store_bytes
from ocop.journal.actions import record

log = structlog.get_logger("ocop.certificates")


def render_certificate(pk: int) -> None:
    """Lập tệp giấy chứng nhận: make the PDF with its QR code and keep it. Safe to run twice: the first file stays."""
    certificate = (
        Certificate.objects.select_related(
            "recognition__decision__unit",
            "recognition__decision__level",
            "recognition__product__producer__unit__parent",
            "recognition__product__product_class__parent__parent",
        )
        .filter(pk=pk, file=None)
        .first()
    )
    if certificate is None:
        return
    made = certificate_pdf(certificate)
    with transaction.atomic():
        row = Certificate.objects.select_for_update(of=("self",)).get(pk=pk)
        if row.file_id is not None:
            return
        name = f"giay-chung-nhan-{row.number.replace('/', '-')}.pdf"
        row.file = store_bytes(made, name=name, media_type="application/pdf", by=None)
        row.save(update_fields=["file"])
        record("certificate.render", row, by=None, sha256=row.file.sha256)


def render_missing() -> int:
    """Lập những tệp còn thiếu: what a failed job left behind is made; the number made. Safe to run twice.

    A certificate of a higher level has no file of ours: only what this unit's own decision recognised is made.
    """
    waiting = Certificate.objects.filter(file=None, recognition__decision__isnull=False)
    own = waiting.filter(recognition__dossier__desk=F("recognition__decision__unit")).order_by("pk")
    made = 0
    for pk in own.values_list("pk", flat=True):
        try:
            render_certificate(pk)
        except Exception:
            log.exception("certificate not made", certificate=pk)  # the next one may well be made
        else:
            made += 1
    return made
