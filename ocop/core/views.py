from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

SERVICE_WORKER = Path(__file__).parent / "static" / "core" / "js" / "sw.js"
ICONS = [
    ("core/img/icon-192.png", "192x192", "any"),
    ("core/img/icon-512.png", "512x512", "any"),
    ("core/img/icon-512-masked.png", "512x512", "maskable"),
]


@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """Whether the process answers and reaches its database: 200 `{"status": "ok"}`, or 500 by the exception."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "database": connection.vendor})


@login_not_required
def components(request: HttpRequest) -> HttpResponse:
    """All components on one page, in demo mode only."""
    if not settings.DEMO:
        raise Http404
    return render(request, "core/components.html")


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "core/404.html", status=404)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "core/403.html", status=403)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    # Without the request: context processors ask the database, which may be what failed.
    return HttpResponse(render_to_string("core/500.html"), status=500)


@require_safe
@login_not_required
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps last-read pages, from the root so that it may watch over every page."""
    response = HttpResponse(SERVICE_WORKER.read_text(), content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = "/"
    patch_cache_control(response, no_cache=True)
    return response


@require_safe
@login_not_required
def manifest(request: HttpRequest) -> JsonResponse:
    """How a phone shows the installed site."""
    described = {
        "name": _("OCOP: Mỗi xã một sản phẩm"),
        "short_name": "OCOP",
        "lang": "vi",
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#faf6ee",
        "theme_color": "#1d5b3a",
        "icons": [
            {"src": static(name), "sizes": size, "type": "image/png", "purpose": purpose}
            for name, size, purpose in ICONS
        ],
    }
    response = JsonResponse(described, content_type="application/manifest+json")
    patch_cache_control(response, public=True, max_age=3600)
    return response


@require_safe
@login_not_required
def offline(request: HttpRequest) -> HttpResponse:
    """What a phone without a network shows: the same for everybody, kept by the service worker."""
    return HttpResponse(render_to_string("core/offline.html"))
