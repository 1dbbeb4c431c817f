import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ocop.core import frame
from ocop.core.dates import today
from ocop.producers.models import DoubtfulPair, PotentialProduct, Producer, Product
from ocop.producers.tests.pictures import picture
from ocop.programme.models import ProductClass

FIELDS = {
    "name": "Cơ sở Tư Dừa",
    "address": "Ấp 3",
    "representative": "Lê Văn Tư",
    "position": "Chủ cơ sở",
    "gender": "male",
    "phone": "0912 345 678",
    "email": "tu.dua@vidu.vn",
    "founded_on": "2020-01-01",
}


@pytest.fixture
def as_(client):
    """The test browser, signed in as somebody; None is a visitor."""

    def sign_in(user):
        client.logout()
        if user is not None:
            client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def no_menu(monkeypatch):
    """The page alone: each app above adds entries to the menu, with queries of their own."""
    monkeypatch.setattr(frame, "_entries", [])


def words(answer):
    return " ".join(answer.content.decode().split())


def posted(cast, **changes):
    kind = cast.producer.organisation_type_id
    return {**FIELDS, "unit": cast.commune.pk, "organisation_type": kind, **changes}


def leaf(sheet=7):
    return ProductClass.objects.get(regime__code="26-2026", criteria_set__number=sheet)


def test_a_producer_is_registered_and_led_to_the_first_product(as_, cast):
    answer = as_(cast.tam).post(reverse("producers:producer_new"), posted(cast))

    producer = Producer.objects.get(name="Cơ sở Tư Dừa")
    assert answer.headers["Location"] == reverse("producers:product_new", args=[producer.code])


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"phone": "gọi sau"}, "Số điện thoại chưa đúng"),
        ({"founded_on": "2999-01-01"}, "không thể ở tương lai"),
        ({"representative": ""}, "Người đại diện"),
        ({"organisation_type": ""}, "Loại hình"),
        ({"name": "Ti\x00n"}, "Tên chủ thể"),
    ],
)
def test_a_producer_with_a_mistake_comes_back_with_what_was_typed(as_, cast, changes, sentence):
    answer = as_(cast.tam).post(reverse("producers:producer_new"), posted(cast, **changes))

    assert sentence in words(answer)
    assert 'value="Ấp 3"' in words(answer)
    assert Producer.objects.count() == 1


def test_registering_twice_comes_back_with_the_reason_on_the_name(as_, cast):
    browser = as_(cast.tam)
    browser.post(reverse("producers:producer_new"), posted(cast))

    assert "đã đăng ký chủ thể này rồi" in words(browser.post(reverse("producers:producer_new"), posted(cast)))


def test_the_form_offers_communes_of_this_province_and_types_that_may_apply(as_, cast):
    page = words(as_(cast.tam).get(reverse("producers:producer_new")))

    assert "Xã Mỏ Cày" in page
    assert "danh sách cũ" not in page


def test_a_producer_is_edited_by_its_page(as_, cast):
    url = reverse("producers:producer_edit", args=[cast.producer.code])
    assert "Hợp tác xã Kẹo dừa Mỏ Cày" in words(as_(cast.mai).get(url))

    as_(cast.mai).post(url, posted(cast, name="HTX Mới", founded_on=""))

    cast.producer.refresh_from_db()
    assert (cast.producer.name, cast.producer.founded_on) == ("HTX Mới", None)


def test_a_product_is_added_and_edited_with_its_picture(as_, cast):
    browser = as_(cast.mai)
    data = {"name": "Kẹo dừa", "product_class": leaf().pk, "picture_upload": picture()}

    browser.post(reverse("producers:product_new", args=[cast.producer.code]), data)
    product = Product.objects.get()
    edit = reverse("producers:product_edit", args=[product.code])
    assert reverse("files:open", args=[product.picture.code]) in words(browser.get(edit))
    browser.post(edit, {"name": "Kẹo dừa béo", "product_class": leaf().pk})

    product.refresh_from_db()
    assert (product.name, product.picture is None) == ("Kẹo dừa béo", False)


def test_a_product_says_how_it_is_made_and_sold_in_two_languages(as_, cast):
    product = Product.objects.create(name="Kẹo dừa", producer=cast.producer, product_class=leaf())
    texts = {
        "production_process": "1. Ép cốt dừa",
        "sales_process": "Giao trong ngày",
        "name_en": "Coconut candy",
        "description_en": "Soft",
        "story_en": "Once",
        "production_process_en": "1. Press",
        "sales_process_en": "Same day",
    }

    data = {"name": "Kẹo dừa", "product_class": leaf().pk, **texts}
    as_(cast.mai).post(reverse("producers:product_edit", args=[product.code]), data)

    product.refresh_from_db()
    assert {name: getattr(product, name) for name in texts} == texts


