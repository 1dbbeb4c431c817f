import re
from smtplib import SMTPServerDisconnected

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse

from ocop.accounts import actions
from ocop.accounts.models import Role, User
from ocop.accounts.queries import holds
from ocop.accounts.tests.factories import PASSWORD, UserFactory
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.journal.queries import history_of


class DeadServer(BaseEmailBackend):
    def send_messages(self, email_messages):
        raise SMTPServerDisconnected("gone")


def invite(office, email="moi@ocop.test", **changed):
    asked = {"full_name": "Phan Thị Mới", "role": Role.OFFICER, "unit": office.commune, "by": office.cuc, **changed}
    return actions.invite(email, **asked)


def test_invite_makes_an_account_with_a_role_and_mails_the_way_in(office, client, settings):
    settings.SITE_URL = "https://ocop.test"

    person = invite(office, " Moi@OCOP.test ")

    assert (person.email, person.full_name, person.has_usable_password()) == ("moi@ocop.test", "Phan Thị Mới", False)
    assert holds(person, Role.OFFICER)
    assert [entry.verb for entry in history_of(person)] == ["user.invite", "user.mail_invitation", "user.appoint"]
    invitation = next(message for message in mail.outbox if "mời" in message.subject)
    link = re.search(r"https://ocop\.test(/quen-mat-khau/\S+)", invitation.body)[1]
    page = client.get(link, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "Trang-moi-2026", "password2": "Trang-moi-2026"})
    response = client.post(reverse("account_login"), {"login": "moi@ocop.test", "password": "Trang-moi-2026"})
    assert response["Location"] == "/ban-lam-viec/"


def test_invite_gives_a_known_person_the_role_and_keeps_the_name(office):
    mai = UserFactory(email="mai@ocop.test", full_name="Trần Thị Mai")

    assert invite(office, "MAI@ocop.test", role=Role.EDITOR) == mai
    mai.refresh_from_db()
    assert (mai.full_name, holds(mai, Role.EDITOR), User.objects.filter(email__iexact=mai.email).count()) == (
        "Trần Thị Mai",
        True,
        1,
    )
    assert [message.subject for message in mail.outbox if "mời" in message.subject] == []


def test_invite_makes_no_account_when_the_role_is_refused(office):
    with pytest.raises(Refused):
        invite(office, starts=today().replace(year=2020))

    assert not User.objects.filter(email="moi@ocop.test").exists()
    assert not EmailAddress.objects.filter(email="moi@ocop.test").exists()


def test_invite_is_not_for_other_people(office):
    with pytest.raises(PermissionDenied):
        invite(office, by=office.lan)
    with pytest.raises(PermissionDenied):
        invite(office, unit=office.next_commune)


def test_an_invitation_is_kept_when_the_mail_server_is_down_and_can_be_sent_again(office, settings):
    settings.EMAIL_BACKEND = "ocop.accounts.tests.test_people.DeadServer"
    person = invite(office)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    actions.invite_again(person, by=office.cuc)

    assert [message.to for message in mail.outbox] == [["moi@ocop.test"]]


def test_invite_again_is_only_for_those_who_never_set_a_password(office):
    with pytest.raises(Refused, match="đã có mật khẩu"):
        actions.invite_again(office.lan, by=office.cuc)
    with pytest.raises(PermissionDenied):
        actions.invite_again(office.lan, by=office.hoa)


def test_mail_invitation_does_nothing_for_whoever_is_in_or_gone(office):
    assert [actions.mail_invitation(pk) for pk in (office.lan.pk, 0)] == [False, False]
    assert mail.outbox == []


def test_edit_profile_writes_down_which_fields_but_not_what_they_were(office):
    office.lan.phone = "0911111111"
    office.lan.save()

    actions.edit_profile(office.lan, full_name="Nguyễn Thị Lan Anh", phone="0922222222", by=office.lan)

    office.lan.refresh_from_db()
    assert (office.lan.full_name, office.lan.phone) == ("Nguyễn Thị Lan Anh", "0922222222")
    entry = history_of(office.lan).get()
    assert entry.details == {"fields": ["full_name", "phone"]}


def test_edit_profile_writes_nothing_when_nothing_changed(office):
    actions.edit_profile(office.lan, full_name=office.lan.full_name, phone="", by=office.lan)

    assert history_of(office.lan).count() == 0


def test_edit_profile_is_for_oneself(office):
    with pytest.raises(PermissionDenied):
        actions.edit_profile(office.lan, full_name="X Y", phone="", by=office.an)


def test_deactivate_signs_out_at_once_and_reactivate_gives_no_role_back(office, client):
    client.force_login(office.lan)
    actions.end(office.lan.appointments.get(), by=office.cuc)
    office.lan.appointments.update(starts=today().replace(year=2020), ends=today().replace(year=2021))

    actions.deactivate(office.lan, by=office.cuc, reason="nghỉ hưu")

    assert client.get(reverse("accounts:profile")).status_code == 302
    assert not client.login(email=office.lan.email, password=PASSWORD)
    person = actions.reactivate(office.lan, by=office.an)
    assert (person.is_active, holds(person, Role.OFFICER)) == (True, False)
    assert [entry.verb for entry in history_of(office.lan)] == ["user.end_role", "user.deactivate", "user.reactivate"]


def test_deactivate_refuses_whoever_still_holds_a_role(office):
    with pytest.raises(Refused, match="còn vai trò đang giữ"):
        actions.deactivate(office.lan, by=office.cuc, reason="nghỉ hưu")


def test_deactivate_wants_a_reason_and_happens_once(office):
    office.lan.appointments.update(starts=today().replace(year=2020), ends=today().replace(year=2021))

    with pytest.raises(Refused, match="ghi lý do"):
        actions.deactivate(office.lan, by=office.cuc, reason="  ")
    actions.deactivate(office.lan, by=office.cuc, reason="nghỉ hưu")
    with pytest.raises(Refused, match="đã bị khóa rồi"):
        actions.deactivate(office.lan, by=office.cuc, reason="nghỉ hưu")


def test_reactivate_refuses_an_open_account(office):
    with pytest.raises(Refused, match="đang hoạt động"):
        actions.reactivate(office.lan, by=office.cuc)


@pytest.mark.parametrize("act", ["deactivate", "reactivate"])
def test_accounts_are_locked_and_opened_only_by_the_administrator(office, act):
    details = {"reason": "x"} if act == "deactivate" else {}

    for who in (office.hoa, office.lan):
        with pytest.raises(PermissionDenied):
            getattr(actions, act)(office.lan, by=who, **details)
    with pytest.raises(PermissionDenied):
        getattr(actions, act)(office.an, by=office.an, **details)


def test_an_invitation_the_mail_server_did_not_take_goes_out_later_once(office, settings):
    settings.EMAIL_BACKEND = f"{__name__}.DeadServer"
    invite(office)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox.clear()

    assert [actions.mail_invitations(), actions.mail_invitations()] == [1, 0]
    assert [message.to for message in mail.outbox] == [["moi@ocop.test"]]


def test_an_invitation_that_went_out_is_not_sent_again_by_itself(office):
    invite(office)
    mail.outbox.clear()

    assert (actions.mail_invitations(), mail.outbox) == (0, [])
