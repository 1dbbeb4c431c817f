"""A committed change of a shown row gives a new version; what is kept never outlives it."""

from datetime import UTC, datetime
from functools import partial
from threading import Thread

import pytest
import time_machine
from django.core.signals import request_finished, request_started
from django.db import connection, transaction
from django.utils.translation import override

from ocop.accounts.tests.factories import UserFactory
from ocop.certificates.tests.factories import ProductFactory
from ocop.content.models import PartnerLink
from ocop.core import versions
from ocop.core.versions import Reach, Shelf, bump, cached, is_unsettled, shelf, version
from ocop.producers.models import Product


@pytest.fixture(autouse=True)
def keeping(settings):
    settings.PORTAL_CACHE = "page"
    shelf.clear()
    yield
    shelf.clear()


def in_another_connection(act):
    """Run it in a thread of its own, which has a connection of its own."""
    found = []

    def run():
        try:
            found.append(act())
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join()
    return found[0]


@pytest.mark.django_db(transaction=True)
def test_every_kind_of_write_of_a_shown_row_gives_a_new_version(cast):
    product = ProductFactory(producer=cast.producer)
    writes = {
        "save": product.save,
        "create": lambda: Product.objects.create(name="A", producer=cast.producer),
        "update": lambda: Product.objects.filter(pk=product.pk).update(description="b"),
        "bulk_create": lambda: Product.objects.bulk_create([Product(name="C", producer=cast.producer)]),
        "bulk_update": lambda: Product.objects.bulk_update([product], ["name"]),
        "delete of rows": lambda: Product.objects.filter(name="A").delete(),
        "delete of one": product.delete,
        "by hand": bump,
    }
    seen = [version()]

    for write in writes.values():
        write()
        seen.append(version())

    assert len(set(seen)) == len(writes) + 1


@pytest.mark.django_db(transaction=True)
def test_a_write_of_other_rows_changes_nothing(cast):
    before = version()

    UserFactory()
    cast.mai.save()

    assert version() == before


@pytest.mark.django_db(transaction=True)
def test_news_and_pictures_leave_what_lists_are_made_of(cast):
    product = ProductFactory(producer=cast.producer)
    before = version(), version(Reach.REGISTER)

    PartnerLink.objects.create(name="Sở Công Thương", url="https://vidu.vn/")
    after_link = version(), version(Reach.REGISTER)
    product.save()

    assert (before[0] != after_link[0], before[1] == after_link[1]) == (True, True)
    assert version(Reach.REGISTER) != before[1]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_of_both_kinds_changes_both(cast):
    before = version(), version(Reach.REGISTER)

    with transaction.atomic():
        PartnerLink.objects.create(name="Sở Công Thương", url="https://vidu.vn/")
        ProductFactory(producer=cast.producer)

    assert [new != old for new, old in zip((version(), version(Reach.REGISTER)), before, strict=True)] == [True, True]


@pytest.mark.django_db(transaction=True)
def test_the_version_changes_with_the_commit_and_once(cast):
    before = version()

    with transaction.atomic():
        ProductFactory(producer=cast.producer)
        ProductFactory(producer=cast.producer)
        waiting = [entry for entry in connection.run_on_commit if entry[1] in versions._WRITES.values()]
        inside = in_another_connection(version) if connection.vendor == "postgresql" else before

    assert (inside, len(waiting)) == (before, 1)
    assert in_another_connection(version) == version() != before


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_leaves_the_version(cast):
    before = version()

    with pytest.raises(RuntimeError), transaction.atomic():
        ProductFactory(producer=cast.producer)
        raise RuntimeError

    assert (version(), is_unsettled()) == (before, False)


@pytest.mark.django_db(transaction=True)
def test_a_failed_part_of_a_transaction_does_not_hide_the_rest(cast):
    before = version()

    with transaction.atomic():
        with pytest.raises(RuntimeError), transaction.atomic():
            ProductFactory(producer=cast.producer)
            raise RuntimeError
        ProductFactory(producer=cast.producer)

    assert version() != before


def test_nothing_is_kept_of_what_is_not_committed(cast):
    ProductFactory(producer=cast.producer)

    assert (version(), is_unsettled()) == ("", True)
    assert [cached("count", Product.objects.count), len(shelf)] == [1, 0]


@pytest.mark.django_db(transaction=True)
def test_a_kept_value_is_made_again_after_a_change_in_another_connection(cast):
    assert [cached("count", Product.objects.count) for _ in range(2)] == [0, 0]

    in_another_connection(lambda: ProductFactory(producer_id=cast.producer.pk, producer=cast.producer))

    assert cached("count", Product.objects.count) == 1


@pytest.mark.django_db(transaction=True)
def test_the_version_is_asked_once_a_request(django_assert_num_queries):
    request_started.send(sender=None)
    with django_assert_num_queries(1):
        assert version() == version()
    request_finished.send(sender=None)

    with django_assert_num_queries(2):
        version()
        version()


@pytest.mark.django_db(transaction=True)
def test_a_process_begins_with_a_version_of_its_own():
    before = version()

    versions.begin()

    assert version() != before


@pytest.mark.django_db(transaction=True)
def test_kept_values_differ_by_day_and_language():
    said = []
    days = [datetime(2026, 12, 31, 16, 59, tzinfo=UTC), datetime(2026, 12, 31, 17, 0, tzinfo=UTC)]

    for day in days:
        for language in ("vi", "en", "vi"):
            with time_machine.travel(day, tick=False), override(language):
                number = len(said)
                said.append(cached("x", partial(int, number)))

    assert said == [0, 1, 0, 3, 4, 3]  # at midnight in Vietnam the legal day is another


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("mode", "expected"), [("none", [0, 1]), ("parts", [0, 0]), ("page", [0, 0])])
def test_the_setting_says_whether_values_are_kept(settings, mode, expected):
    settings.PORTAL_CACHE = mode
    calls = iter(range(9))

    assert [cached("n", lambda: next(calls)) for _ in range(2)] == expected


def test_a_shelf_holds_no_more_than_its_room():
    shelf = Shelf(room=8_000)

    for number in range(20):
        shelf.put("v1", number, "x" * 500)
    shelf.put("v1", "too large", "x" * 2_000)

    assert [key for key in [*range(20), "too large"] if shelf.get("v1", key)] == [12, 13, 14, 15, 16, 17, 18, 19]


def test_a_shelf_keeps_what_is_used_and_forgets_an_old_version():
    shelf = Shelf(room=8_000)
    for number in range(8):
        shelf.put("v1", number, "x" * 500)
    shelf.get("v1", 0)

    shelf.put("v1", 8, "x" * 500)
    kept = [key for key in range(9) if shelf.get("v1", key)]
    shelf.put("v2", "new", "x")

    assert kept == [0, 2, 3, 4, 5, 6, 7, 8]
    assert (shelf.get("v1", 0), shelf.get("v2", 0), len(shelf)) == (None, None, 1)
