from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from ocop.certificates.actions import HigherInput, forward, return_from_higher
from ocop.certificates.tests.factories import (
    CertificateFactory,
    DecisionFactory,
    ProducerFactory,
    ProductFactory,
    RecognitionFactory,
    home,
    imported,
)
from ocop.files.tests.factories import StoredFileFactory, image_bytes
from ocop.places.models import Succession, Unit
from ocop.places.tests.factories import OldCommuneFactory, UnitFactory
from ocop.portal.addresses import product_url
from ocop.portal.queries import key_of
from ocop.producers.actions import stop
from ocop.programme.models import OrganisationType, ProductClass

LIST = "/san-pham/"


def made(name, **fields):
    """A recognised product of this name."""
    product_fields = {key: fields.pop(key) for key in ("producer", "product_class", "official_code") if key in fields}
    return RecognitionFactory(product=ProductFactory(name=name, **product_fields), **fields)


def ago(years):
    return {"valid_from": date(2026 - years, 1, 1), "valid_to": date(2029 - years, 1, 1)}


# The list


def test_list_shows_recognised_products_only_in_vietnamese_order(world, client, names):
    for name in ("Đậu phộng rang", "Dừa sáp", "Ấm trà", "Ăn vặt"):
        made(name)
    ProductFactory(name="Chưa công nhận", producer=world.producer)

    assert names(client.get(LIST)) == ["Ăn vặt", "Ấm trà", "Dừa sáp", "Đậu phộng rang"]


def test_list_is_the_same_for_a_producer_with_an_unrecognised_product(world, client, names):
    made("Dừa sáp")
    ProductFactory(name="Chưa công nhận", producer=world.producer)
    client.force_login(world.mai)

    assert names(client.get(LIST)) == ["Dừa sáp"]


@pytest.mark.parametrize("words", ["bưởi da xanh", "BUOI  xanh", "xan buoi", "hoa loc", "86-90001", "buoi hoa"])
def test_search_finds_words_without_accents_in_any_order(db, client, names, words):
    producer = ProducerFactory(name="Hợp tác xã Hòa Lộc")
    made("Bưởi Da Xanh", producer=producer, official_code="86-90001-01-2026")
    made("Mắm tôm")

    assert names(client.get(LIST, {"q": words})) == ["Bưởi Da Xanh"]


@pytest.mark.parametrize("words", ["'; DROP TABLE", "%", "_", "\x00", "a" * 5000, "🥥"])
def test_search_takes_anything_people_type(db, client, words):
    made("Mắm tôm")

    assert client.get(LIST, {"q": words}).status_code == 200


def test_filter_by_stars_and_potential(db, client, names):
    made("Ba", stars=3)
    made("Bốn", stars=4)
    imported(product=ProductFactory(name="Tiềm năng"), stars=None, potential_stars=5)

    assert names(client.get(LIST, {"sao": "4"})) == ["Bốn"]
    assert names(client.get(LIST, {"sao": "tiem-nang"})) == ["Tiềm năng"]


def waiting(world, name, stars=4):
    """A product with stars whose dossier the province sent to the ministry."""
    recognition = made(name, stars=stars, producer=world.producer)
    dossier = world.concluded(mean="92", stars=5, product=recognition.product, kind="upgrade")
    forward([dossier], decision=world.paper(f"{name}/QĐ"), by=world.leader)
    return recognition


def test_a_product_before_the_higher_level_shows_its_stars_and_what_it_waits_for(world, client, names):
    waiting(world, "Kẹo dừa")
    made("Mứt", stars=4)

    assert names(client.get(LIST, {"sao": "tiem-nang"})) == ["Kẹo dừa"]
    assert names(client.get(LIST, {"sao": "4"})) == ["Kẹo dừa", "Mứt"]
    page, table = client.get(LIST).content.decode(), client.get(LIST, {"xem": "bang"}).content.decode()
    text = b"".join(client.get(f"{LIST}danh-sach.csv").streaming_content).decode()
    assert [each.count("Tiềm năng 5 sao") for each in (page, table, text)] == [1, 1, 1]
    assert "4 sao; Tiềm năng 5 sao" in table
    assert "4 sao; Tiềm năng 5 sao" in text


def test_what_waits_is_not_called_potential_for_stars_it_has(world, client, names):
    waiting(world, "Kẹo dừa", stars=5)

    assert names(client.get(LIST, {"sao": "tiem-nang"})) == []


def test_what_the_higher_level_sent_back_is_potential_no_more(world, client, names):
    recognition = waiting(world, "Kẹo dừa")
    dossier = recognition.product.dossiers.get()
    given = HigherInput(decision=world.paper("9/QĐ-BNN"), points=Decimal("80"), stars=4)

    return_from_higher(dossier, given, by=world.officer)

    assert names(client.get(LIST, {"sao": "tiem-nang"})) == []
    assert names(client.get(LIST, {"sao": "4"})) == ["Kẹo dừa"]


