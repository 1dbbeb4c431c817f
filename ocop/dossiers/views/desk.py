"""The officers' acts: take in, help, send back, refuse, report, propose, count samples, schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from ocop.core.access import get_visible_or_404, require
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.dossiers import actions
from ocop.dossiers.forms import ExtraRoundForm, RefuseForm, ReportForm, SampleForm, ScheduleForm, SendBackForm
from ocop.dossiers.models import Dossier, ScreeningReport
from ocop.dossiers.queries.report import missing_in_report, topics_of
from ocop.files.actions import store
from ocop.programme.rounds import ensure_rounds, open_extra_round

if TYPE_CHECKING:
    from ocop.files.models import StoredFile


def _visible(request: HttpRequest, code: str) -> Dossier:
    return get_visible_or_404(Dossier.objects.for_page(), request.user, code=code)


def _stored(request: HttpRequest, form: forms.Form, name: str) -> StoredFile | None:
    """The file of a field, checked and stored; None when none was given."""
    uploaded = form.cleaned_data.get(name)
    return store(uploaded, by=request.user) if uploaded else None


@require_POST
def accept(request: HttpRequest, code: str) -> HttpResponse:
    dossier = _visible(request, code)
    actions.accept(dossier, by=request.user)
    messages.success(request, "Đã tiếp nhận hồ sơ.")
    return redirect(dossier)


def send_back(request: HttpRequest, code: str) -> HttpResponse:
    """The page that lists what must be mended, each with its reason, and until when."""
    dossier = _visible(request, code)
    require(request.user, "dossier.send_back", dossier)
    form = SendBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.send_back(dossier, form.items(), due_on=form.cleaned_data["due_on"], by=request.user)
        messages.success(request, "Đã trả hồ sơ và báo cho chủ thể.")
        return redirect(dossier)
    typed = form.items() if request.method == "POST" else []
    rows = typed + [("", "")] * max(3 - len(typed), 1)
    subjects = ["Mẫu số 01", "Mẫu số 02", *(str(criterion) for criterion in dossier.criteria_set.sheet.criteria)]
    context = {"dossier": dossier, "form": form, "rows": rows, "subjects": subjects, "today": today()}
    return render(request, "dossiers/send_back.html", context)


def refuse(request: HttpRequest, code: str) -> HttpResponse:
    """The page that refuses a dossier on a disqualifier its sheet prints."""
    dossier = _visible(request, code)
    require(request.user, "dossier.refuse", dossier)
    form = RefuseForm(dossier, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        proof = _stored(request, form, "proof_upload")
        fields = form.cleaned_data
        actions.refuse(dossier, ground=fields["ground"], reason=fields["reason"], proof=proof, by=request.user)
        messages.success(request, "Đã loại hồ sơ và báo cho chủ thể.")
        return redirect(dossier)
    return render(request, "dossiers/refuse.html", {"dossier": dossier, "form": form})


def report(request: HttpRequest, code: str) -> HttpResponse:
    """Form 03: the topics, the meeting, the letter; then the proposal to the next level."""
    dossier = _visible(request, code)
    require(request.user, "dossier.write_report", dossier)
    written = ScreeningReport.objects.filter(dossier=dossier).select_related("letter", "signed_report").first()
    form = ReportForm(request.POST or None, request.FILES or None, initial=_initial(written))
    if request.method == "POST" and form.is_valid():
        actions.write_report(dossier, _report_input(request, dossier, form), by=request.user)
        if "propose" in request.POST:
            actions.propose(dossier, by=request.user)
            messages.success(request, "Đã gửi hồ sơ lên cấp trên.")
            return redirect(dossier)
        messages.success(request, "Đã lưu báo cáo.")
        return redirect("dossiers:report", dossier.code)
    topics = [(topic, (written.topics if written else {}).get(topic.key, "")) for topic in topics_of(dossier)]
    context = {
        "dossier": dossier,
        "form": form,
        "topics": topics,
        "written": written,
        "missing": missing_in_report(dossier),
    }
    return render(request, "dossiers/report.html", context)


def _initial(written: ScreeningReport | None) -> dict[str, Any]:
    names = ("met_on", "meeting_members", "meeting_notes", "letter_number", "letter_date")
    return {name: getattr(written, name) for name in names} if written else {}


def _report_input(request: HttpRequest, dossier: Dossier, form: ReportForm) -> actions.ReportInput:
    fields = form.cleaned_data
    topics = {topic.key: request.POST.get(topic.key, "") for topic in topics_of(dossier) if topic.key in request.POST}
    return actions.ReportInput(
        topics=topics,
        met_on=fields["met_on"],
        meeting_members=fields["meeting_members"],
        meeting_notes=fields["meeting_notes"],
        letter_number=fields["letter_number"],
        letter_date=fields["letter_date"],
        letter=_stored(request, form, "letter_upload"),
        signed_report=_stored(request, form, "report_upload"),
    )


@require_POST
def report_save(request: HttpRequest, code: str) -> HttpResponse:
    """Autosave of Form 03's text."""
    dossier = _visible(request, code)
    keys = set(request.POST.getlist("_changed")) or set(request.POST)
    topics = {topic.key: request.POST.get(topic.key, "") for topic in topics_of(dossier) if topic.key in keys}
    texts = {n: request.POST.get(n, "") for n in ("meeting_members", "meeting_notes", "letter_number") if n in keys}
    version = request.POST.get("version", "")
    known = int(version) if version.isdigit() else None
    written = actions.write_report(dossier, actions.ReportInput(topics=topics, **texts), by=request.user, version=known)
    return JsonResponse({"version": written.version, "saved_at": timezone.localtime().strftime("%H:%M")})


@require_POST
def samples(request: HttpRequest, code: str) -> HttpResponse:
    dossier = _visible(request, code)
    form = SampleForm(request.POST)
    if not form.is_valid():
        raise Refused("Số mẫu phải là một số từ 0 đến 1000.")
    actions.count_samples(dossier, form.cleaned_data["count"], by=request.user)
    messages.success(request, "Đã ghi số mẫu.")
    return redirect(dossier)


def schedule(request: HttpRequest, code: str) -> HttpResponse:
    """The page that puts a dossier into a round, or opens an extra round that cites its basis."""
    dossier = _visible(request, code)
    require(request.user, "dossier.schedule", dossier)
    ensure_rounds(dossier.level, dossier.desk)
    form = ScheduleForm(dossier, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.schedule(dossier, form.cleaned_data["round"], by=request.user)
        messages.success(request, "Đã xếp hồ sơ vào đợt.")
        return redirect(dossier)
    return render(request, "dossiers/schedule.html", {"dossier": dossier, "form": form, "extra": ExtraRoundForm()})


@require_POST
def extra_round(request: HttpRequest, code: str) -> HttpResponse:
    """Open an extra round at the dossier's desk, on the basis the decision asks for (Điều 5)."""
    dossier = _visible(request, code)
    require(request.user, "dossier.schedule", dossier)
    form = ExtraRoundForm(request.POST)
    if not form.is_valid() or dossier.level is None or dossier.desk is None:
        raise Refused("Hãy ghi căn cứ, ngày hết nhận hồ sơ và ngày đánh giá xong của đợt bổ sung.")
    open_extra_round(dossier.level, dossier.desk, **form.cleaned_data)
    messages.success(request, "Đã mở đợt bổ sung. Bây giờ hãy xếp hồ sơ vào đợt đó.")
    return redirect("dossiers:schedule", dossier.code)
