"""The list of products: every count beside a choice is the count of the list it opens; files hold the same rows."""

import csv
import io
import re
from datetime import date
from html import unescape
from zipfile import ZipFile

import pytest
from django.http import QueryDict

from ocop.certificates.models import Recognition
from ocop.certificates.tests.factories import (
    CertificateFactory,
    DecisionFactory,
    ProducerFactory,
    ProductFactory,
    RecognitionFactory,
    home,
    imported,
)
from ocop.core.dates import today
from ocop.places.tests.factories import OldCommuneFactory, UnitFactory
from ocop.portal.catalogue import STATES, catalogue
from ocop.portal.facets import facets, provinces, within_province
from ocop.portal.listing import Found, read
from ocop.programme.models import OrganisationType, ProductClass
from ocop.trade.models import Honour

LIST = "/san-pham/"


def ago(years):
    return {"valid_from": date(2026 - years, 1, 1), "valid_to": date(2029 - years, 1, 1)}


@pytest.fixture
def shelf(db):
    """Products of several kinds, stars, years, places; one honoured, one of tourism, one of no class."""
    leaves = list(ProductClass.objects.filter(regime__code="26-2026", children=None).order_by("order"))
    old = ProductClass.objects.get(regime__code="148-2023", code=leaves[0].code)
    other = ProductClass.objects.filter(regime__code="1048-2019", code="V.1").get()
    kinds = list(OrganisationType.objects.all()[:2])
    here, there = UnitFactory(parent=home(), name="Đây"), UnitFactory(name="Kia")
    before = OldCommuneFactory(name="Ngày trước")
    one = ProducerFactory(name="Một", unit=here, organisation_type=kinds[0])
    two = ProducerFactory(name="Hai", unit=there, unit_as_filed=before, organisation_type=kinds[1])
    decision = DecisionFactory()

    def made(name, producer, leaf, stars, years):
        product = ProductFactory(name=name, producer=producer, product_class=leaf)
        return RecognitionFactory(product=product, decision=decision, stars=stars, **ago(years))

    made("Ấm", one, leaves[0], 3, 0)
    made("Bánh", one, leaves[0], 4, 5)
    made("Cốm", two, old, 4, 1)
    made("Dừa", two, leaves[1], 5, 1)
    made("Đi chơi", two, leaves[-1], 4, 0)
    made("Vải", two, other, 3, 4)
    imported(product=ProductFactory(name="Xưa", producer=ProducerFactory(unit=there)), stars=None, potential_stars=5)
    Honour.objects.create(product=one.products.get(name="Ấm"), name="Tiêu biểu", year=2025)


def found(query=""):
    now = catalogue()
    return Found(now, read(QueryDict(query), now))


def choices_in(menus):
    for menu in menus:
        yield from below(menu.choices)


def below(choices):
    for choice in choices:
        yield choice
        yield from below(choice.children)


def count_on(client, address):
    page = client.get(LIST + address).content.decode()
    return int(re.search(r"(\d+) sản phẩm", page)[1]) if "product-card" in page else 0


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    "query", ["", "sao=4", "nhom=I", "nhom=I.1.a", "hieu_luc=con", "nam=2025&sao=4", "du_lich=1", "ton_vinh=1", "q=a"]
)
def test_every_count_is_what_its_link_opens(query):
    before = found(query)

    for choice in choices_in(facets(before)):
        after = found(unescape(choice.href)[1:])
        assert after.count == choice.count or choice.is_on, choice

    for menu in [*provinces(before), *within_province(before)]:
        for option in menu.options:
            after = found(before.asked.address(don_vi=option.key)[1:])
            assert option.words.endswith(f"({after.count})")


@pytest.mark.usefixtures("shelf")
def test_the_page_shows_as_many_as_its_menus_say(client):
    for choice in choices_in(facets(found())):
        assert count_on(client, choice.href) == choice.count


@pytest.mark.usefixtures("shelf")
def test_states_are_those_of_the_database():
    now = catalogue()

    for key, states in STATES.items():
        rows = Recognition.objects.current().with_state(today()).being(*states)
        assert set(now.in_order(now.having("hieu_luc", key), "", 0, 99)) == set(rows.values_list("pk", flat=True))
    assert sum(now.having("hieu_luc", key).bit_count() for key in STATES) == now.size == 7


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"nhom": "I.1.a"}, ["Ấm", "Bánh", "Cốm"]),
        ({"nhom": "V"}, []),
        ({"nhom": "1048-2019/V"}, ["Vải"]),
        ({"nhom": "chua-phan-nhom"}, ["Xưa"]),
        ({"du_lich": "1"}, ["Đi chơi"]),
        ({"ton_vinh": "1"}, ["Ấm"]),
        ({"nam": "2025"}, ["Cốm", "Dừa"]),
        ({"nam": "khong-ro"}, ["Xưa"]),
        ({"sao": "5", "nam": "2025"}, ["Dừa"]),
        ({"hieu_luc": "het"}, ["Bánh", "Vải"]),
        ({"loai_hinh": "khong-ro"}, ["Xưa"]),
    ],
)
def test_filters_find(client, names, query, expected):
    assert names(client.get(LIST, query)) == expected


def test_a_filter_that_holds_nothing_finds_nothing_and_says_so(db, client, names):
    RecognitionFactory(stars=3)

    answer = client.get(LIST, {"sao": "5"})

    assert (names(answer), "Hãy bớt điều kiện lọc" in answer.content.decode()) == ([], True)


