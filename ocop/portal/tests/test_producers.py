from datetime import date

import pytest

from ocop.certificates.tests.factories import CertificateFactory, ProducerFactory, ProductFactory, RecognitionFactory
from ocop.places.tests.factories import OldCommuneFactory
from ocop.portal.addresses import producer_url, product_url
from ocop.programme.models import OrganisationType

LIST = "/chu-the/"
SECRET = {"ethnicity": "Khmer", "permanent_address": "Hẻm 7", "registration_number": "GPKD-99"}
CONTACT = {"phone": "0909123123", "email": "rieng@ocop.test", "representative": "Bà Tám"}


def public(name="Hợp tác xã Một", **fields):
    producer = ProducerFactory(name=name, **fields)
    RecognitionFactory(product__producer=producer, product__name=f"Kẹo của {name}")
    return producer


def shown(answer):
    return [row[0].name for row in answer.context["producers"]]


def test_producers_are_found_by_name_type_and_place_old_and_new(db, client):
    kind = OrganisationType.objects.get(code="cooperative")
    old = OldCommuneFactory()
    one = public("Tổ Một", organisation_type=kind)
    public("Tổ Hai", unit_as_filed=old)

    assert shown(client.get(LIST, {"loai_hinh": "cooperative"})) == ["Tổ Một"]
    assert shown(client.get(LIST, {"q": "hai"})) == ["Tổ Hai"]
    assert shown(client.get(LIST, {"don_vi": f"{one.unit.code}-20250701"})) == ["Tổ Một"]
    assert shown(client.get(LIST, {"don_vi": f"{old.code}-{old.valid_from:%Y%m%d}"})) == ["Tổ Hai"]


def test_the_type_menu_counts_what_each_link_opens(db, client):
    for code in ("cooperative", "cooperative", "farm"):
        public(f"Chủ thể {code}", organisation_type=OrganisationType.objects.get(code=code))
    public("Không rõ")

    choices = client.get(LIST).context["kinds"].choices

    assert sorted(choice.count for choice in choices) == [1, 1, 2]
    for choice in choices:
        assert len(shown(client.get(LIST + choice.href))) == choice.count


@pytest.mark.parametrize("view", ["", "bang"])
def test_cards_and_table_show_the_same(db, client, view):
    producer = public()
    RecognitionFactory(product__producer=producer, valid_from=date(2020, 1, 1), valid_to=date(2023, 1, 1))

    answer = client.get(LIST, {"xem": view})

    assert [(row[0], row[3], row[4]) for row in answer.context["producers"]] == [(producer, 2, 1)]
    assert "<table" in answer.content.decode() if view else "card" in answer.content.decode()


@pytest.mark.parametrize("is_public", [False, True])
def test_no_page_tells_what_is_private(db, client, is_public):
    producer = public(is_contact_public=is_public, **SECRET, **CONTACT)
    pages = [LIST, f"{LIST}?xem=bang", producer_url(producer), product_url(producer.products.get()), "/san-pham/"]

    said = " ".join(client.get(page).content.decode() for page in pages)

    assert [value for value in SECRET.values() if value in said] == []
    assert [value for value in CONTACT.values() if value in said] == (list(CONTACT.values()) if is_public else [])


def test_the_page_has_its_parts_as_plain_sections_with_links_to_them(db, client):
    producer = public(introduction="Bảy hộ nấu kẹo", website="https://vidu.vn/")
    product = producer.products.get()
    product.production_process, product.sales_process = "1. Ép dừa", "Giao trong ngày"
    product.save()
    certificate = CertificateFactory(recognition=product.recognitions.get())

    page = client.get(producer_url(producer)).content.decode()

    for key in ("san-pham", "gioi-thieu", "san-xuat", "ban-hang", "giay"):
        assert (f'href="#{key}"' in page, f'id="{key}" aria-labelledby="{key}-la"' in page) == (True, True)
    for words in ("Bảy hộ nấu kẹo", "1. Ép dừa", "Giao trong ngày", certificate.number, "https://vidu.vn/"):
        assert words in page


def test_parts_that_say_nothing_are_left_out(db, client):
    page = client.get(producer_url(public())).content.decode()

    assert [key for key in ("gioi-thieu", "san-xuat", "ban-hang") if f"#{key}" in page] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_one_and_three_products(db, client, django_assert_num_queries, count):
    producer = ProducerFactory()
    for _ in range(count):
        RecognitionFactory(product=ProductFactory(producer=producer, production_process="1. Ép"))

    with django_assert_num_queries(PAGE):
        client.get(producer_url(producer))


PAGE = 12


def test_a_page_of_very_many_products_leads_to_the_list(db, client, monkeypatch):
    monkeypatch.setattr("ocop.portal.views.producers.MOST", 2)
    producer = ProducerFactory()
    for _ in range(3):
        RecognitionFactory(product__producer=producer)

    answer = client.get(producer_url(producer))

    assert (len(answer.context["cards"]), answer.context["count"]) == (2, 3)
    assert f"/san-pham/?chu_the={producer.code}" in answer.content.decode()


def test_the_list_of_producers_is_not_filtered_by_a_producer(db, client):
    one, two = public("Tổ Một"), public("Tổ Hai")

    answer = client.get(LIST, {"chu_the": one.code})

    assert shown(answer) == [two.name, one.name]
    assert answer.context["chips"] == []


@pytest.mark.parametrize(
    ("kind", "is_contact_public", "is_told"),
    [
        ("production_household", False, False),
        ("business_household", False, False),
        ("business_household", True, True),
        ("cooperative", False, True),
    ],
)
def test_where_a_household_lives_is_told_only_where_it_made_its_contact_public(
    db, client, kind, is_contact_public, is_told
):
    kept = public(
        organisation_type=OrganisationType.objects.get(code=kind),
        address="Hẻm 7 Zạng",
        is_contact_public=is_contact_public,
    )
    product = kept.products.get()
    pages = [producer_url(kept), product_url(product), f"{producer_url(kept)}?x", LIST, "/tim-kiem/?q=zang"]
    pages += [
        f"/ban-do/the/chu-the/{kept.code}/",
        f"/ban-do/the/san-pham/{product.code}/",
        "/ban-do/du-lieu/chu-the.json",
    ]
    pages += ["/san-pham/danh-sach.csv"]

    said = {page: b"".join(client.get(page, headers={"accept-encoding": "identity"})).decode() for page in pages}

    told = [page for page, text in said.items() if "Hẻm 7 Zạng" in text]
    assert told == (pages[:3] if is_told else [])
    assert kept.unit.full_name in said[pages[0]]
    assert '"streetAddress": "Hẻm 7 Zạng"' in said[pages[0]].replace('":"', '": "') or not is_told


def test_the_address_of_a_record_that_was_joined_leads_to_the_one_that_stays(db, client):
    kept = RecognitionFactory().product
    gone = ProducerFactory(joined_to=kept.producer)
    product = ProductFactory(producer=gone, joined_to=kept)

    answers = [client.get(url) for url in (producer_url(gone), product_url(product))]

    assert [(each.status_code, each.headers["Location"]) for each in answers] == [
        (301, producer_url(kept.producer)),
        (301, product_url(kept)),
    ]


def test_a_record_joined_to_one_nobody_may_see_leads_nowhere(db, client):
    gone = ProducerFactory(joined_to=ProducerFactory())

    assert client.get(producer_url(gone)).status_code == 404
