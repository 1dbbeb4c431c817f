"""A real Chromium before the running system: Debian's own, never a download."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.walk import DESKTOP, PATIENCE, PHONE, Walk

FLAGS = [
    "--no-sandbox",
    "--lang=vi-VN",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PICTURES = Path(os.environ.get("SCREENSHOTS", Path(__file__).parent.parent / "screenshots"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests. Playwright runs an event loop, which Django must be told to put up with."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS, env={**os.environ, "LANGUAGE": "vi"})
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def site(live_server, settings) -> str:
    """The address of the running system, also in what it prints (QR codes, mail)."""
    settings.SITE_URL = live_server.url
    return live_server.url


@pytest.fixture(params=[PHONE, DESKTOP], ids=lambda window: window.name)
def window(request):
    return request.param


@pytest.fixture
def pictures(request) -> Path:
    """The folder of this test's pictures."""
    return PICTURES / request.node.originalname.removeprefix("test_")


@pytest.fixture
def walk(chromium, site, window, pictures, request) -> Iterator[Walk]:
    """People at their windows; afterwards nothing may have been complained about in the browser's console."""
    failed_before = request.session.testsfailed
    with Walk(chromium, site, window, pictures.with_name(f"{pictures.name}-{window.name}")) as walk:
        yield walk
        if request.session.testsfailed > failed_before:
            walk.last_pictures()
        assert walk.complaints == []
