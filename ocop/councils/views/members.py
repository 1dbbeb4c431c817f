"""A member's and an adviser's work: the cards, the declaration of interests, a paper of evidence."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ocop.core.access import get_visible_or_404
from ocop.core.errors import Refused
from ocop.councils import actions
from ocop.councils.access import not_declared_by_me
from ocop.councils.forms import DeclareForm
from ocop.councils.queries.tasks import sent_sheets_of, tasks_of
from ocop.councils.views.fetch import evaluation_or_404, evaluations, meeting_or_404, person
from ocop.files.models import StoredFile


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """Việc chấm điểm: what waits for me, as cards, and what I have sent."""
    mine = tasks_of(person(request))
    undeclared = [task.evaluation for task in mine if task.label == "Kê khai" and task.evaluation.meeting_id]
    by_meeting = {each.meeting for each in undeclared if sum(e.meeting_id == each.meeting_id for e in undeclared) > 1}
    context = {"tasks": mine, "sent": sent_sheets_of(person(request))[:50], "meetings": by_meeting}
    return render(request, "councils/tasks.html", context)


def declare(request: HttpRequest, code: str) -> HttpResponse:
    """The declaration, before the dossier opens: only names are shown."""
    if (
        evaluations()
        .allowed(request.user, "evaluation.view")
        .filter(code=code, declarations__seat__user=person(request))
    ):
        return redirect("councils:evaluation", code)  # a notice opened again after the declaration
    evaluation = evaluation_or_404(request, code, "evaluation.declare")
    form = DeclareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        has_interest = form.cleaned_data["has_interest"] == "yes"
        reason = form.cleaned_data["reason"]
        try:
            actions.declare_interest(evaluation, has_interest=has_interest, reason=reason, by=person(request))
        except Refused as refused:
            form.add_error(None, str(refused))
            return render(request, "councils/declare.html", {"evaluation": evaluation, "form": form}, status=422)
        if has_interest:
            messages.success(request, "Đã ghi nhận. Bạn không tham gia chấm hồ sơ này.")
            return redirect("councils:tasks")
        messages.success(request, "Đã ghi nhận. Bạn có thể mở hồ sơ.")
        return redirect("councils:evaluation", evaluation.code)
    return render(request, "councils/declare.html", {"evaluation": evaluation, "form": form})


def declare_meeting(request: HttpRequest, code: str) -> HttpResponse:
    """The declaration for all dossiers of a meeting at once; a refusal keeps every tick and every reason."""
    meeting = meeting_or_404(request, code)
    waiting = list(evaluations().filter(not_declared_by_me(person(request)), meeting=meeting).order_by("pk"))
    ticked = set(request.POST.getlist("interest"))
    reasons = {each.code: request.POST.get(f"reason-{each.code}", "") for each in waiting}
    said = ""
    if request.method == "POST":
        try:
            if request.POST.get("sure") != "1":
                raise Refused("Hãy đánh dấu cam kết kê khai trung thực.")
            interests = {code: reason for code, reason in reasons.items() if code in ticked}
            if lacking := [each for each in waiting if each.code in interests and not interests[each.code].strip()]:
                names = ", ".join(each.dossier.product.name for each in lacking)
                raise Refused(f"Hãy ghi lý do có lợi ích liên quan với: {names}.")
            count = actions.declare_all(waiting, interests, by=person(request))
        except Refused as refused:
            said = str(refused)
        else:
            messages.success(request, f"Đã kê khai {count} hồ sơ.")
            return redirect("councils:tasks")
    lines = [(each, each.code in ticked, reasons[each.code]) for each in waiting]
    context = {"meeting": meeting, "lines": lines, "said": said, "sure": request.POST.get("sure") == "1"}
    return render(request, "councils/declare_meeting.html", context, status=422 if said else 200)


@require_safe
def evidence(request: HttpRequest, code: str) -> HttpResponse:
    """A paper to read beside the sheet: the viewer alone for htmx, otherwise a page of its own."""
    file = get_visible_or_404(StoredFile.objects.all(), request.user, code=code)
    name = "files/_viewer.html" if getattr(request, "htmx", False) else "councils/evidence.html"
    return render(request, name, {"file": file})
