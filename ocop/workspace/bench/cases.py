"""What is measured: one function a case, named as in the report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.test import Client

from ocop.certificates.actions import render_certificate
from ocop.councils.actions import conclude
from ocop.councils.actions.conclusions import conclude_all
from ocop.councils.models import Evaluation
from ocop.councils.tally import tally
from ocop.dossiers.actions import submit
from ocop.places.actions import load_units
from ocop.programme.scoring import Rules
from ocop.workspace.bench.map import planning_layer
from ocop.workspace.bench.measuring import measured, measured_once
from ocop.workspace.bench.world import World
from ocop.workspace.seeding.products import PRODUCTS

DOSSIERS, LISTED = 50, 500
Report = dict[str, Any]


def units_load(world: World, n: int) -> Report:
    """Every administrative unit of the country into an empty database; and again, when all are there."""
    return {"first": measured_once(load_units).as_json(), "again": measured_once(load_units).as_json()}


def score_council(world: World, n: int) -> Report:
    """The result of one dossier from the sheets of eleven members; no database."""
    scorers, rules = world.scorers(), Rules.from_regime(world.stage.regime.policy)
    return {"members": len(scorers), **measured(lambda: tally(world.sheet, scorers, rules), n=n * 5).as_json()}


def conclude_session(world: World, n: int) -> Report:
    """A session of fifty dossiers before eleven members closed at once, and one dossier after another."""
    evaluations = world.scored(DOSSIERS)
    secretary = world.stage.people["thu"]

    def all_at_once() -> None:
        concluded, waiting = conclude_all(world.meeting, by=secretary)
        if (len(concluded), len(waiting)) != (DOSSIERS, 0):
            raise AssertionError("the session was not closed")

    def one_by_one() -> None:
        for evaluation in evaluations:
            conclude(Evaluation.objects.get(pk=evaluation.pk), by=secretary)

    at_once = measured(all_at_once, n=n)
    singly = measured(one_by_one, n=1)
    return {
        "dossiers": DOSSIERS,
        "sheets": sum(evaluation.sheets.count() for evaluation in evaluations),
        "conclude_all": at_once.as_json(),
        "conclude_each": singly.as_json(),
        "times_faster": round(singly.median / at_once.median, 1),
        "under_a_second": at_once.median < 1,
    }


def submit_dossier(world: World, n: int) -> Report:
    """A dossier with a paper of every kind is filed: checked, frozen, numbered."""
    dossier, owner = world.ready_dossier(), world.stage.owner_of(PRODUCTS[0])

    def file() -> None:
        submit(type(dossier).objects.get(pk=dossier.pk), by=owner)

    return {"papers": dossier.evidence.count(), **measured(file, n=n).as_json()}


def render(world: World, n: int) -> Report:
    """A certificate's PDF with its QR code."""
    pk = world.recognised(1)[0].pk
    return measured(lambda: render_certificate(pk), n=n).as_json()


def product_list(world: World, n: int) -> Report:
    """The public list and a search in it, with five hundred products recognised."""
    world.recognised(LISTED)
    paths = {"first_page": "/san-pham/", "last_page": "/san-pham/?trang=21", "search": "/san-pham/?q=san+pham+49"}
    return {"products": LISTED, **{name: _page(Client(), path, n) for name, path in paths.items()}}


def dossier_page(world: World, n: int) -> Report:
    """The whole dossier, as the officer of its commune opens it."""
    each = PRODUCTS[0]
    dossier = submit(world.ready_dossier(), by=world.stage.owner_of(each))
    browser = Client()
    browser.force_login(world.stage.officer_of(each))
    return _page(browser, dossier.get_absolute_url(), n)


def _page(browser: Client, path: str, n: int) -> Report:
    def get() -> None:
        answer = browser.get(path)
        if answer.status_code != 200:
            raise AssertionError(f"{path}: {answer.status_code}")

    return measured(get, n=n).as_json()


CASES: dict[str, Callable[[World, int], Report]] = {
    "units_load": units_load,
    "score_council": score_council,
    "conclude_session": conclude_session,
    "submit_dossier": submit_dossier,
    "render_certificate": render,
    "product_list": product_list,
    "dossier_page": dossier_page,
    "planning_layer": planning_layer,
}


def run(names: list[str], n: int) -> Report:
    """Measure these cases on the empty database at hand; each starts from the units and the law alone."""
    report: Report = {}
    if "units_load" in names:
        report["units_load"] = units_load(World(), n)
    else:
        load_units({"83", "86"})
    for name in names:
        if name != "units_load":
            with transaction.atomic():
                report[name] = CASES[name](World(), n)
                transaction.set_rollback(True)
    return report