def test_filter_by_what_it_is_worth_today(world, client, names):
    made("Còn", **ago(0))
    made("Hết", **ago(5))
    imported(product=ProductFactory(name="Chưa rõ"), known_valid_on=date(2025, 1, 1))

    assert names(client.get(LIST, {"hieu_luc": "con"})) == ["Còn"]
    assert names(client.get(LIST, {"hieu_luc": "het"})) == ["Hết"]
    assert names(client.get(LIST, {"hieu_luc": "chua-ro"})) == ["Chưa rõ"]


def test_products_of_a_producer_that_stopped_are_told_apart_and_still_in_force(world, client, names):
    kept = made("Kẹo dừa", producer=world.producer, **ago(0))
    made("Mứt", **ago(0))
    page = client.get(product_url(kept.product)).content.decode()
    assert "Chủ thể đã ngừng sản xuất" not in page

    stop(world.producer, date(2026, 5, 12), "Biên bản.", by=world.commune_officer)

    assert names(client.get(LIST, {"hieu_luc": "ngung"})) == ["Kẹo dừa"]
    assert names(client.get(LIST, {"hieu_luc": "con"})) == ["Kẹo dừa", "Mứt"]
    page = client.get(product_url(kept.product)).content.decode()
    assert "Chủ thể đã ngừng sản xuất" in page
    assert "Từ ngày 12/05/2026" in page


def test_the_officer_of_the_area_goes_from_a_products_page_to_correct_it(world, client):
    kept = made("Kẹo dừa", producer=world.producer)
    url = reverse("producers:product_describe", args=[kept.product.code])

    for person, is_offered in ((world.commune_officer, True), (world.mai, False), (None, False)):
        client.logout()
        if person:
            client.force_login(person)
        assert (url in client.get(product_url(kept.product)).content.decode()) is is_offered


def test_filter_by_group_whatever_decision_classed_it(db, client, names):
    leaf = ProductClass.objects.filter(regime__code="26-2026", children=None).order_by("order").first()
    old = ProductClass.objects.filter(regime__code="148-2023", code=leaf.code).first()
    other = ProductClass.objects.filter(regime__code="26-2026", children=None).order_by("order").last()
    made("Mới", product_class=leaf)
    made("Cũ", product_class=old)
    made("Khác", product_class=other)

    assert names(client.get(LIST, {"nhom": leaf.code})) == ["Cũ", "Mới"]
    assert names(client.get(LIST, {"nhom": leaf.group.code})) == ["Cũ", "Mới"]
    assert names(client.get(LIST, {"nhom": leaf.group.name})) == ["Cũ", "Mới"]


def test_filter_by_organisation_and_producer(db, client, names):
    cooperative = OrganisationType.objects.get(code="cooperative")
    producer = ProducerFactory(organisation_type=cooperative)
    made("Của hợp tác xã", producer=producer)
    made("Của người khác")

    assert names(client.get(LIST, {"loai_hinh": "cooperative"})) == ["Của hợp tác xã"]
    assert names(client.get(LIST, {"chu_the": producer.code})) == ["Của hợp tác xã"]


def test_filter_by_the_name_of_a_producer_as_it_is_typed(db, client, names):
    for name in ("Hợp tác xã Mỹ Thạnh", "Hợp tác xã Mỹ Lồng", "Cơ sở Tư"):
        made(f"Kẹo của {name}", producer=ProducerFactory(name=name))
    made("Bánh Tư Dừa", producer=ProducerFactory(name="Hai Lúa"))

    answer = client.get(LIST, {"chu_the": "my thanh", "hieu_luc": "con"})

    assert names(answer) == ["Kẹo của Hợp tác xã Mỹ Thạnh"]
    assert answer.context["chips"][1] == ("Chủ thể: «my thanh»", "?hieu_luc=con")
    assert 'name="chu_the" maxlength="200" value="my thanh"' in answer.content.decode()
    assert names(client.get(LIST, {"chu_the": "hợp tác xã mỹ"})) == [
        "Kẹo của Hợp tác xã Mỹ Lồng",
        "Kẹo của Hợp tác xã Mỹ Thạnh",
    ]
    assert names(client.get(LIST, {"chu_the": "tư"})) == ["Kẹo của Cơ sở Tư"]
    assert names(client.get(LIST, {"chu_the": "khong co ai"})) == []


def test_a_products_page_leads_to_all_its_producer_makes(db, client, names):
    producer = ProducerFactory()
    kept = made("Kẹo", producer=producer)
    made("Mứt", producer=producer)
    made("Khác")

    page = client.get(product_url(kept.product)).content.decode()

    assert f'href="{LIST}?chu_the={producer.code}"' in page
    assert names(client.get(f"{LIST}?chu_the={producer.code}")) == ["Kẹo", "Mứt"]


