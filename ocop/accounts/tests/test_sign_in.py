"""Everything allauth shows, walked with errors: every sentence must be Vietnamese."""

import re
from html.parser import HTMLParser

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from ocop.accounts.models import Role, User
from ocop.accounts.tests.factories import PASSWORD, AppointmentFactory, UserFactory
from ocop.journal.queries import history_of

pytestmark = pytest.mark.django_db

ENGLISH = re.compile(
    r"\b(the|your|you|please|password|email address|sign|enter|this|field|required|must|confirm|account|invalid|"
    r"too|short|common|similar|remember|session|address|change|user|reset|click)\b",
    re.IGNORECASE,
)
ALLOWED_WORDS = re.compile(r"e-mail|OCOP|Mozilla\S*", re.IGNORECASE)
NEW = "Vuon-dua-2026"


class Words(HTMLParser):
    """The text of a page as read, with placeholders and labels of controls."""

    def __init__(self):
        super().__init__()
        self.words, self.silent = [], 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in ("script", "style")
        self.words += [value for name, value in attrs if name in ("placeholder", "aria-label", "title") and value]

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.silent:
            self.words.append(data)


def words_of(response):
    reader = Words()
    reader.feed(response.content.decode())
    return " ".join(" ".join(reader.words).split())


def english_in(text):
    return ENGLISH.findall(ALLOWED_WORDS.sub("", text))


@pytest.fixture
def mai():
    mai = UserFactory(email="mai@ocop.test", full_name="Trần Thị Mai")
    EmailAddress.objects.create(user=mai, email=mai.email, verified=True, primary=True)
    return mai


@pytest.fixture
def signed_in(client, mai):
    client.post(reverse("account_login"), {"login": mai.email, "password": PASSWORD})
    return client


@pytest.fixture
def link_in_mail():
    def link(path):
        return next(m[0] for message in mail.outbox if (m := re.search(rf"/{path}/\S+/", message.body)))

    return link


def registration(**changed):
    return {
        "full_name": "Trần Thị Mai",
        "email": "moi@ocop.test",
        "phone": "0912 345 678",
        "password1": NEW,
        "password2": NEW,
        "agrees": "on",
        **changed,
    }


VISITOR_PAGES = {
    "account_login": [
        ({}, ["bắt buộc"]),
        ({"login": "không phải e-mail", "password": "x"}, ["e-mail"]),
        ({"login": "mai@ocop.test", "password": "sai"}, ["E-mail hoặc mật khẩu chưa đúng."]),
        ({"login": "ai-do@ocop.test", "password": "sai"}, ["E-mail hoặc mật khẩu chưa đúng."]),
    ],
    "account_signup": [
        ({}, ["bắt buộc", "đồng ý với thông báo"]),
        (registration(password2="khac-hoan-toan"), ["chưa giống nhau"]),
        (registration(password1="ngan", password2="ngan"), ["quá ngắn"]),
        (registration(password1="password123", password2="password123"), ["phổ biến"]),
        (registration(password1="moi@ocop.test", password2="moi@ocop.test"), ["giống"]),
        (registration(email="sai"), ["e-mail"]),
        (registration(phone="12ab"), ["Số điện thoại chưa đúng"]),
        (registration(full_name="http://x.test"), ["bằng chữ"]),
        (registration(full_name="x" * 300), ["120"]),
        (registration(email="a" * 250 + "@ocop.test"), ["254"]),
    ],
    "account_reset_password": [({}, ["bắt buộc"]), ({"email": "sai"}, ["e-mail"])],
}


@pytest.mark.parametrize(
    ("name", "data", "sentences"),
    [(name, data, sentences) for name, cases in VISITOR_PAGES.items() for data, sentences in cases],
)
def test_forms_before_signing_in_answer_mistakes_in_vietnamese(client, mai, name, data, sentences):
    page, answer = client.get(reverse(name)), client.post(reverse(name), data)

    assert (page.status_code, answer.status_code) == (200, 200)
    assert english_in(words_of(page)) == []
    text = words_of(answer)
    assert [sentence for sentence in sentences if sentence.lower() not in text.lower()] == []
    assert english_in(text) == []


