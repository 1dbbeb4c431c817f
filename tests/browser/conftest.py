"""A real Chromium before the running system: Debian's own, never a download."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import shapely
from playwright.sync_api import Browser, expect, sync_playwright

from ocop.certificates.tests.factories import ProducerFactory, ProductFactory, RecognitionFactory
from ocop.gis.actions import publish
from ocop.gis.models import UnitShape
from ocop.gis.tests.factories import geojson, layer_of, prepared, square, uploaded
from ocop.producers.models import Position
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
DRAWN_IN_SOFTWARE = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
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


# Maps


@pytest.fixture(params=["gl", "plain"])
def engine(request):
    return request.param


@pytest.fixture(scope="session")
def browsers(chromium):
    """A Chromium whose machine has WebGL, and one whose machine has none; each opened once."""
    opened = {}

    def browser(engine):
        if engine not in opened:
            flags = [flag for flag in FLAGS if flag != "--disable-gpu"] + DRAWN_IN_SOFTWARE
            args = flags if engine == "gl" else [*FLAGS, "--disable-3d-apis"]
            path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
            env = {**os.environ, "LANGUAGE": "vi"}
            opened[engine] = chromium.browser_type.launch(executable_path=path, args=args, env=env)
        return opened[engine]

    yield browser
    for each in opened.values():
        each.close()


@pytest.fixture
def machine(browsers, engine):
    """The Chromium of this test."""
    return browsers(engine)


@pytest.fixture
def look(machine, site, window, pictures, request):
    """A window on a machine of either kind."""
    engine = request.getfixturevalue("engine")
    folder = pictures.with_name(f"{pictures.name}-{engine}-{window.name}")
    failed_before = request.session.testsfailed
    with Walk(machine, site, window, folder) as walk:
        yield walk
        if request.session.testsfailed > failed_before:
            walk.last_pictures()
        assert walk.complaints == []


@pytest.fixture
def products(cast):
    for name, stars, where in (
        ("Kẹo dừa Mỏ Cày", 4, ("10.111400", "106.322000")),
        ("Dầu dừa ép lạnh", 3, ("10.121400", "106.332000")),
        ("Mắm tôm Thạnh Phú", 3, ("9.940000", "106.510000")),
    ):
        product = ProductFactory(name=name, producer=cast.producer)
        RecognitionFactory(product=product, stars=stars)
        latitude, longitude = where
        Position.objects.create(product=product, latitude=latitude, longitude=longitude, provenance="surveyed")


@pytest.fixture
def planned(cast, tmp_path):
    """A layer of two neighbouring squares of two classes, whose office's name looks like markup."""
    shapes = [square(10.10, 106.30, 0.05), square(10.10, 106.35, 0.05)]
    columns = {"ten": ["Khu dân cư", "Cánh đồng"], "loai": ["Đất ở", "Đất lúa"]}
    layer = {"title": "Quy hoạch sử dụng đất xã Mỏ Cày", "attribution": "<b>Sở vẽ</b>"}
    version = uploaded(layer_of(cast, **layer), geojson(tmp_path, shapes, columns), by=cast.son)
    return publish(prepared(version, by=cast.son, title_column=0, class_column=1), by=cast.son)


@pytest.fixture
def counted(cast, products):
    """Boundaries of both communes; two products in one, one in the other, which nobody has put anywhere."""
    maker = ProducerFactory(name="Cơ sở Bảy Nhạn", unit=cast.next_commune)
    RecognitionFactory(product=ProductFactory(name="Khô cá dứa", producer=maker), stars=4)
    for unit, west in ((cast.commune, 106.30), (cast.next_commune, 106.40)):
        sides = shapely.box(west, 10.05, west + 0.1, 10.15)
        shape = shapely.to_geojson(sides)
        UnitShape.objects.create(
            unit=unit, geometry=shape, simplified=shape, latitude=10.10, longitude=west + 0.05, dated="2026-01-01"
        )
