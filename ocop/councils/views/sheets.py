"""The scoring sheet: fill it in, let it save itself, check, send, look again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from ocop.core.access import allows
from ocop.core.errors import Refused
from ocop.councils import actions
from ocop.councils.actions import MarkInput, Stale
from ocop.councils.models import ScoringSheet
from ocop.councils.queries.lines import (
    NOTHING,
    Beside,
    Block,
    blocks_of,
    commune_topics,
    lines_of,
    lines_sent,
    progress_of,
    self_points,
)
from ocop.councils.queries.scores import others_of
from ocop.councils.tally import Line, unanswered
from ocop.councils.views.fetch import evaluation_or_404, own_sheet_or_404, person, sheet_or_404, version_of
from ocop.programme.sheets import Sheet

STALE_PAGE = "Phiếu vừa được sửa ở cửa sổ khác. Nội dung bạn chọn vẫn ở dưới đây: hãy xem lại rồi lưu lần nữa."


@require_POST
def sheet_open(request: HttpRequest, code: str) -> HttpResponse:
    evaluation = evaluation_or_404(request, code)
    return redirect(actions.open_sheet(evaluation, by=person(request)))


def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """My sheet while I fill it in; a sent sheet to read, my own or another's."""
    found = sheet_or_404(request, code)
    if not allows(request.user, "scoringsheet.edit", found):
        if request.method == "POST" and found.seat.user_id == person(request).pk:
            return _save_all(request, found)
        return _read(request, found)
    if request.method == "POST":
        return _save_all(request, found)
    return _fill_in(request, found, lines_of(found), found.opinion)


def _fill_in(
    request: HttpRequest,
    found: ScoringSheet,
    lines: Mapping[str, Line],
    opinion: str,
    *,
    status: int = 200,
    said: str = "",
) -> HttpResponse:
    evaluation = found.evaluation
    notes = {mark.criterion: mark.note for mark in found.marks.all() if mark.note} | {
        code: line.note for code, line in lines.items() if line.note
    }
    beside = Beside.of(evaluation)
    context = {
        "sheet": found,
        "evaluation": evaluation,
        "dossier": evaluation.dossier,
        "blocks": blocks_of(evaluation, lines, notes, beside),
        "general": beside.papers.get("", []),
        "progress": progress_of(evaluation.dossier.criteria_set.sheet, lines),
        "topics": commune_topics(evaluation.dossier),
        "self_points": self_points(evaluation.dossier),
        "opinion": opinion,
        "requests": found.rescore_requests.filter(answered_at=None),
        "said": said,
    }
    return render(request, "councils/sheet.html", context, status=status)


def _read(request: HttpRequest, found: ScoringSheet) -> HttpResponse:
    sent = found.sent.order_by("number").last()
    lines = lines_sent(sent.content) if sent else {}
    notes = {code: line.note for code, line in lines.items()}
    mine = found.seat.user_id == person(request).pk
    context = {
        "sheet": found,
        "sent": sent,
        "evaluation": found.evaluation,
        "dossier": found.evaluation.dossier,
        "blocks": blocks_of(found.evaluation, lines, notes) if sent else [],
        "earlier": found.sent.order_by("number")[: max(sent.number - 1, 0)] if sent else [],
        "mine": mine,
        "others": others_of(found.evaluation, person(request)) if mine else [],
        "requests": found.rescore_requests.order_by("pk"),
        "open_request": found.rescore_requests.filter(answered_at=None).first() if mine else None,
        "may_look_again": mine and allows(request.user, "scoringsheet.look_again", found),
    }
    return render(request, "councils/sheet_read.html", context)


def _save_all(request: HttpRequest, found: ScoringSheet) -> HttpResponse:
    """The whole form at once, for browsers without scripts and for «Xem lại và gửi». Nothing typed is lost."""
    criteria = found.evaluation.dossier.criteria_set.sheet
    marks, opinion = _posted(request.POST, criteria, _all_names(request.POST, criteria))
    try:
        actions.save_marks(found, marks, opinion=opinion, version=version_of(request), by=person(request))
    except Refused as refused:
        found.refresh_from_db(fields=["version", "state"])
        lines = {**lines_of(found), **_as_lines(marks)}
        stale = isinstance(refused, Stale)
        said = STALE_PAGE if stale else str(refused)
        return _fill_in(request, found, lines, opinion or "", status=409 if stale else 422, said=said)
    if request.POST.get("act") == "send":
        return redirect("councils:sheet_send", found.code)
    messages.success(request, "Đã lưu phiếu.")
    return redirect(found)


