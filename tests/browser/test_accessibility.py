"""Every kind of page: axe finds nothing serious, nothing sticks out of a telephone's window, the console is silent."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page

from conftest import _unit
from ocop.councils import actions as councils
from ocop.councils.models import Evaluation
from ocop.dossiers import actions as dossiers
from ocop.dossiers.models import Dossier
from ocop.programme.actions import load_law
from ocop.programme.models import Regime
from ocop.workspace.seeding.demo import seed_demo
from ocop.workspace.seeding.people import PASSWORD, email_of, make_people
from tests.browser.pages import PUBLIC, SIGNED_IN, codes_of_the_demo
from tests.browser.walk import DESKTOP, PHONE, Walk, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = (Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js").read_text()
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
RUN_AXE = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})"
WIDER = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const out = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > wide + 1);
  return [`${document.documentElement.scrollWidth} px`, ...out.slice(0, 3).map((e) => e.outerHTML.slice(0, 100))];
}"""


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
    return codes_of_the_demo(people)


@pytest.fixture(params=[PHONE, DESKTOP], ids=lambda window: window.name)
def walk(chromium, site, request, pictures):
    """A window that collects what the console says."""
    with Walk(chromium, site, request.param, pictures.with_name(f"{pictures.name}-{request.param.name}")) as walk:
        yield walk


def faults_of(walk: Walk, page: Page, address: str) -> list[str]:
    """Go there and say everything wrong with the page, each in a line."""
    walk.complaints.clear()
    answer = page.goto(address)
    assert answer is not None
    expected = 404 if "khong-co-trang" in address else 200
    if answer.status != expected:
        return [f"{address}: {answer.status}"]
    page.evaluate(AXE)
    found = page.evaluate(RUN_AXE, RULES)["violations"]
    faults = [
        f"{address}: {each['impact']} {each['id']}: {node['html'][:160]} | {node['failureSummary'][:200]}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"][:3]
    ]
    faults += [f"{address}: sticks out: {each}" for each in page.evaluate(WIDER)]
    faults += [f"{address}: console: {each}" for each in walk.complaints if f"status of {expected}" not in each]
    walk.picture(page, address.strip("/").replace("/", "-")[:60] or "trang-chu")
    return faults


def test_public_pages_are_accessible(walk, codes):
    page = walk.new_page()

    faults = [fault for address in PUBLIC for fault in faults_of(walk, page, address.format(**codes))]

    assert faults == []


def test_pages_of_everybody_are_accessible(walk, codes):
    faults = []
    for who, addresses in SIGNED_IN.items():
        page = walk.new_page()
        page.goto("/dang-nhap/")
        sign_in(page, email_of(who), PASSWORD)
        page.get_by_role("heading", name="Việc cần làm").wait_for()
        faults += [f"{who} {fault}" for each in addresses for fault in faults_of(walk, page, each.format(**codes))]
        page.context.close()

    assert faults == []
