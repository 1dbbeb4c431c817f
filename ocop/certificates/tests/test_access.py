import pytest

from ocop.certificates import actions
from ocop.certificates.models import Certificate, Recognition, RecognitionDecision
from ocop.certificates.tests.factories import CertificateFactory, ProductFactory, RecognitionFactory
from ocop.core.access import allows
from ocop.dossiers.models import Dossier
from ocop.dossiers.queries import awaiting
from ocop.files.models import StoredFile
from ocop.files.tests.factories import StoredFileFactory
from ocop.producers.models import Producer, Product

OFFICIALS = ("leader", "officer", "minister", "ministry_officer", "commune_officer", "mai", "secretary", "stranger")


def who_may(world, permission, thing):
    return [name for name in OFFICIALS if allows(getattr(world, name), permission, thing)]


def test_a_visitor_sees_recognitions_decisions_certificates_and_their_files(world):
    certificate = CertificateFactory(recognition__product__producer=world.producer, file=StoredFileFactory())
    picture = StoredFileFactory()
    Product.objects.filter(pk=certificate.recognition.product_id).update(picture=picture)
    hidden = ProductFactory(picture=StoredFileFactory())

    assert list(Recognition.objects.allowed(None, "recognition.view")) == [certificate.recognition]
    assert list(Certificate.objects.allowed(None, "certificate.view")) == [certificate]
    assert list(RecognitionDecision.objects.allowed(None, "recognitiondecision.view")) == [
        certificate.recognition.decision
    ]
    assert list(Product.objects.allowed(None, "product.view")) == [certificate.recognition.product]
    assert list(Producer.objects.allowed(None, "producer.view")) == [world.producer]
    files = set(StoredFile.objects.allowed(None, "storedfile.view"))
    assert files == {certificate.file, picture, certificate.recognition.decision.scan}
    assert hidden.picture not in files


def test_demo_data_is_hidden_outside_the_demo(world, settings):
    CertificateFactory(recognition__product__is_demo=True, recognition__product__producer__is_demo=True)
    shown = RecognitionFactory()
    settings.DEMO = False

    assert list(Recognition.objects.allowed(None, "recognition.view")) == [shown]
    assert list(Certificate.objects.allowed(None, "certificate.view")) == []
    assert list(Product.objects.allowed(None, "product.view")) == [shown.product]
    assert list(Producer.objects.allowed(None, "producer.view")) == [shown.product.producer]


def test_papers_between_two_levels_are_for_those_concerned(world):
    dossier = world.concluded(mean="92", stars=5)
    paper = actions.forward([dossier], decision=world.paper(), by=world.leader)

    assert list(RecognitionDecision.objects.allowed(None, "recognitiondecision.view")) == []
    assert who_may(world, "recognitiondecision.view", paper) == ["leader", "officer"]
    assert who_may(world, "storedfile.view", paper.scan) == ["leader", "officer", "ministry_officer"]


def test_the_higher_level_sees_what_was_forwarded_and_nothing_before(world):
    forwarded, waiting = world.concluded(mean="92", stars=5), world.concluded()
    actions.forward([forwarded], decision=world.paper(), by=world.leader)

    seen = Dossier.objects.allowed(world.ministry_officer, "dossier.view")

    assert list(seen) == [forwarded]
    assert not allows(world.ministry_officer, "dossier.view", waiting)


def test_the_score_is_for_the_producer_and_its_officials(world):
    recognition = RecognitionFactory(product__producer=world.producer, score="76.5")

    assert who_may(world, "recognition.see_score", recognition) == [
        "leader",
        "officer",
        "minister",
        "ministry_officer",
        "commune_officer",
        "mai",
    ]


@pytest.mark.parametrize(("stars", "who"), [(3, ["leader"]), (4, ["leader"]), (5, ["minister"])])
def test_who_decides_so_many_stars_may_revoke(world, stars, who):
    recognition = RecognitionFactory(product__producer=world.producer, stars=stars)

    assert who_may(world, "recognition.revoke", recognition) == who


def test_a_concluded_dossier_waits_in_the_inbox_of_the_leader_only(world):
    dossier = world.concluded()

    assert [name for name in OFFICIALS if dossier in awaiting(getattr(world, name))] == ["leader"]
    assert who_may(world, "dossier.recognise", dossier) == ["leader"]
    assert who_may(world, "dossier.draft_decision", dossier) == ["leader", "officer"]