def test_filter_by_old_and_new_unit(db, client, names):
    now = UnitFactory(parent=home(), name="Mới")
    old, beside = OldCommuneFactory(name="Cũ"), OldCommuneFactory(name="Cũ khác")
    for each in (old, beside):
        Succession.objects.create(old=each, new=now, on=date(2025, 7, 1), is_whole=True, is_main=True, source="thử")
    made("Ghi ở xã cũ", producer=ProducerFactory(unit=now, unit_as_filed=old))
    made("Ghi ở xã cũ khác", producer=ProducerFactory(unit=now, unit_as_filed=beside))
    made("Ghi ở xã mới", producer=ProducerFactory(unit=now))
    made("Nơi khác")

    assert names(client.get(LIST, {"don_vi": key_of(now)})) == ["Ghi ở xã cũ", "Ghi ở xã cũ khác", "Ghi ở xã mới"]
    assert names(client.get(LIST, {"don_vi": key_of(old)})) == ["Ghi ở xã cũ", "Ghi ở xã mới"]
    assert len(names(client.get(LIST, {"don_vi": key_of(Unit.objects.get(pk=home().pk))}))) == 4


@pytest.mark.parametrize(
    "query",
    [
        "sao=9",
        "sao=x",
        "don_vi=1-2",
        "don_vi=90001-20259999",
        "nhom=khong",
        "chu_the=%00",
        "chu_the=!!",
        "trang=-1",
        "trang=x",
    ],
)
def test_list_ignores_what_it_does_not_understand(db, client, names, query):
    made("Mắm tôm")

    assert names(client.get(f"{LIST}?{query}")) == ["Mắm tôm"]


def test_list_sorts_by_stars_and_by_day(db, client, names):
    made("A", stars=3, **ago(0))
    made("B", stars=5, **ago(1))
    imported(product=ProductFactory(name="C"), stars=4)

    assert names(client.get(LIST, {"sap_xep": "sao"})) == ["B", "C", "A"]
    assert names(client.get(LIST, {"sap_xep": "moi"})) == ["A", "B", "C"]


def test_list_says_how_many_and_turns_pages_keeping_the_filter(db, client, names):
    producer, decision = ProducerFactory(), DecisionFactory()
    for n in range(30):
        made(f"Kẹo {n:02d}", producer=producer, decision=decision)

    first, second = client.get(LIST, {"q": "keo"}), client.get(LIST, {"q": "keo", "trang": 2})

    assert (len(names(first)), len(names(second))) == (24, 6)
    assert "30 sản phẩm, trang 1/2" in first.content.decode()
    assert "?q=keo&amp;trang=2" in first.content.decode()


def test_list_shows_a_chip_for_each_filter_that_takes_it_away(db, client):
    made("Kẹo", stars=4)

    html = client.get(LIST, {"q": "keo", "sao": "4"}).content.decode()

    assert 'href="?q=keo"' in html
    assert 'href="?sao=4"' in html


def test_list_says_what_to_do_when_there_is_nothing(db, client):
    assert "Chưa có sản phẩm được công nhận" in client.get(LIST).content.decode()
    assert "Hãy bớt điều kiện lọc" in client.get(LIST, {"q": "zzz"}).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_number_of_queries_for_one_and_three(db, client, django_assert_num_queries, count):
    for _ in range(count):
        photo = StoredFileFactory(data=image_bytes(), media_type="image/jpeg", name="a.jpg")
        RecognitionFactory(product=ProductFactory(picture=photo))

    with django_assert_num_queries(10):
        client.get(LIST)


def test_list_asks_no_more_than_twelve_queries_with_filters(db, client, django_assert_max_num_queries):
    producer = ProducerFactory()
    for n in range(500):
        imported(product=ProductFactory(name=f"Kẹo {n}", producer=producer))

    with django_assert_max_num_queries(12):
        client.get(LIST, {"q": "keo", "sao": "4", "sap_xep": "sao"})


def test_names_are_shown_as_text(db, client):
    evil = made("<script>alert(1)</script>", producer=ProducerFactory(name='"><img src=x onerror=alert(2)>'))

    for url in (LIST, product_url(evil.product), "/"):
        html = client.get(url).content.decode()
        assert "<script>alert(1)" not in html
        assert "<img src=x" not in html


# One product


def test_product_page_tells_stars_state_papers_and_producer(db, client):
    recognition = made("Kẹo dừa", **ago(0))
    certificate = CertificateFactory(recognition=recognition)

    html = client.get(product_url(recognition.product)).content.decode()

    for words in ("Kẹo dừa", "4 sao", "Còn hiệu lực", "Có giá trị đến hết ngày 01/01/2029", certificate.number):
        assert words in html
    assert str(recognition.decision) in html
    assert recognition.product.producer.unit.path in html


