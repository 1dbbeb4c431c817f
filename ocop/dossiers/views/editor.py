"""The producer's editor: forms, self-scores, evidence, the check before filing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from ocop.core.access import get_visible_or_404, require
from ocop.core.errors import Refused
from ocop.dossiers import actions
from ocop.dossiers.fields import fields_of
from ocop.dossiers.forms import LawFormFields, PaperForm, StartForm
from ocop.dossiers.models import AmendmentRequest, Dossier, Evidence, State
from ocop.dossiers.queries import gaps_of, self_result
from ocop.dossiers.queries.sections import criterion_lines, editor_tabs, sections_of
from ocop.files.actions import store
from ocop.producers.models import Product


def dossier_to_edit(request: HttpRequest, code: str) -> Dossier:
    """The dossier of an editor's page: 404 unless visible, 403 unless it may be edited now."""
    dossier = get_visible_or_404(Dossier.objects.for_page(), request.user, code=code)
    require(request.user, "dossier.edit", dossier)
    return dossier


@require_POST
def start(request: HttpRequest, code: str) -> HttpResponse:
    product = get_visible_or_404(Product.objects.select_related("product_class"), request.user, code=code)
    form = StartForm(request.POST)
    form.is_valid()
    dossier = actions.start(product, kind=form.cleaned_data.get("kind", ""), by=request.user)
    messages.success(request, "Đã lập hồ sơ. Điền từng phần, máy tự lưu.")
    return redirect("dossiers:form", dossier.code, "01")


def form_page(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Form 01 or 02 in the browser; every field saves itself, and the button saves all for browsers without scripts."""
    dossier = dossier_to_edit(request, code)
    law_form = get_visible_or_404_form(dossier, form)
    content = dossier.form01 if form == "01" else dossier.form02
    if request.method == "POST":
        actions.edit_form(dossier, form, _values(request, dossier, form), by=request.user, version=_version(request))
        messages.success(request, f"Đã lưu Mẫu số {form}.")
        return redirect(_after(dossier, form))
    context = {
        "dossier": dossier,
        "law_form": law_form,
        "form": LawFormFields(fields_of(law_form), content),
        "changes": [
            (f"changes.{n}", subject, content.get(f"changes.{n}", ""))
            for n, subject in enumerate(dossier.kind.must_show if form == "02" else [])
        ],
        "tabs": editor_tabs(dossier, f"form{form}"),
        "part": form,
    }
    return render(request, "dossiers/form.html", context)


def get_visible_or_404_form(dossier: Dossier, form: str) -> Any:
    """The regime's form of that number; a sentence when the regime has none."""
    law_form = dossier.regime.forms.filter(code=form).first()
    if law_form is None:
        raise Refused("Không có mẫu này trong quyết định đang áp dụng.")
    return law_form


def _after(dossier: Dossier, form: str) -> str:
    if form == "01":
        return reverse("dossiers:form", args=[dossier.code, "02"])
    return reverse("dossiers:self_score", args=[dossier.code])


def _values(request: HttpRequest, dossier: Dossier, form: str) -> dict[str, str]:
    """The posted fields of a form of the law. A box that is not ticked posts nothing, so ask the law's list."""
    law_form = get_visible_or_404_form(dossier, form)
    keys = request.POST.getlist("_changed") or [field.key for field in fields_of(law_form)]
    keys += [key for key in request.POST if key.startswith("changes.") and key not in keys]
    return {key: request.POST.get(key, "") for key in keys if key not in ("csrfmiddlewaretoken", "version")}


def _version(request: HttpRequest) -> int | None:
    version = request.POST.get("version", "")
    return int(version) if version.isascii() and version.isdigit() else None


@require_POST
def save(request: HttpRequest, code: str, part: str) -> HttpResponse:
    """Autosave of one or more fields. Answers with the new version and the figures shown on the page."""
    dossier = dossier_to_edit(request, code)
    if part == "criteria":
        version = _save_criteria(request, dossier)
    else:
        values = _values(request, dossier, part)
        version = actions.edit_form(dossier, part, values, by=request.user, version=_version(request))
    show = _figures(dossier) if part == "criteria" else {}
    saved_at = timezone.localtime().strftime("%H:%M")
    return JsonResponse({"version": version, "saved_at": saved_at, "show": show})


def _save_criteria(request: HttpRequest, dossier: Dossier) -> int:
    version, saved = _version(request), dossier.version
    names = request.POST.getlist("_changed") or [n for n in request.POST if n[:2] in ("o-", "j-")]
    for name in names:
        kind, _, criterion = name.partition("-")
        value = request.POST.get(name, "")
        given = actions.Answer(option="" if value == "none" else value) if kind == "o" else None
        if kind == "o" and value == "":
            continue
        given = given or actions.Answer(justification=value)
        saved = actions.answer(dossier, criterion, given, by=request.user, version=version)
        version = saved if version is not None else None
    return saved


def _figures(dossier: Dossier) -> dict[str, str]:
    result = self_result(dossier)
    answered = dossier.self_scores.filter(is_answered=True).count()
    return {
        "total": str(result.total),
        "stars": f"{result.final} sao" if result.final else "Chưa xếp hạng",
        "answered": str(answered),
    }


def self_score(request: HttpRequest, code: str) -> HttpResponse:
    """One section of the criteria a page: options as cards, the written justification, the papers of each criterion."""
    dossier = dossier_to_edit(request, code)
    sections = sections_of(dossier, request.GET.get("muc", ""))
    if request.method == "POST":
        _save_criteria(request, dossier)
        following = sections.next_code
        query = f"?muc={following}" if following else ""
        page = reverse("dossiers:self_score" if following else "dossiers:papers", args=[dossier.code])
        return redirect(page + query)
    context = {
        "dossier": dossier,
        "sections": sections,
        "lines": criterion_lines(dossier, sections.current),
        "result": self_result(dossier),
        "answered": dossier.self_scores.filter(is_answered=True).count(),
        "tabs": editor_tabs(dossier, "criteria"),
    }
    return render(request, "dossiers/self_score.html", context)


def papers(request: HttpRequest, code: str) -> HttpResponse:
    """All evidence of the dossier by kind, and the form that adds one."""
    dossier = dossier_to_edit(request, code)
    criterion = request.GET.get("tieu-chi", "")
    form = PaperForm(dossier, request.POST or None, request.FILES or None, initial={"criterion": criterion})
    if request.method == "POST" and form.is_valid():
        try:
            _add_paper(request, dossier, form)
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, "Đã thêm minh chứng.")
            return redirect("dossiers:papers", dossier.code)
    held = dossier.evidence.filter(removed_at=None).select_related("file", "kind")
    by_kind = {
        kind: [paper for paper in held if paper.kind_id == kind.pk] for kind in dossier.regime.evidence_kinds.all()
    }
    context = {"dossier": dossier, "form": form, "by_kind": by_kind.items(), "tabs": editor_tabs(dossier, "papers")}
    return render(request, "dossiers/papers.html", context)


