"""The register of decisions and certificates, one decision's page, and taking a recognition back."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from ocop.accounts.models import Role, User
from ocop.accounts.queries import holds
from ocop.certificates import actions
from ocop.certificates.actions.revoking import REVOCABLE
from ocop.certificates.drafts import leader_of
from ocop.certificates.forms import DecisionForm, RevocationForm
from ocop.certificates.models import Recognition, RecognitionDecision
from ocop.certificates.queries import decider_of, revocation_due, revocation_regime, standing_of
from ocop.certificates.validity import State
from ocop.core.access import get_visible_or_404, require
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.core.text import normalise
from ocop.producers.models import Product

PER_PAGE = 50


@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """Every recognition with its certificate, searched by number, product, producer; filtered by what it is worth."""
    _officials_only(request)
    text = request.GET.get("q", "").replace("\x00", "")[:200].strip()
    state = request.GET.get("hieu-luc", "")
    rows = Recognition.objects.allowed(request.user, "recognition.view").for_page().with_state(today())
    rows = rows.with_access(request.user, "recognition.revoke").filter(_matching(text))
    if state in State.values:
        rows = rows.being(state)
    page = Paginator(rows.order_by("-valid_from", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    found: list[Any] = list(page)
    mine = Product.objects.allowed(request.user, "product.describe").filter(pk__in=[row.product_id for row in found])
    told = set(mine.values_list("pk", flat=True))
    lines = [
        (row, State(row.state), row.product_id in told, row.may_revoke and row.state in REVOCABLE) for row in found
    ]
    context = {"page": page, "lines": lines, "q": text, "state": state, "states": State.choices}
    return render(request, "certificates/register.html", context)


def _matching(text: str) -> Q:
    rows = Q(pk__isnull=False)
    for word in normalise(text).split()[:8]:
        rows &= Q(product__search__contains=word)
    if not text:
        return rows
    return rows | Q(certificate__number__icontains=text) | Q(decision__number__icontains=text)


@require_GET
def decisions(request: HttpRequest) -> HttpResponse:
    """Every decision this person may see."""
    _officials_only(request)
    text = request.GET.get("q", "").replace("\x00", "")[:60].strip()
    seen = RecognitionDecision.objects.allowed(request.user, "recognitiondecision.view").values("pk")
    rows = RecognitionDecision.objects.filter(pk__in=seen).select_related("unit__parent", "scan")
    if text:
        rows = rows.filter(number__icontains=text)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "certificates/decisions.html", {"page": page, "q": text})


@require_GET
def decision(request: HttpRequest, code: str) -> HttpResponse:
    """One signed decision: who signed it, its scan, what it decides on."""
    seen = RecognitionDecision.objects.select_related("unit__parent", "scan", "level", "regime", "recorded_by")
    row = get_visible_or_404(seen.distinct(), request.user, code=code)
    recognitions = row.recognitions.select_related("product__producer", "certificate").order_by("product__order")
    revocations = row.revocations.select_related("recognition__product__producer", "ground")
    dossiers = row.dossiers.select_related("product__producer") if row.kind not in ("recognition", "revocation") else ()
    context = {"decision": row, "recognitions": recognitions, "revocations": revocations, "dossiers": dossiers}
    return render(request, "certificates/decision.html", context)


def revoke(request: HttpRequest, code: str) -> HttpResponse:
    """Take a recognition back by a signed decision."""
    recognition = get_visible_or_404(Recognition.objects.for_page(), request.user, code=code)
    require(request.user, "recognition.revoke", recognition)
    regime = revocation_regime()
    decider = decider_of(regime, recognition.stars, recognition.product.producer.unit) if regime else None
    if regime is None or decider is None:
        raise Refused(
            "Văn bản đang có hiệu lực không quy định việc thu hồi này. Hãy hỏi cơ quan quản lý OCOP cấp trên."
        )
    initial = DecisionForm.prefilled(leader_of(decider[1]))
    form = RevocationForm(request.POST or None, request.FILES or None, regime=regime, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.revoke(recognition, form.revocation(), by=cast(User, request.user))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            due = revocation_due(regime, done.concluded_on)
            late = f" Đã quá thời hạn {due:%d/%m/%Y}." if due is not None and done.revoked_on > due else ""
            messages.success(request, f"Đã ghi quyết định thu hồi.{late}")
            return redirect("certificates:register")
    context = {
        "form": form,
        "recognition": recognition,
        "standing": standing_of(recognition),
        "clock": regime.clocks.filter(key="revocation").first(),
    }
    return render(request, "certificates/revoke.html", context)


def _officials_only(request: HttpRequest) -> None:
    if not holds(cast(User, request.user), Role.OFFICER, Role.LEADER):
        raise PermissionDenied("certificates.register")
