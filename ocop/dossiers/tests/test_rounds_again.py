"""Into another round, and out when nobody answers: a dossier never stands still for ever."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.dossiers import actions
from ocop.dossiers.models import State
from ocop.dossiers.queries import deadline_of, round_choices
from ocop.dossiers.tests import factories
from ocop.journal.queries import history_of
from ocop.notices.models import Notice
from ocop.producers.models import Membership
from ocop.programme.rounds import open_extra_round


def another_round(dossier, *, after=60):
    return open_extra_round(
        dossier.level,
        dossier.desk,
        basis="Quy chế 15/QĐ-HĐ và Kế hoạch 20/KH-UBND",
        proposed_before=today() + timedelta(days=after - 20),
        held_before=today() + timedelta(days=after),
    )


def test_a_dossier_whose_round_is_over_goes_into_another(cast):
    dossier = factories.scheduled(cast)
    first, later = dossier.round, another_round(dossier)

    actions.reschedule(dossier, later, by=cast.son)

    assert (dossier.state, dossier.round) == (State.SCHEDULED, later)
    assert dossier.steps.last().note == f"{first} → {later}"
    assert history_of(dossier).last().verb == "dossier.reschedule"
    assert deadline_of(dossier).due == later.held_before - timedelta(days=1)


def test_a_dossier_under_review_changes_its_round_and_stays_under_review(cast, in_review):
    dossier = in_review()
    later = another_round(dossier)

    actions.reschedule(dossier, later, by=cast.son)

    assert (dossier.state, dossier.round) == (State.IN_REVIEW, later)


def test_rescheduling_refuses_the_same_round_and_one_that_is_over(cast, on):
    Membership.objects.update(starts=date(2026, 1, 1))
    on(2027, 1, 10)
    dossier = factories.scheduled(cast)
    later = another_round(dossier)

    with pytest.raises(Refused, match="Hồ sơ đã ở"):
        actions.reschedule(dossier, dossier.round, by=cast.son)
    on(2027, 6, 10)
    with pytest.raises(Refused, match="đã qua hạn đánh giá"):
        actions.reschedule(dossier, later, by=cast.son)


@pytest.mark.parametrize("who", ["mai", "lan", "ha", "tam"])
def test_only_the_deciding_desk_reschedules(cast, who):
    dossier = factories.scheduled(cast)

    with pytest.raises(PermissionDenied):
        actions.reschedule(dossier, another_round(dossier), by=getattr(cast, who))


def test_the_page_offers_the_other_rounds_and_moves_the_dossier(as_, cast):
    dossier = factories.scheduled(cast)
    later = another_round(dossier)
    page = reverse("dossiers:schedule", args=[dossier.code])

    assert dossier.round not in [choice.round for choice in round_choices(dossier)]
    assert f"Đang ở {dossier.round}" in as_(cast.son).get(page).content.decode()
    as_(cast.son).post(page, {"round": later.code})

    dossier.refresh_from_db()
    assert dossier.round == later


# Closing what nobody amends


def test_the_desk_closes_a_returned_dossier_after_its_day(cast, on):
    Membership.objects.update(starts=date(2026, 1, 1))
    on(2027, 1, 10)
    dossier = factories.returned(cast)
    with pytest.raises(PermissionDenied):
        actions.close_overdue(dossier, reason="Chưa hết hạn.", by=cast.lan)
    on(2027, 1, 21)

    actions.close_overdue(dossier, reason="Đã nhắc hai lần.", by=cast.lan)

    assert (dossier.state, dossier.is_closed) == (State.LAPSED, True)
    assert dossier.amendment_requests.get().closed_at is not None
    assert Notice.objects.filter(to=cast.mai, text__contains="đóng hồ sơ quá hạn").exists()
    assert actions.start(dossier.product, kind="first", by=cast.mai).state == State.DRAFT


def test_closing_needs_a_reason_and_the_officer_of_the_desk(cast, on):
    Membership.objects.update(starts=date(2026, 1, 1))
    on(2027, 1, 10)
    dossier = factories.returned(cast)
    on(2027, 2, 1)

    with pytest.raises(Refused, match="Hãy ghi lý do"):
        actions.close_overdue(dossier, reason=" ", by=cast.lan)
    for stranger in (cast.hoa, cast.mai, cast.son):
        with pytest.raises(PermissionDenied):
            actions.close_overdue(dossier, reason="Quá hạn.", by=stranger)


def test_the_page_has_a_button_for_it_only_after_the_day(as_, cast, on):
    Membership.objects.update(starts=date(2026, 1, 1))
    on(2027, 1, 10)
    dossier = factories.returned(cast)
    before = as_(cast.lan).get(dossier.get_absolute_url()).content.decode()
    on(2027, 2, 1)
    client = as_(cast.lan)
    after = client.get(dossier.get_absolute_url()).content.decode()
    client.post(reverse("dossiers:close_overdue", args=[dossier.code]), {"reason": "Quá hạn."})

    dossier.refresh_from_db()
    assert ("Đóng hồ sơ quá hạn" in before, "Đóng hồ sơ quá hạn" in after) == (False, True)
    assert dossier.state == State.LAPSED


# Nobody handles her own


def member(cast, person):
    Membership.objects.create(user=person, producer=cast.producer)


def test_an_officer_does_not_receive_or_send_back_a_dossier_of_her_own_producer(cast):
    dossier = factories.submitted(cast)
    member(cast, cast.lan)

    with pytest.raises(PermissionDenied):
        actions.accept(dossier, by=cast.lan)
    with pytest.raises(PermissionDenied):
        actions.send_back(dossier, [("Mẫu 02", "Thiếu.")], due_on=today(), by=cast.lan)


def test_an_officer_does_not_refuse_or_propose_a_dossier_of_her_own_producer(cast):
    dossier = factories.accepted(cast)
    member(cast, cast.lan)
    ground = dossier.criteria_set.sheet.rejection[0]

    with pytest.raises(PermissionDenied):
        actions.refuse(dossier, ground=ground, reason="Vì sao.", by=cast.lan)
    with pytest.raises(PermissionDenied):
        actions.write_report(dossier, factories.report(cast), by=cast.lan)
    with pytest.raises(PermissionDenied):
        actions.propose(dossier, by=cast.lan)
