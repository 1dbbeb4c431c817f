"""Who acts for a producer: its people, the invitations, handing over."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ocop.accounts.models import User
from ocop.core.access import get_visible_or_404, require
from ocop.core.errors import Refused
from ocop.core.guard import too_many
from ocop.producers import actions
from ocop.producers.forms import InviteForm
from ocop.producers.members import invitations_to, is_of
from ocop.producers.models import Invitation, Membership, Producer

AN_HOUR = 20
"""Invitations from one address in an hour."""


def people(request: HttpRequest, code: str) -> HttpResponse:
    """Who acts for the producer, who did, who was asked; and a form to ask."""
    user = cast(User, request.user)
    producer = get_visible_or_404(Producer.objects.select_related("unit"), user, code=code)
    require(user, "producer.see_people", producer)
    is_member = is_of(user, producer)
    form = InviteForm(request.POST or None, is_member=is_member)
    if request.method == "POST" and form.is_valid() and _invited(request, producer, form):
        messages.success(
            request, "Đã gửi lời mời. Người được mời đăng nhập, hoặc đăng ký, bằng đúng e-mail đó rồi nhận lời."
        )
        return redirect(request.path)
    rows = producer.memberships.select_related("user").order_by("starts", "pk")
    now = rows.in_force()
    context = {
        "producer": producer,
        "form": form,
        "is_member": is_member,
        "members": now,
        "former": rows.exclude(pk__in=now.values("pk")).order_by("-ends", "-pk"),
        "invitations": producer.invitations.waiting().select_related("asked_by"),
    }
    return render(request, "producers/people.html", context)


def _invited(request: HttpRequest, producer: Producer, form: InviteForm) -> bool:
    """Ask; what is refused is said at the form."""
    given = form.cleaned_data
    if too_many(request, "producer-invite", AN_HOUR, 3600):
        form.add_error(None, "Bạn đã mời nhiều người. Hãy thử lại sau một giờ.")
        return False
    try:
        actions.invite(
            producer,
            given["email"],
            by=cast(User, request.user),
            is_hand_over=given.get("is_hand_over", False),
            reason=given.get("reason", ""),
        )
    except Refused as refused:
        form.add_error("email", str(refused))
        return False
    return True


@require_POST
def membership_end(request: HttpRequest, code: str, person: str) -> HttpResponse:
    user = cast(User, request.user)
    producer = get_visible_or_404(Producer.objects.all(), user, code=code)
    membership = Membership.objects.filter(producer=producer, user__code=person).select_related("user").first()
    if membership is None:
        raise Refused("Người này không phụ trách chủ thể. Tải lại trang để xem.")
    actions.end_membership(
        producer, membership.user, by=user, reason=request.POST.get("reason", "").replace("\x00", "")
    )
    if membership.user_id == user.pk:
        messages.success(request, f"Bạn đã thôi phụ trách {producer}.")
        return redirect(settings.LOGIN_REDIRECT_URL)
    messages.success(request, f"{membership.user} đã thôi phụ trách.")
    return redirect("producers:people", producer.code)


def invitations(request: HttpRequest) -> HttpResponse:
    """What this person was asked and has not answered."""
    rows = invitations_to(cast(User, request.user)).select_related("producer__unit", "asked_by")
    return render(request, "producers/invitations.html", {"invitations": rows})


def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """One invitation, for whom it asks and for those who asked."""
    rows = Invitation.objects.select_related("producer__unit__parent__parent", "asked_by")
    row = get_visible_or_404(rows, request.user, code=code)
    return render(request, "producers/invitation.html", {"invitation": row, "producer": row.producer})


@require_POST
def invitation_accept(request: HttpRequest, code: str) -> HttpResponse:
    row = get_visible_or_404(Invitation.objects.all(), request.user, code=code)
    producer = actions.accept(row, by=cast(User, request.user))
    messages.success(request, f"Từ bây giờ bạn phụ trách {producer}.")
    return redirect(settings.LOGIN_REDIRECT_URL)


@require_POST
def invitation_decline(request: HttpRequest, code: str) -> HttpResponse:
    row = get_visible_or_404(Invitation.objects.all(), request.user, code=code)
    actions.decline(row, by=cast(User, request.user))
    messages.success(request, "Đã ghi: bạn không nhận lời mời này.")
    return redirect(settings.LOGIN_REDIRECT_URL)


@require_POST
def invitation_withdraw(request: HttpRequest, code: str) -> HttpResponse:
    row = get_visible_or_404(Invitation.objects.select_related("producer"), request.user, code=code)
    actions.withdraw_invitation(row, by=cast(User, request.user))
    messages.success(request, "Đã thu hồi lời mời.")
    return redirect("producers:people", row.producer.code)
