"""The first page."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.certificates.validity import IN_FORCE
from ocop.portal import queries
from ocop.portal.forms import VerifyForm
from ocop.portal.views.catalogue import cards
from ocop.programme.models import StarBand

NEWEST = 4


@require_safe
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    found = queries.stars_today()
    ranks = sorted({n for n in StarBand.objects.filter(certificate=True).values_list("stars", flat=True)}, reverse=True)
    newest = queries.showcase().filter(valid_from__isnull=False).being(*IN_FORCE)
    context = {
        "ranks": [
            {"count": found.get(n, 0), "words": f"{n} sao", "url": f"{reverse('portal:products')}?hieu_luc=con&sao={n}"}
            for n in ranks
        ],
        "total": sum(count for stars, count in found.items() if stars),
        "unsure": found.get(None, 0),
        "newest": cards(newest.order_by("-valid_from", "product__order")[:NEWEST]),
        "verify_form": VerifyForm(),
    }
    return render(request, "portal/home.html", context)
