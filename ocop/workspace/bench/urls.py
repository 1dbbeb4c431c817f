"""The addresses of the system, and one page with nothing on it: what a page costs beyond that is its own."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config import urls

EMPTY = "/do-thu/trang-rong/"


@login_not_required
def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


# It stands where the public pages stand, so that finding it takes as long.
urlpatterns = [*i18n_patterns(path(EMPTY.strip("/") + "/", empty), prefix_default_language=False), *urls.urlpatterns]
handler404, handler403, handler500 = urls.handler404, urls.handler403, urls.handler500
