"""Demo growing areas: invented corners in the home province, tied to demo producers and products."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ocop.accounts.models import User
from ocop.growing import actions
from ocop.growing.drawing import from_text
from ocop.growing.models import GrowingArea
from ocop.producers.models import Producer, Product
from ocop.workspace.seeding.people import place_of
from ocop.workspace.seeding.products import PRODUCERS


@dataclass(frozen=True)
class DemoArea:
    """One area: where, what, to whom it belongs, and its corners."""

    name: str
    code: str
    crop: str
    crop_en: str
    commune: str
    producer: str
    households: int
    hectares: str
    standard: str
    corners: str


AREAS = (
    DemoArea(
        "Vùng dừa hữu cơ Phước Hậu (mẫu)", "VN-MAU-0001", "Dừa", "Coconut", "Mỏ Cày", "keo-dua", 46, "38.5", "Hữu cơ",
        "10.1260, 106.3300\n10.1312, 106.3362\n10.1284, 106.3421\n10.1215, 106.3398\n10.1208, 106.3330",
    ),
    DemoArea(
        "Vùng dừa sáp Mỏ Cày (mẫu)", "VN-MAU-0002", "Dừa sáp", "Macapuno coconut", "Mỏ Cày", "keo-dua", 21, "12",
        "VietGAP",
        "10.1105, 106.3480\n10.1142, 106.3525\n10.1098, 106.3561\n10.1064, 106.3518",
    ),
    DemoArea(
        "Vườn dừa ven sông Giồng Trôm (mẫu)", "VN-MAU-0003", "Dừa", "Coconut", "Giồng Trôm", "giong-trom", 33,
        "27.2", "",
        "10.1690, 106.5050\n10.1741, 106.5112\n10.1702, 106.5168\n10.1645, 106.5120",
    ),
)  # fmt: skip


def seed_growing(people: dict[str, User]) -> None:
    """Write down the demo areas as the officer of each commune does, through the ordinary acts."""
    by = people["son"]
    for each in AREAS:
        name = next(producer.name for producer in PRODUCERS if producer.key == each.producer)
        producers = list(Producer.objects.filter(name=name))
        fields = {
            "name": each.name,
            "area_code": each.code,
            "crop": each.crop,
            "crop_en": each.crop_en,
            "households": each.households,
            "area_ha": Decimal(each.hectares),
            "standard": each.standard,
            "owner": name,
            "is_public": True,
            "is_demo": True,
            "producers": producers,
            "products": list(Product.objects.filter(producer__in=producers, is_demo=True)[:2]),
        }
        if GrowingArea.objects.filter(area_code=each.code, closed_on=None).exists():
            continue
        actions.add(place_of(each.commune), fields, by=by, shape=from_text(each.corners), origin="drawn")
