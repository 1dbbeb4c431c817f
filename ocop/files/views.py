from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags, quote_etag
from django.views.decorators.http import require_safe

from ocop.core.access import get_visible_or_404
from ocop.files import pdf, pictures
from ocop.files.models import StoredFile

LOCKED_DOWN = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-downloads"


@require_safe
@login_not_required  # files of public things are granted to visitors by the apps they belong to
def open_file(request: HttpRequest, code: str) -> HttpResponseBase:
    return _serve(request, code, inline=True)


@require_safe
@login_not_required
def download(request: HttpRequest, code: str) -> HttpResponseBase:
    return _serve(request, code, inline=False)


def _serve(request: HttpRequest, code: str, *, inline: bool) -> HttpResponseBase:
    try:
        file = get_visible_or_404(StoredFile.objects.all(), request.user, code=code)
    except Http404:
        if request.user.is_authenticated:
            raise
        return redirect_to_login(request.get_full_path())  # a link in a mail, opened before signing in
    etag = quote_etag(file.sha256)
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _harden(HttpResponseNotModified(), etag)
    shown = inline and (file.is_pdf or file.is_image)
    try:
        content = file.content.open("rb")
    except FileNotFoundError as error:
        raise Http404(code) from error
    response = FileResponse(content, as_attachment=not shown, filename=file.name, content_type=file.media_type)
    return _harden(response, etag)


@require_safe
@login_not_required
def page(request: HttpRequest, code: str, number: int) -> HttpResponseBase:
    file = get_visible_or_404(StoredFile.objects.all(), request.user, code=code)
    etag = quote_etag(f"{file.sha256}-{number}")
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _harden(HttpResponseNotModified(), etag)
    try:
        path = pictures.page_picture(file, number)
    except LookupError as error:
        raise Http404(code) from error
    except pdf.Busy:
        return HttpResponse(status=503, headers={"Retry-After": "5"})
    response = FileResponse(path.open("rb"), content_type="image/webp")
    return _harden(response, etag)


def _harden(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    """What every answer with somebody's bytes carries. A copy is asked after each time: access may have ended."""
    response["Content-Security-Policy"] = LOCKED_DOWN
    response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return response
