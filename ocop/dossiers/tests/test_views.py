import pytest
from django.db import connection
from django.urls import reverse

from ocop.dossiers import actions
from ocop.dossiers.models import State
from ocop.dossiers.tests import factories
from ocop.dossiers.tests.pages import at, words
from ocop.journal.models import Entry
from ocop.producers.models import Product

# Papers and frozen copies


@pytest.mark.parametrize("name", ["mau-01", "mau-02", "mau-03"])
def test_papers_are_handed_out_and_written_down(as_, cast, name):
    dossier = factories.accepted(cast)

    answer = as_(cast.lan).get(at("paper", dossier, name))

    assert (answer.status_code, answer.content[:2]) == (200, b"PK")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}-keo-dua-sau-rieng.docx"'
    assert Entry.objects.filter(verb="dossier.print", by=cast.lan).count() == 1


def test_form_03_is_not_the_producers_to_take(as_, cast):
    assert as_(cast.mai).get(at("paper", factories.accepted(cast), "mau-03")).status_code == 403


@pytest.mark.parametrize("number", [1, 2])
def test_a_frozen_copy_shows_what_was_filed_then(as_, cast, number):
    dossier = factories.returned(cast)
    actions.edit_form(dossier, "02", {"structure": "Sau khi nộp"}, by=cast.mai)

    answer = as_(cast.mai).get(at("snapshot", dossier, number))

    assert answer.status_code == {1: 200, 2: 404}[number]
    assert "Sau khi nộp" not in words(answer)


def test_a_frozen_copy_that_was_tampered_with_says_so(as_, cast):
    dossier = factories.submitted(cast)

    with connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_snapshot SET sha256 = %s", ["0" * 64])

    assert "đã bị thay đổi sau khi nộp" in words(as_(cast.mai).get(at("snapshot", dossier, 1)))


# Who gets which page

PAGES = {
    "form": ["01"],
    "self_score": [],
    "papers": [],
    "review": [],
    "send_back": [],
    "refuse": [],
    "report": [],
    "schedule": [],
}
SEEN = {
    "draft": {"mai": ["form", "self_score", "papers", "review"]},
    "accepted": {"lan": ["form", "self_score", "papers", "review", "send_back", "refuse", "report"], "mai": []},
    "at the province": {"son": ["send_back", "refuse", "schedule"], "lan": [], "mai": []},
}
MAKE = {
    "draft": factories.draft,
    "accepted": factories.accepted,
    "at the province": lambda cast: actions.accept(factories.proposed(cast), by=cast.son),
}


@pytest.mark.parametrize("stage", SEEN)
def test_pages_are_for_those_who_may_act_hidden_from_strangers_and_forbidden_to_the_rest(as_, cast, stage):
    dossier = MAKE[stage](cast)
    people = {**cast.everyone(), "other": factories.other_producer(cast)}

    for name, person in people.items():
        browser = as_(person)
        for page, more in PAGES.items():
            expected = 302 if person is None else 404
            if name in SEEN[stage]:
                expected = 200 if page in SEEN[stage][name] else 403
            assert (name, page, browser.get(at(page, dossier, *more)).status_code) == (name, page, expected)


ACTS = ["submit", "withdraw", "accept", "samples", "answers", "extra_round", "report_save"]


@pytest.mark.parametrize("act", ACTS)
def test_acts_are_not_there_for_strangers_and_answer_posts_only(as_, cast, act):
    dossier = factories.accepted(cast)

    assert as_(cast.hoa).post(at(act, dossier)).status_code == 404
    assert as_(None).post(at(act, dossier)).status_code == 302
    assert as_(cast.lan).get(at(act, dossier)).status_code == 405


@pytest.mark.parametrize(("act", "status"), [("submit", 302), ("accept", 403), ("samples", 403), ("extra_round", 403)])
def test_the_wrong_person_who_sees_the_dossier_changes_nothing(as_, cast, act, status):
    dossier = factories.submitted(cast)

    assert as_(cast.mai).post(at(act, dossier), {"count": 5}).status_code == status

    dossier.refresh_from_db()
    assert (dossier.state, dossier.samples) == (State.SUBMITTED, None)


def test_personal_data_stays_in_the_commune(as_, cast):
    dossier = factories.accepted(cast)
    urls = [dossier.get_absolute_url(), at("snapshot", dossier, 1), at("paper", dossier, "mau-02")]
    secret = "Ấp Phước Hậu, xã Mỏ Cày"

    assert secret in words(as_(cast.lan).get(urls[1]))
    for stranger in (cast.hoa, cast.son, factories.other_producer(cast)):
        assert [as_(stranger).get(url).status_code for url in urls] == [404, 404, 404]


def test_an_unknown_paper_or_dossier_is_not_there(as_, cast):
    dossier = factories.draft(cast)
    browser = as_(cast.mai)

    assert browser.get(reverse("dossiers:paper", args=[dossier.code, "mau-99"])).status_code == 404
    assert browser.get(reverse("dossiers:review", args=["khong-co"])).status_code == 404
    assert browser.post(reverse("dossiers:start", args=["khong-co"])).status_code == 404
    assert Product.objects.count() == 1
