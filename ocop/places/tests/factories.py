from datetime import date

import factory
from factory.django import DjangoModelFactory

from ocop.places.models import Unit

KINDS = {"nation": "", "province": "tỉnh", "district": "huyện", "commune": "xã"}


class UnitFactory(DjangoModelFactory):
    """Today's commune in a province of its own, in the one country; another level gets the parent it needs.

    Codes are never those of the real lists, so that loaded units and made ones stand side by side.
    """

    class Meta:
        model = Unit

    level = Unit.Level.COMMUNE
    name = factory.Sequence(lambda n: f"Hòa Lộc {n}")
    kind = factory.LazyAttribute(lambda unit: KINDS[unit.level])
    valid_from = date(2025, 7, 1)

    @factory.lazy_attribute_sequence
    def code(self, n):
        if self.level == Unit.Level.PROVINCE:
            return f"P{n % 10000}"
        return f"D{n % 10000}" if self.level == Unit.Level.DISTRICT else f"{n % 10000 + 90000:05d}"

    @factory.lazy_attribute
    def parent(self):
        if self.level == Unit.Level.NATION:
            return None
        if self.level == Unit.Level.PROVINCE:
            return NationFactory()
        return ProvinceFactory()


class NationFactory(UnitFactory):
    class Meta:
        django_get_or_create = ("level", "code")

    level = Unit.Level.NATION
    code = "00"
    name = "Việt Nam"
    valid_from = date(1976, 7, 2)
    parent = None


class ProvinceFactory(UnitFactory):
    level = Unit.Level.PROVINCE
    name = factory.Sequence(lambda n: f"Cửu Long {n}")


class OldProvinceFactory(ProvinceFactory):
    """A province of before 1/7/2025."""

    valid_from = date(2025, 3, 1)
    valid_to = date(2025, 6, 30)


class DistrictFactory(UnitFactory):
    """A district of before 1/7/2025."""

    level = Unit.Level.DISTRICT
    name = factory.Sequence(lambda n: f"Mỏ Cày {n}")
    parent = factory.SubFactory(OldProvinceFactory)
    valid_from = date(2025, 3, 1)
    valid_to = date(2025, 6, 30)


class OldCommuneFactory(UnitFactory):
    """A commune of before 1/7/2025, in its district."""

    parent = factory.SubFactory(DistrictFactory)
    valid_from = date(2025, 3, 1)
    valid_to = date(2025, 6, 30)
