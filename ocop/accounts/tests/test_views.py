from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ocop.accounts.models import Role, User
from ocop.accounts.queries import holds
from ocop.accounts.tests.factories import PASSWORD, AppointmentFactory, UserFactory
from ocop.core.dates import today
from ocop.journal.actions import record
from ocop.journal.models import Entry

pytestmark = pytest.mark.django_db
PEOPLE, JOURNAL = "/nhan-su/", "/nhan-su/nhat-ky/"


@pytest.fixture
def cuc(client, office):
    client.force_login(office.cuc)
    return office.cuc


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def role(office, **changed):
    return {"role": Role.EDITOR, "unit": office.commune.pk, "starts": today().isoformat(), **changed}


def test_people_lists_the_administrators_people_in_vietnamese_order(client, office, cuc):
    AppointmentFactory(user__full_name="Đỗ Thị Ánh", unit=office.commune)

    response = client.get(PEOPLE)

    assert [str(who) for who in response.context["page"]] == ["Đỗ Thị Ánh", "Lý Thị Cúc", "Nguyễn Thị Lan"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "nguyen lan"}, ["Nguyễn Thị Lan"]),
        ({"q": "CUC@ocop"}, ["Lý Thị Cúc"]),
        ({"q": "không có ai"}, []),
        ({"role": "officer"}, ["Nguyễn Thị Lan"]),
        ({"role": "vua"}, ["Lý Thị Cúc", "Nguyễn Thị Lan"]),
        ({"unit": "abc", "page": "x"}, ["Lý Thị Cúc", "Nguyễn Thị Lan"]),
    ],
)
def test_people_are_found_without_accents_and_by_role(client, cuc, asked, found):
    assert [str(who) for who in client.get(PEOPLE, asked).context["page"]] == found


def test_people_are_found_by_unit(client, office):
    client.force_login(office.an)

    response = client.get(PEOPLE, {"unit": office.next_commune.pk})

    assert [str(who) for who in response.context["page"]] == ["Lê Thị Hoa"]


def test_people_asks_the_database_as_often_for_one_person_as_for_three(client, office, cuc):
    office.lan.appointments.all().delete()
    with CaptureQueriesContext(connection) as one:
        client.get(PEOPLE)
    for _ in range(2):
        AppointmentFactory(unit=office.commune)

    with CaptureQueriesContext(connection) as three:
        client.get(PEOPLE)

    assert len(one) == len(three)


def test_the_pages_of_people_are_for_administrators(client, office):
    client.force_login(office.lan)
    for url in (PEOPLE, JOURNAL, reverse("accounts:invite"), reverse("accounts:person", args=[office.lan.code])):
        assert client.get(url).status_code == 403, url
    client.logout()
    assert client.get(PEOPLE).status_code == 302


@pytest.mark.parametrize("name", ["person", "appoint", "hand_over"])
def test_somebody_elses_people_are_not_found(client, office, cuc, name):
    assert client.get(reverse(f"accounts:{name}", args=[office.hoa.code])).status_code == 404
    assert client.get(reverse(f"accounts:{name}", args=["khong-co"])).status_code == 404


def test_person_shows_what_the_administrator_may_do(client, office, cuc):
    own, other = (client.get(reverse("accounts:person", args=[who.code])) for who in (office.cuc, office.lan))

    assert other.context["person"].may_hand_over and other.context["person"].may_deactivate
    assert own.context["person"].may_hand_over and not own.context["person"].may_deactivate
    assert reverse("accounts:appoint", args=[office.lan.code]) in other.content.decode()
    assert reverse("accounts:appoint", args=[office.cuc.code]) not in own.content.decode()


def test_person_hides_roles_held_elsewhere(client, office, cuc):
    AppointmentFactory(user=office.lan, unit=office.next_commune, role=Role.EDITOR)

    response = client.get(reverse("accounts:person", args=[office.lan.code]))

    assert [each.role for each in response.context["roles"]] == ["officer"]


