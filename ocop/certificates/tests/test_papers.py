"""What stands on the papers: the office's own name, and what was true on the day of issue."""

import io
from decimal import Decimal

import pypdfium2 as pdfium
import pytest
from django.utils import translation

from ocop.certificates import actions
from ocop.certificates.actions import rendering
from ocop.certificates.drafts import certificate_pdf, draft_decision, result_notice
from ocop.certificates.models import Certificate
from ocop.certificates.tests.test_upward import words
from ocop.councils.models import Meeting
from ocop.councils.queries.printing import leader_docx
from ocop.councils.tests import factories as councils

HEAD = "Chủ tịch Ủy ban nhân dân tỉnh Vĩnh Long"


def pdf_words(made):
    with pdfium.PdfDocument(io.BytesIO(made)) as document:
        page = document[0]
        text = page.get_textpage()
        said = text.get_text_bounded()
        text.close()
        page.close()
    return " ".join(said.split())


@pytest.fixture
def certificate(world):
    actions.recognise([world.concluded()], decision=world.paper(), by=world.leader)
    return Certificate.objects.get()


def test_the_certificate_names_the_office_that_decided(certificate):
    said = pdf_words(certificate_pdf(certificate))

    assert HEAD.upper() in said
    assert f"của {HEAD}." in said
    assert "CẤP TỈNH" not in said
    assert "UBND cấp tỉnh" not in said


def test_the_draft_decision_names_the_office_and_its_symbol(world):
    said = words(draft_decision([world.concluded()]))

    assert HEAD.upper() in said
    assert "CẤP TỈNH" not in said
    assert "/QĐ-UBND" in said
    assert "Căn cứ Quyết định số 26/2026/QĐ-TTg ngày 22/05/2026 của Thủ tướng Chính phủ" in said
    assert "Ủy ban nhân dân các xã, phường, đặc khu" in said


def test_the_notice_goes_to_the_office_of_the_commune(world):
    said = words(result_notice(world.concluded()))

    assert "/TB-UBND" in said
    assert "Ủy ban nhân dân xã Hòa Lộc" in said


def test_the_council_reports_to_the_office_by_its_name(cast):
    evaluation = councils.concluded(cast)

    said = words(leader_docx(Meeting.objects.get(), [evaluation]))

    assert f"Kính trình {HEAD} xem xét, quyết định" in said
    assert "UBND cấp tỉnh" not in said


# What was true on the day of issue


def test_a_certificate_says_what_was_true_when_it_was_issued(certificate, world, client):
    product, producer = certificate.recognition.product, world.producer
    name, owner = product.name, producer.name
    product.name, producer.name, producer.address = "Tên khác", "Hợp tác xã Tên khác", "Ấp khác"
    product.save()
    producer.save()

    said = pdf_words(certificate_pdf(Certificate.objects.get()))
    page = client.get(certificate.get_absolute_url()).content.decode()

    assert (name in said, owner in said, "Ấp 1, xã Hòa Lộc, tỉnh Vĩnh Long" in said) == (True, True, True)
    assert (name in page, owner in page, "Ấp 1, xã Hòa Lộc, tỉnh Vĩnh Long" in page) == (True, True, True)
    assert "Tên khác" not in said + page


def test_the_address_is_kept_in_vietnamese_whatever_the_language_of_the_page(world):
    with translation.override("en"):
        actions.recognise([world.concluded()], decision=world.paper(), by=world.leader)

    assert Certificate.objects.get().address == "Ấp 1, xã Hòa Lộc, tỉnh Vĩnh Long"


# A job that failed


def test_a_certificate_left_without_its_pdf_is_made_at_night(certificate):
    Certificate.objects.update(file=None)

    assert (actions.render_missing(), actions.render_missing()) == (1, 0)
    assert Certificate.objects.get().file.media_type == "application/pdf"


def test_one_that_cannot_be_made_does_not_keep_the_others_back(certificate, world, monkeypatch):
    actions.recognise([world.concluded()], decision=world.paper("13/QĐ-UBND"), by=world.leader)
    Certificate.objects.update(file=None)
    broken = certificate.pk
    made = rendering.certificate_pdf

    def fails(each):
        if each.pk == broken:
            raise RuntimeError("no font")
        return made(each)

    monkeypatch.setattr(rendering, "certificate_pdf", fails)

    assert actions.render_missing() == 1
    assert list(Certificate.objects.filter(file=None)) == [certificate]


def test_a_certificate_of_the_ministry_is_not_made_here(world):
    dossier = world.concluded(mean="92", stars=5)
    actions.forward([dossier], decision=world.paper("30"), by=world.leader)
    given = actions.HigherInput(world.paper("99/QĐ-BNNMT"), points=Decimal(91), stars=5, certificate_number="05/TW")
    actions.record_higher_result(dossier, given, by=world.officer)

    assert actions.render_missing() == 0
