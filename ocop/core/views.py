from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string


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
