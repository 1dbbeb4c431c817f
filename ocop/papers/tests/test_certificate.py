import io
import time
import unicodedata
from datetime import date

import pypdf
import pypdfium2
import pytest
import zxingcpp

from ocop.papers import certificate, qr
from ocop.papers.layout import DEMO_MARK
from ocop.papers.tests import factories as make

LETTERS = "ế ệ ự ỡ ặ ẫ ờ ữ ỵ Ẩ Ễ Ộ Ử Đ"


def read(data: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert len(reader.pages) == 1
    return " ".join(unicodedata.normalize("NFC", reader.pages[0].extract_text()).split())


def test_certificate_says_what_was_decided():
    text = read(certificate.render(make.certificate(product=f"Kẹo {LETTERS}", group="Đồ ăn nhanh", parent="Tỉnh A")))

    for part in (
        f"Kẹo {LETTERS}",
        make.PRODUCER,
        make.ADDRESS,
        "SẢN PHẨM OCOP ĐẠT 4 SAO",
        "(Hạng bốn sao)",
        "1527/QĐ-UBND ngày 05 tháng 7 năm 2026",
        "OCOP-86-2026-00412",
        "05/07/2029",
        "PHÓ CHỦ TỊCH",
        "Nguyễn Thị Bích Phượng",
        "https://ocop.example.vn/chung-nhan/XK7Q",
        "ỦY BAN NHÂN DÂN TỈNH VĨNH LONG",
    ):
        assert part in text


def test_text_of_people_is_not_read_as_markup():
    wild = "Kẹo *đậm* #sys.version $x$ <b>&{{ x }} \\ `mã` @nhãn"

    assert wild in read(certificate.render(make.certificate(product=wild)))


@pytest.mark.parametrize("stars", [3, 4, 5])
def test_long_names_stay_on_one_page(stars):
    name = "Bộ sản phẩm quà tặng kẹo dừa sáp nhân hạt điều, mứt gừng dẻo mật ong rừng tràm " * 2
    long = make.certificate(
        product=name[:160],
        producer=("Công ty TNHH Một thành viên " * 7)[:160],
        address=("Số 1234 đường Nguyễn Đình Chiểu, " * 6)[:160],
        parent="Ủy ban nhân dân tỉnh Vĩnh Long",
        authority="Sở Nông nghiệp và Môi trường",
        group="Thực phẩm chế biến – Chế biến từ thịt, thủy sản, trứng, sữa, các sản phẩm từ mật ong",
        product_code="86-29017-12-2026",
        signer_lines=("TUQ. Chủ tịch", "KT. Giám đốc", "Phó Giám đốc"),
        stars=stars,
        demo=True,
    )

    text = read(certificate.render(long))

    assert DEMO_MARK in text
    assert "Nguyễn Thị Bích Phượng" in text


def test_qr_of_the_printed_page_opens_the_public_page():
    page = pypdfium2.PdfDocument(certificate.render(make.certificate()))[0]

    codes = zxingcpp.read_barcodes(page.render(scale=2).to_pil())

    assert [code.text for code in codes] == ["https://ocop.example.vn/chung-nhan/XK7Q"]


def test_certificate_is_landscape_a4_in_pdf_a_2b_and_always_the_same():
    data = certificate.render(make.certificate())

    reader = pypdf.PdfReader(io.BytesIO(data))
    box = reader.pages[0].mediabox
    metadata = reader.xmp_metadata.stream.get_data().decode()

    assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == (297, 210)
    assert ("<pdfaid:part>2</pdfaid:part>" in metadata, "<pdfaid:conformance>B<" in metadata) == (True, True)
    assert data == certificate.render(make.certificate())


def test_every_font_of_the_certificate_is_embedded_and_has_its_letters():
    reader = pypdf.PdfReader(io.BytesIO(certificate.render(make.certificate(product=f"Kẹo {LETTERS}"))))

    fonts = {font["/BaseFont"].split("+")[1] for font in _fonts(reader)}

    # The bold cut sets Vietnamese marks badly, so it must not appear.
    assert fonts == {f"LibertinusSerif-{cut}-Identity-H" for cut in ("Regular", "Semibold", "Italic")}


def _fonts(reader):
    return [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]


def test_certificate_is_made_in_fifty_milliseconds_when_warm():
    certificate.render(make.certificate())

    start = time.process_time()
    for number in range(5):
        certificate.render(make.certificate(number=f"OCOP-{number}", valid_until=date(2029, 7, 1 + number)))

    assert (time.process_time() - start) / 5 < 0.05


@pytest.mark.parametrize("text", ["https://ocop.example.vn/01/08930000000012/10/LO-7", "Kẹo dừa Bến Tre"])
def test_qr_codes_read_back(text):
    from PIL import Image

    picture = Image.open(io.BytesIO(qr.qr_png(text)))

    assert [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))] == [text]


def test_qr_svg_is_one_path_with_a_quiet_zone_and_holds_no_text():
    svg = qr.qr_svg("https://example.vn/<script>")

    side = len(qr.modules("https://example.vn/<script>")) + 8

    assert svg.count("<path") == 2
    assert f'viewBox="0 0 {side} {side}"' in svg
    assert "script" not in svg


def test_qr_refuses_an_empty_text():
    with pytest.raises(ValueError, match="needs a text"):
        qr.qr_svg("")
