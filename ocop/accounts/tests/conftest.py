from dataclasses import dataclass

import pytest

from ocop.accounts.models import Role, User
from ocop.accounts.tests.factories import AppointmentFactory, UserFactory
from ocop.places.models import Unit
from ocop.places.tests.factories import UnitFactory


@dataclass
class Office:
    """A province with two communes. An administers the province, Cúc one commune, Lan is its officer, Hoa next door."""

    province: Unit
    commune: Unit
    next_commune: Unit
    an: User
    cuc: User
    lan: User
    hoa: User


@pytest.fixture
def office(db) -> Office:
    province = UnitFactory(level=Unit.Level.PROVINCE, name="Vĩnh Long")
    commune = UnitFactory(name="Mỏ Cày", parent=province)
    next_commune = UnitFactory(name="Thạnh Phú", parent=province)
    an, cuc, lan, hoa = (
        UserFactory(email=f"{short}@ocop.test", full_name=name)
        for short, name in (
            ("an", "Ngô Bảo An"),
            ("cuc", "Lý Thị Cúc"),
            ("lan", "Nguyễn Thị Lan"),
            ("hoa", "Lê Thị Hoa"),
        )
    )
    AppointmentFactory(user=an, unit=province, role=Role.ADMINISTRATOR)
    AppointmentFactory(user=cuc, unit=commune, role=Role.ADMINISTRATOR)
    AppointmentFactory(user=lan, unit=commune, role=Role.OFFICER)
    AppointmentFactory(user=hoa, unit=next_commune, role=Role.OFFICER)
    return Office(province, commune, next_commune, an, cuc, lan, hoa)
