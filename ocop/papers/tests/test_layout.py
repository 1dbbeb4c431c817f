import io
import zipfile
from datetime import date

import pytest
from docx.oxml.ns import qn

from ocop.papers.layout import DEMO_MARK, DRAFT_MARK, Paper
from ocop.papers.parts import Heading, Signer
from ocop.papers.tests.reading import lines_of, opened, text_of


def paper(**changes):
    made = Paper("Thử", **changes)
    made.head(Heading("Sở Nông nghiệp", "Tỉnh Vĩnh Long", "", "TTr-SNN", "Vĩnh Long", date(2026, 1, 5)))
    made.title("Tờ trình", "Về việc thử")
    made.basis(["Căn cứ Luật A;", "Căn cứ Quyết định B."])
    made.text("Dòng một\nDòng hai")
    made.table(("TT", "Tên"), [(1, "Kẹo dừa")], (10, 90))
    made.signature(Signer(("KT. Giám đốc", "Phó Giám đốc"), "Trần Thị Phượng"), receivers=("Như trên", "Lưu: VT"))
    return made


def test_page_is_a4_with_the_margins_of_nd_30():
    section = opened(paper().save()).sections[0]

    sizes = (section.page_width, section.page_height)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)

    assert [round(size.mm) for size in sizes] == [210, 297]
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]


def test_head_title_basis_and_end_stand_in_the_order_of_nd_30():
    assert lines_of(paper().save()) == [
        "TỈNH VĨNH LONG",
        "SỞ NÔNG NGHIỆP",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: ……/TTr-SNN",
        "Vĩnh Long, ngày 05 tháng 01 năm 2026",
        "TỜ TRÌNH",
        "Về việc thử",
        "Căn cứ Luật A;",
        "Căn cứ Quyết định B.",
        "Dòng một",
        "Dòng hai",
        "TT",
        "Tên",
        "1",
        "Kẹo dừa",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "Trần Thị Phượng",
    ]


def test_every_run_and_style_is_times_new_roman_in_vietnamese():
    document = opened(paper().save())

    fonts = {
        fonts.get(qn(f"w:{script}"))
        for part in (document.element, document.styles.element)
        for fonts in part.iter(qn("w:rFonts"))
        for script in ("ascii", "hAnsi", "cs", "eastAsia")
    }
    languages = {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))}
    runs = list(document.element.body.iter(qn("w:r")))

    assert fonts == {"Times New Roman"}
    assert languages == {"vi-VN"}
    assert all(run.find(qn("w:rPr")).find(qn("w:rFonts")) is not None for run in runs)


def test_page_number_stands_in_the_header_from_the_second_page():
    section = opened(paper().save()).sections[0]

    assert section.different_first_page_header_footer
    assert "PAGE" in "".join(section.header._element.itertext())
    assert "PAGE" not in "".join(section.first_page_header._element.itertext())


@pytest.mark.parametrize(
    ("marks", "written"),
    [
        ({"demo": True}, DEMO_MARK),
        ({"draft": True}, DRAFT_MARK),
        ({"demo": True, "draft": True}, f"{DEMO_MARK} – {DRAFT_MARK}"),
        ({}, ""),
    ],
)
def test_marks_stand_on_the_first_and_on_every_other_page(marks, written):
    section = opened(paper(**marks).save()).sections[0]

    assert section.first_page_header.paragraphs[0].text == written
    assert section.header.paragraphs[0].text.replace(" PAGE ", "") == written


def test_table_repeats_its_header_row_and_keeps_rows_whole():
    table = opened(paper().save()).tables[1]

    rows = [row._tr.trPr for row in table.rows]

    assert [row.find(qn("w:tblHeader")) is not None for row in rows] == [True, False]
    assert all(row.find(qn("w:cantSplit")) is not None for row in rows)


def test_appendix_lies_on_its_own_landscape_pages():
    made = paper()
    made.appendix("Danh sách", "Kèm theo Tờ trình", landscape=True)

    section = opened(made.save()).sections[1]

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert not section.different_first_page_header_footer


def test_text_is_data_and_never_markup():
    made = Paper("<b>&{{ tên }}")
    made.line("<w:p/> & {{ 7*7 }} {% raw %}\x00\x1b")

    data = made.save()

    assert text_of(data).strip() == "<w:p/> & {{ 7*7 }} {% raw %}"
    assert opened(data).core_properties.title == "<b>&{{ tên }}"


def test_same_paper_is_the_same_bytes():
    first, second = paper().save(), paper().save()

    assert first == second
    assert {entry.date_time[0] for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {2026}
