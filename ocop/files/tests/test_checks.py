import io
import zipfile
import zlib

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from ocop.core.errors import Refused
from ocop.files import checks
from ocop.files.tests.factories import image_bytes, pdf_bytes


def check(data, max_mb=1):
    return checks.check(io.BytesIO(data), max_mb=max_mb)


def refusal(data, **kwargs):
    with pytest.raises(Refused) as refused:
        check(data, **kwargs)
    return str(refused.value)


def locked_pdf():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_bytes())))
    writer.encrypt("bí mật")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def zip_bytes():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "a")
    return buffer.getvalue()


def png_claiming(width, height):
    """A PNG whose header announces more points than its few bytes hold: a decompression bomb."""
    head = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    data = b"IDAT" + zlib.compress(b"\0" * 1000)
    chunks = (head, data, b"IEND")
    body = b"".join((len(c) - 4).to_bytes(4, "big") + c + zlib.crc32(c).to_bytes(4, "big") for c in chunks)
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize(
    ("data", "media_type", "pages"),
    [
        (pdf_bytes(), "application/pdf", 1),
        (pdf_bytes(500), "application/pdf", 500),
        (image_bytes("JPEG"), "image/jpeg", None),
        (image_bytes("PNG"), "image/png", None),
        (image_bytes("WEBP"), "image/webp", None),
    ],
    ids=["pdf", "long pdf", "jpeg", "png", "webp"],
)
def test_check_says_what_a_sound_file_is(data, media_type, pages):
    checked = check(data)

    assert (checked.media_type, checked.size, checked.pages) == (media_type, len(data), pages)


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\x00" + b"\0" * 200,
        b"\x7fELF\x02\x01\x01" + b"\0" * 200,
        b"<!DOCTYPE html><html><script>alert(1)</script></html>",
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
        b"GIF89a" + b"\0" * 50,
        b"ho so",
        zip_bytes(),
    ],
    ids=["exe", "elf", "html", "svg", "gif", "text", "zip"],
)
def test_check_refuses_every_other_kind_whatever_its_name(data):
    assert refusal(data) == checks.ONLY_THESE


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n<html><script>alert(1)</script></html>", pdf_bytes(20)[:1500], b"\n<html>" + pdf_bytes()],
    ids=["html with a pdf head", "cut off", "something before the pdf"],
)
def test_check_refuses_what_only_looks_like_a_pdf(data):
    assert refusal(data) in {checks.pdf.DAMAGED, checks.ONLY_THESE}


def test_check_refuses_a_pdf_with_a_password():
    assert refusal(locked_pdf()) == checks.pdf.LOCKED


def test_check_refuses_an_empty_file():
    assert refusal(b"") == "Tệp rỗng. Hãy chọn tệp khác."


def test_check_refuses_a_file_one_byte_over_the_limit():
    data = pdf_bytes()
    full = data + b"\n" * (1024 * 1024 - len(data) - 100) + b"%%EOF" + b"\n" * 95

    assert check(full).size == 1024 * 1024
    assert refusal(full + b"\n") == "Tệp lớn hơn 1 MB. Hãy giảm dung lượng hoặc chia thành nhiều tệp."


@pytest.mark.parametrize("data", [pdf_bytes(), image_bytes()], ids=["pdf", "jpeg"])
def test_check_refuses_an_archive_behind_a_sound_file(data):
    assert refusal(data + zip_bytes()) == "Tệp chứa một tệp nén ẩn bên trong. Hãy xuất lại tài liệu rồi tải lên."


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_check_refuses_a_picture_that_is_cut_off(kind):
    buffer = io.BytesIO()
    Image.effect_noise((300, 300), 90).convert("RGB").save(buffer, kind)

    assert refusal(buffer.getvalue()[:-4000]) == checks.DAMAGED_IMAGE


@pytest.mark.parametrize("side", [8_000, 12_000, 60_000], ids=["over our limit", "Pillow warns", "Pillow refuses"])
def test_check_refuses_a_picture_with_too_many_points(side):
    assert refusal(png_claiming(side, side)) == checks.TOO_MANY_POINTS


@pytest.mark.parametrize(
    ("name", "media_type", "clean"),
    [
        ("Bưởi.pdf", "application/pdf", "Bưởi.pdf"),
        ("Bưở\u0301i.pdf".replace("ở\u0301", "o\u031b\u0309"), "application/pdf", "Bưởi.pdf"),
        ("C:\\hồ sơ\\đơn.PDF", "application/pdf", "đơn.PDF"),
        ("../../etc/passwd", "application/pdf", "passwd.pdf"),
        ("a\x00b\nc\u202etxt.pdf", "application/pdf", "abctxt.pdf"),
        ("virus.exe", "image/jpeg", "virus.exe.jpg"),
        ("ảnh.jpeg", "image/jpeg", "ảnh.jpeg"),
        ("", "image/png", "tep.png"),
        (".pdf", "application/pdf", "pdf.pdf"),
        ("x" * 300 + ".pdf", "application/pdf", "x" * 196 + ".pdf"),
        ('đơn "số 1": a|b?.pdf', "application/pdf", "đơn -số 1-- a-b-.pdf"),
        ("Biên bản.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Biên bản.docx"),
    ],
)
def test_clean_name_leaves_a_name_fit_to_be_shown(name, media_type, clean):
    assert checks.clean_name(name, media_type) == clean
