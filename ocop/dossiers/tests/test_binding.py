"""What a dossier forbids of its product."""

import pytest

from ocop.core.errors import Refused
from ocop.dossiers import actions
from ocop.dossiers.tests import factories
from ocop.producers.actions import edit_product
from ocop.producers.binding import Bound, binding_of
from ocop.producers.models import Product
from ocop.programme.models import ProductClass

KEPT = "chưa đổi được tên, phân nhóm. Hãy nhờ cán bộ trả lại hồ sơ"


def of_another_sheet(product):
    leaf = product.product_class
    rows = ProductClass.objects.filter(regime=leaf.regime).exclude(criteria_set=None)
    return rows.exclude(criteria_set=leaf.criteria_set)[0]


def beside(leaf):
    """A class that is scored on the same sheet; the decision of today has one class a sheet."""
    return ProductClass.objects.create(
        regime=leaf.regime,
        parent=leaf.parent,
        depth=leaf.depth,
        order=leaf.order,
        code="ben-canh",
        name="Bên cạnh",
        criteria_set=leaf.criteria_set,
    )


@pytest.mark.parametrize("made", [factories.submitted, factories.accepted, factories.proposed, factories.scheduled])
def test_a_filed_dossier_keeps_its_products_name_and_class(cast, made):
    product = made(cast).product
    Product.objects.filter(pk=product.pk).update(official_code="")  # its own rule is tried elsewhere
    product.refresh_from_db()

    with pytest.raises(Refused, match=KEPT):
        edit_product(product, {"name": "Tên khác"}, by=cast.mai)
    with pytest.raises(Refused, match=KEPT):
        edit_product(product, {"product_class": of_another_sheet(product)}, by=cast.mai)

    edit_product(product, {"name": product.name, "story": "Chuyện mới."}, by=cast.mai)
    product.refresh_from_db()
    assert product.story == "Chuyện mới."


def test_a_draft_follows_the_name_and_keeps_its_sheet(cast):
    dossier = factories.draft(cast)

    edit_product(dossier.product, {"name": "Tên khác"}, by=cast.mai)
    with pytest.raises(Refused, match="Hãy rút hồ sơ đó, đổi phân nhóm, rồi lập hồ sơ mới"):
        edit_product(dossier.product, {"product_class": of_another_sheet(dossier.product)}, by=cast.mai)
    with pytest.raises(Refused, match="Hãy rút hồ sơ đó"):
        edit_product(dossier.product, {"product_class": None}, by=cast.mai)

    product = Product.objects.get(pk=dossier.product_id)
    assert (product.name, product.product_class) == ("Tên khác", dossier.product.product_class)


def test_a_draft_follows_into_a_class_of_the_same_sheet(cast):
    product = factories.draft(cast).product
    other = beside(product.product_class)

    edit_product(product, {"product_class": other}, by=cast.mai)

    product.refresh_from_db()
    assert product.product_class == other


def test_a_dossier_sent_back_follows_the_name(cast):
    product = factories.returned(cast).product
    Product.objects.filter(pk=product.pk).update(official_code="")
    product.refresh_from_db()

    edit_product(product, {"name": "Tên khác"}, by=cast.mai)

    assert Product.objects.get(pk=product.pk).name == "Tên khác"


def test_a_withdrawn_dossier_binds_nothing(cast):
    dossier = factories.submitted(cast)

    actions.withdraw(dossier, reason="Đổi tên.", by=cast.mai)

    assert binding_of(dossier.product) == Bound()


def test_a_recognised_product_says_so(cast, recognised):
    recognised()
    product = Product.objects.create(name="Kẹo", producer=cast.producer)

    assert binding_of(product) == Bound(is_recognised=True)
