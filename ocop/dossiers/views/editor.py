"""The producer's editor: forms, self-scores, evidence, the check before filing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ocop.core.access import get_visible_or_404
from ocop.core.errors import Refused
from ocop.dossiers import actions
from ocop.dossiers.fields import fields_of
from ocop.dossiers.forms import LawFormFields, PaperForm, StartForm
from ocop.dossiers.models import Dossier, Evidence
from ocop.dossiers.queries import self_result
from ocop.dossiers.queries.sections import NONE_OPTION, criterion_lines, editor_tabs, sections_of
from ocop.dossiers.views.fetch import changed_in, dossier_to_edit, edited_form, me, said_on, saved, stored, version_of
from ocop.producers.models import Product


@require_POST
def start(request: HttpRequest, code: str) -> HttpResponse:
    product = get_visible_or_404(Product.objects.select_related("product_class"), request.user, code=code)
    form = StartForm(request.POST)
    form.is_valid()
    dossier = actions.start(product, kind=form.cleaned_data.get("kind", ""), by=me(request))
    messages.success(request, "Đã lập hồ sơ. Điền từng phần, máy tự lưu.")
    return redirect("dossiers:form", dossier.code, "01")


def form_page(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Form 01 or 02 in the browser; every field saves itself, and the button saves all for browsers without scripts.

    Refused (changed in another window, too long): the page comes back with what was typed.
    """
    dossier = dossier_to_edit(request, code)
    law_fields = fields_of(edited_form(dossier, form))
    refusal, typed = None, {}
    if request.method == "POST":
        typed = _typed(request, dossier, form)
        try:
            actions.edit_form(dossier, form, typed, by=me(request), version=version_of(request))
        except Refused as error:
            refusal = error
        else:
            messages.success(request, f"Đã lưu Mẫu số {form}.")
            return redirect(_after(dossier, form))
    content = {**(dossier.form01 if form == "01" else dossier.form02), **typed}
    context = {
        "dossier": dossier,
        "law_form": edited_form(dossier, form),
        "form": LawFormFields(law_fields, content),
        "changes": [(key, subject, content.get(key, "")) for key, subject in _changes(dossier, form)],
        "tabs": editor_tabs(dossier, f"form{form}"),
        "part": form,
        "refusal": refusal,
    }
    return render(request, "dossiers/form.html", context, status=refusal.status if refusal else 200)


def _changes(dossier: Dossier, form: str) -> list[tuple[str, str]]:
    return [(f"changes.{n}", subject) for n, subject in enumerate(dossier.kind.must_show)] if form == "02" else []


def _after(dossier: Dossier, form: str) -> str:
    if form == "01":
        return reverse("dossiers:form", args=[dossier.code, "02"])
    return reverse("dossiers:self_score", args=[dossier.code])


def _typed(request: HttpRequest, dossier: Dossier, form: str) -> dict[str, str]:
    """What a whole form posted. A box that is not ticked posts nothing; a text that is not there is left as it is."""
    fields = fields_of(edited_form(dossier, form))
    keys = [each.key for each in fields if each.type == "tick" or each.key in request.POST]
    keys += [key for key, _ in _changes(dossier, form) if key in request.POST]
    return {key: request.POST.get(key, "") for key in keys}


@require_POST
def save(request: HttpRequest, code: str, part: str) -> HttpResponse:
    """Autosave of one or more fields. Answers with the new version and the figures shown on the page."""
    dossier = dossier_to_edit(request, code)
    if part == "criteria":
        version = _save_criteria(request, dossier, changed_in(request))
        return saved(version, **_figures(dossier))
    edited_form(dossier, part)
    values = {name: request.POST.get(name, "") for name in changed_in(request)}
    return saved(actions.edit_form(dossier, part, values, by=me(request), version=version_of(request)))


