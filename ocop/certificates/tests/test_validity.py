from datetime import UTC, date, datetime, timedelta
from itertools import product as grid

import pytest
from django.utils.translation import override

from ocop.certificates.models import Recognition, Revocation
from ocop.certificates.queries import dates_of, standing_of
from ocop.certificates.tests.factories import DecisionFactory, RecognitionFactory, imported, make_law, make_regime
from ocop.certificates.validity import (
    Dates,
    Pending,
    State,
    expires_on,
    latest_start_over,
    standing_on,
    state_on,
)
from ocop.core.dates import add_months
from ocop.dossiers.models import Dossier
from ocop.dossiers.models import State as DossierState

START, END = date(2026, 6, 10), date(2029, 6, 10)
TERM = Dates(valid_from=START, valid_to=END)
HEARSAY = Dates(known_valid_on=date(2023, 12, 31), validity_months=36)
LATE = Pending(filed_on=date(2029, 3, 1), days=180)


HEARSAY_SAID = "The source only says that it was valid on"


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("dates", "on", "state"),
    [
        (TERM, "2026-06-09", State.NOT_YET),
        (TERM, "2026-06-10", State.VALID),
        (TERM, "2029-06-10", State.VALID),
        (TERM, "2029-06-11", State.EXPIRED),
        (Dates(valid_to=END), "2020-01-01", State.VALID),
        # Điều 12.3: at most 180 days past the term, and only until there is an answer
        (Dates(START, END, pending=(LATE,)), "2029-06-10", State.VALID),
        (Dates(START, END, pending=(LATE,)), "2029-06-11", State.EXTENDED),
        (Dates(START, END, pending=(LATE,)), "2029-12-07", State.EXTENDED),
        (Dates(START, END, pending=(LATE,)), "2029-12-08", State.EXPIRED),
        (Dates(START, END, pending=(Pending(day("2029-07-01"), 180),)), "2029-06-30", State.EXPIRED),
        (Dates(START, END, pending=(Pending(day("2029-07-01"), 180),)), "2029-07-01", State.EXTENDED),
        (Dates(START, END, pending=(Pending(LATE.filed_on, 180, day("2029-08-01")),)), "2029-07-31", State.EXTENDED),
        (Dates(START, END, pending=(Pending(LATE.filed_on, 180, day("2029-08-01")),)), "2029-08-01", State.EXPIRED),
        (Dates(START, END, revoked_on=day("2027-01-05")), "2027-01-04", State.VALID),
        (Dates(START, END, revoked_on=day("2027-01-05")), "2027-01-05", State.REVOKED),
        (Dates(START, END, revoked_on=day("2027-01-05"), pending=(LATE,)), "2029-07-01", State.REVOKED),
        (Dates(START, END, superseded_on=day("2028-01-05")), "2028-01-04", State.VALID),
        (Dates(START, END, superseded_on=day("2028-01-05")), "2028-01-05", State.SUPERSEDED),
        (Dates(START, END, superseded_on=day("2028-01-05"), revoked_on=day("2027-12-01")), "2028-02-01", State.REVOKED),
        (HEARSAY, "2023-12-30", State.UNKNOWN),
        (HEARSAY, "2023-12-31", State.VALID),
        (HEARSAY, "2024-01-01", State.UNKNOWN),
        (HEARSAY, "2026-12-31", State.UNKNOWN),
        (HEARSAY, "2027-01-01", State.EXPIRED),
        (Dates(known_valid_on=day("2023-12-31")), "2040-01-01", State.UNKNOWN),
        (Dates(superseded_on=date.min), "2024-01-01", State.SUPERSEDED),
        (Dates(), "2024-01-01", State.UNKNOWN),
    ],
)
def test_state_follows_from_the_dates(dates, on, state):
    assert state_on(dates, day(on)) == state


