"""Papers to download: draft decision, notice of a result."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from ocop.certificates import drafts
from ocop.certificates.views.desk import chosen
from ocop.core.access import get_visible_or_404, require
from ocop.core.text import slugify
from ocop.dossiers.models import Dossier


@require_GET
def draft(request: HttpRequest) -> HttpResponse:
    """The draft decision for the chosen dossiers, as DOCX."""
    dossiers = chosen(request, "dossier.draft_decision")
    return _docx(drafts.draft_decision(dossiers), "du-thao-quyet-dinh.docx")


@require_GET
def notice(request: HttpRequest, code: str) -> HttpResponse:
    """The written notice of one result, as DOCX (Điều 7.3g)."""
    dossier = get_visible_or_404(Dossier.objects.for_page(), request.user, code=code)
    require(request.user, "dossier.draft_decision", dossier)
    return _docx(drafts.result_notice(dossier), f"thong-bao-{slugify(dossier.product.name)[:60]}.docx")


def _docx(made: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(made, content_type=drafts.DOCX, headers=headers)
