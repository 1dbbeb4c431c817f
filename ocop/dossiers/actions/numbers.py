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
    serial = next_serial(dossier.desk, "receipt", day.year)
    number = dossier.regime.policy["receipt_number"]["pattern"].format(
        serial=f"{serial:02d}", year=day.year, **codes_above(first_desk(dossier))
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
    """Mã số sản phẩm: the places, the serial kept there, the year of evaluation (Phụ lục II); once a product."""
    product, rule = dossier.product, dossier.regime.policy["product_code"]
    if not product.official_code:
        day, first = today(), first_desk(dossier)
        keeper = first.at_level(rule["serial_kept_by"]) or first
        product.official_code = rule["pattern"].format(
            serial=f"{next_serial(keeper, 'product', day.year):02d}", year=day.year, **codes_above(first)
        )
        product.save(update_fields=["official_code", "search"])
    return product.official_code


def first_desk(dossier: Dossier) -> Unit:
    """The unit that first had the dossier: its codes stand in numbers, wherever the producer moves later."""
    receipt = dossier.receipts.select_related("unit__parent__parent").order_by("pk").first()
    return receipt.unit if receipt is not None else dossier.desk or dossier.product.producer.unit


def codes_above(unit: Unit) -> dict[str, str]:
    """The codes of a unit and those above it, by level, as the law's patterns name them; "" for levels it has not."""
    codes, here = dict.fromkeys(unit.Level.values, ""), unit
    while here is not None:
        codes[here.level] = here.code
        here = here.parent  # type: ignore[assignment]
    return codes
