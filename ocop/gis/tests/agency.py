"""Another agency's map server, played by a small one of our own behind its own certificate."""

import socket
import ssl
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

from ocop.gis import proxy

TLS = Path(__file__).with_name("tls")
"""A certificate for bando.vidu.vn and nothing else, good for a hundred years; it signs itself."""
PICTURE = b"\x89PNG..."
PUBLIC = "203.1.2.3"
ANSWERS = {
    "picture": (200, "image/png", PICTURE),
    "waits": (200, "image/png", PICTURE),
    "page": (200, "text/html", b"<script>alert(1)</script>"),
    "svg": (200, "image/svg+xml", b"<svg onload='x'/>"),
    "elsewhere": (302, "image/png", b""),
    "large": (200, "image/png", b"x" * (proxy.MOST + 1)),
    "broken": (500, "image/png", b""),
}


class Agency:
    """What the server says, what it was asked, and which addresses of the open network were dialled to reach it."""

    def __init__(self):
        self.says, self.documents, self.asked, self.dialled, self.looked_up = "picture", {}, [], [], []
        self.at, self.gone = [PUBLIC], []
        self.go_on = Event()

    def wait_for(self, count):
        """Until so many were asked for."""
        until = time.monotonic() + 20
        while len(self.asked) < count and time.monotonic() < until:
            time.sleep(0.01)
        assert len(self.asked) == count


def _handler(agency):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            agency.asked.append(self.path)
            document = next((agency.documents[key] for key in agency.documents if key in self.path), None)
            if agency.says == "drips" and not document:
                return self.drip()
            if agency.says == "waits":
                agency.go_on.wait(20)
            status, kind, body = ANSWERS[agency.says] if document is None else (200, "text/xml", document)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Location", "https://127.0.0.1/")
            self.end_headers()
            return self.wfile.write(body)

        def drip(self):
            """A byte now and then: every wait is short, all together they have no end."""
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            for _ in range(400):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.05)

        def log_message(self, *args):
            pass

    return Handler


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client that hangs up is part of the tests."""


@pytest.fixture
def agency(monkeypatch, settings, tmp_path):
    """The server, and a network in which the names lead to `agency.at`; those of `agency.gone` do not answer."""
    known = Agency()
    server = _Quiet(("127.0.0.1", 0), _handler(known))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "agency.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, daemon=True).start()

    def dialled(address, timeout=None, **more):
        known.dialled.append(address)
        if address[0] in known.gone:
            raise ConnectionRefusedError
        line = socket.socket()
        line.settimeout(timeout)
        line.connect(server.server_address)
        return line

    def looked_up(host, *args, **more):
        known.looked_up.append(host)
        return [(0, 0, 0, "", (at, 443)) for at in known.at]

    settings.PRIVATE_ROOT = tmp_path / "uploads"
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "authority.pem"))
    monkeypatch.setattr(proxy.socket, "create_connection", dialled)
    monkeypatch.setattr(proxy.socket, "getaddrinfo", looked_up)
    yield known
    known.go_on.set()
    server.shutdown()
    server.server_close()
