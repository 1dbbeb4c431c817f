import io
import re

import pytest
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from PIL import Image

from ocop.accounts.tests.factories import UserFactory
from ocop.core import access
from ocop.files import pdf, pictures
from ocop.files.tests.factories import StoredFileFactory, image_bytes, pdf_bytes

pytestmark = pytest.mark.django_db
LOCKED_DOWN = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-downloads"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.PRIVATE_ROOT, settings.VAR_DIR = tmp_path / "uploads", tmp_path


@pytest.fixture
def mai(client):
    mai = UserFactory()
    client.force_login(mai)
    return mai


def body(response):
    return b"".join(response.streaming_content)


def test_open_shows_a_pdf_in_the_browser_and_lets_nothing_run(client, mai):
    file = StoredFileFactory(uploaded_by=mai, name="Quyết định.pdf")

    response = client.get(reverse("files:open", args=[file.code]))

    assert response.status_code == 200
    assert body(response)[:5] == b"%PDF-"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == "inline; filename*=utf-8''Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh.pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == LOCKED_DOWN
    assert response["Cache-Control"] == "private, no-cache"


def test_open_never_shows_another_kind_of_file_inline(client, mai):
    file = StoredFileFactory(uploaded_by=mai, data=b"<script>", media_type="text/html", name="a.html")

    response = client.get(reverse("files:open", args=[file.code]))

    assert response["Content-Disposition"] == 'attachment; filename="a.html"'
    assert response["Content-Security-Policy"] == LOCKED_DOWN
    response.close()


def test_download_saves_the_file_under_its_name(client, mai):
    file = StoredFileFactory(uploaded_by=mai, name="Đơn.pdf")

    response = client.get(reverse("files:download", args=[file.code]))

    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%C4%90%C6%A1n.pdf"
    response.close()


def test_open_answers_304_when_the_browser_has_the_file(client, mai):
    file = StoredFileFactory(uploaded_by=mai)

    response = client.get(reverse("files:open", args=[file.code]), headers={"If-None-Match": f'"{file.sha256}"'})

    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize(("name", "args"), [("open", []), ("download", []), ("page", [1])])
def test_a_file_is_not_found_by_somebody_else(client, mai, name, args):
    file = StoredFileFactory()

    response = client.get(reverse(f"files:{name}", args=[file.code, *args]))

    assert response.status_code == 404


def test_a_visitor_is_asked_to_sign_in_for_a_file_and_gets_no_picture(client):
    file = StoredFileFactory()
    url = reverse("files:open", args=[file.code])

    assert client.get(url)["Location"].endswith(f"?next={url}")
    assert client.get(reverse("files:page", args=[file.code, 1])).status_code == 404


def test_a_visitor_sees_a_file_granted_to_the_public(client, monkeypatch):
    file, other = StoredFileFactory(), StoredFileFactory()
    grants = [*access._grants["storedfile.view"]]
    monkeypatch.setitem(access._grants, "storedfile.view", grants)
    access.grant("storedfile.view", lambda _: Q(code=file.code), because="test", public=True)

    assert body(client.get(reverse("files:open", args=[file.code])))[:5] == b"%PDF-"
    assert client.get(reverse("files:open", args=[other.code])).status_code == 302


def test_a_file_whose_bytes_are_gone_is_not_found(client, mai):
    file = StoredFileFactory(uploaded_by=mai)
    file.content.storage.delete(file.content.name)

    assert client.get(reverse("files:open", args=[file.code])).status_code == 404
    assert client.get(reverse("files:page", args=[file.code, 1])).status_code == 404


def test_page_draws_a_page_once_and_keeps_the_picture(client, mai):
    file = StoredFileFactory(uploaded_by=mai, pages=2)
    url = reverse("files:page", args=[file.code, 2])

    response = client.get(url)
    image = Image.open(io.BytesIO(body(response)))

    assert (response["Content-Type"], image.format, image.width) == ("image/webp", "WEBP", pdf.WIDTH)
    assert pictures.page_picture(file, 2).exists()
    file.content.storage.delete(file.content.name)
    assert body(client.get(url)) == pictures.page_picture(file, 2).read_bytes()
    assert client.get(url, headers={"If-None-Match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize("number", [0, 3, 10**20])
def test_page_is_not_found_outside_the_file(client, mai, number):
    file = StoredFileFactory(uploaded_by=mai, pages=2)

    assert client.get(reverse("files:page", args=[file.code, number])).status_code == 404


def test_page_is_not_found_for_a_picture(client, mai):
    file = StoredFileFactory(uploaded_by=mai, data=image_bytes(), media_type="image/jpeg", name="a.jpg")

    assert client.get(reverse("files:page", args=[file.code, 1])).status_code == 404


@pytest.mark.parametrize("size", [(14_400, 14_400), (3, 14_400), (14_400, 3), (100, 14_400)])
def test_page_of_a_freak_size_is_drawn_within_bounds(client, mai, size):
    file = StoredFileFactory(uploaded_by=mai, data=pdf_bytes(1, *size))

    image = Image.open(io.BytesIO(body(client.get(reverse("files:page", args=[file.code, 1])))))

    assert image.width <= pdf.WIDTH + 1 and image.height <= pdf.MAX_HEIGHT + 1


def test_page_says_to_come_back_while_another_is_drawn(client, mai, monkeypatch):
    file = StoredFileFactory(uploaded_by=mai)
    monkeypatch.setattr(pdf, "PATIENCE", 0.01)

    with pdf._one_at_a_time:
        response = client.get(reverse("files:page", args=[file.code, 1]))

    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert body(client.get(reverse("files:page", args=[file.code, 1])))[:4] == b"RIFF"


def test_open_reads_and_never_writes(client, mai):
    file = StoredFileFactory(uploaded_by=mai)

    assert client.post(reverse("files:open", args=[file.code])).status_code == 405


def test_the_viewer_shows_every_page(client, mai):
    file = StoredFileFactory(uploaded_by=mai, pages=3)

    html = render_to_string("files/_viewer.html", {"file": file})

    shown = re.findall(r'<img src="([^"]+)"', html)
    assert shown == [reverse("files:page", args=[file.code, number]) for number in (1, 2, 3)]
    assert reverse("files:download", args=[file.code]) in html


def test_the_viewer_shows_a_picture_and_offers_the_rest(client, mai):
    picture = StoredFileFactory(uploaded_by=mai, data=image_bytes(), media_type="image/jpeg", name="a.jpg")
    word = StoredFileFactory(uploaded_by=mai, data=b"PK", media_type="application/msword", name="a.doc")

    assert reverse("files:open", args=[picture.code]) in render_to_string("files/_viewer.html", {"file": picture})
    assert reverse("files:download", args=[word.code]) in render_to_string("files/_viewer.html", {"file": word})
