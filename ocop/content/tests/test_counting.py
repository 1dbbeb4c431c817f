"""What is read is counted in numbers: nobody is kept, no page waits for it."""

from datetime import date

import pytest
import time_machine
from django.db import DatabaseError

from ocop.content import counting
from ocop.content.actions import visits
from ocop.content.models import DayVisitors, SectionViews, VisitorMark
from ocop.content.tests.plant import plant
from ocop.core.dates import today

PHONE = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
pytestmark = pytest.mark.django_db


@pytest.fixture
def tally(settings, monkeypatch):
    """A count of this test's own."""
    settings.COUNT_VISITS = True
    monkeypatch.setattr(counting, "tally", counting.Tally())
    return counting.tally


def read(client, path, address="192.0.2.1", **headers):
    return client.get(path, headers={"User-Agent": PHONE, **headers}, REMOTE_ADDR=address)


def counted():
    return {(row.day, row.section): row.views for row in SectionViews.objects.all()}


def test_pages_are_counted_by_section_and_visitors_once_a_day(tally, cast, client):
    plant()
    for path in ("/", "/san-pham/", "/en/san-pham/", "/tin-tuc/"):
        read(client, path)
    read(client, "/san-pham/", address="192.0.2.2")

    tally.write()

    assert counted() == {(today(), ""): 1, (today(), "san-pham"): 3, (today(), "tin-tuc"): 1}
    assert VisitorMark.objects.count() == 2
    assert not [mark for mark in VisitorMark.objects.values_list("mark", flat=True) if "192.0" in mark]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/san-pham/", {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}),
        ("/san-pham/", {"User-Agent": ""}),
        ("/san-pham/", {"User-Agent": "curl/8.5"}),
        ("/san-pham/", {"HX-Request": "true"}),
        ("/san-pham/", {"Sec-Purpose": "prefetch"}),
        ("/san-pham/danh-sach.csv", {}),
        ("/khong-co-trang-nay/", {}),
        ("/dang-nhap/", {}),
        ("/suc-khoe/", {}),
    ],
)
def test_what_no_visitor_reads_is_not_counted(tally, cast, client, path, headers):
    response = read(client, path, **headers)
    b"".join(response)

    tally.write()

    assert counted() == {}


def test_who_is_signed_in_is_not_counted(tally, cast, client):
    client.force_login(cast.lan)
    read(client, "/san-pham/")

    tally.write()

    assert counted() == {}


@pytest.mark.django_db(transaction=True)
def test_pages_from_memory_are_counted_without_a_query_more(tally, cast, client, settings, django_assert_num_queries):
    settings.PORTAL_CACHE = "page"
    etag = read(client, "/san-pham/")["ETag"]

    with django_assert_num_queries(2):  # the version, for each
        read(client, "/san-pham/")
        assert read(client, "/san-pham/", **{"If-None-Match": etag}).status_code == 304
    tally.write()

    assert counted() == {(today(), "san-pham"): 3}


def test_a_day_that_is_over_keeps_its_number_of_visitors_only(tally, cast, client):
    with time_machine.travel("2026-03-01T09:00+07:00", tick=False):
        read(client, "/san-pham/")
        read(client, "/san-pham/", address="192.0.2.2")
        tally.write()
    with time_machine.travel("2026-03-02T09:00+07:00", tick=False):
        read(client, "/san-pham/")
        tally.write()

    assert list(DayVisitors.objects.values_list("day", "visitors")) == [(date(2026, 3, 1), 2)]
    assert set(VisitorMark.objects.values_list("day", flat=True)) == {date(2026, 3, 2)}


def test_a_visitor_has_another_mark_on_another_day():
    marks = {counting.mark_of("192.0.2.1", date(2026, 3, day)) for day in (1, 2)}

    assert len(marks) == 2
    assert counting.mark_of("192.0.2.1", date(2026, 3, 1)) in marks


def test_two_processes_add_up():
    day = date(2026, 3, 1)

    visits.add({(day, "tin-tuc"): 3}, {(day, "a"), (day, "b")}, day=day)
    visits.add({(day, "tin-tuc"): 2, (day, ""): 1}, {(day, "b"), (day, "c")}, day=day)

    assert counted() == {(day, "tin-tuc"): 5, (day, ""): 1}
    assert VisitorMark.objects.count() == 3


def test_it_is_written_when_there_is_much_or_when_it_is_old(monkeypatch):
    tally = counting.Tally()
    clock = [1000.0]
    monkeypatch.setattr(counting.time, "monotonic", lambda: clock[0])

    assert not tally.is_due
    tally.add(date(2026, 3, 1), "", "a")
    assert not tally.is_due
    clock[0] += counting.SECONDS
    assert tally.is_due

    many = counting.Tally()
    for _ in range(counting.MOST):
        many.add(date(2026, 3, 1), "", "a")
    assert many.is_due


def test_what_is_due_is_written_after_the_answer(tally, cast, client, monkeypatch):
    monkeypatch.setattr(counting, "MOST", 2)

    read(client, "/san-pham/")
    assert counted() == {}
    read(client, "/san-pham/")

    assert counted() == {(today(), "san-pham"): 2}


def test_what_could_not_be_written_is_kept_for_the_next_time(tally, monkeypatch):
    day = date(2026, 3, 1)
    tally.add(day, "tin-tuc", "a")

    def broken(*_, **__):
        raise DatabaseError("locked")

    with monkeypatch.context() as broken_for_now:
        broken_for_now.setattr(visits, "add", broken)
        tally.write()
    tally.write()

    assert counted() == {(day, "tin-tuc"): 1}


# The page of figures


@pytest.fixture
def figures(cast):
    plant()
    for day, section, views in ((today(), "san-pham", 7), (today(), "tin-tuc", 2), (date(2020, 1, 1), "", 40)):
        SectionViews.objects.create(day=day, section=section, views=views)
    VisitorMark.objects.create(day=today(), mark="a")


def test_those_who_run_the_portal_see_days_and_sections(figures, cast, client):
    client.force_login(cast.bien)

    context = client.get("/luot-xem/").context

    assert vars(context["totals"]) == {"today": 9, "month": 9, "all": 49}
    assert [(each.day, each.views, each.visitors) for each in context["days"]] == [(today(), 9, 1)]
    assert context["sections"] == [("Sản phẩm", 7), ("Tin tức", 2)]


def test_the_file_says_the_same(figures, cast, client):
    client.force_login(cast.an)

    lines = client.get("/luot-xem/so-lieu.csv?ngay=7").content.decode().splitlines()

    day = today().isoformat()
    assert lines == [
        "\ufeffNgày,Mục,Lượt xem",
        f"{day},Sản phẩm,7",
        f"{day},Tin tức,2",
        "",
        "Ngày,Lượt xem,Người xem",
        f"{day},9,1",
    ]


def test_an_officer_does_not_see_them(cast, client):
    client.force_login(cast.lan)

    assert client.get("/luot-xem/").status_code == 403
