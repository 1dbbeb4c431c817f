"""How open evaluations stand: whose sheet is in, who is waited for, how far members lie apart. Few queries for many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ocop.core.text import sort_key
from ocop.councils.models import Absence, Evaluation, InterestDeclaration, RescoreRequest, ScoringSheet, Seat, SentSheet
from ocop.councils.tally import Quorum, Scorer, Tally, quorum, tally
from ocop.programme.averages import members_beyond, members_spread
from ocop.programme.scoring import Rules


@dataclass
class Place:
    """One scoring seat in one evaluation."""

    seat: Seat
    declaration: InterestDeclaration | None = None
    absence: Absence | None = None
    sheet: ScoringSheet | None = None
    sent: SentSheet | None = None
    requests: list[RescoreRequest] = field(default_factory=list)

    @property
    def has_interest(self) -> bool:
        return self.declaration is not None and self.declaration.has_interest

    @property
    def counts(self) -> bool:
        """Whether the member's sheet enters the mean."""
        return self.sent is not None and not self.has_interest

    @property
    def is_waited_for(self) -> bool:
        return self.seat.is_held and not (self.has_interest or self.absence or self.sent)

    @property
    def has_answered(self) -> bool:
        """Whether the member, asked to look again, has scored anew or kept the score with a reason."""
        return any(request.answered_at is not None for request in self.requests)

    @property
    def open_request(self) -> RescoreRequest | None:
        return next((request for request in self.requests if request.answered_at is None), None)

    @property
    def words(self) -> str:
        """What the secretary and the officer may know of this member: never a figure."""
        if self.has_interest:
            return "Có lợi ích liên quan, không chấm"
        if self.sent is not None:
            return "Đang xem lại phiếu" if self.open_request else "Đã gửi phiếu"
        if self.absence is not None:
            return "Vắng mặt"
        if self.declaration is None:
            return "Chưa kê khai lợi ích"
        return "Đang chấm" if self.sheet is not None else "Đã kê khai, chưa chấm"


@dataclass
class Standing:
    """One evaluation with its members."""

    evaluation: Evaluation
    places: list[Place]

    @property
    def waited_for(self) -> list[Seat]:
        return [place.seat for place in self.places if place.is_waited_for]

    @cached_property
    def counting(self) -> list[Place]:
        return [place for place in self.places if place.counts]

    @property
    def expected(self) -> list[Place]:
        """Whose sheet is there or waited for: the rest are absent or excluded."""
        return [place for place in self.places if place.counts or place.is_waited_for]

    @property
    def scorers(self) -> list[Scorer]:
        return [
            Scorer(
                seat=place.seat.code,
                name=str(place.seat.user),
                agency=place.seat.agency,
                part=place.seat.get_part_display(),
                sent=place.sent.number,
                content=place.sent.content,
            )
            for place in self.counting
            if place.sent is not None
        ]

    @property
    def quorum(self) -> Quorum:
        """Members who scored, of all who have a scoring seat; excluded and absent members are not present."""
        return quorum(len(self.counting), len(self.places), self.evaluation.council.quorum_percent)

    @property
    def totals(self) -> list[int]:
        return [int(place.sent.total) for place in self.counting if place.sent is not None]

    @property
    def spread(self) -> int:
        return members_spread(self.totals)

    @property
    def is_far_apart(self) -> bool:
        """Whether members lie further apart than the Quy chế allows."""
        return self.spread > self.evaluation.council.spread_limit

    @cached_property
    def tally(self) -> Tally:
        """What the sheets that count come to; only where at least one does."""
        regime = self.evaluation.dossier.regime
        return tally(self.evaluation.dossier.criteria_set.sheet, self.scorers, Rules.from_regime(regime.policy))

    @property
    def criteria_beyond(self) -> list[str]:
        """Criteria in which members lie further apart than the Quy chế allows; none where it sets no limit."""
        limit = self.evaluation.council.criterion_spread_limit
        return self.tally.criteria_beyond(limit) if limit is not None and self.counting else []

    def beyond(self) -> list[Place]:
        """The members whose total, or whose points in a criterion, lie beyond a limit of the Quy chế."""
        council = self.evaluation.council
        far = set(members_beyond(self.totals, council.spread_limit))
        for code in self.criteria_beyond:
            points = [ballot.points(code) for ballot in self.tally.ballots]
            far |= set(members_beyond(points, council.criterion_spread_limit or 0))
        return [place for number, place in enumerate(self.counting) if number in far]

    @property
    def waiting_requests(self) -> int:
        return sum(place.open_request is not None for place in self.counting)

    @property
    def left_out(self) -> list[dict[str, str]]:
        """Members whose sheet does not count, with why, for the frozen result."""
        return [
            {"seat": place.seat.code, "name": str(place.seat.user), "agency": place.seat.agency, "why": place.words}
            for place in self.places
            if not place.counts
        ]

    @property
    def requests(self) -> list[dict[str, Any]]:
        """Requests to look again and their answers, for the frozen result."""
        return [
            {
                "seat": place.seat.code,
                "reason": request.reason,
                "answer": request.answer,
                "answered": request.answered_at is not None,
            }
            for place in self.places
            for request in place.requests
        ]


