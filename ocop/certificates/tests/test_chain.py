"""From the council's own conclusion on, with nothing set by hand."""

from decimal import Decimal

from django.urls import reverse

from ocop.certificates import actions
from ocop.certificates.actions import DecisionInput, HigherInput
from ocop.core.dates import today
from ocop.councils.tests import factories as councils
from ocop.dossiers.models import State
from ocop.files.tests.factories import StoredFileFactory


def paper(number, by):
    return DecisionInput(number, today(), "Trương Thị Hà", "Chủ tịch", StoredFileFactory(uploaded_by=by))


def test_a_concluded_dossier_goes_up_comes_back_and_is_recognised(cast, client):
    dossier = councils.concluded(cast).dossier
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


def test_the_desk_says_which_minimum_kept_it_from_the_next_star(cast, client):
    missed = dict.fromkeys(("tam", "binh", "chi"), ("1.1",))
    dossier = councils.concluded(cast, lower=missed).dossier
    client.force_login(cast.ha)

    groups = client.get(reverse("certificates:desk")).context

    lines = [line for key in ("ready", "upward", "below") for line in groups[key]]
    assert [line.dossier for line in lines] == [dossier]
    assert {criterion.code for criterion, _ in lines[0].missed} <= {"1.1"}
