"""Numbers given in turn: receipts and product codes, without gaps or doubles when two are given at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocop.core.dates import today
from ocop.dossiers.models import Dossier, Receipt, Serial

if TYPE_CHECKING:
    from ocop.accounts.models import User
    from ocop.places.models import Unit


def next_serial(unit: Unit, scope: str, year: int) -> int:
    """The next number of a unit in a year. Locks its row, so it must run inside the caller's transaction."""
    Serial.objects.get_or_create(unit=unit, scope=scope, year=year)
    serial = Serial.objects.select_for_update().get(unit=unit, scope=scope, year=year)
    serial.last += 1
    serial.save(update_fields=["last"])
    return serial.last


def give_receipt(dossier: Dossier, *, by: User | None) -> Receipt:
    """Phiếu tiếp nhận: the level's receipt number by the regime's pattern, once a level (Mẫu số 01)."""
    given = Receipt.objects.filter(dossier=dossier, level=dossier.level).first()
    if given is not None:
        return given
    if dossier.desk is None or dossier.level is None:
        raise ValueError("a receipt is given by the desk that has the dossier")
    day = today()
    commune = dossier.product.producer.unit
    serial = next_serial(dossier.desk, "receipt", day.year)
    number = dossier.regime.policy["receipt_number"]["pattern"].format(
        serial=f"{serial:02d}", province=_province_code(commune), commune=commune.code, year=day.year
    )
    return Receipt.objects.create(
        dossier=dossier,
        level=dossier.level,
        unit=dossier.desk,
        year=day.year,
        serial=serial,
        number=number,
        received_on=day,
        received_by=by,
    )


def give_product_code(dossier: Dossier) -> str:
    """Mã số sản phẩm: province, commune, the commune's serial, year of evaluation (Phụ lục II); once a product."""
    product = dossier.product
    if not product.official_code:
        day = today()
        commune = product.producer.unit
        product.official_code = dossier.regime.policy["product_code"]["pattern"].format(
            province=_province_code(commune),
            commune=commune.code,
            serial=f"{next_serial(commune, 'product', day.year):02d}",
            year=day.year,
        )
        product.save(update_fields=["official_code", "search"])
    return product.official_code


def _province_code(unit: Unit) -> str:
    province = unit.at_level(unit.Level.PROVINCE)
    return province.code if province else ""
