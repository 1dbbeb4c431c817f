"""«Chờ quyết định»: what councils concluded, and the pages that record the leader's decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from ocop.accounts.models import Role, User
from ocop.accounts.queries import holds
from ocop.certificates import actions
from ocop.certificates.drafts import leader_of
from ocop.certificates.forms import DecisionForm, HigherResultForm
from ocop.certificates.queries import Result, certified_stars, is_for_above, kept_instead, results_of
from ocop.core.access import get_visible_or_404, require
from ocop.core.errors import Refused
from ocop.councils.queries.scores import Concluded, concluded_of
from ocop.dossiers.models import Dossier, State

if TYPE_CHECKING:
    from ocop.certificates.models import RecognitionDecision

MOST = 200
"""So many dossiers in one decision at most: one page of boxes, one transaction."""


@dataclass(frozen=True)
class Line:
    """One dossier on the desk, with its result."""

    dossier: Dossier
    result: Result | None
    concluded: Concluded | None
    may_reopen: bool

    @property
    def points(self) -> str:
        """The mean, cut to two decimals, never rounded up."""
        if self.result is None or self.result.mean is None:
            return "–"
        return f"{self.result.mean.quantize(Decimal('0.01'), ROUND_DOWN):f}".replace(".", ",")

    @property
    def missed(self) -> tuple[Any, ...]:
        """What kept it from the next star."""
        if self.concluded is None or self.result is None or self.result.is_from_above:
            return ()
        return tuple(each for stars, found in self.concluded.missed if stars <= self.concluded.band for each in found)


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, and what the higher level has not answered yet."""
    if not holds(cast(User, request.user), Role.LEADER, Role.OFFICER):
        raise PermissionDenied("certificates.desk")
    rows = (
        Dossier.objects.allowed(request.user, "dossier.draft_decision")
        .with_access(request.user, "dossier.decide", "dossier.reopen", "dossier.record_higher_result")
        .filter(state__in=(State.CONCLUDED, State.FORWARDED))
        .for_page()
        .order_by("product__order", "pk")
    )
    dossiers: list[Any] = list(rows)
    groups = _grouped(dossiers)
    context = {
        **groups,
        "is_leader": any(dossier.may_decide for dossier in dossiers),
        "is_empty": not any(groups.values()),
        "sent_up_by": _article(groups["upward"]),
        "closed_by": _article(groups["below"]),
    }
    return render(request, "certificates/desk.html", context)


def _article(lines: list[Line]) -> str:
    """Which article of the regime gives the level its decision."""
    return next((line.dossier.level.article for line in lines if line.dossier.level), "")


def _grouped(dossiers: list[Any]) -> dict[str, list[Line]]:
    """The dossiers by what may be decided on them: recognised, sent up, closed; and those away."""
    groups: dict[str, list[Line]] = {"ready": [], "upward": [], "below": [], "away": []}
    results = results_of(dossiers)
    certified = certified_stars(*{dossier.regime_id for dossier in dossiers})
    for dossier in dossiers:
        result = results[dossier.pk]
        if result is None:
            continue
        concluded = concluded_of(result.evaluation) if result.evaluation else None
        line = Line(dossier, result, concluded, dossier.may_reopen and result.is_from_above)
        earns = result.is_rated and (dossier.regime_id, result.stars) in certified
        earns = earns and kept_instead(dossier, result) is None
        groups[_group_of(dossier, result, earns)].append(line)
    return groups


def _group_of(dossier: Dossier, result: Result, earns: bool) -> str:
    if dossier.state == State.FORWARDED:
        return "away"
    if is_for_above(dossier.level, result):
        return "upward"
    return "ready" if earns else "below"


