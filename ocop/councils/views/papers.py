"""Papers made on the spot; each asks for the permission of what it shows and leaves a line in the journal."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from ocop.core.access import require
from ocop.core.text import slugify
from ocop.councils.models import Evaluation, Meeting
from ocop.councils.queries.printing import advisory_docx, leader_docx, minutes_docx, sheet_docx
from ocop.councils.views.fetch import evaluation_or_404, evaluations, meeting_or_404, person, sheet_or_404
from ocop.journal.actions import record

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _docx(request: HttpRequest, data: bytes, name: str, thing: Model) -> HttpResponse:
    record("council.print", thing, by=person(request), giay=name)
    response = HttpResponse(data, content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{slugify(name)}.docx"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def sheet_paper(request: HttpRequest, code: str) -> HttpResponse:
    """Phiếu đánh giá of a member, once sent."""
    sheet = sheet_or_404(request, code)
    if sheet.sent_at is None:
        messages.warning(request, "Phiếu chưa gửi nên chưa in được.")
        return redirect(sheet)
    name = f"Phiếu đánh giá {sheet.evaluation.dossier.product.name} {sheet.seat.user}"
    return _docx(request, sheet_docx(sheet), name, sheet.evaluation)


def _concluded(request: HttpRequest, meeting: Meeting) -> list[Evaluation]:
    rows = evaluations().filter(meeting=meeting, concluded_at__isnull=False).order_by("pk")
    return list(rows.allowed(request.user, "evaluation.see_result"))


def _nothing_yet(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    messages.warning(request, "Phiên này chưa có hồ sơ nào được kết luận.")
    return redirect("councils:meeting", meeting.code)


@require_safe
def minutes_paper(request: HttpRequest, code: str) -> HttpResponse:
    """Biên bản: over the dossiers concluded so far."""
    meeting = meeting_or_404(request, code)
    require(request.user, "meeting.read_minutes", meeting)
    if not (concluded := _concluded(request, meeting)):
        return _nothing_yet(request, meeting)
    return _docx(request, minutes_docx(meeting, concluded), f"Biên bản {meeting}", meeting)


@require_safe
def leader_paper(request: HttpRequest, code: str) -> HttpResponse:
    """Tờ trình kết quả."""
    meeting = meeting_or_404(request, code)
    require(request.user, "meeting.read_minutes", meeting)
    if not (concluded := _concluded(request, meeting)):
        return _nothing_yet(request, meeting)
    return _docx(request, leader_docx(meeting, concluded), f"Tờ trình {meeting}", meeting)


@require_safe
def advisory_paper(request: HttpRequest, code: str) -> HttpResponse:
    """Báo cáo của tổ tư vấn; a draft until it is filed."""
    evaluation = evaluation_or_404(request, code)
    name = f"Báo cáo tổ tư vấn {evaluation.dossier.product.name}"
    return _docx(request, advisory_docx(evaluation), name, evaluation)
