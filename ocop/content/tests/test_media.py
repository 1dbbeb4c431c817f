"""What of the library has an address, for whom, and what is never let in."""

import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import Page, ReferenceIndex

from ocop.content import actions
from ocop.content.tests.factories import draft_news, make_document, make_picture, picture_bytes
from ocop.files.storage import private_storage


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "uploads"


@pytest.fixture
def site(cast):
    actions.plant_tree()
    return cast


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_rendition_is_public_and_kept_for_a_year(site, client):
    rendition = make_picture().get_rendition("width-20|format-webp")

    answer = client.get(f"/media/{rendition.file.name}")

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert body(answer)[8:12] == b"WEBP"


def test_an_original_is_for_editors_only(site, client):
    path = f"/media/{make_picture().file.name}"
    assert client.get(path).status_code == 404

    client.force_login(site.lan)
    assert client.get(path).status_code == 404

    client.force_login(site.bien)
    answer = client.get(path)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    body(answer)


@pytest.mark.parametrize(
    "path",
    ["documents/mau-01.pdf", "images/../documents/mau-01.pdf", "images/a.html", "images/x/y.png", "images/gone.png"],
)
def test_nothing_else_under_media_has_an_address(site, client, path):
    make_document()
    default_storage.save("images/a.html", io.BytesIO(b"<script>"))

    client.force_login(site.bien)

    assert client.get(f"/media/{path}").status_code == 404


def test_papers_of_people_are_not_under_media(site, client):
    private_storage.save("ab/abcdef", io.BytesIO(b"bi mat"))

    assert not default_storage.exists("ab/abcdef")
    assert client.get("/media/ab/abcdef").status_code == 404


def test_a_document_is_public_once_a_published_page_shows_it(site, client):
    document = make_document()
    page = draft_news(body=f'[{{"type": "document", "value": {{"document": {document.pk}, "title": ""}}}}]')
    ReferenceIndex.create_or_update_for_object(page)
    assert client.get(document.url).status_code == 404

    page.get_latest_revision().publish()
    ReferenceIndex.create_or_update_for_object(page)
    answer = client.get(document.url)

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    body(answer)
    Page.objects.get(pk=page.pk).specific.unpublish()
    assert client.get(document.url).status_code == 404


def test_an_editor_reads_a_document_nobody_shows_yet(site, client):
    document = make_document()
    client.force_login(site.lan)
    assert client.get(document.url).status_code == 404

    client.force_login(site.bien)
    answer = client.get(document.url)

    assert body(answer) == b"%PDF-1.4 mau\n%%EOF\n"
    assert answer["Cache-Control"] == "private, no-store"


def test_a_file_that_is_no_kind_of_ours_is_only_saved_never_shown(site, client):
    document = make_document("trang.html", b"<script>alert(1)</script>")
    client.force_login(site.bien)

    answer = client.get(document.url)

    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    body(answer)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("bytes=0-3", (206, b"0123", "bytes 0-3/10")),
        ("bytes=6-", (206, b"6789", "bytes 6-9/10")),
        ("bytes=-2", (206, b"89", "bytes 8-9/10")),
        ("bytes=12-", (416, b"", "bytes */10")),
        ("bytes=-", (200, b"0123456789", "")),
    ],
)
def test_a_player_gets_the_part_it_asks_for(site, client, asked, expected):
    document = make_document("phim.webm", b"0123456789")
    client.force_login(site.bien)

    answer = client.get(document.url, headers={"Range": asked})

    assert (answer.status_code, body(answer), answer.get("Content-Range", "")) == expected


def image_form(content, name="anh.jpg", **data):
    upload = SimpleUploadedFile(name, content)
    fields = {"title": "Ảnh", "description": "Một vườn dừa", "tags": "", **data}
    return get_image_form(get_image_model())(fields, {"file": upload}, instance=get_image_model()())


def test_a_picture_needs_words(site):
    form = image_form(picture_bytes("JPEG"), description="")

    assert list(form.errors) == ["description"]


def test_a_picture_keeps_no_trace_of_where_it_was_taken(site):
    exif = Pillow.Exif()
    exif[0x0112], exif[0x010F] = 6, "May anh"
    exif.get_ifd(0x8825)[1] = "N"
    form = image_form(picture_bytes("JPEG", exif=exif.tobytes()))

    assert form.is_valid(), form.errors
    kept = Pillow.open(form.cleaned_data["file"].file).getexif()

    assert dict(kept) == {0x0112: 6}


@pytest.mark.parametrize("content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"MZ\x90\x00" + b"\0" * 64])
def test_something_else_named_a_picture_is_refused(site, content):
    assert "file" in image_form(content).errors


def document_form(name, content):
    return get_document_form(get_document_model())(
        {"title": "Tài liệu", "tags": ""}, {"file": SimpleUploadedFile(name, content)}
    )


def office(part="word/document.xml", *more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        for name in (part, *more):
            parts.writestr(name, "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("trang.html", b"<script>alert(1)</script>"),
        ("hinh.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>"),
        ("gia.pdf", b"<script>alert(1)</script>"),
        ("gia.docx", b"PK\x05\x06" + b"\0" * 18),
        ("macro.docx", office("word/document.xml", "word/vbaProject.bin")),
        ("bang.docx", office("xl/workbook.xml")),
        ("phim.mp4", b"<html></html>"),
    ],
)
def test_a_document_that_is_not_what_it_says_is_refused(site, name, content):
    assert "file" in document_form(name, content).errors


def test_a_plain_word_file_is_let_in(site):
    form = document_form("mau-01.docx", office())

    assert form.is_valid(), form.errors
