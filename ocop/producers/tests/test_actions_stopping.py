from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.journal.queries import history_of
from ocop.notices.models import Notice
from ocop.producers import actions
from ocop.producers.models import Producer

DAY, REASON = date(2026, 5, 12), "Biên bản ngày 12/5/2026."


def test_a_producer_that_stopped_is_told_with_its_day_and_ground(cast):
    producer = actions.stop(cast.producer, DAY, f"  {REASON} ", by=cast.lan)

    producer.refresh_from_db()
    assert (producer.status, producer.stopped_on, producer.status_reason) == ("stopped", DAY, REASON)
    (entry,) = history_of(producer)
    assert (entry.verb, entry.by, entry.details) == ("producer.stop", cast.lan, {"ngay": "12/05/2026", "ly_do": REASON})


def test_the_province_and_the_producer_are_told_the_officer_herself_is_not(cast):
    actions.stop(cast.producer, DAY, REASON, by=cast.lan)

    told = set(Notice.objects.filter(text__contains="ngừng sản xuất từ ngày 12/05/2026").values_list("to", flat=True))
    assert cast.mai.pk in told
    assert cast.son.pk in told
    assert cast.lan.pk not in told


def test_a_producer_produces_again(cast):
    actions.stop(cast.producer, DAY, REASON, by=cast.lan)

    producer = actions.resume(cast.producer, "Đã nhập nguyên liệu trở lại.", by=cast.son)

    assert (producer.status, producer.stopped_on) == (Producer.Status.ACTIVE, None)
    assert {entry.verb for entry in history_of(producer)} == {"producer.stop", "producer.resume"}


@pytest.mark.parametrize("who", ["mai", "hoa", "tam", "ha"])
def test_only_an_officer_of_the_area_confirms(cast, who):
    with pytest.raises(PermissionDenied):
        actions.stop(cast.producer, DAY, REASON, by=getattr(cast, who))


def test_it_is_confirmed_once_on_a_day_that_was_and_with_a_ground(cast):
    with pytest.raises(Refused, match="tương lai"):
        actions.stop(cast.producer, today() + timedelta(days=1), REASON, by=cast.lan)
    with pytest.raises(Refused, match="căn cứ"):
        actions.stop(cast.producer, DAY, "  ", by=cast.lan)
    with pytest.raises(Refused, match="đang được ghi là hoạt động"):
        actions.resume(cast.producer, REASON, by=cast.lan)
    actions.stop(cast.producer, DAY, REASON, by=cast.lan)
    with pytest.raises(Refused, match="12/05/2026"):
        actions.stop(cast.producer, DAY, REASON, by=cast.lan)