def _add_paper(request: HttpRequest, dossier: Dossier, form: PaperForm) -> None:
    fields = form.cleaned_data
    paper = actions.Paper(
        kind=fields["kind"].code,
        title=fields["title"],
        criterion=fields["criterion"],
        number=fields["number"],
        issuer=fields["issuer"],
        issued_on=fields["issued_on"],
        expires_on=fields["expires_on"],
    )
    actions.add_evidence(dossier, store(fields["file"], by=request.user), paper, by=request.user)


@require_POST
def paper_remove(request: HttpRequest, code: str, paper: str) -> HttpResponse:
    dossier = dossier_to_edit(request, code)
    evidence = Evidence.objects.filter(dossier=dossier, code=paper, removed_at=None).first()
    if evidence is None:
        raise Refused("Minh chứng này đã được gỡ.")
    actions.remove_evidence(evidence, by=request.user)
    messages.success(request, f"Đã gỡ «{evidence.title}».")
    return redirect("dossiers:papers", dossier.code)


def review(request: HttpRequest, code: str) -> HttpResponse:
    """The check before filing: points, star, marks missed, what the next star takes, every gap with its place."""
    dossier = dossier_to_edit(request, code)
    request_open = AmendmentRequest.objects.filter(dossier=dossier, closed_at=None).prefetch_related("items").first()
    gaps = gaps_of(dossier)
    context = {
        "dossier": dossier,
        "result": self_result(dossier),
        "blocking": [gap for gap in gaps if gap.blocks],
        "advice": [gap for gap in gaps if not gap.blocks],
        "amendment": request_open,
        "is_review": dossier.state == State.IN_REVIEW,
        "bands": [(band.lower, f"{band.stars} sao") for band in dossier.regime.bands.all()],
        "tabs": editor_tabs(dossier, "review"),
    }
    return render(request, "dossiers/review.html", context)


@require_POST
def answers(request: HttpRequest, code: str) -> HttpResponse:
    """Answers to the items of an open request: kept while amending, sent when the team is waiting for them."""
    dossier = dossier_to_edit(request, code)
    given = {int(name[5:]): value for name, value in request.POST.items() if name[:5] == "item-" and name[5:].isdigit()}
    if dossier.state == State.IN_REVIEW:
        actions.answer_request(dossier, given, by=request.user)
        messages.success(request, "Đã gửi phần bổ sung.")
        return redirect(dossier)
    actions.answer_items(dossier, given, by=request.user)
    messages.success(request, "Đã lưu trả lời.")
    return redirect("dossiers:review", dossier.code)


@require_POST
def submit(request: HttpRequest, code: str) -> HttpResponse:
    dossier = get_visible_or_404(Dossier.objects.all(), request.user, code=code)
    actions.submit(dossier, by=request.user)
    receipt = dossier.receipts.last()
    messages.success(request, f"Đã nộp hồ sơ. Phiếu số {receipt}." if receipt else "Đã nộp hồ sơ.")
    return redirect(dossier)


@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    dossier = get_visible_or_404(Dossier.objects.all(), request.user, code=code)
    actions.withdraw(dossier, reason=request.POST.get("reason", ""), by=request.user)
    messages.success(request, "Đã rút hồ sơ.")
    return redirect(dossier)