@pytest.mark.usefixtures("shelf")
def test_a_commune_is_asked_within_its_province_and_dropped_with_another(client, names):
    now = catalogue()
    province = now.territory.by_key[
        next(o.key for m in provinces(found()) for o in m.options if "Vĩnh Long" in o.words)
    ]
    commune = next(each for each in now.territory.places.values() if each.name == "Đây")
    elsewhere = next(each for each in now.territory.places.values() if each.name == "Kia")

    inside = client.get(LIST, {"don_vi": province.key, "xa": commune.key})
    outside = client.get(LIST, {"don_vi": province.key, "xa": elsewhere.key})

    assert names(inside) == names(outside) == ["Ấm", "Bánh"]
    assert inside.context["found"].asked.place == commune
    assert outside.context["found"].asked.place == province


@pytest.mark.usefixtures("shelf")
def test_the_table_and_the_headings_hold_the_same_products(client, names):
    cards, table = names(client.get(LIST)), names(client.get(LIST, {"xem": "bang"}))
    headings = client.get(LIST, {"xem": "sao"})

    assert (sorted(cards), cards) == (sorted(names(headings)), table)
    assert [(each["words"], each["count"]) for each in headings.context["headings"]] == [
        ("5 sao", 1),
        ("4 sao", 3),
        ("3 sao", 2),
        ("Tiềm năng", 1),
    ]


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(("sort", "first"), [("", "Ấm"), ("sao", "Dừa"), ("moi", "Ấm")])
def test_any_part_of_an_order_is_a_part_of_the_whole(sort, first):
    keys = found(f"sap_xep={sort}").keys
    whole = list(keys)

    assert Recognition.objects.get(pk=whole[0]).product.name == first
    assert [keys[n : n + 2] for n in range(0, 7, 2)] == [whole[n : n + 2] for n in range(0, 7, 2)]


@pytest.mark.usefixtures("shelf")
def test_newest_first_is_the_same_for_few_and_for_many(monkeypatch):
    few = list(found("sap_xep=moi").keys)
    monkeypatch.setattr("ocop.portal.catalogue.FEW", 0)

    assert [found("sap_xep=moi").keys[n : n + 3] for n in (0, 3, 6)] == [few[0:3], few[3:6], few[6:9]]


def test_a_change_shows_on_the_next_request(db, client, names):
    recognition = RecognitionFactory(product__name="Kẹo", **ago(0))
    assert names(client.get(LIST, {"hieu_luc": "con"})) == ["Kẹo"]

    Recognition.objects.filter(pk=recognition.pk).update(valid_from=date(2020, 1, 1), valid_to=date(2023, 1, 1))

    assert names(client.get(LIST, {"hieu_luc": "con"})) == []


# Files


def csv_rows(client, query):
    text = b"".join(client.get(f"{LIST}danh-sach.csv", query).streaming_content).decode()
    assert text[0] == "\ufeff"
    return list(csv.reader(io.StringIO(text[1:])))


def xlsx_texts(client, query):
    data = b"".join(client.get(f"{LIST}danh-sach.xlsx", query).streaming_content)
    sheet = ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    rows = re.findall(r"<row .*?</row>", sheet, re.DOTALL)
    return [[unescape(cell) for cell in re.findall(r"<t[^>]*>(.*?)</t>", row)] for row in rows]


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("query", [{}, {"sao": "4"}, {"nhom": "I", "sap_xep": "moi"}, {"q": "khong co"}])
def test_files_hold_exactly_the_filtered_list_in_its_order(client, names, query):
    on_page = names(client.get(LIST, query))

    assert [row[1] for row in csv_rows(client, query)[1:]] == on_page
    assert [[cell for cell in row if cell in on_page][:1] for row in xlsx_texts(client, query)[1:]] == [
        [name] for name in on_page
    ]


def test_files_tell_papers_and_nothing_personal(db, client):
    private = {"phone": "0909123123", "email": "rieng@ocop.test", "representative": "Bà Tám", "is_contact_public": True}
    producer = ProducerFactory(permanent_address="Hẻm 7", ethnicity="Khmer", **private)
    recognition = RecognitionFactory(product=ProductFactory(name="Kẹo", producer=producer), **ago(0))
    certificate = CertificateFactory(recognition=recognition)

    head, row = csv_rows(client, {})

    assert (len(head), row[1], row[3], row[5], row[7]) == (
        len(row), "Kẹo", "Còn hiệu lực", "01/01/2029", certificate.number,
    )  # fmt: skip
    assert [value for value in ("0909123123", "rieng@ocop.test", "Bà Tám", "Hẻm 7", "Khmer") if value in str(row)] == []


def test_a_cell_that_begins_like_a_formula_is_text(db, client):
    RecognitionFactory(product=ProductFactory(name='=HYPERLINK("http://x")'))

    assert csv_rows(client, {})[1][1] == '\'=HYPERLINK("http://x")'
    assert '=HYPERLINK("http://x")' in xlsx_texts(client, {})[1]


@pytest.mark.parametrize("address", ["/san-pham/danh-sach", "/thong-ke/so-lieu"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_asked_for_again_is_sent_only_when_something_changed(db, client, address, kind):
    url = f"{address}.{kind}"
    first = client.get(url)
    known = {"If-None-Match": first["ETag"]}

    again = client.get(url, headers=known)
    RecognitionFactory()
    changed = client.get(url, headers=known)

    assert (again.status_code, changed.status_code) == (304, 200)
    assert b"".join(first.streaming_content) != b"".join(changed.streaming_content)


def test_files_ask_as_many_queries_for_one_as_for_three(db, client, django_assert_num_queries):
    for _ in range(3):
        RecognitionFactory()
    with django_assert_num_queries(FILE):
        csv_rows(client, {})

    Recognition.objects.exclude(pk=Recognition.objects.first().pk).delete()
    with django_assert_num_queries(FILE):
        csv_rows(client, {})


FILE = 10
