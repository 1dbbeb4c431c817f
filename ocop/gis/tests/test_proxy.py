"""Other agencies' servers: a small one of our own plays them."""

import http.client
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.core.cache import cache

from ocop.core.errors import Refused
from ocop.gis import actions, proxy
from ocop.gis.tests.factories import external_of

ANSWERS = {
    "picture": (200, "image/png", b"\x89PNG..."),
    "page": (200, "text/html", b"<script>alert(1)</script>"),
    "svg": (200, "image/svg+xml", b"<svg onload='x'/>"),
    "elsewhere": (302, "image/png", b""),
    "large": (200, "image/png", b"x" * (proxy.MOST + 1)),
    "broken": (500, "image/png", b""),
}


@pytest.fixture
def agency(monkeypatch):
    """A server that answers as told by `agency.says`, standing in for the network outside."""

    class Agency(BaseHTTPRequestHandler):
        says, asked = "picture", []

        def do_GET(self):
            status, kind, body = ANSWERS[Agency.says]
            Agency.asked.append(self.path)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Location", "http://127.0.0.1/")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    Agency.asked = []
    server = HTTPServer(("127.0.0.1", 0), Agency)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    port = server.server_address[1]
    monkeypatch.setattr(proxy, "addresses", lambda host: [(0, 0, 0, "", ("8.8.8.8", 443))])
    monkeypatch.setattr(proxy, "connect", lambda host, at, _port: http.client.HTTPConnection("127.0.0.1", port))
    cache.clear()
    yield Agency
    server.shutdown()
    server.server_close()


def test_a_picture_of_an_allowed_server_is_shown_and_kept(cast, client, agency):
    layer = external_of(cast)

    first = client.get(f"/du-lieu-ban-do/ngoai/{layer.slug}/8/203/120")
    again = client.get(f"/du-lieu-ban-do/ngoai/{layer.slug}/8/203/120")

    assert (first.status_code, first["Content-Type"], first.content) == (200, "image/png", b"\x89PNG...")
    assert (again.content, len(agency.asked)) == (first.content, 1)
    assert "request=GetMap" in agency.asked[0]
    assert "crs=EPSG%3A3857" in agency.asked[0]


@pytest.mark.parametrize("says", ["page", "svg", "elsewhere", "large", "broken"])
def test_what_is_not_a_picture_never_comes_through(cast, client, agency, says):
    layer, agency.says = external_of(cast), says

    assert client.get(f"/du-lieu-ban-do/ngoai/{layer.slug}/8/203/120").status_code == 404


@pytest.mark.parametrize("at", ["127.0.0.1", "172.16.0.5", "169.254.169.254", "::1", "fd00::1", "0.0.0.0"])
def test_a_name_that_leads_inside_is_not_followed(cast, agency, monkeypatch, at):
    monkeypatch.setattr(proxy, "addresses", lambda host: [(0, 0, 0, "", (at, 443))])

    with pytest.raises(proxy.NotThere, match="not a public address"):
        proxy.picture(external_of(cast), 8, 203, 120)

    assert agency.asked == []


def test_a_server_nobody_vouched_for_is_refused(cast, agency):
    layer = external_of(cast)
    actions.drop_host(type(layer)._meta.apps.get_model("gis", "MapHost").objects.get(), by=cast.an)

    with pytest.raises(proxy.NotThere, match="not allowed"):
        proxy.picture(layer, 8, 203, 120)
    with pytest.raises(Refused, match="chưa được phép"):
        actions.edit_external(layer, {"url": layer.url}, by=cast.son)


def test_only_an_administrator_vouches_for_a_server(cast):
    with pytest.raises(Exception, match="allow_map_host"):
        actions.allow_host("bando.vidu.vn", "", by=cast.son, province=cast.province)
