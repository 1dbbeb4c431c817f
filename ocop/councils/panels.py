"""The council's piece on the page of a whole dossier: where the evaluation is, and what may be done now."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from ocop.core.access import allows
from ocop.councils.queries.panel import panel_of
from ocop.dossiers.models import Dossier
from ocop.dossiers.panels import panel


def evaluation_panel(request: HttpRequest, dossier: Dossier) -> dict[str, Any] | None:
    """None where the person may neither begin nor see an evaluation of this dossier."""
    context = panel_of(dossier, request.user)
    may_begin = allows(request.user, "dossier.begin_review", dossier)
    if context is None and not may_begin:
        return None
    return {**(context or {}), "may_begin": may_begin, "dossier": dossier}


panel(30, "councils/_panel.html", context=evaluation_panel)
