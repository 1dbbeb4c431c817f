"""What a recognition is worth on a day: computed from dates, never stored, without the database.

`state_on` is the rule; `RecognitionQuerySet.with_state` says the same in SQL, and a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ocop.core.dates import add_months


class State(TextChoices):
    """What a recognition is worth. Every one has a word, a tone and an icon."""

    VALID = "valid", gettext_lazy("Còn hiệu lực")
    EXTENDED = "extended", gettext_lazy("Được kéo dài hiệu lực")
    EXPIRED = "expired", gettext_lazy("Đã hết hiệu lực")
    REVOKED = "revoked", gettext_lazy("Đã bị thu hồi")
    SUPERSEDED = "superseded", gettext_lazy("Đã được thay thế")
    UNKNOWN = "unknown", gettext_lazy("Chưa đủ căn cứ")
    NOT_YET = "not_yet", gettext_lazy("Chưa có hiệu lực")

    @property
    def tone(self) -> str:
        return _LOOKS[self][0]

    @property
    def icon(self) -> str:
        return _LOOKS[self][1]

    @property
    def is_in_force(self) -> bool:
        return self in IN_FORCE


IN_FORCE = (State.VALID, State.EXTENDED)
_LOOKS = {
    State.VALID: ("success", "check-circle"),
    State.EXTENDED: ("warn", "clock"),
    State.EXPIRED: ("danger", "cross-circle"),
    State.REVOKED: ("danger", "cross-circle"),
    State.SUPERSEDED: ("neutral", "undo"),
    State.UNKNOWN: ("neutral", "info"),
    State.NOT_YET: ("neutral", "clock"),
}


@dataclass(frozen=True)
class Pending:
    """A re-evaluation on its way: filed on a day, answered on a day or not yet; the law waits `days` past expiry."""

    filed_on: date
    days: int
    answered_on: date | None = None
    basis: str = ""

    def waits_on(self, day: date) -> bool:
        return self.filed_on <= day and (self.answered_on is None or day < self.answered_on)


@dataclass(frozen=True)
class Dates:
    """All that decides what a recognition is worth. `superseded_on` is date.min where its day is not known."""

    valid_from: date | None = None
    valid_to: date | None = None
    known_valid_on: date | None = None
    validity_months: int | None = None
    revoked_on: date | None = None
    superseded_on: date | None = None
    pending: tuple[Pending, ...] = ()

    @property
    def surely_over_after(self) -> date | None:
        """The last day a recognition known only to be valid on one day may still have been valid."""
        if self.known_valid_on is None or self.validity_months is None:
            return None
        return add_months(self.known_valid_on, self.validity_months)

    def extension_on(self, day: date) -> Pending | None:
        """The re-evaluation that keeps it alive on a day past its term, the one that keeps it longest."""
        if self.valid_to is None:
            return None
        waiting = [
            each for each in self.pending if each.waits_on(day) and day <= self.valid_to + timedelta(days=each.days)
        ]
        return max(waiting, key=lambda each: each.days, default=None)


@dataclass(frozen=True)
class Standing:
    """The answer for one day: the state and one sentence that says it with its dates."""

    state: State
    sentence: str

    @property
    def label(self) -> str:
        return str(self.state.label)

    @property
    def tone(self) -> str:
        return self.state.tone

    @property
    def icon(self) -> str:
        return self.state.icon

    @property
    def is_in_force(self) -> bool:
        return self.state.is_in_force


def expires_on(issued_on: date, months: int) -> date:
    """The last day of a certificate issued on a day (QĐ 26/2026/QĐ-TTg, Điều 4.3)."""
    return add_months(issued_on, months)


def latest_start_over(day: date, months: int) -> date:
    """The latest day from which a whole term of months is over before `day`: the rule above, turned round for SQL."""
    start = add_months(day, -months)
    while add_months(start, months) < day:
        start += timedelta(days=1)
    while add_months(start, months) >= day:
        start -= timedelta(days=1)
    return start


def state_on(dates: Dates, day: date) -> State:
    """What the recognition is worth on a day.

    Taking back comes first, then a later recognition, then the term. Past the term it lives on only while a
    re-evaluation waits for its answer, and not longer than the law allows (QĐ 26/2026/QĐ-TTg, Điều 12.3).
    """
    if dates.valid_from is not None and day < dates.valid_from:
        return State.NOT_YET
    if dates.revoked_on is not None and day >= dates.revoked_on:
        return State.REVOKED
    if dates.superseded_on is not None and day >= dates.superseded_on:
        return State.SUPERSEDED
    if dates.valid_to is None:
        return _state_by_hearsay(dates, day)
    if day <= dates.valid_to:
        return State.VALID
    return State.EXTENDED if dates.extension_on(day) else State.EXPIRED


def _state_by_hearsay(dates: Dates, day: date) -> State:
    """A source says «valid on that day» and nothing else: sure on that day, surely over a whole term later."""
    if dates.known_valid_on == day:
        return State.VALID
    over = dates.surely_over_after
    return State.EXPIRED if over is not None and day > over else State.UNKNOWN


def standing_on(dates: Dates, day: date) -> Standing:
    """The state on a day and the sentence for people."""
    state = state_on(dates, day)
    return Standing(state, _SENTENCES[state](dates, day))


def _d(day: date | None) -> str:
    return date_format(day) if day is not None and day != date.min else _("không rõ")


def _valid(dates: Dates, day: date) -> str:
    if dates.valid_to is None:
        return _("Theo nguồn, còn hiệu lực vào ngày %(day)s.") % {"day": _d(dates.known_valid_on)}
    return _("Có giá trị đến hết ngày %(day)s.") % {"day": _d(dates.valid_to)}


def _extended(dates: Dates, day: date) -> str:
    pending = dates.extension_on(day)
    if pending is None or dates.valid_to is None:
        raise ValueError("not extended on that day")
    last = dates.valid_to + timedelta(days=pending.days)
    return _(
        "Hết thời hạn ngày %(end)s, tiếp tục có hiệu lực trong khi chờ kết quả đánh giá lại, "
        "muộn nhất đến hết ngày %(last)s%(basis)s."
    ) % {"end": _d(dates.valid_to), "last": _d(last), "basis": f" ({pending.basis})" if pending.basis else ""}


def _expired(dates: Dates, day: date) -> str:
    if dates.valid_to is None:
        return _("Nguồn chỉ cho biết còn hiệu lực vào ngày %(day)s; chậm nhất đã hết hiệu lực sau ngày %(last)s.") % {
            "day": _d(dates.known_valid_on),
            "last": _d(dates.surely_over_after),
        }
    return _("Đã hết hiệu lực sau ngày %(day)s.") % {"day": _d(dates.valid_to)}


def _revoked(dates: Dates, day: date) -> str:
    return _("Không còn giá trị từ ngày %(day)s theo quyết định thu hồi.") % {"day": _d(dates.revoked_on)}


def _superseded(dates: Dates, day: date) -> str:
    if dates.superseded_on == date.min:
        return _("Sản phẩm đã có lần công nhận mới hơn.")
    return _("Sản phẩm có lần công nhận mới từ ngày %(day)s.") % {"day": _d(dates.superseded_on)}


def _unknown(dates: Dates, day: date) -> str:
    if dates.known_valid_on is None:
        return _("Nguồn không ghi thời hạn của giấy chứng nhận.")
    return _("Nguồn chỉ cho biết còn hiệu lực vào ngày %(day)s.") % {"day": _d(dates.known_valid_on)}


def _not_yet(dates: Dates, day: date) -> str:
    return _("Có hiệu lực từ ngày %(day)s.") % {"day": _d(dates.valid_from)}


_SENTENCES = {
    State.VALID: _valid,
    State.EXTENDED: _extended,
    State.EXPIRED: _expired,
    State.REVOKED: _revoked,
    State.SUPERSEDED: _superseded,
    State.UNKNOWN: _unknown,
    State.NOT_YET: _not_yet,
}
