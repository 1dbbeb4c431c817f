import pytest
from django.core.cache import cache
from django.urls import reverse

from ocop.accounts.models import User
from ocop.core import frame
from ocop.core.dates import today
from ocop.producers import actions
from ocop.producers.members import people_of
from ocop.producers.models import Invitation, Membership
from ocop.producers.views import people

PEOPLE = 12


@pytest.fixture
def as_(client):
    """The test browser, signed in as somebody."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def ut(db):
    return User.objects.create_user("ut@vidu.vn", full_name="Lê Văn Út")


def words(answer):
    return " ".join(answer.content.decode().split())


def page(cast):
    return reverse("producers:people", args=[cast.producer.code])


def test_a_second_person_is_asked_and_takes_it(as_, cast, ut):
    answer = as_(cast.mai).post(page(cast), {"email": ut.email}, follow=True)
    invitation = Invitation.objects.get()
    assert "Đã gửi lời mời" in words(answer)
    assert ut.email in words(answer)

    listed = words(as_(ut).get(reverse("producers:invitations")))
    assert invitation.get_absolute_url() in listed
    as_(ut).post(reverse("producers:invitation_accept", args=[invitation.code]))

    assert list(people_of(cast.producer)) == [cast.mai, ut]


def test_the_answer_is_the_same_whether_the_email_has_an_account_or_not(as_, cast, ut):
    pages = [words(as_(cast.mai).post(page(cast), {"email": email}, follow=True)) for email in (ut.email, "ux@vidu.vn")]

    assert [text.count("Người được mời đăng nhập, hoặc đăng ký") for text in pages] == [1, 1]
    assert "Lê Văn Út" not in pages[0]


def test_after_many_invitations_one_has_to_wait(as_, cast, monkeypatch):
    cache.clear()
    monkeypatch.setattr(people, "AN_HOUR", 1)
    browser = as_(cast.mai)
    browser.post(page(cast), {"email": "mot@vidu.vn"})

    answer = browser.post(page(cast), {"email": "hai@vidu.vn"})

    assert "Hãy thử lại sau một giờ" in words(answer)
    assert list(Invitation.objects.values_list("email", flat=True)) == ["mot@vidu.vn"]


def test_a_refusal_stands_at_the_form(as_, cast):
    answer = as_(cast.mai).post(page(cast), {"email": cast.mai.email})

    assert "đang phụ trách chủ thể rồi" in words(answer)


def test_who_registers_while_asked_is_told_first(as_, cast, ut):
    url = reverse("producers:producer_new")
    assert "Bạn đang được mời" not in words(as_(ut).get(url))
    actions.invite(cast.producer, ut.email, by=cast.mai)

    answer = words(as_(ut).get(url))

    assert "Bạn đang được mời phụ trách một chủ thể" in answer
    assert reverse("producers:invitations") in answer


def test_an_invitation_is_declined_and_taken_back_on_its_pages(as_, cast, ut):
    first = actions.invite(cast.producer, ut.email, by=cast.mai)
    as_(ut).post(reverse("producers:invitation_decline", args=[first.code]))
    second = actions.invite(cast.producer, ut.email, by=cast.mai)
    answer = as_(cast.mai).post(reverse("producers:invitation_withdraw", args=[second.code]), follow=True)

    assert list(Invitation.objects.order_by("pk").values_list("state", flat=True)) == ["declined", "withdrawn"]
    assert "Đã thu hồi lời mời." in words(answer)
    assert "Lời mời này không còn dùng được" in words(as_(ut).get(second.get_absolute_url()))


def test_an_invitation_is_not_there_for_strangers(as_, cast, ut):
    invitation = actions.invite(cast.producer, ut.email, by=cast.mai)

    assert as_(cast.tam).get(invitation.get_absolute_url()).status_code == 404
    assert as_(cast.tam).post(reverse("producers:invitation_accept", args=[invitation.code])).status_code == 404


def test_an_officer_ends_somebody_with_a_reason_on_the_page(as_, cast, ut):
    actions.accept(actions.invite(cast.producer, ut.email, by=cast.mai), by=ut)
    url = reverse("producers:membership_end", args=[cast.producer.code, cast.mai.code])
    browser = as_(cast.lan)

    assert "Hãy ghi lý do" in words(browser.post(url, {"reason": ""}, follow=True))
    answer = words(browser.post(url, {"reason": "Đã mất."}, follow=True))

    assert list(people_of(cast.producer)) == [ut]
    assert f"Trần Thị Mai, {today():%d/%m/%Y} đến {today():%d/%m/%Y}" in answer


def test_whoever_leaves_is_led_home(as_, cast, ut):
    actions.accept(actions.invite(cast.producer, ut.email, by=cast.mai), by=ut)

    answer = as_(ut).post(reverse("producers:membership_end", args=[cast.producer.code, ut.code]), follow=True)

    assert "Bạn đã thôi phụ trách" in words(answer)


def test_ending_somebody_who_never_acted_for_it_says_so(as_, cast, ut):
    url = reverse("producers:membership_end", args=[cast.producer.code, ut.code])

    assert "không phụ trách chủ thể" in words(as_(cast.mai).post(url, follow=True))


def test_a_producer_without_people_says_so(as_, cast):
    Membership.objects.all().delete()

    assert "Chưa có ai phụ trách" in words(as_(cast.lan).get(page(cast)))


@pytest.mark.parametrize("count", [1, 3])
def test_the_people_take_the_same_queries_for_one_and_three(as_, cast, count, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(frame, "_entries", [])
    for number in range(count):
        person = User.objects.create_user(f"nguoi{number}@vidu.vn", full_name=f"Người {number}")
        actions.accept(actions.invite(cast.producer, person.email, by=cast.mai), by=person)
        actions.invite(cast.producer, f"khac{number}@vidu.vn", by=cast.mai)
    browser = as_(cast.mai)

    with django_assert_num_queries(PEOPLE):
        browser.get(page(cast))
