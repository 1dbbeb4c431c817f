import pytest
from django.core.exceptions import PermissionDenied

from ocop.core.errors import Refused
from ocop.journal.models import Entry
from ocop.trade import actions
from ocop.trade.actions.selling import MOST_LINKS
from ocop.trade.models import SalesChannel, ShopLink
from ocop.trade.tests.factories import ChannelFactory, PointOfSaleFactory, ShopLinkFactory

URL = "https://shopee.vn/keo-dua"


def journal():
    return [(entry.verb, entry.by, entry.details) for entry in Entry.objects.order_by("pk")]


def test_add_link_keeps_where_the_product_is_sold(cast, product):
    link = actions.add_link(product, ChannelFactory(), f" {URL} ", by=cast.mai)

    assert list(product.shop_links.all()) == [link]
    assert (link.url, link.added_by) == (URL, cast.mai)
    assert journal() == [("shoplink.add", cast.mai, {"kenh": "Shopee", "dia_chi": URL})]


def test_add_link_refuses_an_address_of_another_site(cast, product):
    sentence = "^Liên kết Shopee phải dẫn tới shopee.vn; địa chỉ này dẫn tới lazada.vn.$"

    with pytest.raises(Refused, match=sentence):
        actions.add_link(product, ChannelFactory(), "https://lazada.vn/keo-dua", by=cast.mai)


def test_add_link_refuses_the_same_link_twice(cast, product):
    actions.add_link(product, ChannelFactory(), URL, by=cast.mai)

    with pytest.raises(Refused, match=r"^Sản phẩm đã có liên kết này.$"):
        actions.add_link(product, ChannelFactory(), URL, by=cast.mai)


def test_add_link_refuses_more_than_anybody_reads(cast, product):
    ShopLinkFactory.create_batch(MOST_LINKS, product=product)

    with pytest.raises(Refused, match=r"^Một sản phẩm ghi nhiều nhất 20 liên kết. Hãy bỏ bớt liên kết cũ.$"):
        actions.add_link(product, ChannelFactory(), URL, by=cast.mai)


@pytest.mark.parametrize("who", ["lan", "hoa", "son", "an"])
def test_only_the_producer_says_where_her_product_is_sold(cast, product, who):
    stranger, link, point = getattr(cast, who), ShopLinkFactory(product=product), PointOfSaleFactory()
    point.products.add(product)

    with pytest.raises(PermissionDenied):
        actions.add_link(product, link.channel, URL, by=stranger)
    with pytest.raises(PermissionDenied):
        actions.remove_link(link, by=stranger)
    with pytest.raises(PermissionDenied):
        actions.sell_at(product, PointOfSaleFactory(), by=stranger)
    with pytest.raises(PermissionDenied):
        actions.stop_selling_at(product, point, by=stranger)
    assert (list(product.shop_links.all()), list(product.points_of_sale.all())) == ([link], [point])


def test_remove_link_takes_it_away_and_says_so(cast, product):
    kept, gone = ShopLinkFactory(product=product), ShopLinkFactory(product=product, url=URL)

    actions.remove_link(gone, by=cast.mai)

    assert list(ShopLink.objects.all()) == [kept]
    assert journal() == [("shoplink.remove", cast.mai, {"kenh": "Shopee", "dia_chi": URL})]


def test_sell_at_and_stop_selling_at_are_safe_to_repeat(cast, product):
    point = PointOfSaleFactory(name="Cửa hàng Bến Xe")

    for _ in range(2):
        actions.sell_at(product, point, by=cast.mai)
    sold_at = list(product.points_of_sale.all())
    for _ in range(2):
        actions.stop_selling_at(product, point, by=cast.mai)

    assert (sold_at, list(product.points_of_sale.all())) == ([point], [])
    named = {"diem_ban": "Cửa hàng Bến Xe"}
    assert journal() == [("product.sell_at", cast.mai, named), ("product.stop_selling_at", cast.mai, named)]


def test_ensure_channels_leaves_what_an_editor_changed(db):
    actions.ensure_channels()
    SalesChannel.objects.filter(code="shopee").update(domains="shopee.vn, shp.ee")
    actions.ensure_channels()

    assert SalesChannel.objects.count() == 9
    assert SalesChannel.objects.get(code="shopee").hosts == ["shopee.vn", "shp.ee"]
