"""An upgrade takes nothing away: with no more stars than are in force, the certificate the product has stays."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from ocop.certificates import actions
from ocop.certificates.drafts import draft_decision, result_notice
from ocop.certificates.models import Certificate, Recognition
from ocop.certificates.queries import product_standing
from ocop.certificates.tests.factories import CertificateFactory, RecognitionFactory
from ocop.certificates.tests.test_upward import words
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.dossiers.models import State
from ocop.notices.models import Notice


@pytest.fixture
def held(world):
    """4 stars in force."""
    recognition = RecognitionFactory(
        product__producer=world.producer, stars=4, valid_from=date(2026, 3, 1), valid_to=date(2029, 3, 1)
    )
    CertificateFactory(recognition=recognition)
    return recognition


@pytest.mark.parametrize(("mean", "stars"), [("60", 3), ("80", 4)])
def test_an_upgrade_without_more_stars_is_not_recognised(world, held, mean, stars):
    dossier = world.concluded(product=held.product, kind="upgrade", mean=mean, stars=stars)

    with pytest.raises(Refused, match="nâng hạng nhưng chỉ đạt"):
        actions.recognise([dossier], decision=world.paper(), by=world.leader)
    with pytest.raises(Refused, match="Không có hồ sơ nào thuộc diện công nhận"):
        draft_decision([dossier])

    held.refresh_from_db()
    assert (held.is_current, Recognition.objects.count()) == (True, 1)


def test_it_is_closed_and_the_certificate_in_force_stays(world, held, client):
    dossier = world.concluded(product=held.product, kind="upgrade", mean="60", stars=3)
    client.force_login(world.leader)
    desk = client.get(reverse("certificates:desk")).context

    actions.close_unrecognised([dossier], by=world.leader)

    assert [line.dossier for line in desk["below"]] == [dossier]
    assert dossier.state == State.NOT_RECOGNISED
    assert product_standing(held.product).is_in_force
    assert product_standing(held.product).stars == 4
    assert Certificate.objects.get().recognition == held
    assert Notice.objects.filter(to=world.mai, text__contains="4 sao đang có giữ nguyên").exists()
    assert "giấy chứng nhận đang có tiếp tục có giá trị đến hết ngày 01/03/2029" in words(result_notice(dossier))


def test_an_upgrade_with_more_stars_is_recognised_and_not_closed(world, held):
    Recognition.objects.filter(pk=held.pk).update(stars=3)
    dossier = world.concluded(product=held.product, kind="upgrade", mean="80", stars=4)

    with pytest.raises(Refused, match="thuộc diện được công nhận"):
        actions.close_unrecognised([dossier], by=world.leader)
    actions.recognise([dossier], decision=world.paper(), by=world.leader)

    assert product_standing(held.product).stars == 4


def test_with_nothing_in_force_any_more_an_upgrade_is_recognised(world, held):
    Recognition.objects.filter(pk=held.pk).update(valid_to=today() - timedelta(days=1))
    dossier = world.concluded(product=held.product, kind="upgrade", mean="60", stars=3)

    actions.recognise([dossier], decision=world.paper(), by=world.leader)

    assert product_standing(held.product).stars == 3


def test_a_re_evaluation_may_give_fewer_stars(world, held):
    dossier = world.concluded(product=held.product, kind="re_evaluation", mean="60", stars=3)

    actions.recognise([dossier], decision=world.paper(), by=world.leader)

    assert product_standing(held.product).stars == 3
