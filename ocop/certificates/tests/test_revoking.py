from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from ocop.certificates import actions
from ocop.certificates.actions import RevocationInput
from ocop.certificates.models import Recognition
from ocop.certificates.queries import revocation_due, standing_of
from ocop.certificates.tests.factories import RecognitionFactory, imported, make_regime
from ocop.certificates.validity import State
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.journal.queries import history_of
from ocop.notices.models import Notice


def refused(call):
    with pytest.raises(Refused) as caught:
        call()
    return str(caught.value)


def taking_back(world, **fields):
    values = {
        "ground": world.regime.revocation_grounds.first(),
        "reason": "Giả mạo phiếu kiểm nghiệm",
        "concluded_on": today() - timedelta(days=3),
        "decision": world.paper("50/QĐ-UBND"),
    }
    return RevocationInput(**(values | fields))


def recognised(world, **fields):
    return RecognitionFactory(
        **({"product__producer": world.producer, "valid_from": date(2026, 7, 1), "valid_to": date(2029, 7, 1)} | fields)
    )


def test_revoke_takes_the_recognition_back_from_the_day_signed(world):
    recognition = recognised(world)

    revocation = actions.revoke(recognition, taking_back(world), by=world.leader)

    row = Recognition.objects.for_page().get(pk=recognition.pk)
    assert (revocation.revoked_on, revocation.decision.kind) == (today(), "revocation")
    assert standing_of(row).state == State.REVOKED
    assert standing_of(row, today() - timedelta(days=1)).state == State.VALID
    assert history_of(row).get().details["tre_han"] is False
    assert set(Notice.objects.values_list("to", flat=True)) == {
        world.mai.pk,
        world.commune_officer.pk,
        world.officer.pk,
    }


def test_revoke_later_than_the_law_is_recorded_as_late(world):
    recognition = recognised(world)
    concluded_on = today() - timedelta(days=30)

    actions.revoke(recognition, taking_back(world, concluded_on=concluded_on), by=world.leader)

    assert history_of(recognition).get().details["tre_han"] is True
    assert revocation_due(world.regime, concluded_on) >= concluded_on + timedelta(days=15)


def test_revoke_may_take_back_an_imported_recognition(world):
    recognition = imported(product__producer=world.producer, known_valid_on=today() - timedelta(days=300))

    actions.revoke(recognition, taking_back(world), by=world.leader)

    assert standing_of(Recognition.objects.for_page().get()).state == State.REVOKED


@pytest.mark.parametrize("who", ["officer", "minister", "commune_officer", "mai", "stranger"])
def test_only_who_decides_so_many_stars_revokes(world, who):
    recognition = recognised(world)

    with pytest.raises(PermissionDenied):
        actions.revoke(recognition, taking_back(world), by=getattr(world, who))


def test_five_stars_are_revoked_by_the_higher_level_only(world):
    recognition = recognised(world, stars=5)

    with pytest.raises(PermissionDenied):
        actions.revoke(recognition, taking_back(world), by=world.leader)
    assert actions.revoke(recognition, taking_back(world), by=world.minister).decision.unit == world.nation


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reason": " "}, "Hãy ghi kết luận"),
        ({"concluded_on": today() + timedelta(days=1)}, "đứng sau ngày ký"),
    ],
)
def test_revoke_refuses_what_cannot_be(world, fields, words):
    assert words in refused(lambda: actions.revoke(recognised(world), taking_back(world, **fields), by=world.leader))


def test_revoke_refuses_what_is_over(world):
    over = recognised(world, valid_from=date(2020, 1, 1), valid_to=date(2023, 1, 1))

    assert "Không thu hồi được: đã hết hiệu lực" in refused(
        lambda: actions.revoke(over, taking_back(world), by=world.leader)
    )


def test_revoke_is_refused_the_second_time(world):
    recognition = recognised(world)
    actions.revoke(recognition, taking_back(world), by=world.leader)

    assert "đã bị thu hồi" in refused(
        lambda: actions.revoke(recognition, taking_back(world, decision=world.paper("51")), by=world.leader)
    )


def test_revoke_refuses_a_day_before_the_recognition(world):
    given = taking_back(
        world,
        concluded_on=date(2026, 6, 1),
        decision=world.paper("50", signed_on=date(2026, 6, 30)),
    )

    assert "trước ngày công nhận" in refused(lambda: actions.revoke(recognised(world), given, by=world.leader))


def test_revoke_refuses_a_ground_of_another_regime(world):
    other = make_regime("khac").revocation_grounds.create(code="x", label="Khác")

    assert "văn bản đang có hiệu lực" in refused(
        lambda: actions.revoke(recognised(world), taking_back(world, ground=other), by=world.leader)
    )