@pytest.mark.parametrize(
    ("name", "data", "sentences"),
    [
        ("account_change_password", {}, ["bắt buộc"]),
        ("account_change_password", {"oldpassword": "sai", "password1": NEW, "password2": NEW}, ["hiện tại chưa đúng"]),
        ("account_change_password", {"oldpassword": PASSWORD, "password1": NEW, "password2": "x"}, ["chưa giống nhau"]),
        ("account_change_password", {"oldpassword": PASSWORD, "password1": "1", "password2": "1"}, ["quá ngắn"]),
        ("account_email", {"action_add": "1", "email": ""}, ["bắt buộc"]),
        ("account_email", {"action_add": "1", "email": "mai@ocop.test"}, ["đang là e-mail của bạn"]),
        ("account_reauthenticate", {"password": "sai"}, ["Mật khẩu chưa đúng"]),
        ("accounts:profile", {"full_name": "", "phone": "1"}, ["bắt buộc", "chưa đúng"]),
    ],
)
def test_forms_after_signing_in_answer_mistakes_in_vietnamese(signed_in, name, data, sentences):
    page, answer = signed_in.get(reverse(name)), signed_in.post(reverse(name), data)

    assert (page.status_code, answer.status_code) == (200, 200)
    assert english_in(words_of(page)) == []
    text = words_of(answer)
    assert [sentence for sentence in sentences if sentence.lower() not in text.lower()] == []
    assert english_in(text) == []


@pytest.mark.parametrize("name", ["usersessions_list", "account_logout"])
def test_the_other_pages_of_an_account_are_vietnamese(signed_in, name):
    assert english_in(words_of(signed_in.get(reverse(name)))) == []


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("account_inactive", []),
        ("account_email_verification_sent", []),
        ("account_reset_password_done", []),
        ("account_reset_password_from_key_done", []),
        ("account_reset_password_from_key", ["1", "sai-lien-ket"]),
        ("account_confirm_email", ["sai"]),
        ("accounts:privacy", []),
    ],
)
def test_the_pages_on_the_way_are_vietnamese(client, name, args):
    assert english_in(words_of(client.get(reverse(name, args=args), follow=True))) == []


@pytest.mark.parametrize(("remember", "ends_with_browser"), [("on", False), ("", True)])
def test_signing_in_leads_to_the_workspace_and_remembers_when_asked(client, mai, remember, ends_with_browser):
    asked = {"login": " MAI@ocop.test ", "password": PASSWORD, "remember": remember}

    response = client.post(reverse("account_login"), asked)

    assert response["Location"] == "/ban-lam-viec/"
    assert client.session.get_expire_at_browser_close() is ends_with_browser


def test_signing_in_goes_back_to_the_page_that_asked_but_never_outside(client, mai):
    asked = {"login": mai.email, "password": PASSWORD}

    assert client.post(reverse("account_login"), {**asked, "next": "/thong-bao/"})["Location"] == "/thong-bao/"
    client.logout()
    response = client.post(reverse("account_login"), {**asked, "next": "https://evil.test/"})
    assert response["Location"] == "/ban-lam-viec/"


def test_a_locked_account_does_not_come_in(client, mai):
    User.objects.update(is_active=False)

    response = client.post(reverse("account_login"), {"login": mai.email, "password": PASSWORD}, follow=True)

    assert "_auth_user_id" not in client.session
    assert english_in(words_of(response)) == []


