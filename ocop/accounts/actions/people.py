"""Accounts of people: invited, joined, edited, locked. Nobody shares one and nothing is deleted."""

from __future__ import annotations

from datetime import date, timedelta
from smtplib import SMTPException

import structlog
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from ocop.accounts.actions.appointments import appoint
from ocop.accounts.models import User
from ocop.core.access import require
from ocop.core.errors import Refused
from ocop.core.later import later
from ocop.journal.actions import record
from ocop.journal.models import Entry
from ocop.places.models import Unit

log = structlog.get_logger("ocop.accounts")

KEEP_TRYING_FOR = timedelta(days=2)


@transaction.atomic
def invite(
    email: str,
    *,
    full_name: str,
    role: str,
    unit: Unit,
    by: User,
    starts: date | None = None,
    ends: date | None = None,
    agency: str = "",
    position: str = "",
) -> User:
    """Mời: a person gets an account with a role and a mail to set the password; a known e-mail only gets the role.

    Raises:
        Refused, PermissionDenied: as `appoint`.
    """
    require(by, "unit.appoint", unit)
    address = email.strip().lower()
    person, is_new = User.objects.get_or_create(
        email=address, defaults={"full_name": full_name, "password": make_password(None)}
    )
    if is_new:
        # the address counts as confirmed: the password can only be set from the mail sent to it
        EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)
        record("user.invite", person, by=by, unit=str(unit))
        later(mail_invitation, person.pk)
    appoint(person, role=role, unit=unit, by=by, starts=starts, ends=ends, agency=agency, position=position)
    return person


@transaction.atomic
def invite_again(person: User, *, by: User) -> User:
    """Gửi lại thư mời, to somebody who has never signed in: the first link lives only a few days.

    Raises:
        Refused: the person has signed in, or the account is locked.
        PermissionDenied: not an administrator of all the person's units.
    """
    require(by, "user.invite", person)
    if person.has_usable_password() or not person.is_active:
        raise Refused(f"{person} đã có mật khẩu hoặc tài khoản bị khóa. Họ có thể dùng «Quên mật khẩu».")
    record("user.invite_again", person, by=by)
    later(mail_invitation, person.pk)
    return person


def mail_invitation(pk: int) -> bool:
    """Mail the link that sets the first password; whether it went out. Safe to repeat."""
    person = User.objects.filter(pk=pk, is_active=True).first()
    if person is None or person.has_usable_password():
        return False
    args = [user_pk_to_url_str(person), default_token_generator.make_token(person)]
    link = settings.SITE_URL + reverse("account_reset_password_from_key", args=args)
    days = settings.PASSWORD_RESET_TIMEOUT // 86_400
    body = render_to_string("accounts/mail_invitation.txt", {"person": person, "link": link, "days": days})
    try:
        send_mail("OCOP: Thư mời sử dụng hệ thống", body, settings.DEFAULT_FROM_EMAIL, [person.email])
    except (OSError, SMTPException) as error:
        log.warning("invitation failed", user=pk, error=type(error).__name__)
        return False
    record("user.mail_invitation", person, by=None)
    return True


def mail_invitations() -> int:
    """Send again the invitations of the last days that never went out; the number sent. Safe to repeat."""
    since = timezone.now() - KEEP_TRYING_FOR
    asked = Entry.objects.filter(verb__in=("user.invite", "user.invite_again"), at__gte=since).order_by("pk")
    latest = {entry.thing: entry.pk for entry in asked}
    gone = Entry.objects.filter(verb="user.mail_invitation", thing__in=latest).order_by("pk")
    sent = {entry.thing: entry.pk for entry in gone}
    waiting = [thing.partition(":")[2] for thing, pk in latest.items() if sent.get(thing, 0) < pk]
    people = User.objects.filter(code__in=waiting, is_active=True, is_demo=False).order_by("pk")
    return sum(mail_invitation(pk) for pk in people.values_list("pk", flat=True))


def signed_up(person: User) -> User:
    """Đăng ký: somebody made an account and agreed to the privacy notice; the journal keeps that."""
    record("user.sign_up", person, by=person)
    return person


@transaction.atomic
def edit_profile(person: User, *, full_name: str, phone: str, by: User) -> User:
    """Sửa thông tin: one's own name and telephone. The journal keeps which changed, not what they were."""
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(by, "user.edit", person)
    given = {"full_name": full_name, "phone": phone}
    changed = [name for name, value in given.items() if getattr(person, name) != value]
    if changed:
        person.full_name, person.phone = full_name, phone
        person.save(update_fields=changed)
        record("user.edit", person, by=by, fields=changed)
    return person


@transaction.atomic
def deactivate(person: User, *, by: User, reason: str) -> User:
    """Khóa tài khoản: the person is signed out everywhere and cannot sign in; what she did stays.

    Raises:
        Refused: roles are still open (hand them over or end them first); locked already; no reason.
        PermissionDenied: herself, or somebody who holds roles outside the administrator's units.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(by, "user.deactivate", person)
    if not person.is_active:
        raise Refused(f"Tài khoản của {person} đã bị khóa rồi.")
    if not reason.strip():
        raise Refused("Hãy ghi lý do khóa tài khoản.")
    if person.appointments.not_over().exists():
        raise Refused(f"{person} còn vai trò đang giữ. Hãy bàn giao hoặc kết thúc các vai trò trước.")
    person.is_active = False
    person.save(update_fields=["is_active"])
    record("user.deactivate", person, by=by, reason=reason.strip())
    return person


@transaction.atomic
def reactivate(person: User, *, by: User) -> User:
    """Mở lại tài khoản. Roles are not given back: appoint anew.

    Raises:
        Refused: not locked.
        PermissionDenied: as `deactivate`.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(by, "user.reactivate", person)
    if person.is_active:
        raise Refused(f"Tài khoản của {person} đang hoạt động.")
    person.is_active = True
    person.save(update_fields=["is_active"])
    record("user.reactivate", person, by=by)
    return person
