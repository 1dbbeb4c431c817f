"""Every figure is walked: the list that its link opens must hold as many rows as the figure says."""

import csv
import io
import json
import re
from datetime import date

import pytest

from ocop.certificates.actions import forward
from ocop.certificates.tests.factories import (
    DecisionFactory,
    ProducerFactory,
    ProductFactory,
    RecognitionFactory,
    home,
    imported,
)
from ocop.places.models import Succession, Unit
from ocop.places.tests.factories import OldCommuneFactory, OldProvinceFactory, ProvinceFactory, UnitFactory
from ocop.portal.catalogue import catalogue
from ocop.portal.statistics import KINDS, figures
from ocop.producers.actions import stop
from ocop.programme.models import OrganisationType, ProductClass

PAGE = "/thong-ke/"


@pytest.fixture
def shelf(db):
    """Two provinces of today, an old one with a district, products of every state and several kinds."""
    kinds = list(OrganisationType.objects.all()[:2])
    leaves = list(ProductClass.objects.filter(regime__code="26-2026", children=None).order_by("order"))
    before = OldProvinceFactory(name="Tỉnh cũ")
    district = UnitFactory(
        level=Unit.Level.DISTRICT, parent=before, valid_from=date(2025, 3, 1), valid_to=date(2025, 6, 30)
    )
    old, beside = OldCommuneFactory(parent=district), OldCommuneFactory(parent=before)
    here, there = UnitFactory(parent=home()), UnitFactory(parent=ProvinceFactory(name="Khác"))
    for each in (old, beside):
        Succession.objects.create(old=each, new=here, on=date(2025, 7, 1), is_whole=True, is_main=True, source="thử")
    one = ProducerFactory(unit=here, unit_as_filed=old, organisation_type=kinds[0])
    two = ProducerFactory(unit=here, organisation_type=kinds[0])
    three = ProducerFactory(unit=there, organisation_type=kinds[1])
    decision = DecisionFactory()
    for number, (producer, stars, start) in enumerate(
        [(one, 3, 2026), (one, 4, 2025), (two, 4, 2020), (three, 5, 2026), (three, 3, 2021)]
    ):
        RecognitionFactory(
            product=ProductFactory(producer=producer, product_class=leaves[number]),
            decision=decision,
            stars=stars,
            valid_from=date(start, 1, 1),
            valid_to=date(start + 3, 1, 1),
        )
    long_ago = {"known_valid_on": date(2020, 1, 1), "stars": None, "potential_stars": 4}
    imported(product=ProductFactory(producer=ProducerFactory(unit=beside)), **long_ago)
    imported(product=ProductFactory(producer=three), known_valid_on=date(2026, 3, 1))


def lists_count(client, href):
    return client.get(href).context["found"].count


def cells_of(found):
    for line in [*found.lines, found.whole]:
        yield line.total
        yield from line.parts


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("kind", KINDS)
def test_every_figure_is_the_count_of_the_list_it_opens(client, kind):
    asked, seen = [figures(kind)], 0
    while asked:
        found = asked.pop()
        for cell in cells_of(found):
            assert lists_count(client, cell.href) == cell.count, (found.place, cell)
            seen += cell.count
        now = catalogue()
        asked += [
            figures(kind, now.territory.by_key[line.deeper.rpartition("=")[2]]) for line in found.lines if line.deeper
        ]

    assert seen > 0


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("don-vi", "don-vi-cu")])
def test_lines_add_up_to_the_whole_and_columns_to_the_line(kind):
    found = figures(kind)

    assert sum(line.total.count for line in found.lines) == found.whole.total.count
    for line in found.lines:
        assert not line.parts or sum(cell.count for cell in line.parts) == line.total.count


