import pytest

from ocop.accounts.models import User
from ocop.core.access import all_grants, allows
from ocop.files.actions import store
from ocop.producers import actions
from ocop.producers.models import DoubtfulPair, PotentialProduct, Producer, Product, ProductPicture
from ocop.producers.tests.pictures import picture

EVERYBODY = ("mai", "lan", "hoa", "son", "tam", "ha", "thu", "tu", "minh", "an", "visitor", "other")

TABLE = {
    "producer.view": ["mai", "lan", "son", "minh"],
    "producer.edit": ["mai"],
    "producer.describe": ["lan", "son"],
    "producer.stop": ["lan", "son"],
    "producer.see_people": ["mai", "lan", "son", "minh"],
    "producer.invite": ["mai", "lan", "son"],
    "producer.end_membership": ["mai", "lan", "son"],
    "producer.settle_place": ["son"],
    "invitation.view": ["mai", "lan", "son", "tam", "minh"],
    "invitation.answer": ["tam"],
    "producer.place": ["mai", "lan", "son", "minh"],
    "producer.prepare_product": ["mai"],
    "product.view": ["mai", "lan", "son", "minh"],
    "product.edit": ["mai"],
    "product.describe": ["lan", "son"],
    "product.place": ["mai", "lan", "son", "minh"],
    "product.prepare_dossier": ["mai"],
    "potentialproduct.view": ["lan", "son", "minh"],
    "doubtfulpair.view": ["lan", "son", "minh"],
    "doubtfulpair.decide": ["lan", "son", "minh"],
    "storedfile.view": ["mai", "lan", "son", "minh"],
}


@pytest.fixture
def things(cast):
    """One thing of each model, all of Mai's commune."""
    product = Product.objects.create(name="Kẹo", producer=cast.producer, picture=store(picture(), by=cast.mai))
    Product.objects.create(name="Bánh", producer=cast.producer, picture=product.picture)
    other = Producer.objects.create(name="HTX Kẹo", unit=cast.commune, address="Ấp 2")
    return {
        "producer": cast.producer,
        "product": product,
        "storedfile": product.picture,
        "potentialproduct": PotentialProduct.objects.create(name="Mứt", unit=cast.commune, source_row="a:1"),
        "invitation": actions.invite(cast.producer, cast.tam.email, by=cast.mai),
        "doubtfulpair": DoubtfulPair.objects.create(first=cast.producer, second=other, reason="Tên."),
    }


@pytest.mark.parametrize("permission", TABLE)
def test_who_may_do_what_with_producers(cast, things, permission):
    other = User.objects.create_user("ut@vidu.vn", full_name="Lê Văn Út")
    actions.register({"name": "Cơ sở Út", "unit": cast.next_commune, "address": "Ấp 1"}, by=other)
    people = {**cast.everyone(), "other": other}
    thing = things[permission.partition(".")[0]]

    assert [name for name in EVERYBODY if allows(people[name], permission, thing)] == TABLE[permission]


def test_a_picture_of_two_products_is_one_file(cast, things):
    picture = things["storedfile"]

    assert type(picture).objects.allowed(cast.lan, "storedfile.view").get() == picture


def test_a_picture_beside_the_main_one_is_seen_by_who_sees_the_product(cast):
    product = Product.objects.create(name="Kẹo", producer=cast.producer)
    beside = ProductPicture.objects.create(product=product, file=store(picture(), by=cast.tam)).file

    seen = [name for name in EVERYBODY if name != "other" and allows(cast.everyone()[name], "storedfile.view", beside)]

    assert seen == ["mai", "lan", "son", "tam", "minh"]  # Tâm put it there


def test_every_permission_of_this_app_is_tried_here():
    assert {g.permission for g in all_grants() if g.rows.__module__ == "ocop.producers.access"} == set(TABLE)
