from ocop.dossiers.models import State
from ocop.dossiers.tests import factories


def test_a_dossier_goes_to_its_round(cast):
    dossier = factories.scheduled(cast)

    assert dossier.state == State.SCHEDULED