def test_registering_makes_an_account_and_leads_to_the_workspace(client, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "optional"

    response = client.post(reverse("account_signup"), registration(email="Moi@OCOP.test"))

    person = User.objects.get()
    assert response["Location"] == "/ban-lam-viec/"
    assert (person.email, person.full_name, person.phone) == ("moi@ocop.test", "Trần Thị Mai", "0912345678")
    assert [entry.verb for entry in history_of(person)] == ["user.sign_up"]
    assert [english_in(message.subject + message.body) for message in mail.outbox] == [[]]


def test_registering_waits_for_the_confirmation_where_it_is_wanted(client, settings, link_in_mail):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"

    response = client.post(reverse("account_signup"), registration())

    assert response["Location"] == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session
    page = client.get(link_in_mail("xac-nhan-email"))
    assert english_in(words_of(page)) == []
    client.post(link_in_mail("xac-nhan-email"))
    assert EmailAddress.objects.get().verified
    signed_in = client.post(reverse("account_login"), {"login": "moi@ocop.test", "password": NEW})
    assert signed_in["Location"] == "/ban-lam-viec/"


def test_registering_a_known_address_says_nothing_about_it(client, mai, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"

    response = client.post(reverse("account_signup"), registration(email=mai.email))

    assert response["Location"] == reverse("account_email_verification_sent")
    assert User.objects.count() == 1
    assert [(message.to, english_in(message.subject + message.body)) for message in mail.outbox] == [([mai.email], [])]


@pytest.mark.parametrize("email", ["mai@ocop.test", "ai-do@ocop.test"])
def test_asking_for_a_new_password_says_the_same_for_every_address(client, mai, email):
    response = client.post(reverse("account_reset_password"), {"email": email})

    assert response["Location"] == reverse("account_reset_password_done")
    assert [(message.to, english_in(message.subject + message.body)) for message in mail.outbox] == [([email], [])]


def test_a_forgotten_password_is_set_anew_from_the_mail(client, mai, link_in_mail):
    client.post(reverse("account_reset_password"), {"email": mai.email})

    page = client.get(link_in_mail("quen-mat-khau"), follow=True)
    here = page.request["PATH_INFO"]
    wrong = client.post(here, {"password1": NEW, "password2": "khac"})
    done = client.post(here, {"password1": NEW, "password2": NEW}, follow=True)

    assert [english_in(words_of(each)) for each in (page, wrong, done)] == [[], [], []]
    assert "chưa giống nhau" in words_of(wrong)
    mai.refresh_from_db()
    assert mai.check_password(NEW)
    assert [english_in(message.subject + message.body) for message in mail.outbox] == [[], []]
    assert "không còn dùng được" in words_of(client.get(link_in_mail("quen-mat-khau"), follow=True))


def test_changing_the_password_signs_out_and_tells(signed_in, mai):
    asked = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}

    response = signed_in.post(reverse("account_change_password"), asked, follow=True)

    mai.refresh_from_db()
    assert (mai.check_password(NEW), "_auth_user_id" in signed_in.session) == (True, False)
    assert english_in(words_of(response)) == []
    assert [english_in(message.subject + message.body) for message in mail.outbox] == [[]]


def test_changing_the_address_waits_for_its_confirmation(signed_in, mai, link_in_mail):
    asked = signed_in.post(reverse("account_email"), {"action_add": "1", "email": "mai.moi@ocop.test"})
    assert asked["Location"].startswith(reverse("account_reauthenticate"))

    page = signed_in.post(asked["Location"], {"password": PASSWORD}, follow=True)

    mai.refresh_from_db()
    assert (mai.email, english_in(words_of(page))) == ("mai@ocop.test", [])
    signed_in.post(link_in_mail("xac-nhan-email"))
    mai.refresh_from_db()
    assert mai.email == "mai.moi@ocop.test"
    assert [english_in(message.subject + message.body) for message in mail.outbox] == [[]] * len(mail.outbox)


def test_signing_out_is_a_post(signed_in):
    signed_in.get(reverse("account_logout"))
    assert "_auth_user_id" in signed_in.session

    response = signed_in.post(reverse("account_logout"))

    assert ("_auth_user_id" in signed_in.session, response["Location"]) == (False, "/")


def test_too_many_mistakes_are_stopped_with_a_sentence(client, mai, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/m/key", "login": "5/m/ip"}
    cache.clear()

    answers = [client.post(reverse("account_login"), {"login": mai.email, "password": "sai"}) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 200, 429]
    assert "nhập sai nhiều lần" in words_of(answers[3])
    assert "thao tác quá nhanh" in words_of(answers[5])
    assert [english_in(words_of(answer)) for answer in answers] == [[]] * 6
    cache.clear()


def demo(**details):
    return UserFactory(is_demo=True, **details)


def test_demo_accounts_stand_on_the_sign_in_page_by_role(client, settings):
    settings.DEMO = True
    mai, lan = demo(full_name="Trần Thị Mai"), demo(full_name="Nguyễn Thị Lan")
    role = AppointmentFactory(user=lan, role=Role.OFFICER)
    demo(is_active=False), UserFactory()

    groups = client.get(reverse("account_login")).context["demo_groups"]

    assert [(group.label, group.people) for group in groups] == [
        ("Chủ thể OCOP", [(mai, "")]),
        ("Cán bộ phụ trách OCOP", [(lan, role.unit.title)]),
    ]


def test_a_demo_account_comes_in_with_one_click(client, settings):
    settings.DEMO, settings.ACCOUNT_EMAIL_VERIFICATION = True, "mandatory"
    mai = demo()

    response = client.post(reverse("accounts:demo_sign_in"), {"person": mai.code, "next": "/thong-bao/"})

    assert (response["Location"], client.session["_auth_user_id"]) == ("/thong-bao/", str(mai.pk))


def test_a_click_opens_neither_real_accounts_nor_anything_outside_demo_mode(client, settings):
    settings.DEMO = True
    real, locked, example = UserFactory(), demo(is_active=False), demo()
    url = reverse("accounts:demo_sign_in")

    tried = [client.post(url, {"person": code}).status_code for code in (real.code, locked.code, "", "x" * 500)]
    settings.DEMO = False
    tried.append(client.post(url, {"person": example.code}).status_code)

    assert tried == [404] * 5
    assert "_auth_user_id" not in client.session
    assert client.get(reverse("account_login")).context["demo_groups"] == []


def test_a_click_never_leads_outside(client, settings):
    settings.DEMO = True

    response = client.post(reverse("accounts:demo_sign_in"), {"person": demo().code, "next": "//evil.test/"})

    assert response["Location"] == "/ban-lam-viec/"
