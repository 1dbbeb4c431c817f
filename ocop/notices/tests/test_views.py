import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ocop.notices import actions, menu, queries
from ocop.notices.tests.factories import NoticeFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/thong-bao/"


@pytest.fixture
def mai(client):
    mai = UserFactory()
    client.force_login(mai)
    return mai


def test_list_shows_a_persons_own_notices_unread_first(client, mai):
    read, unread, newest = (NoticeFactory(to=mai) for _ in range(3))
    actions.open_notice(read)
    NoticeFactory()

    response = client.get(LIST)

    assert list(response.context["page"]) == [newest, unread, read]
    assert response.context["unread"] == 2


def test_list_sends_a_visitor_to_sign_in(client):
    assert client.get(LIST)["Location"] == f"{reverse('account_login')}?next={LIST}"


@pytest.mark.parametrize("page", ["2", "0", "abc", "999"])
def test_list_answers_any_page_number(client, mai, page):
    assert client.get(LIST, {"page": page}).status_code == 200


def test_list_asks_the_database_as_often_for_one_notice_as_for_three(client, mai):
    NoticeFactory(to=mai)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    NoticeFactory.create_batch(2, to=mai)

    with CaptureQueriesContext(connection) as three:
        client.get(LIST)

    assert len(one) == len(three)


def test_open_marks_the_notice_read_and_goes_where_it_leads(client, mai):
    notice = NoticeFactory(to=mai, url="/ho-so/abc/")

    response = client.post(reverse("notices:open"), {"notice": notice.pk})

    notice.refresh_from_db()
    assert (response["Location"], notice.read_at is None) == ("/ho-so/abc/", False)


@pytest.mark.parametrize("url", ["", "https://evil.test/", "//evil.test"])
def test_open_stays_on_the_list_when_the_notice_leads_nowhere(client, mai, url):
    notice = NoticeFactory(to=mai, url=url)

    assert client.post(reverse("notices:open"), {"notice": notice.pk})["Location"] == LIST


@pytest.mark.parametrize("number", ["", "abc", "0", None])
def test_open_does_not_find_nonsense(client, mai, number):
    assert client.post(reverse("notices:open"), {"notice": number} if number is not None else {}).status_code == 404


def test_open_does_not_find_somebody_elses_notice(client, mai):
    notice = NoticeFactory()

    assert client.post(reverse("notices:open"), {"notice": notice.pk}).status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_open_all_reads_everything_of_the_person(client, mai):
    NoticeFactory(to=mai), NoticeFactory(to=mai)

    response = client.post(reverse("notices:open_all"), follow=True)

    assert [str(message) for message in response.context["messages"]] == ["Đã đánh dấu 2 thông báo là đã đọc."]
    assert queries.unread_count(mai) == 0


@pytest.mark.parametrize("name", ["open", "open_all"])
def test_reading_an_address_changes_nothing(client, mai, name):
    assert client.get(reverse(f"notices:{name}")).status_code == 405


def test_the_menu_counts_what_is_unread(mai):
    NoticeFactory(to=mai)

    assert queries.unread_count(mai) == 1
    assert menu.unread_count is queries.unread_count
