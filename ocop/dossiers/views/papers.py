"""Papers generated from a dossier, and the frozen copies of what was filed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ocop.core.access import require
from ocop.core.text import slugify
from ocop.dossiers.actions.snapshots import is_unchanged
from ocop.dossiers.models import Snapshot
from ocop.dossiers.queries.printing import PAPERS
from ocop.dossiers.queries.reading import read_forms
from ocop.dossiers.views.fetch import me, visible
from ocop.journal.actions import record

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def paper(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One of the forms as DOCX, made now from what the dossier says. Who took it away is written down."""
    dossier = visible(request, code)
    if name not in PAPERS:
        raise Http404(name)
    permission, title, render_paper = PAPERS[name]
    require(request.user, permission, dossier)
    record("dossier.print", dossier, by=me(request), giay=title)
    response = HttpResponse(render_paper(dossier), content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{name}-{slugify(dossier.product.name)}.docx"'
    response["Cache-Control"] = "private, no-store"
    return response


def snapshot(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A dossier as it was filed: frozen, with its SHA-256."""
    dossier = visible(request, code)
    frozen = Snapshot.objects.filter(dossier=dossier, number=number).select_related("taken_by").first()
    if frozen is None:
        raise Http404(number)
    sheet = dossier.criteria_set.sheet
    lines = [
        {
            "criterion": sheet.criterion(line["criterion"]),
            "option": sheet.option(line["option"]) if line["option"] else None,
            "justification": line["justification"],
        }
        for line in frozen.content["self_scores"]
    ]
    lines.sort(key=lambda line: line["criterion"].index)
    context = {
        "dossier": dossier,
        "snapshot": frozen,
        "is_unchanged": is_unchanged(frozen),
        "forms": read_forms(dossier, frozen.content["form01"], frozen.content["form02"]),
        "lines": lines,
    }
    return render(request, "dossiers/snapshot.html", context)
