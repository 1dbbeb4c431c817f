from contextlib import contextmanager

import pytest
from django.db import transaction

from ocop.places.actions import load_units


@contextmanager
def loaded(django_db_blocker, provinces):
    """Units of some provinces for all tests of a file, gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_units(provinces)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def three_provinces(django_db_setup, django_db_blocker):
    """Bến Tre, An Giang and Cà Mau, and the provinces they went into."""
    with loaded(django_db_blocker, {"83", "89", "96"}):
        yield


@pytest.fixture(scope="module")
def all_units(django_db_setup, django_db_blocker):
    """The whole country."""
    with loaded(django_db_blocker, None):
        yield
