"""The decision's piece on the page of a whole dossier: what was decided, and what may be decided now."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from ocop.certificates.models import Recognition, UpwardFile
from ocop.certificates.queries import earns_certificate, is_for_above, kept_instead, result_of, standing_of
from ocop.core.access import allows
from ocop.dossiers.models import Dossier, State
from ocop.dossiers.panels import panel

SHOWN = (State.CONCLUDED, State.FORWARDED, State.RECOGNISED, State.NOT_RECOGNISED)


def decision_panel(request: HttpRequest, dossier: Dossier) -> dict[str, Any] | None:
    """None before a council concluded, and while it is undecided for all but those who decide."""
    if dossier.state not in SHOWN:
        return None
    recognition = Recognition.objects.for_page().filter(dossier=dossier).first()
    keeps = allows(request.user, "dossier.draft_decision", dossier)
    receives = allows(request.user, "dossier.read_upward", dossier)
    if recognition is None and not keeps and not receives and dossier.state != State.NOT_RECOGNISED:
        return None
    context = {
        "dossier": dossier,
        "recognition": recognition,
        "standing": standing_of(recognition) if recognition else None,
        "may_notify": keeps and dossier.state in (State.RECOGNISED, State.NOT_RECOGNISED),
        "may_record": allows(request.user, "dossier.record_higher_result", dossier),
        "is_refused": dossier.state == State.NOT_RECOGNISED,
        "is_away": dossier.state == State.FORWARDED,
        "may_read_upward": _has_upward(dossier) and allows(request.user, "dossier.read_upward", dossier),
    }
    return context | _acts(request, dossier)


def _has_upward(dossier: Dossier) -> bool:
    """Whether a file for the next level exists, or is to be made."""
    if UpwardFile.objects.filter(dossier=dossier).exists():
        return True
    result = result_of(dossier) if dossier.state == State.CONCLUDED else None
    return result is not None and is_for_above(dossier.level, result)


def _acts(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
    """What the leader may do now."""
    if dossier.state != State.CONCLUDED or not allows(request.user, "dossier.decide", dossier):
        return {}
    result = result_of(dossier)
    if result is None:
        return {}
    goes_up = is_for_above(dossier.level, result)
    earns = result.is_rated and earns_certificate(dossier.regime, result.stars)
    kept = None if goes_up else kept_instead(dossier, result)
    return {
        "may_forward": goes_up,
        "may_recognise": earns and not goes_up and kept is None,
        "may_close": not earns or kept is not None,
        "kept": kept,
        "may_reopen": result.is_from_above and allows(request.user, "dossier.reopen", dossier),
        "result": result,
    }


panel(40, "certificates/_panel.html", context=decision_panel)
