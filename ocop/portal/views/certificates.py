"""What a certificate is worth today, and the pictures of public products."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags, quote_etag
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ocop.certificates.models import Certificate, Recognition
from ocop.certificates.queries import standing_of
from ocop.certificates.validity import State
from ocop.core.access import get_visible_or_404
from ocop.files.models import StoredFile
from ocop.portal import queries
from ocop.portal.addresses import producer_url, product_url
from ocop.portal.forms import VerifyForm
from ocop.portal.thumbnails import WIDTH, thumbnail

OVER = (State.EXPIRED, State.REVOKED, State.SUPERSEDED)


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
def picture(request: HttpRequest, code: str, width: int = WIDTH, kind: str = "webp") -> HttpResponseBase:
    """A small picture of a public product's photo."""
    file = get_visible_or_404(StoredFile.objects.all(), None, code=code)
    etag = quote_etag(f"{file.sha256}-{width}-{kind}")
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        try:
            response = FileResponse(thumbnail(file, width, kind).open("rb"), content_type=f"image/{kind}")
        except LookupError as error:
            raise Http404(code) from error
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=3600)
    return response
