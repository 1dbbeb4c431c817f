"""What a page knows of the team's findings: which of them it has seen, and what each said when it was shown.

A page carries one word, its mark: «7» says that it has seen every change up to the seventh; «5;1.1=7» that it has
seen all up to the fifth and, because it wrote it, the seventh in criterion 1.1, but not the sixth, somebody else's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ocop.councils.models import AdvisoryFinding


@dataclass(frozen=True)
class Seen:
    """The changes a page has seen."""

    all_up_to: int = 0
    own: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, mark: str) -> Seen | None:
        """The mark a page sent; None when it sent none, or nothing that can be read."""
        first, *rest = mark.split(";")
        pairs = [each.partition("=") for each in rest]
        if not (_is_number(first) and all(_is_number(number) for _, _, number in pairs)):
            return None
        return cls(int(first), {code: int(number) for code, _, number in pairs})

    def of(self, criterion: str) -> int:
        """The last change of this criterion that was seen."""
        return self.own.get(criterion, self.all_up_to)

    def after(self, written: Iterable[AdvisoryFinding], now: Iterable[AdvisoryFinding]) -> str:
        """The mark once the page's own changes are written; `now` is every finding as it stands."""
        own = {**self.own, **{finding.criterion: finding.version for finding in written}}
        seen = Seen(self.all_up_to, own)
        rows = list(now)
        if all(finding.version <= seen.of(finding.criterion) for finding in rows):
            return mark_of(rows)
        return ";".join([str(self.all_up_to), *(f"{code}={number}" for code, number in sorted(own.items()))])


def mark_of(findings: Iterable[AdvisoryFinding]) -> str:
    """The mark of a page that shows all of them."""
    return str(max((finding.version for finding in findings), default=0))


def digest(option: str, text: str) -> str:
    """A short print of what one finding says, to see whether a page changed it."""
    plain = f"{option}\n{text.replace(chr(13), '').strip()}"
    return hashlib.sha256(plain.encode()).hexdigest()[:12]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
