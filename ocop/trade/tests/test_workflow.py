import pytest
from django.core.exceptions import PermissionDenied

from ocop.core.errors import Refused
from ocop.journal.models import Entry
from ocop.trade import actions
from ocop.trade.models import Enquiry, EnquiryReply

State, Way = Enquiry.State, EnquiryReply.Way


def see(enquiry, by):
    actions.see(enquiry, by=by)


def answer(enquiry, by):
    actions.answer(enquiry, "Còn hàng.", Way.PHONE, by=by)


def close(enquiry, by):
    actions.close(enquiry, by=by)


def reopen(enquiry, by):
    actions.reopen(enquiry, by=by)


def moved(enquiry, act, by):
    """The state after an act; «refused» or «forbidden» when it was not let through."""
    try:
        act(enquiry, by)
    except Refused:
        return "refused"
    except PermissionDenied:
        return "forbidden"
    enquiry.refresh_from_db()
    return enquiry.state


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.NEW, {see: "seen", answer: "answered", close: "closed", reopen: "refused"}),
        (State.SEEN, {see: "refused", answer: "answered", close: "closed", reopen: "refused"}),
        (State.ANSWERED, {see: "refused", answer: "answered", close: "closed", reopen: "refused"}),
        (State.CLOSED, {see: "refused", answer: "refused", close: "refused", reopen: "seen"}),
    ],
)
def test_every_step_goes_from_its_own_states_only(cast, enquiry, state, expected):
    found = {}
    for act in expected:
        Enquiry.objects.filter(pk=enquiry.pk).update(state=state)
        found[act] = moved(enquiry, act, cast.mai)

    assert found == expected


@pytest.mark.parametrize(("act", "state"), [(see, "new"), (answer, "new"), (close, "new"), (reopen, "closed")])
def test_nobody_but_the_producer_asked_takes_a_step(cast, enquiry, act, state):
    Enquiry.objects.filter(pk=enquiry.pk).update(state=state)
    people = {name: person for name, person in cast.everyone().items() if name != "mai"}

    assert {moved(enquiry, act, person) for person in people.values()} == {"forbidden"}
    assert Enquiry.objects.get().state == state


def test_a_step_stands_in_the_journal_without_the_asker(cast, enquiry):
    actions.see(enquiry, by=cast.mai)

    entry = Entry.objects.get()
    assert (entry.verb, entry.by, entry.label, entry.words) == (
        "enquiry.see", cast.mai, enquiry.reference, "Xem câu hỏi mua",
    )  # fmt: skip
    assert entry.details == {"tu": "new", "den": "seen"}


def test_answer_refuses_mail_to_somebody_without_an_address(cast, enquiry):
    Enquiry.objects.update(email="")

    with pytest.raises(Refused, match=r"^Người hỏi không để lại e-mail. Hãy gọi điện rồi ghi lại ở đây.$"):
        actions.answer(enquiry, "Còn hàng.", Way.EMAIL, by=cast.mai)
    assert Enquiry.objects.get().state == State.NEW


def test_answer_refuses_nothing_at_all(cast, enquiry):
    with pytest.raises(Refused, match=r"^Hãy ghi nội dung trả lời.$"):
        actions.answer(enquiry, " \n", Way.PHONE, by=cast.mai)


def test_reopen_is_over_once_the_asker_is_forgotten(cast, enquiry):
    actions.close(enquiry, by=cast.mai)
    Enquiry.objects.update(anonymised_at="2026-11-01T00:00:00Z")

    assert moved(enquiry, reopen, cast.mai) == "forbidden"


def test_close_starts_the_time_of_keeping_and_reopen_stops_it(cast, enquiry):
    actions.close(enquiry, by=cast.mai)
    closed = Enquiry.objects.get().closed_at
    actions.reopen(enquiry, by=cast.mai)

    assert closed is not None
    assert Enquiry.objects.get().closed_at is None