@pytest.mark.parametrize(
    ("dates", "on", "sentence"),
    [
        (TERM, "2027-01-01", "Có giá trị đến hết ngày 10/06/2029."),
        (TERM, "2026-01-01", "Có hiệu lực từ ngày 10/06/2026."),
        (TERM, "2030-01-01", "Đã hết hiệu lực sau ngày 10/06/2029."),
        (HEARSAY, "2023-12-31", "Theo nguồn, còn hiệu lực vào ngày 31/12/2023."),
        (HEARSAY, "2026-11-23", "Nguồn chỉ cho biết còn hiệu lực vào ngày 31/12/2023."),
        (Dates(), "2026-11-23", "Nguồn không ghi thời hạn của giấy chứng nhận."),
        (
            HEARSAY,
            "2028-01-01",
            "Nguồn chỉ cho biết còn hiệu lực vào ngày 31/12/2023; chậm nhất đã hết hiệu lực sau ngày 31/12/2026.",
        ),
        (
            Dates(START, END, pending=(Pending(day("2029-05-01"), 180, basis="Điều 12.3"),)),
            "2029-07-01",
            "Hết thời hạn ngày 10/06/2029, tiếp tục có hiệu lực trong khi chờ kết quả đánh giá lại, "
            "muộn nhất đến hết ngày 07/12/2029 (Điều 12.3).",
        ),
        (
            Dates(START, END, revoked_on=day("2027-01-05")),
            "2027-02-01",
            "Không còn giá trị từ ngày 05/01/2027 theo quyết định thu hồi.",
        ),
        (
            Dates(START, END, superseded_on=day("2028-01-05")),
            "2028-02-01",
            "Sản phẩm có lần công nhận mới từ ngày 05/01/2028.",
        ),
        (Dates(superseded_on=date.min), "2028-02-01", "Sản phẩm đã có lần công nhận mới hơn."),
    ],
)
def test_standing_says_its_dates_in_a_sentence(dates, on, sentence):
    assert standing_on(dates, day(on)).sentence == sentence


def test_every_state_has_a_word_a_tone_and_an_icon():
    looks = {state: (state.label, state.tone, state.icon, state.is_in_force) for state in State}

    assert len({label for label, *_ in looks.values()}) == len(State)
    assert [state for state, look in looks.items() if look[3]] == [State.VALID, State.EXTENDED]
    assert standing_on(TERM, START).label == "Còn hiệu lực"
    assert (standing_on(TERM, START).tone, standing_on(TERM, START).icon) == ("success", "check-circle")
    assert standing_on(TERM, START).is_in_force


@pytest.mark.parametrize(
    ("dates", "on", "label", "sentence"),
    [
        (TERM, START, "Valid", "Valid until the end of 10 June 2029."),
        (TERM, day("2029-06-11"), "Expired", "Expired after 10 June 2029."),
        (
            HEARSAY,
            day("2024-06-01"),
            "Not enough evidence",
            "The source only says that it was valid on 31 December 2023.",
        ),
        (
            Dates(valid_from=START, valid_to=END, pending=(LATE,)),
            day("2029-07-01"),
            "Validity extended",
            "Its term ended on 10 June 2029; it stays valid while its re-evaluation is under way, "
            "until the end of 7 December 2029 at the latest.",
        ),
    ],
)
def test_an_english_page_says_it_in_english(dates, on, label, sentence):
    with override("en"):
        standing = standing_on(dates, on)

        assert (standing.label, standing.sentence) == (label, sentence)


@pytest.mark.parametrize("issued", ["2026-06-10", "2024-02-29", "2025-08-31"])
def test_expiry_is_the_corresponding_day_after_the_months(issued):
    assert expires_on(day(issued), 36) == add_months(day(issued), 36)


def test_latest_start_over_agrees_with_the_months_on_every_day():
    for offset, months in grid(range(800), (6, 36)):
        on = date(2027, 1, 1) + timedelta(days=offset)
        start = latest_start_over(on, months)

        assert add_months(start, months) < on <= add_months(start + timedelta(days=1), months)


