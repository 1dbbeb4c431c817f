import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, HttpResponseRedirect

from ocop.core.middleware import BackWithSentence, forget_typed

FORM = "/ho-so/abcdefghjkmn/tra-lai/"
HTML = {"HTTP_ACCEPT": "text/html,application/xhtml+xml", "HTTP_REFERER": f"http://testserver{FORM}?tu=1"}


def test_a_form_sent_after_its_session_ended_is_come_back_to(client, db):
    response = client.post("/ho-so/abcdefghjkmn/loai/", {"reason": "Thiếu giấy"}, **HTML)

    assert response.status_code == 302
    assert response.url == "/dang-nhap/?next=/ho-so/abcdefghjkmn/tra-lai/%3Ftu%3D1"
    assert "Phiên đăng nhập đã hết nên nội dung chưa gửi." in client.get(response.url).content.decode()


def test_a_page_of_somebody_elses_is_not_come_back_to(client, db):
    response = client.post(FORM, **(HTML | {"HTTP_REFERER": "https://xau.vn/bay/"}))

    assert response.url == "/dang-nhap/?next=/"


def test_a_script_is_led_to_the_sign_in_without_words(client, db):
    response = client.post(FORM, headers={"Accept": "application/json", "Referer": f"http://testserver{FORM}?tu=1"})

    assert response.url == f"/dang-nhap/?next={FORM}"
    assert "Phiên đăng nhập" not in client.get(response.url).content.decode()


def answered(rf, cast, answer, *, word="123456", user="mai", method="post"):
    request = getattr(rf, method)(FORM, {"_typed": word})
    request.user = getattr(cast, user) or AnonymousUser()
    return dict(forget_typed(lambda _: answer)(request).cookies)


def test_a_form_that_was_taken_is_forgotten_by_the_browser(rf, cast):
    cookies = answered(rf, cast, HttpResponseRedirect("/"))

    assert [(name, morsel.value, morsel["path"]) for name, morsel in cookies.items()] == [("typed-123456", "1", "/")]


@pytest.mark.parametrize(
    ("answer", "fields"),
    [
        (HttpResponse("the form with its errors"), {}),
        (HttpResponse(status=403), {}),
        (BackWithSentence("/"), {}),
        (HttpResponseRedirect("/dang-nhap/"), {"user": "visitor"}),
        (HttpResponseRedirect("/"), {"method": "get"}),
        (HttpResponseRedirect("/"), {"word": ""}),
        (HttpResponseRedirect("/"), {"word": "1; path=/"}),
    ],
)
def test_what_was_not_taken_is_kept(rf, cast, answer, fields):
    assert answered(rf, cast, answer, **fields) == {}


def test_the_key_of_a_person_says_nothing_of_her_and_differs(client, cast):
    def key(person):
        client.force_login(person)
        html = client.get("/ban-lam-viec/").content.decode()
        return html.partition('name="typed-key" content="')[2].partition('"')[0]

    keys = [key(cast.mai), key(cast.lan), key(cast.mai)]

    assert keys[0] == keys[2] != keys[1]
    assert [len(each) for each in keys] == [20, 20, 20]


def test_a_visitor_has_no_key(client, db):
    assert "typed-key" not in client.get("/").content.decode()