@dataclass
class Session:
    """Several evaluations as they stand."""

    standings: list[Standing]

    @classmethod
    def load(cls, pks: Sequence[int], *, lock: bool = False) -> Session:
        """Read them in nine queries, however many; `lock` keeps others from sending or concluding meanwhile."""
        # The law's rows are large: fetched once each, not joined to every dossier.
        rows = (
            Evaluation.objects.filter(pk__in=pks)
            .select_related("dossier__product__producer", "dossier__kind", "council__unit", "meeting")
            .prefetch_related("dossier__regime", "dossier__criteria_set")
        )
        if lock:
            rows = rows.select_for_update(of=("self",))
        evaluations = list(rows.order_by("pk"))
        councils = {evaluation.council_id for evaluation in evaluations}
        seats = list(Seat.objects.filter(council__in=councils, is_scoring=True).select_related("user"))
        places = {
            (evaluation.pk, seat.pk): Place(seat)
            for evaluation in evaluations
            for seat in seats
            if seat.council_id == evaluation.council_id
        }
        _fill(places, evaluations, pks)
        return cls([Standing(each, _places(each, places, seats)) for each in evaluations])


def _fill(places: dict[tuple[int, int], Place], evaluations: Sequence[Evaluation], pks: Sequence[int]) -> None:
    for declaration in InterestDeclaration.objects.filter(evaluation__in=pks):
        if place := places.get((declaration.evaluation_id, declaration.seat_id)):
            place.declaration = declaration
    absent = {
        (absence.meeting_id, absence.seat_id): absence
        for absence in Absence.objects.filter(meeting__in={e.meeting_id for e in evaluations if e.meeting_id})
    }
    meetings = {evaluation.pk: evaluation.meeting_id or 0 for evaluation in evaluations}
    for (evaluation, seat), place in places.items():
        place.absence = absent.get((meetings[evaluation], seat))
    _fill_sheets(places, pks)


def _fill_sheets(places: dict[tuple[int, int], Place], pks: Sequence[int]) -> None:
    by_sheet: dict[int, Place] = {}
    for sheet in ScoringSheet.objects.filter(evaluation__in=pks):
        if place := places.get((sheet.evaluation_id, sheet.seat_id)):
            place.sheet, by_sheet[sheet.pk] = sheet, place
    for sent in SentSheet.objects.filter(sheet__evaluation__in=pks).order_by("sheet", "number"):
        if place := by_sheet.get(sent.sheet_id):
            place.sent = sent
    for request in RescoreRequest.objects.filter(sheet__evaluation__in=pks).order_by("pk"):
        if place := by_sheet.get(request.sheet_id):
            place.requests.append(request)


def _places(evaluation: Evaluation, places: dict[tuple[int, int], Place], seats: Sequence[Seat]) -> list[Place]:
    """Seats that count here: those held now, and those given up whose sheet was sent, instead of the successor's."""
    mine = [places[evaluation.pk, seat.pk] for seat in seats if (evaluation.pk, seat.pk) in places]
    done_before = {place.seat.pk for place in mine if place.sent is not None}
    counted = [
        place
        for place in mine
        if place.sent is not None or (place.seat.is_held and place.seat.predecessor_id not in done_before)
    ]
    return sorted(counted, key=lambda place: sort_key(place.seat.user.full_name))


def standing_of(evaluation: Evaluation) -> Standing:
    """How one evaluation stands."""
    return Session.load([evaluation.pk]).standings[0]
