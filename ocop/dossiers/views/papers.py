"""Papers generated from a dossier, and the frozen copies of what was filed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ocop.core.access import get_visible_or_404, require
from ocop.core.errors import Refused
from ocop.core.text import slugify
from ocop.dossiers.models import Dossier, Snapshot
from ocop.dossiers.queries.printing import PAPERS
from ocop.journal.actions import record

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def paper(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One of the forms as DOCX, made now from what the dossier says."""
    dossier = get_visible_or_404(Dossier.objects.for_page(), request.user, code=code)
    if name not in PAPERS:
        raise Refused("Không có giấy này. Hãy chọn một giấy trong trang hồ sơ.")
    permission, title, render_paper = PAPERS[name]
    require(request.user, permission, dossier)
    record("dossier.print", dossier, by=request.user, giay=title)
    response = HttpResponse(render_paper(dossier), content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{name}-{slugify(dossier.product.name)}.docx"'
    response["Cache-Control"] = "private, no-store"
    return response


def snapshot(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A dossier as it was filed: frozen, with its SHA-256."""
    dossier = get_visible_or_404(Dossier.objects.for_page(), request.user, code=code)
    frozen = Snapshot.objects.filter(dossier=dossier, number=number).select_related("taken_by").first()
    if frozen is None:
        raise Refused("Hồ sơ không có bản này.")
    sheet = dossier.criteria_set.sheet
    lines = [
        {
            "criterion": sheet.criterion(line["criterion"]),
            "option": sheet.option(line["option"]) if line["option"] else None,
            "justification": line["justification"],
        }
        for line in frozen.content["self_scores"]
        if sheet.has_criterion(line["criterion"])
    ]
    lines.sort(key=lambda line: line["criterion"].index)
    context = {"dossier": dossier, "snapshot": frozen, "lines": lines}
    return render(request, "dossiers/snapshot.html", context)