def test_what_has_stars_and_waits_for_more_is_told_in_both_lines_and_drawn_once(world, client):
    kept = RecognitionFactory(stars=4, product=ProductFactory(producer=world.producer))
    RecognitionFactory(stars=4)
    imported(stars=None, potential_stars=5)
    dossier = world.concluded(mean="92", stars=5, product=kept.product, kind="upgrade")
    forward([dossier], decision=world.paper(), by=world.leader)

    found = client.get(PAGE, {"theo": "sao", "dang": "tron"}).context

    lines = [(line.words, line.total.count, lists_count(client, line.total.href)) for line in found["figures"].lines]
    assert lines == [("5 sao", 0, 0), ("4 sao", 2, 2), ("3 sao", 0, 0), ("Tiềm năng", 2, 2)]
    assert (found["figures"].whole.total.count, found["figures"].counted_twice) == (3, 1)
    assert found["chart"]["legend"] == ["4 sao: 2 (67%)", "Tiềm năng, chưa có sao: 1 (33%)"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_stopped_producer_made_has_a_column_that_adds_nothing(world, client, kind):
    RecognitionFactory(product=ProductFactory(producer=world.producer))
    RecognitionFactory()
    stop(world.producer, date(2026, 5, 12), "Biên bản.", by=world.commune_officer)

    context = client.get(PAGE, {"theo": kind}).context
    found = context["figures"]

    if kind != "chu-the":
        assert found.columns[-1] == "Chủ thể đã ngừng sản xuất"
        assert found.whole.parts[-1].count == 1
        assert sum(cell.count for cell in found.whole.parts[: found.adding_up]) == 2
        assert [each["name"] for each in context["chart"]["series"]] == found.columns[:-1]
    for cell in cells_of(found):
        assert lists_count(client, cell.href) == cell.count


@pytest.mark.usefixtures("shelf")
def test_figures_by_stars_are_these():
    found = figures("sao")

    assert found.columns == ["Còn hiệu lực", "Đã hết hiệu lực", "Đã bị thu hồi", "Chưa đủ căn cứ"]
    assert [(line.words, line.total.count, [cell.count for cell in line.parts]) for line in found.lines] == [
        ("5 sao", 1, [1, 0, 0, 0]),
        ("4 sao", 3, [1, 1, 0, 1]),
        ("3 sao", 2, [1, 1, 0, 0]),
        ("Tiềm năng", 1, [0, 1, 0, 0]),
    ]


@pytest.mark.usefixtures("shelf")
def test_the_page_the_chart_and_the_files_say_the_same(client):
    expected = [["5 sao", "1"], ["4 sao", "3"], ["3 sao", "2"], ["Tiềm năng", "1"]]

    page = client.get(PAGE, {"theo": "sao"}).content.decode()
    chart = json.loads(re.search(r'<script id="chart-data"[^>]*>(.*?)</script>', page)[1])
    text = b"".join(client.get(f"{PAGE}so-lieu.csv", {"theo": "sao"}).streaming_content).decode()
    rows = list(csv.reader(io.StringIO(text[1:])))
    book = b"".join(client.get(f"{PAGE}so-lieu.xlsx", {"theo": "sao"}).streaming_content)

    in_table = re.findall(r'<tr><th scope="row">([^<]*)</th><td class="figure"><a [^>]*>(\d+)</a>', page)
    assert [list(row) for row in in_table][:4] == expected
    assert [[name, str(count)] for name, count in zip(chart["names"], chart["counts"], strict=True)] == expected
    assert [row[:2] for row in rows[1:5]] == expected
    assert (rows[-1][:2], book[:2]) == (["Tất cả", "7"], b"PK")


@pytest.mark.usefixtures("shelf")
def test_a_pie_shows_the_largest_first_in_the_form_one_chose(client):
    chart = client.get(PAGE, {"theo": "sao", "dang": "tron"}).context["chart"]

    assert (chart["chart"], chart["counts"]) == ("tron", [3, 2, 1, 1])
    assert chart["legend"][0] == "4 sao: 3 (43%)"


def test_a_pie_of_very_many_lines_counts_them_all(db, client):
    decision = DecisionFactory()
    for year in range(2001, 2026):
        RecognitionFactory(decision=decision, valid_from=date(year, 1, 1), valid_to=date(year + 3, 1, 1))

    pie = client.get(PAGE, {"theo": "nam", "dang": "tron"}).context
    columns = client.get(PAGE, {"theo": "nam", "dang": "cot"}).context

    assert (sum(pie["chart"]["counts"]), pie["figures"].whole.total.count) == (25, 25)
    assert pie["chart"]["legend"][-1] == "Còn lại: 17 (68%)"
    assert (len(columns["chart"]["counts"]), columns["is_cut"], pie["is_cut"]) == (20, True, False)


def test_the_nation_above_the_provinces_is_no_line_and_no_choice_of_its_own(shelf):
    nation = Unit.objects.get(level=Unit.Level.NATION)
    Unit.objects.filter(level=Unit.Level.PROVINCE, valid_to=None).update(parent=nation)

    now = catalogue()

    assert {place.name for place in now.places_within[None] if not place.is_old} == {home().name, "Khác"}
    told = figures("don-vi", now=now)
    assert sum(line.total.count for line in told.lines) == told.whole.total.count == now.size


@pytest.mark.parametrize("query", ["theo=khong", "dang=x", "don_vi=1-2", "theo=don-vi&don_vi=zz", "theo=%00"])
def test_what_is_not_understood_is_ignored(db, client, query):
    RecognitionFactory()

    assert client.get(f"{PAGE}?{query}").status_code == 200


def test_the_page_is_calm_when_there_is_nothing(db, client):
    page = client.get(PAGE)

    assert (page.status_code, page.context["figures"].whole.total.count, "data-chart" in page.content.decode()) == (
        200, 0, False,
    )  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("kind", ["sao", "don-vi", "don-vi-cu"])
def test_figures_take_the_same_queries_for_one_and_three(db, client, django_assert_num_queries, count, kind):
    for _ in range(count):
        RecognitionFactory()

    with django_assert_num_queries(9):
        client.get(PAGE, {"theo": kind})
