from datetime import date

import pytest

from ocop.dossiers import actions
from ocop.dossiers.actions.numbers import give_product_code, give_receipt, next_serial
from ocop.dossiers.models import Receipt
from ocop.dossiers.tests import factories
from ocop.places.models import Unit
from ocop.producers.models import Membership


def test_receipts_are_numbered_in_turn_by_unit(cast):
    first, second = factories.submitted(cast, name="Một"), factories.submitted(cast, name="Hai")

    numbers = [dossier.receipts.get().number.split("/")[0] for dossier in (first, second)]
    assert numbers == ["01", "02"]


def test_numbers_begin_again_each_year(cast, on):
    Membership.objects.update(starts=date(2026, 1, 1))
    on(2026, 12, 31)
    old = factories.submitted(cast, name="Một")
    on(2027, 1, 4)
    new = factories.submitted(cast, name="Hai")

    assert [dossier.receipts.get().number for dossier in (old, new)] == [
        f"01/PĐK-86-{cast.commune.code}-2026",
        f"01/PĐK-86-{cast.commune.code}-2027",
    ]


def test_the_year_is_the_year_in_viet_nam(cast, on):
    Membership.objects.update(starts=date(2026, 1, 1))
    on(2027, 1, 1, 0, 30)

    assert factories.submitted(cast).receipts.get().year == 2027


def test_serials_of_units_and_scopes_do_not_mix(cast):
    assert [next_serial(cast.commune, "receipt", 2026) for _ in range(2)] == [1, 2]
    assert next_serial(cast.next_commune, "receipt", 2026) == 1
    assert next_serial(cast.commune, "product", 2026) == 1


def test_a_receipt_is_given_once_a_level(cast):
    dossier = factories.submitted(cast)

    assert give_receipt(dossier, by=cast.lan) == dossier.receipts.get()
    assert Receipt.objects.count() == 1


def test_a_receipt_needs_a_desk(cast):
    with pytest.raises(ValueError, match="desk"):
        give_receipt(factories.draft(cast), by=cast.lan)


def test_a_product_keeps_its_code(cast):
    dossier = factories.accepted(cast)
    dossier.product.refresh_from_db()
    code = dossier.product.official_code
    actions.withdraw(dossier, reason="Đổi ý.", by=cast.mai)

    again = factories.fill(actions.start(dossier.product, kind="first", by=cast.mai), cast.mai)
    again = actions.accept(actions.submit(again, by=cast.mai), by=cast.lan)

    again.product.refresh_from_db()
    assert again.product.official_code == code != ""


def test_a_commune_outside_any_province_still_gets_a_code(cast):
    dossier = factories.draft(cast)
    Unit.objects.filter(pk=cast.commune.pk).update(parent=cast.nation)
    dossier = type(dossier).objects.for_page().get()

    assert give_product_code(dossier).startswith(f"-{cast.commune.code}-01-")
