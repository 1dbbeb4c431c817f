import pytest

from ocop.certificates.tests.factories import World


@pytest.fixture
def world(db):
    return World()
