from datetime import timedelta

import pytest
from django.urls import reverse

from ocop.core.dates import today
from ocop.dossiers import actions, standing
from ocop.dossiers.models import Dossier
from ocop.dossiers.standing import Standing, standing_source
from ocop.dossiers.tests import factories
from ocop.places.models import Unit

HOME, LIST = "/ban-lam-viec/", "/ban-lam-viec/ho-so/"


def words(answer):
    return " ".join(answer.content.decode().split())


def test_the_start_page_lists_what_waits(as_, cast):
    dossier = factories.submitted(cast)

    lan, hoa = words(as_(cast.lan).get(HOME)), words(as_(cast.hoa).get(HOME))

    assert (dossier.product.name in lan, dossier.product.name in hoa) == (True, False)
    assert "Còn 15 ngày làm việc" in lan
    assert "Không có việc nào đang chờ" in hoa


def test_the_start_page_of_a_newcomer_begins_with_the_producer(as_, cast):
    cast.mai.memberships.update(ends=today() - timedelta(days=1), starts=today() - timedelta(days=2))

    assert "Bắt đầu bằng thông tin chủ thể" in words(as_(cast.mai).get(HOME))


def test_the_start_page_of_a_producer_offers_to_begin_a_dossier(as_, cast, no_standing):
    page = words(as_(cast.mai).get(HOME))
    assert "Chưa có sản phẩm" in page

    factories.product(cast)

    page = words(as_(cast.mai).get(HOME))
    assert "Lập hồ sơ lần đầu" in page
    assert "Không có việc nào đang chờ" in page


def test_visitors_are_led_to_the_entrance(as_, cast):
    dossier = factories.draft(cast)

    for url in (HOME, LIST, dossier.get_absolute_url()):
        assert as_(None).get(url).status_code == 302


@pytest.mark.usefixtures("no_menu")
@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_takes_the_same_queries_for_one_and_three(as_, cast, count, django_assert_num_queries):
    for number in range(count):
        factories.submitted(cast, name=f"Mứt {number}")
    browser = as_(cast.lan)

    with django_assert_num_queries(12):
        browser.get(HOME)


@pytest.mark.usefixtures("no_menu", "no_standing")
@pytest.mark.parametrize("count", [1, 3])
def test_own_products_take_the_same_queries_for_one_and_three(as_, cast, count, django_assert_num_queries):
    for number in range(count):
        factories.draft(cast, name=f"Mứt {number}")
        factories.product(cast, name=f"Kẹo {number}")
    browser = as_(cast.mai)

    with django_assert_num_queries(13):
        browser.get(HOME)


@pytest.mark.usefixtures("no_menu")
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_one_and_three(as_, cast, count, django_assert_num_queries):
    for number in range(count):
        factories.submitted(cast, name=f"Mứt {number}")
    browser = as_(cast.lan)

    with django_assert_num_queries(11):
        browser.get(LIST)


def test_the_list_is_searched_and_filtered(as_, cast):
    factories.submitted(cast, name="Cốm dẹp")
    factories.accepted(cast, name="Mứt dừa")
    browser = as_(cast.lan)

    found = {
        query: ("Cốm dẹp" in (page := words(browser.get(LIST + query))), "Mứt dừa" in page)
        for query in ("", "?q=com", "?trang-thai=under_check", "?trang-thai=bia", f"?xa={cast.commune.code}", "?q=%00")
    }

    assert found == {
        "": (True, True),
        "?q=com": (True, False),
        "?trang-thai=under_check": (False, True),
        "?trang-thai=bia": (True, True),
        f"?xa={cast.commune.code}": (True, True),
        "?q=%00": (True, True),
    }
    assert "Không tìm thấy hồ sơ" in words(browser.get(LIST + "?q=zzz"))


def test_the_list_offers_communes_where_there_are_several(as_, cast):
    factories.proposed(cast, name="Cốm dẹp")
    other = factories.proposed(cast, name="Mứt dừa")
    assert "Mọi xã, phường" not in words(as_(cast.son).get(LIST))

    type(cast.producer).objects.create(name="HTX Khác", unit=cast.next_commune, address="Ấp 1")
    other.product.producer = type(cast.producer).objects.get(name="HTX Khác")
    other.product.save()

    page = words(as_(cast.son).get(LIST + f"?xa={cast.next_commune.code}"))
    assert "Mọi xã, phường" in page
    assert ("Cốm dẹp" in page, "Mứt dừa" in page) == (False, True)


def test_an_empty_list_says_what_will_be_there(as_, cast):
    assert "Chưa có hồ sơ nào" in words(as_(cast.hoa).get(LIST))


