"""Every kind of page: axe finds nothing serious, nothing sticks out of a telephone's window, the console is silent."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import RequestFactory
from playwright.sync_api import Page, ViewportSize

from conftest import _unit
from ocop.content.actions import plant
from ocop.content.demo import seed_demo_pages
from ocop.core.views import server_error
from ocop.councils import actions as councils
from ocop.councils.models import Evaluation
from ocop.dossiers import actions as dossiers
from ocop.dossiers.models import Dossier
from ocop.producers.models import Producer, Product
from ocop.programme.actions import load_law
from ocop.programme.models import Regime
from ocop.workspace.seeding.demo import seed_demo
from ocop.workspace.seeding.people import PASSWORD, email_of, make_people
from tests.browser.pages import PUBLIC, SIGNED_IN, address_of, codes_of_the_demo
from tests.browser.walk import DESKTOP, PHONE, Walk, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = (Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js").read_text()
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
PLACES = (
    "region",
    "page-has-heading-one",
    "landmark-one-main",
    "landmark-unique",
    "landmark-no-duplicate-banner",
    "landmark-no-duplicate-contentinfo",
    "landmark-banner-is-top-level",
    "landmark-contentinfo-is-top-level",
    "landmark-main-is-top-level",
    "landmark-complementary-is-top-level",
)
"""Axe calls them good practice only; here none may fail."""
RULES = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {name: {"enabled": True} for name in PLACES},
    "resultTypes": ["violations"],
}
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
RUN_AXE = "rules => axe.run(document, rules)"
SETTLED = """async () => {
  for (let round = 0; round < 2; round += 1) {
    await new Promise((next) => requestAnimationFrame(next));
    for (const each of document.getAnimations()) try { each.finish(); } catch { each.cancel(); }
  }
}"""
"""Buttons turn slowly from the light colours to the dark ones: be at the end of it."""
FITTING_TRIES = 8
NARROWEST: ViewportSize = {"width": 320, "height": 700}
"""WCAG 1.4.10: nothing scrolls sideways, as if a page of 1280 px were enlarged four times."""
WIDER = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const out = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > wide + 1);
  return [`${document.documentElement.scrollWidth} px`, ...out.slice(0, 3).map((e) => e.outerHTML.slice(0, 100))];
}"""


BROKEN = "/hong/"
"""An address at which the system fails."""


@pytest.fixture
def codes(db):
    """The demo with everything the pages need, and the codes of it."""
    if not Regime.objects.exists():
        load_law()
    province = _unit("province", "86", "Vĩnh Long", "tỉnh", _unit("nation", "00", "Việt Nam", "", None))
    for code, name in (("28903", "Mỏ Cày"), ("28984", "Giồng Trôm")):
        _unit("commune", code, name, "xã", province)
    seed_demo()
    people = make_people()
    dossiers.accept(Dossier.objects.get(state="submitted", desk=province), by=people["son"])
    evaluation = Evaluation.objects.get(dossier__state="in_scoring")
    councils.declare_interest(evaluation, has_interest=False, by=people["binh"])
    councils.open_sheet(evaluation, by=people["binh"])
    codes = codes_of_the_demo(people)
    product = Product.objects.get(code=codes["product"])
    told = {"production_process": "Vắt nước dừa, nấu, cắt.", "sales_process": "Bán tại chợ và trên mạng."}
    Product.objects.filter(pk=product.pk).update(**told)
    Producer.objects.filter(pk=product.producer_id).update(introduction="Mười hai hộ làm kẹo từ năm 2004.")
    return codes


@pytest.fixture
def pages(codes):
    """What editors wrote, as a new installation and the demo have it."""
    plant()
    seed_demo_pages()


@pytest.fixture
def walk(chromium, site, pictures):
    """A telephone that collects what the console says."""
    with Walk(chromium, site, PHONE, pictures) as walk:
        yield walk


def faults_of(walk: Walk, page: Page, address: str) -> list[str]:
    """Go there on a telephone, then change the window; say everything wrong with the page, each in a line."""
    walk.complaints.clear()
    page.set_viewport_size(PHONE.size)
    if "#" in address:
        page.goto("about:blank")  # else it is the page that is open already, and there is no answer
    answer = page.goto(address)
    expected = 500 if address == BROKEN else 404 if "khong-co" in address else 200
    if answer is None or answer.status != expected:
        return [f"{address}: {answer and answer.status}"]
    name = re.sub(r"[^a-z0-9]+", "-", address)[:60].strip("-") or "trang-chu"
    walk.picture(page, f"{name}-360")
    page.evaluate(AXE)
    faults = [f"{address} (360): sticks out: {each}" for each in too_wide(page)]
    faults += violations(page, f"{address} (360)")
    page.set_viewport_size(NARROWEST)
    faults += [f"{address} (320): sticks out: {each}" for each in too_wide(page)]
    page.set_viewport_size(DESKTOP.size)
    walk.picture(page, f"{name}-1280")
    faults += violations(page, f"{address} (1280)")
    page.emulate_media(color_scheme="dark")
    page.evaluate(SETTLED)
    faults += violations(page, f"{address} (dark)", COLOURS)
    page.emulate_media(color_scheme="light")
    return faults + [f"{address}: console: {each}" for each in walk.complaints if f"status of {expected}" not in each]


def too_wide(page: Page) -> list[str]:
    """What sticks out of the window once the page has had time to fit itself into it."""
    for _ in range(FITTING_TRIES):
        if not (found := page.evaluate(WIDER)):
            break
        page.wait_for_timeout(400)
    return found


def violations(page: Page, where: str, rules: dict[str, Any] = RULES) -> list[str]:
    """What axe finds serious or critical, and every part of a page that no landmark holds."""
    return [
        f"{where}: {each['impact']} {each['id']}: {node['html'][:160]} | {node['failureSummary'][:200]}"
        for each in page.evaluate(RUN_AXE, rules)["violations"]
        if each["impact"] in ("serious", "critical") or each["id"] in PLACES
        for node in each["nodes"][:3]
    ]


def test_every_public_page_is_accessible(walk, codes, pages):
    visitor = walk.new_page()
    faults = [fault for each in PUBLIC for fault in faults_of(walk, visitor, address_of(each, codes))]
    another = walk.new_page()  # whom no service worker answers yet
    another.route(f"**{BROKEN}", lambda route: route.fulfill(status=500, content_type="text/html", body=broken_page()))
    faults += faults_of(walk, another, BROKEN)

    assert not faults, "\n".join(faults)


def broken_page() -> str:
    """What a visitor sees when the system fails."""
    return server_error(RequestFactory().get(BROKEN)).content.decode()


@pytest.mark.parametrize("half", range(2))
def test_every_page_of_those_who_sign_in_is_accessible(walk, codes, half):
    """In two halves, which may run at the same time."""
    faults = []
    for who, addresses in list(SIGNED_IN.items())[half::2]:
        page = walk.new_page()
        page.goto("/dang-nhap/")
        sign_in(page, email_of(who), PASSWORD)
        page.get_by_role("heading", name="Việc cần làm").wait_for()
        faults += [f"{who} {fault}" for each in addresses for fault in faults_of(walk, page, address_of(each, codes))]
        page.context.close()

    assert not faults, "\n".join(faults)