# The same rule in SQL

GRID_DAYS = [
    *(START + timedelta(days=n) for n in (-1, 0, 1, 200, 1000)),
    *(END + timedelta(days=n) for n in (-1, 0, 1, 20, 21, 22, 100, 179, 180, 181, 400)),
    *(date(2023, 12, 30) + timedelta(days=n) for n in (0, 1, 2, 1097, 1098, 1500)),
]


def re_evaluated(recognition, filed, answered=None):
    regime = make_law()
    dossier = Dossier.objects.create(
        product=recognition.product,
        kind=regime.dossier_kinds.get(key="re_evaluation"),
        regime=regime,
        criteria_set=regime.criteria_sets.first(),
        state=DossierState.REFUSED if answered else DossierState.SUBMITTED,
        created_by=DecisionFactory().recorded_by,
        filed_at=datetime(filed.year, filed.month, filed.day, 23, 30, tzinfo=UTC) - timedelta(hours=7),
    )
    if answered:
        dossier.steps.create(
            transition="refuse",
            label="Loại",
            from_state=DossierState.SUBMITTED,
            to_state=DossierState.REFUSED,
            by=dossier.created_by,
            at=datetime(answered.year, answered.month, answered.day, 1, tzinfo=UTC),
        )
    return recognition


def revoked(recognition, on):
    ground = make_law().revocation_grounds.first()
    Revocation.objects.create(
        recognition=recognition,
        ground=ground,
        decision=DecisionFactory(),
        revoked_on=on,
        concluded_on=on,
        reason="Giả mạo",
    )
    return recognition


def replaced(recognition, on):
    recognition.is_current = False
    recognition.save()
    RecognitionFactory(product=recognition.product, valid_from=on, valid_to=add_months(on, 36), replaces=recognition)
    return recognition


@pytest.fixture
def examples(db):
    def term():
        return RecognitionFactory(valid_from=START, valid_to=END)

    without_end = make_regime("khong-thoi-han", validity_months=None)
    gone = imported(is_current=False)
    re_evaluated(imported(), date(2026, 12, 1))
    re_evaluated(term(), date(2029, 3, 1))
    re_evaluated(term(), date(2029, 6, 30))
    re_evaluated(term(), date(2029, 3, 1), answered=date(2029, 7, 1))
    revoked(re_evaluated(term(), date(2029, 3, 1)), date(2027, 1, 5))
    replaced(term(), END - timedelta(days=1))
    revoked(replaced(term(), END + timedelta(days=20)), date(2029, 7, 1))
    imported(regime=without_end)
    imported(known_valid_on=None)
    imported(known_valid_on=date(2024, 2, 29))
    RecognitionFactory(valid_from=None, valid_to=END)
    RecognitionFactory(valid_from=START, valid_to=END, regime=without_end)
    term()
    return gone


@pytest.mark.parametrize("on", GRID_DAYS)
def test_sql_says_what_python_says_over_the_grid(examples, on):
    in_sql = dict(Recognition.objects.with_state(on).values_list("pk", "state"))

    in_python = {row.pk: state_on(dates_of(row), on) for row in Recognition.objects.for_page()}

    assert in_sql == in_python
    counted = set(Recognition.objects.in_force(on).values_list("pk", flat=True))
    assert counted == {pk for pk, state in in_python.items() if state.is_in_force}


def test_grid_meets_every_state(examples):
    met = {state for on in GRID_DAYS for state in Recognition.objects.with_state(on).values_list("state", flat=True)}

    assert met == {str(state) for state in State}


def test_standing_of_cites_the_article_of_the_late_extension(db):
    recognition = re_evaluated(RecognitionFactory(valid_from=START, valid_to=END), date(2029, 3, 1))

    assert standing_of(recognition, date(2029, 7, 1)).sentence.endswith(
        "(khoản 3 Điều 12, Quyết định số 26/2026/QĐ-TTg)."
    )
