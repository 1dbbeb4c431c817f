"""The sweep: every URL with the answer each of the cast must get. A URL that is not listed fails.

The world holds one dossier on Lan's desk, one before the council, one certificate. «*» is everybody not named.
200 page, 302 to the sign-in or onwards, 403 visible but not allowed, 404 not visible, 405 only by POST.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import URLPattern, get_resolver, reverse

from ocop.accounts.models import Appointment
from ocop.certificates.models import Certificate
from ocop.content.actions import Written, plant_tree, write
from ocop.councils.tests import factories as councils
from ocop.dossiers.tests import factories as dossiers
from ocop.files.actions import store_bytes
from ocop.gis.tests import factories as maps
from ocop.growing.tests import factories as growing
from ocop.producers.models import DoubtfulPair, Invitation, Producer
from ocop.trade.tests import factories as trade
from tests.answers import ANSWERS
from tests.walk import recognised

OWN_ACTS = {"accounts:demo_sign_in", "accounts:sign_out_everywhere", "notices:open", "notices:open_all"}
"""What everybody may do, for themselves only."""
CMS = "cms/"
"""Everything below it has one rule for all: tests/test_cms_urls.py."""
PARTS = 6
NOTHING_CHOSEN = {"certificates:close"}
"""Acts on a choice: with nothing chosen there is nothing to refuse but the choice."""


def names_of(patterns: list[Any], space: str = "") -> list[str]:
    """The names of all URL patterns, with their namespaces; those of the CMS are not listed one by one."""
    names: list[str] = []
    for each in patterns:
        if isinstance(each, URLPattern):
            names.append(f"{space}{each.name}")
        elif str(each.pattern) != CMS:
            inner = f"{space}{each.namespace}:" if each.namespace else space
            names += names_of(each.url_patterns, inner)
    return names


def stored_original() -> str:
    """An original of the library that no other test names: it is there, and for editors only."""
    path = "original_images/cua-luot-quet.png"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(b"anh"))
    return path


@pytest.fixture
def world(cast) -> dict[str, Any]:
    """The arguments of each kind of address."""
    plant_tree()
    screened = dossiers.accepted(cast)
    evaluation = councils.in_scoring(cast, name="Mứt dừa non")
    councils.cleared(evaluation, cast.tam)
    sheet = councils.filled(evaluation, cast.tam)
    certificate: Certificate = recognised(cast, name="Dầu dừa ép lạnh")
    other = Producer.objects.create(name="Kẹo dừa Mỏ Cày", unit=cast.commune, address="Ấp 1")
    pair = DoubtfulPair.objects.create(first=cast.producer, second=other, reason="Tên gần giống")
    product = screened.product
    survey = store_bytes(b"{}", name="lop.geojson", media_type="application/geo+json", by=cast.son)
    version = maps.unread(cast, survey)
    layer = version.layer
    external = maps.external_of(cast)
    area = growing.area_of(cast, is_public=False)
    return {
        "": [],
        "page_path": ["tin-tuc/"],
        "library_document": [1, "mau-01.pdf"],
        "library_file": [stored_original()],
        "dossier": [screened.code],
        "form": [screened.code, "01"],
        "part": [screened.code, "01"],
        "paper": [screened.code, screened.evidence.first().code],
        "docx": [screened.code, "mau-03"],
        "number": [screened.code, 1],
        "product": [product.code],
        "map_layer": [layer.slug],
        "map_version": [layer.slug, version.number],
        "map_built": [layer.slug, version.number, "abc"],
        "map_external": [external.slug],
        "map_picture": [external.slug, 0, 0, 0],
        "map_file": [layer.slug, "csv"],
        "map_archive": [layer.slug, "abc"],
        "map_tile": [layer.slug, 8, 203, 120],
        "growing_area": [area.code],
        "growing_outline": [area.code, "hinh-cu"],
        "producer": [cast.producer.code],
        "invitation": [Invitation.objects.create(producer=cast.producer, email=cast.tam.email, asked_by=cast.mai).code],
        "membership": [cast.producer.code, cast.mai.code],
        "pair": [pair.first.code, pair.second.code],
        "person": [cast.lan.code],
        "file": [screened.evidence.first().file.code],
        "page": [screened.evidence.first().file.code, 1],
        "council": [evaluation.council.code],
        "team": [evaluation.team.code],
        "meeting": [evaluation.meeting.code],
        "evaluation": [evaluation.code],
        "case": [evaluation.dossier.code],
        "evidence": [evaluation.dossier.evidence.first().code],
        "sheet": [sheet.code],
        "certificate": [certificate.code],
        "recognition": [certificate.recognition.code],
        "decision": [certificate.recognition.decision.code],
        "decided": [certificate.recognition.dossier.code],
        "sitemap": ["san-pham"],
        "letter_number": ["LH-2611-7KQ3"],
        "letter": [write(Written("other", "Xin hỏi việc khác.", "Lê Thị Mua", "mua@vidu.vn")).code],
        "public_product": [certificate.recognition.product.code],
        "rendition": [certificate.recognition.product.code, 320, "avif"],
        "public_producer": [cast.producer.code],
        "map_panel": ["product", certificate.recognition.product.code],
        "map_download": ["csv"],
        "market": [trade.MarketFactory().code],
        "point_of_sale": [trade.PointOfSaleFactory().code],
        "craft_village": [trade.CraftVillageFactory().code],
        "tourism_site": [trade.TourismSiteFactory().code],
        "gift_set": [trade.GiftSetFactory().code],
        "enquiry": [trade.EnquiryFactory(product=product).code],
        "key": ["khong-dung"],
        "reset": ["1", "khong-dung"],
    }


def expected(answers: str, who: str) -> int:
    """The status a person must get, from «200: mai lan; 404: *»."""
    default = 0
    for part in answers.split(";"):
        status, _, people = part.partition(":")
        if who in people.split():
            return int(status)
        if "*" in people.split():
            default = int(status)
    return default


def test_every_url_is_listed():
    assert sorted(names_of(get_resolver().url_patterns)) == sorted(ANSWERS)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_url_answers_everybody_as_listed(world, cast, client, part):
    """In parts, which may run at the same time."""
    wrong = []
    for who, person in list(cast.everyone().items())[part::PARTS]:
        client.logout()
        if person is not None:
            client.force_login(person)
        for name, (argument, answers) in ANSWERS.items():
            answer = client.get(reverse(name, args=world[argument]))
            if answer.streaming:
                answer.getvalue()  # read to the end, so that the file is closed
            if answer.status_code != expected(answers, who):
                wrong.append(f"{name} {who}: {answer.status_code}, not {expected(answers, who)}")

    assert wrong == []


def test_what_only_acts_refuses_a_stranger(world, cast, client):
    """Hoa of the commune next door and a visitor send every form there is: nothing lets them through."""
    let_through = []
    for name, (argument, answers) in ANSWERS.items():
        if "405:" not in answers or name in OWN_ACTS | NOTHING_CHOSEN:
            continue
        url = reverse(name, args=world[argument])
        client.logout()
        visitor = client.post(url).headers.get("Location", "")
        if not visitor.startswith("/dang-nhap/"):
            let_through.append(f"{name} visitor")
        client.force_login(cast.hoa)
        if client.post(url).status_code not in (403, 404):
            let_through.append(f"{name} hoa")

    assert let_through == []


def test_an_ended_role_opens_nothing(world, cast, client):
    Appointment.objects.filter(user=cast.lan).update(ends="2025-12-31", starts="2025-01-01")
    client.force_login(cast.lan)

    assert client.get(reverse("dossiers:report", args=world["dossier"])).status_code == 404
