"""What was decided and issued stays, in the database too; what may follow still goes on behind the lock."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from ocop.certificates import actions
from ocop.certificates.actions import HigherInput, RevocationInput
from ocop.certificates.actions.rendering import render_certificate
from ocop.certificates.append_only import CERTIFICATE, RECOGNITION
from ocop.certificates.models import Certificate, Recognition
from ocop.core.dates import today

pytestmark = pytest.mark.usefixtures("locks")


@pytest.fixture
def issued(world):
    """A product that a decision recognised, with its certificate and the file of it."""
    dossier = world.concluded()
    actions.recognise([dossier], decision=world.paper(), by=world.leader)
    render_certificate(dossier.recognition.certificate.pk)
    return Certificate.objects.get(recognition__dossier=dossier)


def revoked(world, recognition):
    given = RevocationInput(
        ground=world.regime.revocation_grounds.first(),
        reason="Giả mạo phiếu kiểm nghiệm",
        concluded_on=today() - timedelta(days=3),
        decision=world.paper("50/QĐ-UBND"),
    )
    return actions.revoke(recognition, given, by=world.leader)


def refused(statement):
    with (
        pytest.raises(DatabaseError, match="is never edited"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE certificates_recognitiondecision SET number = '9/QĐ'",
        "DELETE FROM certificates_recognitiondecision",
        "DELETE FROM certificates_recognitiondecision_dossiers",
        "UPDATE certificates_recognition SET stars = 5",
        "UPDATE certificates_recognition SET valid_to = '2040-01-01'",
        "DELETE FROM certificates_recognition",
        "UPDATE certificates_certificate SET producer_name = 'khác'",
        """UPDATE certificates_certificate SET "group" = 'khác'""",
        "UPDATE certificates_certificate SET file_id = NULL",
        "DELETE FROM certificates_certificate",
    ],
)
def test_what_was_issued_is_not_changed(issued, statement):
    before = Certificate.objects.values().get()

    refused(statement)

    assert Certificate.objects.values().get() == before
    assert before["file_id"] is not None


def test_a_certificate_is_revoked_behind_the_lock_and_that_stays_too(world, issued):
    revoked(world, issued.recognition)

    refused("UPDATE certificates_revocation SET revoked_on = '2040-01-01'")
    refused("DELETE FROM certificates_revocation")
    assert Recognition.objects.with_state(today()).get().state == "revoked"


def test_a_later_recognition_replaces_it_and_cannot_be_taken_back(world, issued):
    again = world.concluded(product=issued.recognition.product, kind="re_evaluation")

    actions.recognise([again], decision=world.paper("13/QĐ-UBND"), by=world.leader)

    assert list(Recognition.objects.order_by("pk").values_list("is_current", flat=True)) == [False, True]
    refused(f"UPDATE certificates_recognition SET is_current = TRUE WHERE id = {issued.recognition_id}")


def test_what_a_higher_level_said_stays(world):
    dossier = world.concluded(mean="93", stars=5)
    actions.forward([dossier], decision=world.paper("30/QĐ-UBND"), by=world.leader)
    returned = HigherInput(world.paper("99/QĐ-BNNMT"), points=Decimal("88"), stars=4)
    actions.return_from_higher(dossier, returned, by=world.officer)

    refused("UPDATE certificates_higherresult SET points = 99")
    refused("DELETE FROM certificates_higherresult")
    actions.recognise([dossier], decision=world.paper("31/QĐ-UBND"), by=world.leader)
    assert dossier.recognition.stars == 4


@pytest.mark.parametrize(
    ("model", "guarded", "free"),
    [(Recognition, RECOGNITION, {"id", "is_current", "product_id"}), (Certificate, CERTIFICATE, {"id", "file_id"})],
)
def test_every_column_is_guarded_or_free_for_a_reason(model, guarded, free):
    assert {field.column for field in model._meta.concrete_fields} == {*guarded, *free}