def test_a_long_list_comes_in_pages(as_, cast):
    first = factories.submitted(cast, name="Mứt 0")
    Dossier.objects.bulk_create(
        Dossier(
            product=factories.product(cast, name=f"Mứt {number}"),
            kind=first.kind,
            regime=first.regime,
            criteria_set=first.criteria_set,
            state="submitted",
            desk=cast.commune,
            level=first.level,
            created_by=cast.mai,
        )
        for number in range(1, 27)
    )
    browser = as_(cast.lan)

    assert "27 hồ sơ" in words(browser.get(LIST))
    assert "27 hồ sơ, gấp nhất trước" in words(browser.get(HOME))
    assert words(browser.get(LIST + "?page=2")).count("card--link") == 2
    assert words(browser.get(HOME + "?page=2")).count("card--link") == 2


@pytest.mark.parametrize("who", ["mai", "lan", "son"])
def test_the_whole_dossier_is_open_to_those_concerned(as_, cast, who):
    dossier = actions.accept(factories.proposed(cast), by=cast.son)

    page = words(as_(getattr(cast, who)).get(dossier.get_absolute_url()))

    assert "Kẹo dừa sầu riêng" in page
    assert ("Cách nấu riêng của vùng." in page) == (who != "mai")
    assert ("cong-van.jpg" in page) == (who != "mai")
    assert ("Xếp vào đợt đánh giá" in page) == (who == "son")


@pytest.mark.parametrize("who", ["hoa", "tam", "ha", "minh", "an"])
def test_the_whole_dossier_is_not_there_for_others(as_, cast, who):
    dossier = actions.accept(factories.proposed(cast), by=cast.son)

    assert as_(getattr(cast, who)).get(dossier.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("make", "who", "button"),
    [
        (factories.draft, "mai", "Soạn tiếp"),
        (factories.returned, "mai", "Trả lời và nộp lại"),
        (factories.submitted, "lan", "Tiếp nhận"),
        (factories.accepted, "lan", "Báo cáo Mẫu số 03 và gửi cấp trên"),
        (factories.proposed, "son", "Tiếp nhận"),
    ],
)
def test_the_next_act_comes_first_on_the_page(as_, cast, make, who, button):
    page = words(as_(getattr(cast, who)).get(make(cast).get_absolute_url()))

    assert page.index("Việc tiếp theo") < page.index("Điểm chủ thể tự chấm")
    first = page.index("button--primary", page.index("Việc tiếp theo"))
    assert button in page[first : first + 400]


def test_a_closed_dossier_has_no_act_and_says_why(as_, cast):
    dossier = factories.accepted(cast)
    proof = factories.stored(cast.lan, "bien-ban.jpg")
    actions.refuse(dossier, ground="Giả mạo hồ sơ", reason="Giấy giả.", proof=proof, by=cast.lan)

    mai, lan = (words(as_(who).get(dossier.get_absolute_url())) for who in (cast.mai, cast.lan))

    assert ["Việc tiếp theo" in page for page in (mai, lan)] == [False, False]
    assert ["Giấy giả." in page for page in (mai, lan)] == [True, True]
    assert ["bien-ban.jpg" in page for page in (mai, lan)] == [False, True]


def test_a_request_and_its_day_stand_on_the_page(as_, cast):
    page = words(as_(cast.lan).get(factories.returned(cast).get_absolute_url()))

    assert f"Hạn đến hết ngày {today() + timedelta(days=10):%d/%m/%Y}" in page
    assert "Ghi rõ doanh thu." in page


def test_a_late_re_evaluation_says_so_on_the_page(as_, cast, monkeypatch):
    monkeypatch.setattr(standing, "_source", [])
    standing_source(lambda product: Standing(4, today() + timedelta(days=100), True))
    dossier = factories.submitted(cast, kind="re_evaluation")

    assert "Nộp muộn so với hạn đánh giá lại" in words(as_(cast.lan).get(dossier.get_absolute_url()))


def test_a_tourism_service_needs_no_samples(as_, cast):
    dossier = actions.accept(factories.proposed(cast, sheet=26), by=cast.son)

    page = words(as_(cast.son).get(dossier.get_absolute_url()))

    assert "Nhóm này không nộp mẫu" in page
    assert "Ghi số mẫu" not in page


def test_papers_are_read_in_the_page(as_, cast):
    dossier = factories.submitted(cast)
    paper = dossier.evidence.first()

    assert reverse("files:open", args=[paper.file.code]) in words(as_(cast.lan).get(dossier.get_absolute_url()))


def test_the_menu_counts_what_waits_and_shows_dossiers_to_those_who_see_some(as_, cast):
    assert LIST not in words(as_(cast.lan).get(HOME))

    factories.submitted(cast)

    assert LIST in words(as_(cast.lan).get(HOME))
    assert LIST not in words(as_(cast.hoa).get(HOME))


def test_a_dossier_of_a_closed_commune_is_still_read(as_, cast):
    dossier = factories.submitted(cast)
    Unit.objects.filter(pk=cast.commune.pk).update(valid_to=today())

    assert as_(cast.lan).get(dossier.get_absolute_url()).status_code == 200