def test_product_page_hides_personal_data_unless_made_public(db, client):
    producer = ProducerFactory(
        phone="0909123123",
        email="rieng@ocop.test",
        ethnicity="Khmer",
        permanent_address="Hẻm 7",
        representative="Bà Tám",
    )
    url = product_url(made("Kẹo", producer=producer).product)

    hidden = client.get(url).content.decode()
    producer.is_contact_public = True
    producer.save()
    shown = client.get(url).content.decode()

    assert [words for words in ("0909123123", "rieng@ocop.test", "Khmer", "Hẻm 7", "Bà Tám") if words in hidden] == []
    assert [words for words in ("0909123123", "rieng@ocop.test", "Khmer", "Hẻm 7", "Bà Tám") if words in shown] == [
        "0909123123",
        "rieng@ocop.test",
        "Bà Tám",
    ]


def test_product_page_never_tells_the_score(db, client):
    url = product_url(made("Kẹo", score="76.54").product)

    html = client.get(url).content.decode()

    assert "76,54" not in html
    assert "76.54" not in html


def test_product_page_says_plainly_where_an_imported_row_comes_from(db, client):
    html = client.get(product_url(imported().product)).content.decode()

    assert "Nguồn: Báo cáo số 95, Phụ lục II." in html
    assert "Nguồn không ghi số quyết định, số giấy chứng nhận và ngày cấp." in html
    assert "Chưa đủ căn cứ" in html


def test_product_page_of_an_old_name_leads_to_the_right_address(db, client):
    product = made("Kẹo dừa").product

    assert client.get(f"/san-pham/ten-cu-{product.code}/")["Location"] == product_url(product)
    assert client.get(f"/san-pham/{product.code}/")["Location"] == product_url(product)


def test_product_page_is_404_for_what_is_not_public(world, client, settings):
    secret = ProductFactory(producer=world.producer)
    client.force_login(world.mai)
    demo = made("Mẫu").product
    type(demo).objects.filter(pk=demo.pk).update(is_demo=True)
    settings.DEMO = False

    assert client.get(f"/san-pham/x-{secret.code}/").status_code == 404
    assert client.get(f"/san-pham/x-{demo.code}/").status_code == 404
    assert client.get("/san-pham/x-222222222222/").status_code == 404


def test_product_page_shows_the_newest_recognition_and_the_ones_before(db, client):
    before = made("Kẹo", stars=3, is_current=False, **ago(2))
    RecognitionFactory(product=before.product, stars=4, replaces=before, **ago(0))

    html = client.get(product_url(before.product)).content.decode()

    assert html.index("4 sao: còn hiệu lực") < html.index("3 sao: đã được thay thế")


def test_long_names_have_an_address_and_a_page(db, client):
    product = made("Rất dài " * 24).product

    assert client.get(product_url(product)).status_code == 200
    assert client.get(product_url(made("🥥🥥").product)).status_code == 200


# Pictures


def test_picture_of_a_public_product_is_small_and_public(db, client):
    photo = StoredFileFactory(data=image_bytes(size=(2400, 1200)), media_type="image/jpeg", name="a.jpg")
    made("Kẹo", producer=ProducerFactory())
    recognition = RecognitionFactory(product=ProductFactory(picture=photo))

    response = client.get(reverse("portal:picture", args=[recognition.product.picture.code]))
    again = client.get(reverse("portal:picture", args=[photo.code]), headers={"If-None-Match": response["ETag"]})

    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    size = len(b"".join(response.streaming_content))
    assert (again.status_code, size < 50_000) == (304, True)


def test_picture_of_a_product_that_is_not_public_is_404(world, client):
    photo = StoredFileFactory(data=image_bytes(), media_type="image/jpeg", name="a.jpg")
    ProductFactory(picture=photo, producer=world.producer)

    assert client.get(reverse("portal:picture", args=[photo.code])).status_code == 404
    assert client.get(reverse("portal:picture", args=[StoredFileFactory().code])).status_code == 404


def test_a_public_pdf_has_no_small_picture(db, client):
    scan = RecognitionFactory().decision.scan

    assert client.get(reverse("portal:picture", args=[scan.code])).status_code == 404


def test_a_damaged_picture_is_404_and_leaves_nothing_behind(db, client):
    photo = StoredFileFactory(data=b"khong phai anh", media_type="image/jpeg", name="a.jpg")
    RecognitionFactory(product=ProductFactory(picture=photo))

    assert client.get(reverse("portal:picture", args=[photo.code])).status_code == 404
