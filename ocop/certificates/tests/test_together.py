"""Two people at the same moment: needs two real connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from ocop.certificates import actions
from ocop.certificates.models import Certificate, RecognitionDecision
from ocop.certificates.tests.factories import World
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.programme.actions import load_law
from ocop.programme.models import Regime

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL only")
    if not Regime.objects.exists():
        load_law()
    return World()


def at_once(*acts):
    """Run every act in a thread of its own; what each returned or was refused with."""
    ready = Barrier(len(acts))

    def run(act):
        ready.wait()
        try:
            return act()
        except Refused as refused:
            return str(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def recognising(world, number):
    dossier, paper = world.concluded(), world.paper(number)
    return lambda: actions.recognise([dossier], decision=paper, by=world.leader)


def test_certificates_are_numbered_in_turn_without_gaps(world):
    at_once(*(recognising(world, f"{n}/QĐ-UBND") for n in range(4)))

    numbers = sorted(Certificate.objects.values_list("number", flat=True))
    assert numbers == [f"{n:03d}/{today().year}/GCN-OCOP-86" for n in (1, 2, 3, 4)]


def test_one_decision_number_is_recorded_once(world):
    answers = at_once(recognising(world, "7/QĐ-UBND"), recognising(world, "7/QĐ-UBND"))

    assert sorted(isinstance(answer, str) for answer in answers) == [False, True]
    assert RecognitionDecision.objects.count() == 1


def test_a_dossier_is_recognised_once(world):
    dossier = world.concluded()
    papers = [world.paper("1/QĐ"), world.paper("2/QĐ")]

    answers = at_once(
        *(lambda paper=paper: actions.recognise([dossier], decision=paper, by=world.leader) for paper in papers)
    )

    assert sorted(isinstance(answer, str) for answer in answers) == [False, True]
    assert Certificate.objects.count() == 1