def chosen(request: HttpRequest, permission: str) -> list[Dossier]:
    """The dossiers ticked on the desk, those this person may act on; Refused when none, 403 when none may be."""
    codes = (request.POST or request.GET).getlist("hs")[:MOST]
    rows = Dossier.objects.for_page().filter(code__in=[code.replace("\x00", "") for code in codes])
    found = list(rows.order_by("product__order", "pk"))
    if not found:
        raise Refused("Hãy chọn ít nhất một hồ sơ.")
    allowed = set(
        Dossier.objects.allowed(request.user, permission)
        .filter(pk__in=[d.pk for d in found])
        .values_list("pk", flat=True)
    )
    if len(allowed) != len(found):
        raise PermissionDenied(permission)
    return found


def recognise(request: HttpRequest) -> HttpResponse:
    """One signed decision that recognises the chosen dossiers."""
    return _decide(
        request,
        actions.recognise,
        title="Ghi quyết định công nhận",
        lead="Một quyết định đã ký cho các sản phẩm dưới đây. Giấy chứng nhận được cấp ngay sau khi ghi.",
        button="Ghi quyết định, cấp giấy chứng nhận",
        done="Đã ghi quyết định và cấp {count} giấy chứng nhận.",
    )


def forward(request: HttpRequest) -> HttpResponse:
    """One signed decision that approves the results and sends the dossiers up."""
    return _decide(
        request,
        actions.forward,
        title="Phê duyệt kết quả, chuyển cấp trên",
        lead="Quyết định phê duyệt kết quả của các sản phẩm dưới đây, để đề nghị cấp trên đánh giá.",
        button="Ghi quyết định, chuyển cấp trên",
        done="Đã chuyển {count} hồ sơ lên cấp trên.",
    )


def _decide(
    request: HttpRequest, act: Callable[..., RecognitionDecision], *, title: str, lead: str, button: str, done: str
) -> HttpResponse:
    dossiers = chosen(request, "dossier.decide")
    unit = dossiers[0].desk
    initial = DecisionForm.prefilled(leader_of(unit) if unit else ("", ""))
    form = DecisionForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            act(dossiers, decision=form.decision(), by=cast(User, request.user))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done.format(count=len(dossiers)))
            return redirect("certificates:desk")
    results = results_of(dossiers)
    context = {
        "form": form,
        "lines": [(each, results[each.pk]) for each in dossiers],
        "title": title,
        "lead": lead,
        "button": button,
        "draft_query": urlencode([("hs", each.code) for each in dossiers]),
    }
    return render(request, "certificates/decide.html", context)


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """End the chosen dossiers without recognition."""
    dossiers = chosen(request, "dossier.decide")
    actions.close_unrecognised(dossiers, by=cast(User, request.user))
    messages.success(request, f"Đã kết thúc {len(dossiers)} hồ sơ không công nhận; chủ thể và xã đã được báo.")
    return redirect("certificates:desk")


@require_POST
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    """Have the unit's own council rate it anew."""
    dossier = get_visible_or_404(Dossier.objects.all(), request.user, code=code)
    actions.reopen(dossier, by=cast(User, request.user))
    messages.success(request, "Đã mở lại hồ sơ. Cơ quan tham mưu xếp hồ sơ vào đợt mới để hội đồng đánh giá lại.")
    return redirect(dossier)


def higher_result(request: HttpRequest, code: str) -> HttpResponse:
    """What the higher level answered on a forwarded dossier."""
    dossier = get_visible_or_404(Dossier.objects.for_page(), request.user, code=code)
    require(request.user, "dossier.record_higher_result", dossier)
    above = dossier.level.next() if dossier.level else None
    if above is None:
        raise Refused("Theo văn bản này không còn cấp trên. Hãy quyết định theo thẩm quyền của đơn vị.")
    form = HigherResultForm(
        request.POST or None,
        request.FILES or None,
        above=above,
        initial={"signer_title": above.name_of("chief") or above.decider},
    )
    if request.method == "POST" and form.is_valid():
        act = actions.record_higher_result if form.is_recognised_above else actions.return_from_higher
        try:
            act(dossier, form.result(), by=cast(User, request.user))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã ghi kết quả của cấp trên.")
            return redirect(dossier)
    return render(request, "certificates/higher_result.html", {"form": form, "dossier": dossier, "above": above})
