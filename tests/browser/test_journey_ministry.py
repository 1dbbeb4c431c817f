"""Two products with 90 points and more go to the ministry: one is recognised there, one comes back below 90."""

import pytest

from ocop.certificates.models import Certificate
from ocop.councils.tests import factories as councils
from ocop.dossiers.models import Dossier
from ocop.notices.models import Notice
from tests.browser import journey_ministry as ministry

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def sent_up(walk, cast, dossier: Dossier, number: str) -> str:
    """The address of a dossier that the province has sent up, page by page."""
    url = dossier.get_absolute_url()
    ministry.prepare_file(walk, walk.at(cast.son), url)
    ministry.forward(walk, walk.at(cast.ha), url, number)
    return url


def test_a_product_is_recognised_by_the_ministry(walk, cast):
    dossier = councils.concluded(cast).dossier

    url = sent_up(walk, cast, dossier, "1601/QĐ-UBND")
    ministry.read_above(walk, walk.at(cast.minh), url)
    ministry.record_answer(
        walk, walk.at(cast.son), url, stars=5, points="93,5", number="99/QĐ-BNNMT", certificate="05/2026/OCOP-TW"
    )

    assert Notice.objects.filter(to=cast.minh, text__contains="chuyển cấp trên").exists()
    ministry.certificate_says(walk, walk.new_page(), Certificate.objects.get().get_absolute_url(), 5)


def test_a_product_comes_back_below_ninety_and_is_recognised_here(walk, cast):
    dossier = councils.concluded(cast).dossier

    url = sent_up(walk, cast, dossier, "1602/QĐ-UBND")
    ministry.record_answer(walk, walk.at(cast.son), url, stars=4, points="86", number="100/BNNMT-VPĐP")
    ministry.recognise(walk, walk.at(cast.ha), url, "1603/QĐ-UBND")

    ministry.certificate_says(walk, walk.new_page(), Certificate.objects.get().get_absolute_url(), 4)
