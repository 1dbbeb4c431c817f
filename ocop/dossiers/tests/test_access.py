"""Every grant, tried by those it is for and by strangers. What a stranger must not see is there to be seen."""

import pytest

from ocop.accounts.tests.factories import UserFactory
from ocop.core.access import all_grants, allows
from ocop.core.dates import today
from ocop.dossiers import actions
from ocop.dossiers.models import Dossier
from ocop.dossiers.tests import factories
from ocop.files.models import StoredFile
from ocop.journal.actions import record
from ocop.journal.models import Entry
from ocop.producers.models import Membership

EVERYBODY = ("mai", "lan", "hoa", "son", "tam", "ha", "thu", "tu", "minh", "an", "visitor", "other")


def who_may(cast, permission, thing):
    """The names of those who have the permission, of everybody."""
    people = {**cast.everyone(), "other": factories.other_producer(cast)}
    return [name for name in EVERYBODY if allows(people[name], permission, thing)]


STAGES = {
    "draft": factories.draft,
    "submitted": factories.submitted,
    "accepted": factories.accepted,
    "returned": factories.returned,
    "proposed": factories.proposed,
    "accepted above": lambda cast: actions.accept(factories.proposed(cast), by=cast.son),
    "scheduled": factories.scheduled,
}

TABLE = {
    "dossier.view": {
        "draft": ["mai"],
        "submitted": ["mai", "lan"],
        "accepted": ["mai", "lan"],
        "returned": ["mai", "lan"],
        "proposed": ["mai", "lan", "son"],
        "accepted above": ["mai", "lan", "son"],
        "scheduled": ["mai", "lan", "son"],
    },
    "dossier.edit": {
        "draft": ["mai"],
        "submitted": [],
        "accepted": ["lan"],
        "returned": ["mai"],
        "proposed": [],
        "accepted above": [],
        "scheduled": [],
    },
    "dossier.write_report": {
        "draft": [],
        "submitted": [],
        "accepted": ["lan"],
        "returned": [],
        "proposed": [],
        "accepted above": [],
        "scheduled": [],
    },
    "dossier.read_report": {
        "draft": [],
        "submitted": ["lan"],
        "accepted": ["lan"],
        "returned": ["lan"],
        "proposed": ["lan", "son"],
        "accepted above": ["lan", "son"],
        "scheduled": ["lan", "son"],
    },
    "dossier.count_samples": {
        "draft": [],
        "submitted": [],
        "accepted": [],
        "returned": [],
        "proposed": ["son"],
        "accepted above": ["son"],
        "scheduled": ["son"],
    },
    "dossier.answer_request": {stage: [] for stage in STAGES},
}


@pytest.mark.parametrize("stage", STAGES)
def test_who_may_do_what_at_each_stage(cast, stage):
    dossier = STAGES[stage](cast)
    people = {**cast.everyone(), "other": factories.other_producer(cast)}

    found = {
        permission: [name for name in EVERYBODY if allows(people[name], permission, dossier)] for permission in TABLE
    }

    assert found == {permission: stages[stage] for permission, stages in TABLE.items()}


def test_an_open_request_during_the_review_opens_the_dossier_to_its_producer_alone(cast, in_review):
    dossier = in_review()
    assert who_may(cast, "dossier.edit", dossier) == []

    actions.ask_amendment(dossier, [("1.1", "Thêm.")], due_on=today(), by=cast.son)

    people = {name: person for name, person in cast.everyone().items()}
    for permission in ("dossier.edit", "dossier.answer_request"):
        assert [name for name, person in people.items() if allows(person, permission, dossier)] == ["mai"]


def test_evidence_is_seen_by_those_who_see_the_dossier(cast):
    dossier = factories.proposed(cast)

    assert who_may(cast, "storedfile.view", dossier.evidence.first().file) == ["mai", "lan", "son"]


def test_evidence_of_a_draft_stays_with_its_producer(cast):
    dossier = factories.ready(cast)

    assert who_may(cast, "storedfile.view", dossier.evidence.first().file) == ["mai"]


def test_evidence_taken_out_is_kept_for_those_who_see_what_was_filed(cast):
    dossier = factories.accepted(cast)
    paper = dossier.evidence.first()
    actions.remove_evidence(paper, by=cast.lan)

    assert who_may(cast, "storedfile.view", paper.file) == ["mai", "lan"]


def test_the_letter_and_the_signed_report_are_not_the_producers_to_read(cast):
    dossier = factories.accepted(cast)
    signed = factories.stored(cast.lan, "mau-03.jpg")
    actions.write_report(dossier, factories.report(cast, signed_report=signed), by=cast.lan)
    actions.propose(dossier, by=cast.lan)

    assert who_may(cast, "storedfile.view", dossier.screening_report.letter) == ["lan", "son"]
    assert [f.name for f in StoredFile.objects.allowed(cast.mai, "storedfile.view")] == ["giay-phep.jpg"]


def test_the_proof_of_a_refusal_stays_with_the_offices(cast):
    dossier = actions.accept(factories.proposed(cast), by=cast.son)
    proof = factories.stored(cast.son, "bien-ban.jpg")
    actions.refuse(dossier, ground="Giả mạo hồ sơ", reason="Giấy giả.", proof=proof, by=cast.son)

    assert sorted(name for name, person in cast.everyone().items() if allows(person, "storedfile.view", proof)) == [
        "lan",
        "son",
    ]


def test_lists_hold_what_the_page_would_show(cast):
    mine = factories.submitted(cast)
    factories.draft(cast, name="Nháp")

    seen = {name: Dossier.objects.allowed(person, "dossier.view").count() for name, person in cast.everyone().items()}

    assert seen == {**dict.fromkeys(cast.everyone(), 0), "mai": 2, "lan": 1}
    assert Dossier.objects.allowed(cast.lan, "dossier.view").get() == mine


def test_every_permission_of_this_app_is_tried_in_some_test():
    own = {g.permission for g in all_grants() if g.rows.__module__ == "ocop.dossiers.access"}

    assert own == {*TABLE, "storedfile.view", "entry.view"}


def test_a_paper_in_a_dossier_is_no_longer_opened_by_having_uploaded_it(cast):
    dossier = factories.submitted(cast)
    paper = dossier.evidence.all()[0].file
    loose = factories.stored(cast.mai)
    assert allows(cast.mai, "storedfile.view", paper)
    Membership.objects.filter(user=cast.mai).delete()

    cast.mai = type(cast.mai).objects.get(pk=cast.mai.pk)
    assert not allows(cast.mai, "storedfile.view", paper)
    assert allows(cast.mai, "storedfile.view", loose)


def test_an_administrator_reads_what_producers_of_her_area_did(cast):
    elsewhere = UserFactory()
    mine, other = record("thử", cast.producer, by=cast.mai), record("thử", cast.producer, by=elsewhere)

    lines = Entry.objects.allowed(cast.an, "entry.view")

    assert (mine in lines, other in lines) == (True, False)
