"""The public pages under load on a country's worth of products, beside an empty page on the same server.

Shares are of the empty page in the same round: a machine that is busy with other things slows both. `cpu_share`
compares the processor time of one request instead, which a busy machine hardly changes.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from io import StringIO
from statistics import median
from typing import Any
from urllib.parse import urlencode

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from ocop.certificates.models import Recognition
from ocop.core.text import normalise
from ocop.core.versions import Reach, bump
from ocop.places.models import Unit
from ocop.workspace.bench.load import Load, Server, server
from ocop.workspace.bench.urls import EMPTY

MODES = ("page", "parts", "none")
PAGES = ("home", "list", "list_pages", "list_filtered", "list_searched", "search", "product", "statistics")
MANY = 200
"""So many different products and searches are asked for in turn."""
Report = dict[str, Any]
Paths = dict[str, list[str]]


@dataclass(frozen=True)
class Wanted:
    """What is measured and how long."""

    products: int
    producers: int
    modes: tuple[str, ...] = MODES
    pages: tuple[str, ...] = PAGES
    seconds: int = 3
    rounds: int = 3


def paths_of_pages() -> Paths:
    """What is asked for: pages as visitors find them, products and searches many different ones in turn."""
    rows = list(
        Recognition.objects.filter(is_current=True).select_related("product").order_by("code")[:MANY]
    )  # codes are random
    listed = reverse("portal:products")
    provinces = Unit.objects.filter(level=Unit.Level.PROVINCE, valid_to=None).order_by("code")
    filters = [
        {"sao": stars, "hieu_luc": "con", "don_vi": f"{unit.code}-{unit.valid_from:%Y%m%d}"}
        for unit in provinces
        for stars in ("3", "4")
    ]
    names = [" ".join(normalise(row.product.name).split()[:3]) for row in rows]
    searched = reverse("portal:search")
    return {
        "empty": [EMPTY],
        "home": [reverse("portal:home")],
        "list": [listed],
        "list_pages": [f"{listed}?trang={number}" for number in range(2, 22)],
        "list_filtered": [f"{listed}?{urlencode(each)}" for each in filters],
        "list_searched": [f"{listed}?{urlencode({'q': name})}" for name in names],
        "search": [f"{searched}?{urlencode({'q': name})}" for name in names],
        "product": [
            reverse("portal:product", kwargs={"slug": row.product.slug, "code": row.product.code}) for row in rows
        ],
        "statistics": [reverse("portal:statistics")],
    }


def run(url: str, wanted: Wanted, tell: Callable[[str], object]) -> Report:
    """Fill the database at hand, measure it in every mode. `url` is how a server reaches the same database."""
    started = os.times()
    call_command("generate", products=wanted.products, producers=wanted.producers, stdout=StringIO())
    filled = os.times()
    tell(f"{connection.vendor}: {wanted.products} sản phẩm sau {filled.elapsed - started.elapsed:.0f} giây")
    paths = {name: each for name, each in paths_of_pages().items() if name in ("empty", *wanted.pages)}
    report: Report = {
        "database": connection.vendor,
        "products": wanted.products,
        "generate_cpu_s": round(filled.user - started.user, 1),
        "modes": {},
    }
    for mode in wanted.modes:
        with tempfile.TemporaryDirectory(prefix="ocop-bench-") as folder:
            env = {"DATABASE_URL": url, "OCOP_VAR": folder, "PORTAL_CACHE": mode, "OCOP_DEMO": "true"}
            with server(env) as running:
                report["modes"][mode] = _measure(running, paths, wanted, mode)
        tell(f"{connection.vendor}, {wanted.products} sản phẩm, {mode}: xong")
    return report


def _measure(running: Server, paths: Paths, wanted: Wanted, mode: str) -> Report:
    sizes = {}
    for name, each in paths.items():
        sizes[name] = max(running.get(path) for path in each[:20])
        running.load(each, 1)  # every worker has met every page once
    rounds: list[dict[str, Load]] = [
        {name: running.load(each, wanted.seconds) for name, each in paths.items()} for _ in range(wanted.rounds)
    ]
    asked = queries_of(paths, mode)
    return {name: _summary(name, rounds) | {"bytes": sizes[name], **asked[name]} for name in paths}


def _summary(name: str, rounds: list[dict[str, Load]]) -> Report:
    own, empty = [each[name] for each in rounds], [each["empty"] for each in rounds]
    found: Report = {key: round(median(asdict(each)[key] for each in own), 3) for key in asdict(own[0])}
    found["errors"] = sum(each.errors for each in own)
    found["share"] = round(median(a.rps / b.rps for a, b in zip(own, empty, strict=True) if b.rps), 3)
    found["cpu_share"] = round(median(b.cpu_ms / a.cpu_ms for a, b in zip(own, empty, strict=True) if a.cpu_ms), 3)
    return found


def queries_of(paths: Paths, mode: str) -> dict[str, Report]:
    """Queries of the first visitor after a change, and of the next one."""
    found = {}
    with override_settings(PORTAL_CACHE=mode, ROOT_URLCONF="ocop.workspace.bench.urls"):
        Client().get(paths["empty"][0])
        for name, each in paths.items():
            Client().get(each[0])
            bump(Reach.REGISTER)
            counts = []
            for _ in range(2):
                with CaptureQueriesContext(connection) as queries:
                    Client().get(each[0])
                counts.append(len(queries))
            found[name] = {"queries_first": counts[0], "queries": counts[1]}
    return found


def cost_of_size(small: Report, large: Report) -> Report:
    """By mode and page: how many times the processor time of the small one a request to the large one takes."""
    return {
        mode: {
            name: round(large["modes"][mode][name]["cpu_ms"] / each["cpu_ms"], 2)
            for name, each in pages.items()
            if each["cpu_ms"] and name in large["modes"].get(mode, {})
        }
        for mode, pages in small["modes"].items()
    }