def _as_lines(marks: Mapping[str, MarkInput]) -> dict[str, Line]:
    return {
        code: Line(given.option or "", bool(given.is_rejected), given.note or "")
        for code, given in marks.items()
        if given.option is not None or given.is_rejected
    }


def _all_names(posted: Mapping[str, Any], criteria: Sheet) -> list[str]:
    """Every field of the form: a check box that is not ticked posts nothing, so the sheet is asked."""
    names = [f"loai-{criterion.code}" for criterion in criteria.criteria if criterion.gate]
    return [*(name for name in posted if name.startswith(("q-", "ghi-"))), *names, "opinion"]


def _posted(posted: Any, criteria: Sheet, names: list[str]) -> tuple[dict[str, MarkInput], str | None]:
    """The lines and the opinion among the named fields of a form."""
    given: dict[str, dict[str, Any]] = {}
    opinion: str | None = None
    for name in names:
        kind, _, code = name.partition("-")
        value = posted.get(name, "")
        if name == "opinion":
            opinion = value
        elif kind == "q" and value:
            given.setdefault(code, {})["option"] = "" if value == NOTHING else value
        elif kind == "loai" and criteria.has_criterion(code):
            given.setdefault(code, {})["is_rejected"] = value == "1"
        elif kind == "ghi":
            given.setdefault(code, {})["note"] = value
    return {code: MarkInput(**fields) for code, fields in given.items()}, opinion


@require_POST
def save(request: HttpRequest, code: str) -> HttpResponse:
    """Autosave of what changed: the new version, the figures of the page, which criteria apply. 409 when stale."""
    found = own_sheet_or_404(request, code)
    criteria = found.evaluation.dossier.criteria_set.sheet
    names = request.POST.getlist("_changed") or _all_names(request.POST, criteria)
    marks, opinion = _posted(request.POST, criteria, names)
    try:
        actions.save_marks(found, marks, opinion=opinion, version=version_of(request), by=person(request))
    except Stale as stale:
        return JsonResponse({"error": str(stale)}, status=409)
    except Refused as refused:
        return JsonResponse({"error": str(refused)}, status=422)
    return JsonResponse(_figures(found, criteria))


def _figures(found: ScoringSheet, criteria: Sheet) -> dict[str, Any]:
    lines = lines_of(found)
    progress = progress_of(criteria, lines)
    blocks: list[Block] = blocks_of(found.evaluation, lines, {}, Beside({}, {}, {}))
    return {
        "version": found.version,
        "saved_at": timezone.localtime().strftime("%H:%M"),
        "show": {
            "remaining": progress.remaining_words,
            "points": progress.points_words,
            **{f"muc-{block.section.code}": block.words for block in blocks},
        },
        "progress": {"value": progress.total - progress.remaining, "max": progress.total},
        "off": [row.code for block in blocks for row in block.rows if not row.applies],
        "open": [criterion.code for criterion in unanswered(criteria, lines)],
    }


def send(request: HttpRequest, code: str) -> HttpResponse:
    """The last look: everything chosen on one page, what is missing, then the sending."""
    found = own_sheet_or_404(request, code)
    if request.method == "POST":
        actions.send_sheet(found, by=person(request))
        messages.success(request, "Đã gửi phiếu. Bạn có thể xem điểm của các thành viên đã gửi.")
        return redirect(found)
    if found.state == ScoringSheet.State.SENT:
        return redirect(found)
    lines = lines_of(found)
    criteria = found.evaluation.dossier.criteria_set.sheet
    context = {
        "sheet": found,
        "evaluation": found.evaluation,
        "dossier": found.evaluation.dossier,
        "blocks": blocks_of(found.evaluation, lines, {code: line.note for code, line in lines.items()}),
        "missing": unanswered(criteria, lines),
        "progress": progress_of(criteria, lines),
    }
    return render(request, "councils/sheet_send.html", context)


@require_POST
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    found = own_sheet_or_404(request, code)
    actions.reopen_sheet(found, by=person(request))
    messages.info(request, "Đã mở lại phiếu. Phiếu gửi trước vẫn được tính cho đến khi bạn gửi lại.")
    return redirect(found)


@require_POST
def keep(request: HttpRequest, code: str) -> HttpResponse:
    found = own_sheet_or_404(request, code)
    actions.keep_score(found, answer=request.POST.get("answer", ""), by=person(request))
    messages.success(request, "Đã giữ nguyên điểm và trả lời thư ký hội đồng.")
    return redirect(found)
