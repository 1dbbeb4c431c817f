import pytest

from ocop.certificates.tests.factories import World


@pytest.fixture
def world(db):
    return World()


@pytest.fixture
def names():
    """The names of the products on a page, in order."""
    import re

    def read(response):
        found = re.findall(r"product-card__name[^>]*><a [^>]*>([^<]*)</a>", response.content.decode())
        return [name.strip() for name in found]

    return read
