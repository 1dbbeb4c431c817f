"""The smallest valid trade records. Public products come from `certificates`, which tests here may not import."""

import factory
from factory.django import DjangoModelFactory

from ocop.places.tests.factories import UnitFactory
from ocop.producers.models import Producer, Product
from ocop.trade.models import (
    CraftVillage,
    Enquiry,
    GiftSet,
    Honour,
    Market,
    PointOfSale,
    SalesChannel,
    ShopLink,
    TourismSite,
)


class ProducerFactory(DjangoModelFactory):
    class Meta:
        model = Producer

    name = factory.Sequence(lambda n: f"Hợp tác xã Dừa {n}")
    unit = factory.SubFactory(UnitFactory)
    address = "Ấp 1"


class ProductFactory(DjangoModelFactory):
    class Meta:
        model = Product

    name = factory.Sequence(lambda n: f"Kẹo dừa {n}")
    producer = factory.SubFactory(ProducerFactory)


class MarketFactory(DjangoModelFactory):
    class Meta:
        model = Market

    name = factory.Sequence(lambda n: f"Thị trường {n}")
    is_public = True


class PointOfSaleFactory(DjangoModelFactory):
    class Meta:
        model = PointOfSale

    name = factory.Sequence(lambda n: f"Cửa hàng {n}")
    unit = factory.SubFactory(UnitFactory)
    address = "Ấp 1"
    is_public = True


class CraftVillageFactory(DjangoModelFactory):
    class Meta:
        model = CraftVillage

    name = factory.Sequence(lambda n: f"Làng nghề {n}")
    trade = "Nấu kẹo dừa"
    unit = factory.SubFactory(UnitFactory)
    is_public = True


class TourismSiteFactory(DjangoModelFactory):
    class Meta:
        model = TourismSite

    name = factory.Sequence(lambda n: f"Vườn dừa {n}")
    unit = factory.SubFactory(UnitFactory)
    is_public = True


class GiftSetFactory(DjangoModelFactory):
    class Meta:
        model = GiftSet

    name = factory.Sequence(lambda n: f"Gói quà {n}")
    is_public = True


class ChannelFactory(DjangoModelFactory):
    class Meta:
        model = SalesChannel
        django_get_or_create = ("code",)

    code = "shopee"
    name = "Shopee"
    domains = "shopee.vn"


class ShopLinkFactory(DjangoModelFactory):
    class Meta:
        model = ShopLink

    product = factory.SubFactory(ProductFactory)
    channel = factory.SubFactory(ChannelFactory)
    url = factory.Sequence(lambda n: f"https://shopee.vn/vi-du-{n}")


class HonourFactory(DjangoModelFactory):
    class Meta:
        model = Honour

    product = factory.SubFactory(ProductFactory)
    name = factory.Sequence(lambda n: f"Sản phẩm tiêu biểu {n}")
    year = 2025


class EnquiryFactory(DjangoModelFactory):
    class Meta:
        model = Enquiry

    reference = factory.Sequence(lambda n: f"HM-2611-T{n:03d}")
    producer = factory.SelfAttribute("product.producer")
    product = factory.SubFactory(ProductFactory)
    name = "Lý Văn Khách"
    phone = "0907 111 222"
    email = "khach@vidu.vn"
    message = "Tôi muốn mua 20 hộp làm quà Tết."
