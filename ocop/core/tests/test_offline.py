import json
import re

from django.conf import settings
from django.contrib.staticfiles import finders


def test_service_worker_watches_over_the_whole_site(client):
    response = client.get("/sw.js")

    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Service-Worker-Allowed"] == "/"
    assert "no-cache" in response["Cache-Control"]
    assert '"/ngoai-tuyen/"' in response.content.decode()


def test_manifest_names_icons_that_are_there(client):
    response = client.get("/manifest.webmanifest")
    described = json.loads(response.content)

    assert response["Content-Type"] == "application/manifest+json"
    assert (described["start_url"], described["display"]) == ("/", "standalone")
    assert [finders.find(icon["src"].removeprefix(settings.STATIC_URL)) is None for icon in described["icons"]] == [
        False,
        False,
        False,
    ]


def test_offline_page_needs_neither_a_session_nor_the_database(client):
    response = client.get("/ngoai-tuyen/")

    assert response.status_code == 200
    assert response.cookies == {}
    assert "Không có mạng" in response.content.decode()


def test_a_visitor_may_keep_public_pages_only(client, cast):
    marks = {
        path: client.get(path).get("X-Readable-Offline", "no")
        for path in ("/san-pham/", "/xac-thuc/", "/dang-nhap/", "/khong-co/", "/_components/")
    }

    assert marks == {
        "/san-pham/": "yes",
        "/xac-thuc/": "no",
        "/dang-nhap/": "no",
        "/khong-co/": "no",
        "/_components/": "no",
    }


def test_nothing_is_kept_of_what_a_signed_in_person_sees(client, cast):
    client.force_login(cast.lan)

    for path in ("/san-pham/", "/ban-lam-viec/"):
        assert "X-Readable-Offline" not in client.get(path)


def test_pages_load_what_visitors_need_and_no_more(client, cast):
    def styles(html):
        return set(re.findall(r"core/css/(\w+)\.css", html))

    public = styles(client.get("/san-pham/").content.decode())
    client.force_login(cast.lan)
    work = styles(client.get("/san-pham/").content.decode())

    assert work - public == {"scoring", "viewer"}
