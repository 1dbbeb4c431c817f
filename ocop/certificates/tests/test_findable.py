"""What the search finds of products and producers is what everybody may see, whatever happened to it."""

import pytest

from ocop.certificates.tests.factories import ProductFactory, RecognitionFactory, imported
from ocop.core.access import get_visible_or_404
from ocop.producers.actions import edit
from ocop.producers.models import Membership, Producer, Product
from ocop.search.index import entries, find, matching, rebuild

pytestmark = pytest.mark.django_db


def found(text, kind="product"):
    return [hit.key for hit in find(text, [kind]).hits]


def test_a_product_is_found_from_its_first_recognition():
    product = ProductFactory(name="Kẹo dừa sáp")
    assert (found("keo dua sap"), found("keo", "producer")) == ([], [])

    imported(product=product)

    assert found("keo dua sap") == [product.code]
    assert found(product.producer.name, "producer") == [product.producer.code]


def test_a_product_is_found_by_its_producer_code_and_place(cast):
    product = RecognitionFactory(product__producer=cast.producer, product__official_code="28903-7").product

    assert [found(text) for text in ("kẹo dừa mỏ cày", "28903 7", "Vĩnh Long")] == [[product.code]] * 3


def test_a_new_name_is_found_at_once_and_the_old_no_more(cast):
    product = RecognitionFactory(product__producer=cast.producer, product__name="Mứt dừa").product
    Membership.objects.get_or_create(user=cast.mai, producer=cast.producer)

    edit(cast.producer, {"name": "Hợp tác xã Sáp Vàng"}, by=cast.mai)
    product.refresh_from_db()
    product.name = "Mứt gừng"
    product.save()

    assert (found("mứt dừa"), found("sap vang"), found("mứt gừng")) == ([], [product.code], [product.code])
    assert found("sáp vàng", "producer") == [cast.producer.code]
    assert find("sáp vàng", ["producer"]).hits[0].path == f"/chu-the/hop-tac-xa-sap-vang-{cast.producer.code}/"


def test_a_change_of_what_is_not_public_makes_nothing_findable(cast):
    product = ProductFactory(producer=cast.producer)

    product.save()
    cast.producer.save()

    assert [*entries("product"), *entries("producer")] == []


def test_private_fields_are_not_found(cast):
    RecognitionFactory(product__producer=cast.producer)

    words = [cast.producer.phone, "mai@vidu.vn", "Trần Thị Mai", "Phước Hậu"]

    assert [find(word).total for word in words] == [0] * 4


def test_the_index_and_the_public_rule_agree_before_and_after_a_rebuild(cast):
    RecognitionFactory(product__producer=cast.producer)
    imported(product=ProductFactory(name="Ớt"))
    ProductFactory(name="Chưa công nhận")

    for _ in range(2):
        for kind, rows in {"product": Product, "producer": Producer}.items():
            public = rows.objects.allowed(None, f"{kind}.view")
            assert list(entries(kind)) == [each.code for each in public.order_by("order", "pk")]
            assert public.filter(code__in=matching(kind, "")).count() == 2
        rebuild()


def test_demo_products_are_found_in_a_demo_only(settings):
    product = RecognitionFactory(product__is_demo=True, product__name="Bưởi mẫu").product
    assert found("bưởi mẫu") == [product.code]

    settings.DEMO = False

    assert (found("bưởi mẫu"), find("bưởi mẫu").counts.get("product")) == ([], None)


def test_every_hit_opens(cast):
    RecognitionFactory(product__producer=cast.producer, product__name="Dừa")

    hits = find("dừa").hits

    assert [hit.kind for hit in hits] == ["product", "producer"]
    assert get_visible_or_404(Product.objects.all(), None, code=hits[0].key).name == "Dừa"


def test_a_product_is_found_by_its_english_name_and_texts(client):
    product = RecognitionFactory(
        product__name="Kẹo dừa", product__name_en="Coconut candy", product__story_en="Made by hand"
    ).product
    product.producer.introduction_en = "Three generations"
    product.producer.save()
    RecognitionFactory(product__name="Mứt gừng")

    page = client.get("/en/tim-kiem/", {"q": "coconut"})
    listed = client.get("/en/san-pham/", {"q": "coconut"})

    assert [hit.key for hit in page.context["results"].found.hits] == [product.code]
    assert listed.context["found"].count == 1
    assert found("made by hand") == [product.code]
    assert found("three generations", "producer") == [product.producer.code]


def test_a_producer_that_moved_is_found_in_its_new_place_with_its_products(cast):
    product = RecognitionFactory(product__producer=cast.producer).product
    cast.producer.unit_as_filed = None
    cast.producer.save()

    edit(cast.producer, {"unit": cast.next_commune}, by=cast.mai)

    assert found(cast.next_commune.name) == [product.code]
    assert found(cast.next_commune.name, "producer") == [cast.producer.code]


@pytest.mark.parametrize("level", ["commune", "province"])
def test_a_unit_with_a_corrected_name_is_found_by_it(cast, level):
    product = RecognitionFactory(product__producer=cast.producer).product
    ProductFactory(producer=cast.producer, name="Chưa công nhận")

    unit = getattr(cast, level)
    unit.name = "Zạng Mới"
    unit.save()

    assert found("zạng mới") == [product.code]
    assert found("zạng mới", "producer") == [cast.producer.code]