def test_invite_goes_to_the_new_persons_page(client, office, cuc):
    asked = role(office, full_name="Phan Thị Mới", email="moi@ocop.test")

    response = client.post(reverse("accounts:invite"), asked, follow=True)

    person = User.objects.get(email="moi@ocop.test")
    assert response.context["person"] == person
    assert messages_of(response) == ["Đã mời Phan Thị Mới. Thư đặt mật khẩu được gửi tới e-mail của người này."]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"email": "sai"}, "email"),
        ({"full_name": "<b>x</b>"}, "full_name"),
        ({"role": "vua"}, "role"),
        ({"unit": "abc"}, "unit"),
        ({"starts": "hôm nay"}, "starts"),
        ({"ends": "2020-01-01"}, "ends"),
        ({"starts": "2020-01-01"}, "__all__"),
        ({"email": "cuc@ocop.test"}, "__all__"),
    ],
)
def test_invite_says_what_is_wrong_beside_the_form(client, office, cuc, changed, field):
    asked = role(office, full_name="Phan Thị Mới", email="moi@ocop.test") | changed

    response = client.post(reverse("accounts:invite"), asked)

    assert list(response.context["form"].errors) == [field]
    assert User.objects.count() == 4


def test_invite_offers_only_units_the_person_administers(client, office, cuc):
    response = client.post(reverse("accounts:invite"), role(office, unit=office.next_commune.pk))

    assert "unit" in response.context["form"].errors
    assert list(response.context["form"].fields["unit"].queryset) == [office.commune]


def test_appoint_gives_the_role(client, office, cuc):
    response = client.post(reverse("accounts:appoint", args=[office.lan.code]), role(office), follow=True)

    assert messages_of(response) == [f"Đã giao vai trò Biên tập viên, {office.commune}."]
    assert holds(office.lan, Role.EDITOR)


def test_appoint_shows_a_refusal_beside_the_form(client, office, cuc):
    asked = role(office, role=Role.ADMINISTRATOR)

    response = client.post(reverse("accounts:appoint", args=[office.lan.code]), asked)

    assert "Quản trị hệ thống không đi cùng" in response.context["form"].non_field_errors()[0]


def test_end_ends_the_role_in_the_body(client, office, cuc):
    held = office.lan.appointments.get()
    tomorrow = today() + timedelta(1)

    response = client.post(
        reverse("accounts:end", args=[office.lan.code]),
        {"appointment": held.pk, "last_day": tomorrow.isoformat(), "reason": "nghỉ"},
        follow=True,
    )

    held.refresh_from_db()
    assert (messages_of(response), held.ends) == (["Đã ghi ngày kết thúc vai trò."], tomorrow)


def test_end_shows_a_sentence_for_nonsense_and_finds_only_the_persons_roles(client, office, cuc):
    url = reverse("accounts:end", args=[office.lan.code])
    mine, theirs = office.lan.appointments.get().pk, office.cuc.appointments.get().pk

    assert (
        client.post(url, {"appointment": mine, "last_day": "x"}, headers={"Accept": "application/json"}).status_code
        == 422
    )
    found = [
        client.post(url, {"appointment": each, "last_day": "2030-01-01"}).status_code for each in (theirs, "x", "")
    ]
    assert found == [404] * 3


def test_hand_over_moves_the_roles(client, office, cuc):
    nga = AppointmentFactory(unit=office.commune, role=Role.EDITOR, user__full_name="Phan Thị Nga").user

    response = client.post(
        reverse("accounts:hand_over", args=[office.lan.code]), {"to": nga.pk, "on": today().isoformat()}, follow=True
    )

    assert messages_of(response) == ["Đã bàn giao cho Phan Thị Nga."]
    assert holds(nga, Role.OFFICER)


def test_hand_over_offers_other_active_people_and_shows_a_refusal(client, office):
    client.force_login(office.an)
    url = reverse("accounts:hand_over", args=[office.cuc.code])

    page = client.get(url)
    refused = client.post(url, {"to": office.lan.pk, "on": today().isoformat()})
    wrong = client.post(url, {"to": UserFactory().pk, "on": "x"})

    assert set(page.context["form"].fields["to"].queryset) == {office.lan, office.hoa}
    assert "Quản trị hệ thống không đi cùng" in refused.context["form"].non_field_errors()[0]
    assert set(wrong.context["form"].errors) == {"to", "on"}


def test_an_account_is_locked_with_a_reason_and_opened_again(client, office, cuc):
    office.lan.appointments.update(starts=today() - timedelta(9), ends=today() - timedelta(1))
    lock, unlock = (reverse(f"accounts:{name}", args=[office.lan.code]) for name in ("deactivate", "reactivate"))

    refused = client.post(lock, {"reason": ""}, headers={"Accept": "application/json"})
    locked = client.post(lock, {"reason": "nghỉ hưu"}, follow=True)
    opened = client.post(unlock, follow=True)

    assert (refused.status_code, refused.content.decode()) == (
        422,
        "Hãy ghi lý do khóa tài khoản, không quá 200 ký tự.",
    )
    assert [messages_of(each) for each in (locked, opened)] == [
        ["Đã khóa tài khoản của Nguyễn Thị Lan."],
        ["Đã mở lại tài khoản của Nguyễn Thị Lan."],
    ]