def test_pictures_are_added_captioned_and_taken_off_on_the_products_page(as_, cast):
    product = Product.objects.create(name="Kẹo dừa", producer=cast.producer, product_class=leaf())
    browser, url = as_(cast.mai), reverse("producers:product_edit", args=[product.code])
    plain = {"name": "Kẹo dừa", "product_class": leaf().pk}
    browser.post(url, {**plain, "more_pictures": [picture(), picture(size=(50, 50))]})
    first, second = product.pictures.all()
    counts = {"anh-TOTAL_FORMS": 2, "anh-INITIAL_FORMS": 2, "anh-MIN_NUM_FORMS": 0, "anh-MAX_NUM_FORMS": 1000}
    page = words(browser.get(url))
    assert [reverse("files:open", args=[each.file.code]) in page for each in (first, second)] == [True, True]

    rows = {"anh-0-id": first.pk, "anh-0-order": 5, "anh-0-DELETE": "on"}
    rows |= {"anh-1-id": second.pk, "anh-1-order": 1, "anh-1-caption": "Mặt sau"}
    browser.post(url, {**plain, **counts, **rows})

    assert [(each.pk, each.caption, each.order) for each in product.pictures.all()] == [(second.pk, "Mặt sau", 1)]


def test_a_file_that_is_no_picture_among_several_is_refused_and_nothing_is_kept(as_, cast):
    product = Product.objects.create(name="Kẹo dừa", producer=cast.producer, product_class=leaf())
    data = {"name": "Kẹo dừa béo", "product_class": leaf().pk, "more_pictures": [picture(), picture(kind="PDF")]}

    answer = as_(cast.mai).post(reverse("producers:product_edit", args=[product.code]), data)

    product.refresh_from_db()
    assert "Đây không phải là ảnh" in words(answer)
    assert (product.name, product.pictures.count()) == ("Kẹo dừa", 0)


@pytest.mark.parametrize(
    ("typed", "kept"), [("https://vidu.vn/", "https://vidu.vn/"), ("vidu.vn", "https://vidu.vn"), ("", "")]
)
def test_a_producer_has_a_site_and_an_english_introduction(as_, cast, typed, kept):
    url = reverse("producers:producer_edit", args=[cast.producer.code])

    as_(cast.mai).post(url, posted(cast, website=typed, introduction_en="We press coconuts"))

    cast.producer.refresh_from_db()
    assert (cast.producer.website, cast.producer.introduction_en) == (kept, "We press coconuts")


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "ftp://vidu.vn", "khong co"])
def test_a_site_that_is_none_comes_back(as_, cast, typed):
    answer = as_(cast.mai).post(
        reverse("producers:producer_edit", args=[cast.producer.code]), posted(cast, website=typed)
    )

    assert (answer.status_code, "Trang web" in words(answer)) == (200, True)
    cast.producer.refresh_from_db()
    assert cast.producer.website == ""


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (SimpleUploadedFile("anh.jpg", b"MZ program"), "Chỉ nhận tệp"),
        (None, "Đây không phải là ảnh"),
    ],
)
def test_a_picture_that_is_none_is_refused_on_its_field(as_, cast, upload, sentence):
    data = {"name": "Kẹo dừa", "product_class": leaf().pk, "picture_upload": upload or picture(kind="PDF")}

    answer = as_(cast.mai).post(reverse("producers:product_new", args=[cast.producer.code]), data)

    assert sentence in words(answer)
    assert not Product.objects.exists()


def test_a_product_of_the_same_name_comes_back_with_the_reason(as_, cast):
    Product.objects.create(name="Kẹo dừa", producer=cast.producer, product_class=leaf())
    other = Product.objects.create(name="Bánh dừa", producer=cast.producer, product_class=leaf())
    data = {"name": "kẹo dừa", "product_class": leaf().pk}
    browser = as_(cast.mai)

    new = browser.post(reverse("producers:product_new", args=[cast.producer.code]), data)
    edited = browser.post(reverse("producers:product_edit", args=[other.code]), data)

    assert ["đã có sản phẩm tên này" in words(answer) for answer in (new, edited)] == [True, True]


@pytest.mark.parametrize(("who", "status"), [("lan", 403), ("son", 403), ("hoa", 404), ("tam", 404), ("visitor", 302)])
def test_pages_of_a_producer_are_its_own_peoples(as_, cast, who, status):
    product = Product.objects.create(name="Kẹo dừa", producer=cast.producer)
    browser = as_(getattr(cast, who))

    for name, code in [
        ("producer_edit", cast.producer.code),
        ("product_new", cast.producer.code),
        ("product_edit", product.code),
    ]:
        assert browser.get(reverse(f"producers:{name}", args=[code])).status_code == status


def plan(cast, count):
    for number in range(count):
        PotentialProduct.objects.create(
            name=f"Mứt {number:02d}",
            producer_name="Hộ Ba",
            unit=cast.commune,
            unit_as_filed=cast.commune,
            source_row=f"a:{number}",
            planned_year=2027,
        )


@pytest.mark.usefixtures("no_menu")
@pytest.mark.parametrize("count", [1, 3])
def test_potential_products_take_the_same_queries_for_one_and_three(
    as_, cast, count, no_menu, django_assert_num_queries
):
    plan(cast, count)
    browser = as_(cast.lan)

    with django_assert_num_queries(POTENTIAL):
        browser.get(reverse("producers:potential"))


POTENTIAL = 5
PAIRS = 5