def _save_criteria(request: HttpRequest, dossier: Dossier, names: list[str]) -> int:
    """Fields `o-<criterion>` hold the option, `j-<criterion>` the justification; all are saved or none."""
    given: dict[str, actions.Answer] = {}
    for name in names:
        kind, _, criterion = name.partition("-")
        value = request.POST.get(name, "")
        known = given.get(criterion, actions.Answer())
        if kind == "o":
            option = "" if value == NONE_OPTION else value or None
            given[criterion] = actions.Answer(option, known.justification)
        elif kind == "j":
            given[criterion] = actions.Answer(known.option, value)
        else:
            raise Refused("Phiếu tự chấm không có mục này. Hãy tải lại trang.")
    return actions.answer_all(dossier, given, by=me(request), version=version_of(request))


def _figures(dossier: Dossier) -> dict[str, str]:
    result = self_result(dossier)
    return {
        "total": str(result.total),
        "stars": f"{result.final} sao" if result.final else "Chưa xếp hạng",
        "answered": str(dossier.self_scores.filter(is_answered=True).count()),
    }


def self_score(request: HttpRequest, code: str) -> HttpResponse:
    """One section of the criteria a page: options as cards, the written justification, the papers of each criterion."""
    dossier = dossier_to_edit(request, code)
    sections = sections_of(dossier, request.GET.get("muc", ""))
    refusal, lines = None, criterion_lines(dossier, sections.current)
    if request.method == "POST":
        try:
            _save_criteria(request, dossier, [name for name in request.POST if name[:2] in ("o-", "j-")])
        except Refused as error:
            refusal = error
            lines = criterion_lines(dossier, sections.current, typed=request.POST.dict())
        else:
            following = sections.next_code
            page = reverse("dossiers:self_score" if following else "dossiers:papers", args=[dossier.code])
            return redirect(page + (f"?muc={following}" if following else ""))
    context = {
        "dossier": dossier,
        "sections": sections,
        "lines": lines,
        "result": self_result(dossier),
        "answered": dossier.self_scores.filter(is_answered=True).count(),
        "tabs": editor_tabs(dossier, "criteria"),
        "refusal": refusal,
    }
    return render(request, "dossiers/self_score.html", context, status=refusal.status if refusal else 200)


def papers(request: HttpRequest, code: str) -> HttpResponse:
    """All evidence of the dossier by kind, and the form that adds one."""
    dossier = dossier_to_edit(request, code)
    criterion = request.GET.get("tieu-chi", "")
    form = PaperForm(dossier, request.POST or None, request.FILES or None, initial={"criterion": criterion})
    if request.method == "POST" and form.is_valid() and _add_paper(request, dossier, form):
        messages.success(request, "Đã thêm minh chứng.")
        return redirect("dossiers:papers", dossier.code)
    held = list(dossier.evidence.filter(removed_at=None).select_related("file", "kind"))
    kinds = dossier.regime.evidence_kinds.all()
    by_kind = [(kind, [paper for paper in held if paper.kind_id == kind.pk]) for kind in kinds]
    context = {
        "dossier": dossier,
        "form": form,
        "held": [(kind, own) for kind, own in by_kind if own],
        "lacking": [kind for kind, own in by_kind if not own],
        "tabs": editor_tabs(dossier, "papers"),
    }
    return render(request, "dossiers/papers.html", context)


def _add_paper(request: HttpRequest, dossier: Dossier, form: PaperForm) -> bool:
    fields: dict[str, Any] = {name: value for name, value in form.cleaned_data.items() if name != "file"}
    file = stored(request, form, "file")
    if file is None:
        return False
    with said_on(form):
        paper = actions.Paper(**{**fields, "kind": fields["kind"].code})
        actions.add_evidence(dossier, file, paper, by=me(request))
    return form.is_valid()


@require_POST
def paper_remove(request: HttpRequest, code: str, paper: str) -> HttpResponse:
    dossier = dossier_to_edit(request, code)
    evidence = Evidence.objects.filter(dossier=dossier, code=paper, removed_at=None).first()
    if evidence is None:
        raise Refused("Minh chứng này đã được gỡ. Hãy tải lại trang.")
    actions.remove_evidence(evidence, by=me(request))
    messages.success(request, f"Đã gỡ «{evidence.title}».")
    return redirect("dossiers:papers", dossier.code)