def test_an_invitation_is_sent_again(client, office, cuc, mailoutbox):
    office.lan.set_unusable_password()
    office.lan.save()

    client.post(reverse("accounts:invite_again", args=[office.lan.code]))

    assert [message.to for message in mailoutbox] == [[office.lan.email]]


@pytest.mark.parametrize(
    "name", ["end", "deactivate", "reactivate", "invite_again", "sign_out_everywhere", "demo_sign_in"]
)
def test_reading_an_address_changes_nothing(client, office, cuc, name):
    args = [] if name in ("sign_out_everywhere", "demo_sign_in") else [office.lan.code]

    assert client.get(reverse(f"accounts:{name}", args=args)).status_code == 405


def test_profile_shows_the_own_roles_and_saves_name_and_phone(client, office):
    client.force_login(office.lan)

    page = client.get("/tai-khoan/")
    response = client.post("/tai-khoan/", {"full_name": " Nguyễn  Thị Lan Anh ", "phone": "0912.345.678"}, follow=True)

    assert [each.role for each in page.context["roles"]] == ["officer"]
    office.lan.refresh_from_db()
    assert (office.lan.full_name, office.lan.phone) == ("Nguyễn Thị Lan Anh", "0912345678")
    assert messages_of(response) == ["Đã lưu thông tin của bạn."]


def test_signing_out_everywhere_ends_every_session(office):
    phone, desk = Client(), Client()
    for device in (phone, desk):
        device.post(reverse("account_login"), {"login": office.lan.email, "password": PASSWORD})
    assert UserSession.objects.count() == 2

    response = desk.post(reverse("accounts:sign_out_everywhere"))

    assert response["Location"] == reverse("account_login")
    assert [device.get("/tai-khoan/").status_code for device in (phone, desk)] == [302, 302]
    assert UserSession.objects.count() == 0


def test_the_devices_page_signs_out_the_others(office):
    phone, desk = Client(), Client()
    for device in (phone, desk):
        device.post(reverse("account_login"), {"login": office.lan.email, "password": PASSWORD})

    page = desk.get(reverse("usersessions_list"))
    desk.post(reverse("usersessions_list"))

    assert page.context["session_count"] == 2
    assert [device.get("/tai-khoan/").status_code for device in (phone, desk)] == [302, 200]


def test_journal_shows_what_the_administrator_may_see_newest_first(client, office, cuc):
    record("thử", office.hoa, by=office.hoa)
    first, second = (record(verb, office.lan, by=office.lan, score=87) for verb in ("một", "hai"))

    response = client.get(JOURNAL)

    assert list(response.context["page"]) == [second, first]
    assert "87" not in response.content.decode().split("<main", 1)[1]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "bàn giao"}, ["user.hand_over"]),
        ({"since": "2999-01-01"}, []),
        ({"until": "2000-01-01"}, []),
        ({"until": "9999-12-31"}, ["user.deactivate", "user.hand_over"]),
        ({"since": "x", "person": "khong-co", "page": "-1"}, ["user.deactivate", "user.hand_over"]),
        ({"thing": "user:khong-co"}, []),
    ],
)
def test_journal_is_filtered_by_words_and_days(client, office, asked, found):
    client.force_login(office.an)
    for verb in ("user.hand_over", "user.deactivate"):
        record(verb, office.lan, by=office.cuc)

    assert [entry.verb for entry in client.get(JOURNAL, asked).context["page"]] == found


def test_journal_is_filtered_by_person_and_thing(client, office):
    client.force_login(office.an)
    by_cuc, by_lan = record("một", office.lan, by=office.cuc), record("hai", office.hoa, by=office.lan)

    person = client.get(JOURNAL, {"person": office.cuc.code})
    thing = client.get(JOURNAL, {"thing": by_lan.thing})

    assert list(person.context["page"]) == [by_cuc]
    assert person.context["chips"] == [("Lý Thị Cúc", f"{JOURNAL}?")]
    assert list(thing.context["page"]) == [by_lan]


def test_journal_asks_the_database_as_often_for_one_line_as_for_three(client, office, cuc):
    record("một", office.lan, by=office.lan)
    with CaptureQueriesContext(connection) as one:
        client.get(JOURNAL)
    for _ in range(2):
        record("hai", office.lan, by=office.cuc)

    with CaptureQueriesContext(connection) as three:
        client.get(JOURNAL)

    assert (len(one), Entry.objects.count()) == (len(three), 3)
