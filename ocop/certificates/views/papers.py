"""Papers to download: draft decision, notice of a result."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from ocop.certificates import drafts
from ocop.certificates.queries import is_for_above, results_of
from ocop.certificates.upward_drafts import draft_approval
from ocop.certificates.views.desk import chosen
from ocop.core.access import get_visible_or_404, require
from ocop.core.text import slugify
from ocop.dossiers.models import Dossier


@require_GET
def draft(request: HttpRequest) -> HttpResponse:
    """The draft decision for the chosen dossiers, as DOCX: it recognises, or approves what goes up."""
    dossiers = chosen(request, "dossier.draft_decision")
    results = results_of(dossiers)
    if all((result := results[each.pk]) and is_for_above(each.level, result) for each in dossiers):
        return docx(draft_approval(dossiers), "du-thao-quyet-dinh-phe-duyet.docx")
    return docx(drafts.draft_decision(dossiers), "du-thao-quyet-dinh.docx")


@require_GET
def notice(request: HttpRequest, code: str) -> HttpResponse:
    """The written notice of one result, as DOCX (Điều 7.3g)."""
    dossier = get_visible_or_404(Dossier.objects.for_page(), request.user, code=code)
    require(request.user, "dossier.draft_decision", dossier)
    return docx(drafts.result_notice(dossier), f"thong-bao-{slugify(dossier.product.name)[:60]}.docx")


def docx(made: bytes, name: str) -> HttpResponse:
    """A paper to take away."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(made, content_type=drafts.DOCX, headers=headers)
