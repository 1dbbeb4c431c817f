"""Two people act on one dossier at the same moment, each over a connection of their own."""

import threading

import pytest
from django.db import connection

from ocop.core.errors import Refused
from ocop.dossiers import actions
from ocop.dossiers.models import Dossier
from ocop.dossiers.tests import factories

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def together(*acts):
    """Run the acts at once; what each gave back or raised, in their order."""
    barrier = threading.Barrier(len(acts), timeout=20)
    answers = [None] * len(acts)

    def run(number, act):
        try:
            barrier.wait()
            answers[number] = act()
        except Exception as error:
            answers[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number, act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


def fresh(dossier):
    return Dossier.objects.get(pk=dossier.pk)


def test_two_officers_take_in_one_dossier_and_exactly_one_wins(cast):
    dossier = factories.submitted(cast)

    answers = together(*[lambda: actions.accept(fresh(dossier), by=cast.lan)] * 2)

    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert len(refused) == 1
    assert "đã chuyển sang «Đang kiểm tra»" in str(refused[0])
    assert [step.transition for step in dossier.steps.all()] == ["submit", "accept"]


def test_one_officer_proposes_while_the_producer_withdraws(cast):
    dossier = factories.accepted(cast)
    actions.write_report(dossier, factories.report(cast), by=cast.lan)

    answers = together(
        lambda: actions.propose(fresh(dossier), by=cast.lan),
        lambda: actions.withdraw(fresh(dossier), reason="Đổi ý.", by=cast.mai),
    )

    states = [step.to_state for step in dossier.steps.all()]
    assert states in (
        ["submitted", "under_check", "withdrawn"],
        ["submitted", "under_check", "submitted", "withdrawn"],
    )
    assert len([answer for answer in answers if isinstance(answer, Refused)]) == (len(states) == 3)


def test_two_clicks_on_start_make_one_dossier(cast):
    product = factories.product(cast)

    answers = together(*[lambda: actions.start(product, kind="first", by=cast.mai)] * 2)

    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert [str(answer)[:22] for answer in refused] == ["Sản phẩm này đang có m"]
    assert Dossier.objects.count() == 1


def test_receipts_given_at_once_have_numbers_of_their_own(cast):
    one, two = factories.ready(cast, name="Một"), factories.ready(cast, name="Hai")

    together(*[lambda d=d: actions.submit(fresh(d), by=cast.mai) for d in (one, two)])

    assert sorted(d.receipts.get().serial for d in (one, two)) == [1, 2]


def test_two_windows_save_at_once_and_one_is_told(cast):
    dossier = factories.draft(cast)
    version = dossier.version

    def write(window):
        values = {"structure": f"cửa sổ {window}"}
        return actions.edit_form(fresh(dossier), "02", values, by=cast.mai, version=version)

    answers = together(lambda: write(1), lambda: write(2))

    assert sorted(isinstance(answer, Refused) for answer in answers) == [False, True]
    winner = [isinstance(answer, Refused) for answer in answers].index(False) + 1
    assert fresh(dossier).form02["structure"] == f"cửa sổ {winner}"