def test_potential_products_come_in_pages_and_are_searched_without_accents(as_, cast):
    plan(cast, 30)
    browser = as_(cast.lan)
    url = reverse("producers:potential")

    first, second = words(browser.get(url)), words(browser.get(url + "?page=2"))
    found, none = words(browser.get(url + "?q=mut 07")), words(browser.get(url + "?q=zzz"))

    assert ("Mứt 00" in first, "Mứt 29" in first, "Mứt 29" in second) == (True, False, True)
    assert ("Mứt 07" in found, "Mứt 08" in found, "Không tìm thấy" in none) == (True, False, True)
    assert "Mứt 00" in words(browser.get(url + "?q=%00"))


def test_potential_products_of_elsewhere_are_not_shown(as_, cast):
    plan(cast, 1)

    assert "Chưa có sản phẩm tiềm năng" in words(as_(cast.hoa).get(reverse("producers:potential")))


def pairs(cast, count):
    for number in range(count):
        other = Producer.objects.create(name=f"HTX Kẹo dừa {number}", unit=cast.commune, address="Ấp 2")
        DoubtfulPair.objects.create(first=cast.producer, second=other, reason="Tên gần giống.")


@pytest.mark.usefixtures("no_menu")
@pytest.mark.parametrize("count", [1, 3])
def test_pairs_take_the_same_queries_for_one_and_three(as_, cast, count, django_assert_num_queries):
    pairs(cast, count)
    browser = as_(cast.lan)

    with django_assert_num_queries(PAIRS):
        browser.get(reverse("producers:pairs"))


def test_a_pair_is_decided_on_its_page(as_, cast):
    pairs(cast, 2)
    pair = DoubtfulPair.objects.first()
    url = reverse("producers:pair_decide", args=[pair.first.code, pair.second.code])
    browser = as_(cast.lan)

    assert "Hãy chọn" in words(browser.post(url, {"state": "\x00"}, follow=True))
    browser.post(url, {"state": "different"})

    page = words(browser.get(reverse("producers:pairs")))
    assert page.index("HTX Kẹo dừa 1") < page.index("HTX Kẹo dừa 0")
    assert f"Nguyễn Thị Lan, {today():%d/%m/%Y}" in page


@pytest.mark.parametrize(("who", "status"), [("mai", 404), ("hoa", 404), ("visitor", 302)])
def test_a_pair_is_not_there_for_strangers(as_, cast, who, status):
    pairs(cast, 1)
    pair = DoubtfulPair.objects.get()

    answer = as_(getattr(cast, who)).post(
        reverse("producers:pair_decide", args=[pair.first.code, pair.second.code]), {"state": "same"}
    )

    pair.refresh_from_db()
    assert (answer.status_code, pair.state) == (status, "open")


def test_no_pairs_is_said(as_, cast):
    assert "Không có cặp nào" in words(as_(cast.lan).get(reverse("producers:pairs")))


def test_an_officer_writes_a_products_story_and_photo_in_its_producers_place(as_, cast):
    product = Product.objects.create(name="Kẹo", producer=cast.producer, official_code="86-1")
    url = reverse("producers:product_describe", args=[product.code])

    answer = as_(cast.lan).post(url, {"story": "Từ năm 1990", "name": "Tên khác", "picture_upload": picture()})

    product.refresh_from_db()
    assert answer.headers["Location"] == url
    assert (product.story, product.name, product.picture is not None) == ("Từ năm 1990", "Kẹo", True)


def test_an_officer_opens_the_contact_of_a_producer_without_an_address(as_, cast):
    Producer.objects.filter(pk=cast.producer.pk).update(address="")
    url = reverse("producers:producer_describe", args=[cast.producer.code])

    as_(cast.lan).post(url, {"phone": "0912 345 678", "is_contact_public": "on", "introduction": "Ba đời", "name": "X"})

    cast.producer.refresh_from_db()
    told = (cast.producer.phone, cast.producer.is_contact_public, cast.producer.introduction)
    assert told == ("0912 345 678", True, "Ba đời")
    assert cast.producer.name != "X"


def test_an_officer_confirms_that_a_producer_stopped_and_that_it_produces_again(as_, cast):
    url = reverse("producers:producer_state", args=[cast.producer.code])

    as_(cast.lan).post(url, {"stopped_on": "2026-05-12", "reason": "Biên bản ngày 12/5/2026."})
    cast.producer.refresh_from_db()
    assert (cast.producer.status, str(cast.producer.stopped_on)) == ("stopped", "2026-05-12")

    page = as_(cast.lan).get(url)
    assert "Biên bản ngày 12/5/2026." in words(page)
    as_(cast.lan).post(url, {"reason": "Làm lại."})
    cast.producer.refresh_from_db()
    assert cast.producer.status == "active"


def test_a_day_to_come_is_refused_with_a_sentence(as_, cast):
    url = reverse("producers:producer_state", args=[cast.producer.code])

    answer = as_(cast.lan).post(url, {"stopped_on": "2999-01-01", "reason": "Sắp nghỉ."})

    assert "Ngày ngừng sản xuất không thể ở tương lai." in words(answer)
