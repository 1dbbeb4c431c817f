import io
from datetime import timedelta

import pytest
from docx import Document

from ocop.core.dates import today
from ocop.dossiers import actions
from ocop.dossiers.actions import Paper
from ocop.dossiers.models import Dossier
from ocop.dossiers.queries.printing import PAPERS
from ocop.dossiers.tests import factories


def text_of(dossier, name):
    document = Document(io.BytesIO(PAPERS[name][2](Dossier.objects.for_page().get(pk=dossier.pk))))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_form_01_holds_the_producer_the_product_and_both_receipts(cast):
    dossier = actions.accept(factories.proposed(cast), by=cast.son)

    text = text_of(dossier, "mau-01")

    for each in ("Hợp tác xã Kẹo dừa Mỏ Cày", "Kẹo dừa sầu riêng", "0912 345 678", "Nguyễn Thị Lan", "Phạm Văn Sơn"):
        assert each in text
    for receipt in dossier.receipts.all():
        assert receipt.number in text


def test_form_01_carries_the_day_of_filing_in_viet_nam(cast, on):
    cast.lan.appointments.update(starts="2026-01-01")
    on(2026, 12, 2, 1, 30)

    assert "ngày 02 tháng 12 năm 2026" in text_of(factories.submitted(cast), "mau-01")


def test_a_draft_is_printed_without_a_day_or_a_receipt(cast):
    text = text_of(factories.draft(cast), "mau-01")

    assert "PĐK-86" not in text


def test_form_02_holds_the_answers_the_points_and_the_papers(cast):
    dossier = factories.ready(cast)
    paper = Paper("e01", "Giấy đăng ký kinh doanh", criterion="1.1", number="5507000123", issuer="Phòng Kinh tế")
    dated = Paper("e02", "Giấy ATTP", issued_on=today(), expires_on=today() + timedelta(days=9))
    actions.add_evidence(dossier, factories.stored(cast.mai), paper, by=cast.mai)
    actions.add_evidence(dossier, factories.stored(cast.mai), dated, by=cast.mai)

    text = text_of(dossier, "mau-02")

    for each in ("Trần Thị Mai", "Kinh", "Có giấy tờ kèm theo.", "số 5507000123, Phòng Kinh tế", "TỔNG ĐIỂM"):
        assert each in text
    assert f"cấp ngày {today():%d/%m/%Y}, hạn đến {today() + timedelta(days=9):%d/%m/%Y}" in text


def test_form_02_holds_what_a_re_evaluation_must_show(cast, recognised):
    recognised(valid_to=today() + timedelta(days=150))

    assert "Đã cập nhật bao bì." in text_of(factories.ready(cast, kind="re_evaluation"), "mau-02")


def test_form_03_holds_the_topics_and_the_proposal(cast):
    text = text_of(factories.proposed(cast), "mau-03")

    assert "Cách nấu riêng của vùng." in text
    assert "Ủy ban nhân dân xã Mỏ Cày đề nghị Ủy ban nhân dân tỉnh Vĩnh Long" in text


def test_form_03_is_printed_before_it_is_written(cast):
    assert "Kẹo dừa sầu riêng" in text_of(factories.accepted(cast), "mau-03")


@pytest.mark.parametrize(("name", "permission"), [("mau-01", "dossier.view"), ("mau-03", "dossier.read_report")])
def test_papers_name_the_permission_to_read_them(name, permission):
    assert PAPERS[name][0] == permission
