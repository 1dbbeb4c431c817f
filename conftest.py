"""What every test may use: the law, a small tree of units, and the cast."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import chain

import pytest
from django.db import connection
from django.utils import translation

from ocop.accounts.models import Appointment, Role, User
from ocop.certificates import append_only as certificates
from ocop.core import frame
from ocop.core.dates import today
from ocop.councils import append_only as councils
from ocop.dossiers import append_only as dossiers
from ocop.journal.append_only import UNLOCK, is_locked
from ocop.places.models import Unit
from ocop.producers.models import Membership, Producer
from ocop.programme import append_only as programme
from ocop.programme.actions import load_law
from ocop.programme.models import OrganisationType, Regime
from ocop.search.schema import create


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The law is loaded once a session, like the migrations: it is part of the system, not of a test."""
    with django_db_blocker.unblock():
        _open_the_locks()
        create(connection)  # the full-text index, where tests run without migrations
        load_law()
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM journal_entry")  # every test begins with an empty journal


@pytest.fixture(autouse=True)
def plain_vietnamese_frame(request, monkeypatch):
    """Pages stand in the plain frame, in Vietnamese; the editors' menu is tested where it is made."""
    if "browser" not in request.keywords:
        monkeypatch.setattr(frame, "_around", [])
    yield
    translation.deactivate()  # an English page leaves its thread English


def _open_the_locks():
    """Tests with real transactions empty every table after themselves; the tests of the lock put it on again."""
    with connection.cursor() as cursor:
        locks = [app.unlock(connection.vendor) for app in (programme, dossiers, councils, certificates)]
        for statement in (*UNLOCK[connection.vendor], *chain(*locks)):
            cursor.execute(re.sub("(TRIGGER|FUNCTION) ", r"\1 IF EXISTS ", statement))


@pytest.fixture
def locks(db):
    """The locks of the migrations, which tests mostly run without; they go with the test."""
    with connection.cursor() as cursor:
        for app, table in (
            (programme, "programme_regime"),
            (dossiers, "dossiers_step"),
            (councils, "councils_evaluation"),
            (certificates, "certificates_certificate"),
        ):
            for statement in () if is_locked(table) else app.lock(connection.vendor):
                cursor.execute(statement)


@dataclass
class Cast:
    """The people of every test. Hoa and the visitor are there to be refused."""

    nation: Unit
    province: Unit
    commune: Unit
    next_commune: Unit
    mai: User
    lan: User
    hoa: User
    son: User
    tam: User
    binh: User
    chi: User
    ha: User
    thu: User
    tu: User
    minh: User
    an: User
    bien: User
    producer: Producer
    visitor: None = None

    @property
    def members(self) -> list[User]:
        """The three scoring members of the council."""
        return [self.tam, self.binh, self.chi]

    def everyone(self) -> dict[str, User | None]:
        """Name and person, for sweeps."""
        names = ("mai", "lan", "hoa", "son", "tam", "ha", "thu", "tu", "minh", "an", "bien", "visitor")
        return {name: getattr(self, name) for name in names}


def _unit(level: str, code: str, name: str, kind: str, parent: Unit | None) -> Unit:
    return Unit.objects.create(level=level, code=code, name=name, kind=kind, parent=parent, valid_from=date(2025, 7, 1))


def _person(name: str, *roles: tuple[str, Unit]) -> User:
    from ocop.core.text import normalise

    user = User.objects.create_user(f"{normalise(name).replace(' ', '.')}@vidu.vn", "mat-khau-rat-dai", full_name=name)
    for role, unit in roles:
        Appointment.objects.create(user=user, role=role, unit=unit, starts=today())
    return user


@pytest.fixture
def cast(db) -> Cast:
    """Mai (producer), Lan (officer of Mai's commune), Hoa (officer next door), Sơn (provincial officer), Tâm, Bình, Chi
    (council members), Hà (leader), Thư (council secretary), Tú (adviser), Minh (ministry), An (administrator), Biên
    (editor of the province).
    """
    if not Regime.objects.exists():  # a test with real transactions emptied the tables
        load_law()
    nation = _unit("nation", "00", "Việt Nam", "", None)
    province = _unit("province", "86", "Vĩnh Long", "tỉnh", nation)
    commune = _unit("commune", "28903", "Mỏ Cày", "xã", province)
    next_commune = _unit("commune", "29182", "Thạnh Phú", "xã", province)
    producer = Producer.objects.create(
        name="Hợp tác xã Kẹo dừa Mỏ Cày",
        organisation_type=OrganisationType.objects.get(code="cooperative"),
        unit=commune,
        unit_as_filed=commune,
        address="Ấp Phước Hậu",
        representative="Trần Thị Mai",
        position="Giám đốc",
        gender="female",
        ethnicity="Kinh",
        permanent_address="Ấp Phước Hậu, xã Mỏ Cày",
        phone="0912 345 678",
        email="mai@vidu.vn",
        founded_on=date(2019, 3, 1),
        registration_number="5507000123",
        introduction="Thành lập năm 2019 từ một tổ nấu kẹo trong ấp.",
    )
    mai = _person("Trần Thị Mai")
    Membership.objects.create(user=mai, producer=producer)
    return Cast(
        nation=nation,
        province=province,
        commune=commune,
        next_commune=next_commune,
        producer=producer,
        mai=mai,
        lan=_person("Nguyễn Thị Lan", (Role.OFFICER, commune)),
        hoa=_person("Lê Thị Hoa", (Role.OFFICER, next_commune)),
        son=_person("Phạm Văn Sơn", (Role.OFFICER, province)),
        tam=_person("Võ Minh Tâm", (Role.MEMBER, province)),
        binh=_person("Đỗ Thanh Bình", (Role.MEMBER, province)),
        chi=_person("Huỳnh Kim Chi", (Role.MEMBER, province)),
        ha=_person("Trương Thị Hà", (Role.LEADER, province)),
        thu=_person("Đặng Anh Thư", (Role.SECRETARY, province)),
        tu=_person("Bùi Anh Tú", (Role.ADVISER, province)),
        minh=_person("Hoàng Nhật Minh", (Role.OFFICER, nation)),
        an=_person("Ngô Bảo An", (Role.ADMINISTRATOR, province)),
        bien=_person("Lâm Thị Biên", (Role.EDITOR, province)),
    )
