"""How much the portal is read: for those who run it, and, if they wish, three figures for everybody."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, cast

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from ocop.content import visit_figures
from ocop.content.access import runs_the_portal
from ocop.content.queries import site_settings

if TYPE_CHECKING:
    from ocop.accounts.models import User

PERIODS = {"7": "7 ngày", "30": "30 ngày", "365": "Một năm"}
USUAL = "30"
A_MINUTE = 60


@require_safe
@login_not_required
def shown(request: HttpRequest) -> JsonResponse:
    """The three figures of the footer; nowhere while the editors do not show them."""
    if not site_settings().shows_visits:
        raise Http404
    found = cache.get_or_set("content.visits", lambda: vars(visit_figures.totals()), A_MINUTE)
    response = JsonResponse(found)
    patch_cache_control(response, public=True, max_age=A_MINUTE)
    return response


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Views and visitors by day, and views by section."""
    days = _asked(request)
    here = reverse("visits")
    context = {
        "totals": visit_figures.totals(),
        "days": visit_figures.by_day(int(days)),
        "sections": visit_figures.by_section(int(days)),
        "periods": [(words, f"{here}?ngay={key}", key == days) for key, words in PERIODS.items()],
        "csv_url": f"{reverse('visits_csv')}?ngay={days}",
    }
    return render(request, "content/visits.html", context)


@require_safe
def figures_csv(request: HttpRequest) -> HttpResponse:
    """The same as a file: a line for each day and section, then one for the visitors of each day."""
    days = int(_asked(request))
    out = io.StringIO()
    out.write("\ufeff")
    lines = csv.writer(out)
    lines.writerow(["Ngày", "Mục", "Lượt xem"])
    lines.writerows([day.isoformat(), name, count] for day, name, count in visit_figures.each_day_and_section(days))
    lines.writerow([])
    lines.writerow(["Ngày", "Lượt xem", "Người xem"])
    lines.writerows([each.day.isoformat(), each.views, each.visitors] for each in visit_figures.by_day(days))
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="luot-xem.csv"'
    return response


def _asked(request: HttpRequest) -> str:
    if not runs_the_portal(cast("User", request.user)):
        raise PermissionDenied("visits")
    asked = request.GET.get("ngay", "")
    return asked if asked in PERIODS else USUAL
