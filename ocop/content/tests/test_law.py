from datetime import date

import pytest
from django.core.exceptions import ValidationError

from ocop.content import actions
from ocop.content.models import LegalDocumentPage
from ocop.content.tests.factories import make_law


@pytest.fixture
def old(db):
    """Decision 148: replaced by a newer one, in force for sixty days beside it."""
    actions.plant_tree()
    new = make_law("26/2026/QĐ-TTg", date(2026, 5, 22))
    return make_law(superseded_by=new, ended_on=date(2026, 7, 21))


@pytest.mark.parametrize(
    ("day", "code", "label"),
    [
        (date(2023, 2, 23), "to_come", "Chưa có hiệu lực"),
        (date(2023, 2, 24), "ending", "Sắp hết hiệu lực"),
        (date(2026, 7, 20), "ending", "Sắp hết hiệu lực"),
        (date(2026, 7, 21), "over", "Đã được thay thế"),
    ],
)
def test_what_a_document_is_worth_follows_from_the_day(old, day, code, label):
    standing = old.standing_on(day)

    assert (standing.code, standing.label) == (code, label)


def test_a_document_ends_when_its_successor_begins_unless_said_otherwise(old):
    old.ended_on = None

    assert old.over_from_day == date(2026, 5, 22)
    assert old.standing_on(date(2026, 5, 22)).code == "over"


def test_without_an_end_a_document_stays_in_force(old):
    assert old.superseded_by.standing_on(date(2030, 1, 1)).code == "in_force"


@pytest.mark.parametrize(
    ("day", "in_force", "over", "to_come"),
    [
        (date(2023, 2, 23), [], [], ["148/QĐ-TTg", "26/2026/QĐ-TTg"]),
        (date(2026, 6, 1), ["148/QĐ-TTg", "26/2026/QĐ-TTg"], [], []),
        (date(2026, 7, 21), ["26/2026/QĐ-TTg"], ["148/QĐ-TTg"], []),
    ],
)
def test_the_filters_say_what_the_standing_says(old, day, in_force, over, to_come):
    documents = LegalDocumentPage.objects.order_by("number")

    def numbers(rows):
        return list(rows.values_list("number", flat=True))

    assert numbers(documents.in_force(day)) == in_force
    assert numbers(documents.over(day)) == over
    assert numbers(documents.to_come(day)) == to_come


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"effective_on": date(2023, 2, 1)}, "effective_on"),
        ({"ended_on": date(2022, 1, 1)}, "ended_on"),
    ],
)
def test_days_out_of_order_are_refused(old, fields, where):
    for name, value in fields.items():
        setattr(old, name, value)

    with pytest.raises(ValidationError) as problem:
        old.clean()

    assert list(problem.value.message_dict) == [where]


def test_a_document_does_not_replace_itself(old):
    old.superseded_by = old

    with pytest.raises(ValidationError, match="tự thay thế"):
        old.clean()


@pytest.mark.parametrize(("live", "code"), [(False, "in_force"), (True, "over")])
def test_only_a_published_successor_takes_a_documents_place(old, live, code):
    old.ended_on = None
    old.save()
    LegalDocumentPage.objects.filter(pk=old.superseded_by_id).update(live=live)
    day = date(2026, 8, 1)

    found = LegalDocumentPage.objects.filter(pk=old.pk)

    assert found.get().standing_on(day).code == code
    assert [found.in_force(day).exists(), found.over(day).exists()] == [code == "in_force", code == "over"]


def test_a_document_that_is_over_is_not_called_replaced_by_a_draft(old):
    LegalDocumentPage.objects.filter(pk=old.superseded_by_id).update(live=False)

    standing = LegalDocumentPage.objects.get(pk=old.pk).standing_on(date(2026, 8, 1))

    assert (standing.code, standing.label) == ("over", "Hết hiệu lực")


def test_a_document_without_a_day_is_in_force_and_listed_last(old):
    unknown = make_law("1162/QĐ-VPĐP-OCOP", issued_on=None)
    unknown.clean()

    assert unknown.standing_on(date(2020, 1, 1)).code == "in_force"
    assert LegalDocumentPage.objects.in_force(date(2020, 1, 1)).get() == unknown
    assert list(LegalDocumentPage.objects.newest_first().values_list("number", flat=True)) == [
        "26/2026/QĐ-TTg",
        "148/QĐ-TTg",
        "1162/QĐ-VPĐP-OCOP",
    ]
