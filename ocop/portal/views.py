"""Public pages. They show what anybody may see, to everybody alike: a signed-in person sees no more here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags, quote_etag
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ocop.certificates.models import Certificate, Recognition
from ocop.certificates.queries import standing_of
from ocop.certificates.validity import IN_FORCE, State
from ocop.core.access import get_visible_or_404
from ocop.files.models import StoredFile
from ocop.portal import queries
from ocop.portal.addresses import producer_url, product_url
from ocop.portal.forms import ProducerFilter, ProductFilter, VerifyForm
from ocop.portal.thumbnails import thumbnail
from ocop.producers.models import Producer, Product
from ocop.programme.models import StarBand

if TYPE_CHECKING:
    from collections.abc import Iterable

OVER = (State.EXPIRED, State.REVOKED, State.SUPERSEDED)
A_PAGE = 24
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


def cards(rows: Iterable[Recognition]) -> list[dict[str, Any]]:
    """Recognitions as a list shows them: with the state of today and the address of the product."""
    return [{"row": row, "state": State(row.state), "url": product_url(row.product)} for row in rows]


@require_safe
@login_not_required
def products(request: HttpRequest) -> HttpResponse:
    form = ProductFilter(request.GET)
    page = Paginator(queries.products(form.search()), A_PAGE).get_page(request.GET.get("trang"))
    context = {"form": form, "page": page, "cards": cards(page), "chips": form.chips()}
    return render(request, "portal/products.html", context)


@require_safe
@login_not_required
def product(request: HttpRequest, code: str, slug: str = "") -> HttpResponse:
    rows = Product.objects.select_related(
        "producer__unit__parent__parent",
        "producer__unit_as_filed__parent__parent__parent",
        "producer__organisation_type",
        "product_class__parent__parent",
        "picture",
    )
    thing = get_visible_or_404(rows, None, code=code)
    if request.path != (url := product_url(thing)):
        return redirect(url, permanent=False)
    history = list(Recognition.objects.for_page().filter(product=thing).order_by("-is_current", "-valid_from", "-pk"))
    told = [(each, standing_of(each)) for each in history]
    latest, standing = told[0]
    context = {
        "product": thing,
        "recognition": latest,
        "standing": standing,
        "history": [_told(each, what) for each, what in told],
        "producer_url": producer_url(thing.producer),
        "url": url,
    }
    return render(request, "portal/product.html", context)


def _told(recognition: Recognition, standing: Any) -> dict[str, Any]:
    """One recognition as a step of the product's history."""
    certificate = getattr(recognition, "certificate", None)
    said = [str(recognition.decision) if recognition.decision else f"Nguồn: {recognition.provenance}"]
    if certificate is not None:
        said.append(f"Giấy chứng nhận số {certificate.number}")
    return {
        "title": f"{recognition.rank}: {standing.label.lower()}",
        "when": f"{recognition.valid_from:%d/%m/%Y}" if recognition.valid_from else "",
        "note": f"{'. '.join(said)}. {standing.sentence}",
        "tone": standing.tone,
        "icon": standing.icon,
        "href": certificate.get_absolute_url() if certificate else "",
    }


@require_safe
@login_not_required
def producers(request: HttpRequest) -> HttpResponse:
    form = ProducerFilter(request.GET)
    rows = queries.producers(form.cleaned("q"), form.unit, form.cleaned("loai_hinh"))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("trang"))
    counts = queries.counts_of(list(page))
    shown = [(each, producer_url(each), *counts.get(each.pk, (0, 0))) for each in page]
    context = {"form": form, "page": page, "producers": shown, "chips": form.chips()}
    return render(request, "portal/producers.html", context)


@require_safe
@login_not_required
def producer(request: HttpRequest, code: str, slug: str = "") -> HttpResponse:
    rows = Producer.objects.select_related(
        "unit__parent__parent", "unit_as_filed__parent__parent__parent", "organisation_type"
    )
    thing = get_visible_or_404(rows, None, code=code)
    if request.path != (url := producer_url(thing)):
        return redirect(url, permanent=False)
    made = queries.showcase().filter(product__producer=thing).order_by("product__order", "pk")
    return render(request, "portal/producer.html", {"producer": thing, "cards": cards(made), "url": url})


@require_safe
@never_cache
@login_not_required
def verify(request: HttpRequest) -> HttpResponse:
    """Look a number up; a certificate of the register has its own page."""
    form = VerifyForm(request.GET if "so" in request.GET else None)
    if not form.is_valid():
        return render(request, "portal/verify.html", {"form": form})
    found = queries.certificate_by_number(form.cleaned_data["so"])
    if found is not None:
        return redirect(found)
    return render(request, "portal/not_in_register.html", {"form": form, "asked": form.cleaned_data["so"]}, status=404)


@require_safe
@never_cache
@login_not_required
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """What the QR code of a certificate opens: what it is worth today."""
    try:
        found = get_visible_or_404(Certificate.objects.select_related("file"), None, code=code)
    except Http404:
        return render(request, "portal/not_in_register.html", {"form": VerifyForm()}, status=404)
    recognition = (
        Recognition.objects.for_page()
        .select_related("revocation__ground", "revocation__decision")
        .get(pk=found.recognition_id)
    )
    newer = Recognition.objects.filter(product=recognition.product, is_current=True).exclude(pk=recognition.pk)
    context = {
        "certificate": found,
        "recognition": recognition,
        "product": recognition.product,
        "standing": standing_of(recognition),
        "over": OVER,
        "checked_at": timezone.localtime(),
        "newer": newer.select_related("certificate").first(),
        "product_url": product_url(recognition.product),
        "producer_url": producer_url(recognition.product.producer),
    }
    return render(request, "portal/certificate.html", context)


@require_safe
@login_not_required
def picture(request: HttpRequest, code: str) -> HttpResponseBase:
    """The small picture of a public product's photo."""
    file = get_visible_or_404(StoredFile.objects.all(), None, code=code)
    etag = quote_etag(f"{file.sha256}-nho")
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        try:
            response = FileResponse(thumbnail(file).open("rb"), content_type="image/webp")
        except LookupError as error:
            raise Http404(code) from error
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=3600)
    return response
