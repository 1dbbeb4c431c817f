"""What a first visit on a phone loads before any picture."""

import gzip
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from ocop.certificates.tests.factories import RecognitionFactory
from ocop.content.tests.plant import picture, plant

MOST = 150_000
"""Bytes of HTML, CSS, JavaScript and fonts, as sent."""
FONTS = re.compile(r'url\("([^"]+\.woff2)"\)')


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def file_of(url):
    return finders.find(url.removeprefix(settings.STATIC_URL))


def read(path):
    return Path(path).read_bytes()


def test_the_home_page_is_light_on_a_first_visit(cast, client):
    site = plant()
    for n in range(12):
        RecognitionFactory(product__name=f"Kẹo dừa sầu riêng lá dứa hảo hạng số {n}")
        site.piece(f"Hội chợ triển lãm sản phẩm nông thôn tiêu biểu lần thứ {n}", lead_image=picture())
        site.document(f"{n}/2026/QĐ-UBND")
    site.album(photos=6)

    html = client.get("/").content
    text = html.decode()
    styles = [file_of(url) for url in re.findall(r'<link rel="stylesheet" href="([^"]+)"', text)]
    scripts = [file_of(url) for url in re.findall(r'<script[^>]* src="([^"]+)"', text)]
    fonts = [name.rpartition("/")[2] for path in styles for name in FONTS.findall(read(path).decode())]
    bytes_of_fonts = sum(len(read(finders.find(f"vendor/fonts/{name}"))) for name in fonts)
    total = packed(html) + sum(packed(read(path)) for path in [*styles, *scripts]) + bytes_of_fonts

    assert (len(styles) > 8, len(scripts) > 3, len(fonts)) == (True, True, 4)
    assert total <= MOST
    assert re.findall(r"<style|style=|\son\w+=", text) == []
