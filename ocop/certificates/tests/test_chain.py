"""From the council's own conclusion on, with nothing set by hand."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from ocop.certificates import actions
from ocop.certificates.actions import DecisionInput, HigherInput
from ocop.certificates.queries import result_of
from ocop.certificates.upward import state_of
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.councils import actions as council_actions
from ocop.councils.models import Council
from ocop.councils.tests import factories as councils
from ocop.dossiers import actions as dossiers
from ocop.dossiers.models import State
from ocop.files.tests.factories import StoredFileFactory
from ocop.programme.rounds import open_extra_round


def paper(number, by):
    return DecisionInput(number, today(), "Trương Thị Hà", "Chủ tịch", StoredFileFactory(uploaded_by=by))


def test_a_concluded_dossier_goes_up_comes_back_and_is_recognised(cast, client):
    dossier = ready_to_go_up(cast, councils.concluded(cast).dossier)
    client.force_login(cast.ha)
    desk = client.get(reverse("certificates:desk"))
    actions.forward([dossier], decision=paper("30/QĐ-UBND", cast.ha), by=cast.ha)
    returned = HigherInput(paper("99/QĐ-BNNMT", cast.son), points=Decimal("88"), stars=4)
    actions.return_from_higher(dossier, returned, by=cast.son)

    actions.recognise([dossier], decision=paper("31/QĐ-UBND", cast.ha), by=cast.ha)

    assert [line.dossier for line in desk.context["upward"]] == [dossier]
    assert (dossier.state, dossier.recognition.stars) == (State.RECOGNISED, 4)
    assert client.get(dossier.recognition.certificate.get_absolute_url()).status_code == 200
    assert client.get(dossier.get_absolute_url()).status_code == 200


def ready_to_go_up(cast, dossier):
    """Sơn attaches the signed letter and counts the samples; the reports come from the council's own work."""
    assert [part.key for part in state_of(dossier).parts if part.missing] == ["letter", "samples"]
    letter = StoredFileFactory(uploaded_by=cast.son)
    actions.attach_upward(dossier, "letter", letter, number="88/UBND-NN", signed_on=today(), by=cast.son)
    actions.count_upward_samples(dossier, 5, by=cast.son)
    return dossier


def test_a_dossier_rated_anew_walks_to_its_certificate_and_never_above_the_units_own_stars(cast):
    dossier = ready_to_go_up(cast, councils.concluded(cast).dossier)
    actions.forward([dossier], decision=paper("30/QĐ-UBND", cast.ha), by=cast.ha)
    returned = HigherInput(paper("99/QĐ-BNNMT", cast.son), points=Decimal("88"), stars=4)
    actions.return_from_higher(dossier, returned, by=cast.son)

    actions.reopen(dossier, by=cast.ha)
    again = open_extra_round(
        dossier.level,
        dossier.desk,
        basis="Quy chế 15/QĐ-HĐ và Kế hoạch 20/KH-UBND",
        proposed_before=today() + timedelta(days=5),
        held_before=today() + timedelta(days=50),
    )
    dossiers.schedule(dossier, again, by=cast.son)
    evaluation = councils.report(cast, councils.given_to(cast, dossier, Council.objects.get()))
    councils.cleared(council_actions.begin_scoring(evaluation, by=cast.thu), *cast.members)
    for member in cast.members:
        councils.sent(evaluation, member)
    council_actions.conclude(evaluation, discussion="Thống nhất.", by=cast.thu)
    dossier.refresh_from_db()

    found = result_of(dossier)
    assert (found.mean, found.stars, found.is_from_above) == (Decimal(100), 4, False)
    with pytest.raises(Refused, match="đã được đánh giá lại"):
        actions.reopen(dossier, by=cast.ha)
    actions.recognise([dossier], decision=paper("31/QĐ-UBND", cast.ha), by=cast.ha)
    assert (dossier.state, dossier.recognition.stars, dossier.round) == (State.RECOGNISED, 4, again)


def test_the_desk_says_which_minimum_kept_it_from_the_next_star(cast, client):
    missed = dict.fromkeys(("tam", "binh", "chi"), ("1.1",))
    dossier = councils.concluded(cast, lower=missed).dossier
    client.force_login(cast.ha)

    groups = client.get(reverse("certificates:desk")).context

    lines = [line for key in ("ready", "upward", "below") for line in groups[key]]
    assert [line.dossier for line in lines] == [dossier]
    assert {criterion.code for criterion, _ in lines[0].missed} <= {"1.1"}
