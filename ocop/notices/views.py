from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from ocop.core.access import get_visible_or_404
from ocop.notices import actions, queries
from ocop.notices.models import Notice

if TYPE_CHECKING:
    from ocop.accounts.models import User

PER_PAGE = 20


@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.notices_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/list.html", {"page": page, "unread": queries.unread_count(request.user)})


@require_POST
def notice_open(request: HttpRequest) -> HttpResponse:
    """Mark one as read and go where it leads. The number of the notice is in the body, so it stands in no address."""
    notice = get_visible_or_404(Notice.objects.all(), request.user, pk=request.POST.get("notice"))
    actions.open_notice(notice)
    if notice.url and url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None):
        return redirect(notice.url)
    return redirect("notices:list")


@require_POST
def notice_open_all(request: HttpRequest) -> HttpResponse:
    count = actions.open_all(by=cast("User", request.user))
    if count:
        messages.success(request, f"Đã đánh dấu {count} thông báo là đã đọc.")
    return redirect("notices:list")
