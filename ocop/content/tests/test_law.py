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
