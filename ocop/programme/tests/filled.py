"""Filled-in sheets for tests: start from all highest options, then say what differs."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from fractions import Fraction
from functools import cache
from typing import Any

from django.conf import settings

from ocop.programme.answers import Answers
from ocop.programme.law_files import LawFolder, read_folder, read_sheet
from ocop.programme.scoring import Band, Rules
from ocop.programme.sheets import Sheet, parse_sheet

SET = "26-2026"


@cache
def law() -> LawFolder:
    return read_folder(settings.LAW_DIR, SET)


@cache
def content(number: int) -> dict[str, Any]:
    return read_sheet(settings.LAW_DIR, SET, number)


@cache
def sheet(number: int) -> Sheet:
    return parse_sheet(content(number))


def rules() -> Rules:
    return Rules.from_regime(law().regime)


def altered(mapping: Mapping[str, Any], path: Sequence[Any], value: Any) -> dict[str, Any]:
    """A copy with one place set to another value; DELETE takes the key away."""
    copy = deepcopy(dict(mapping))
    node = copy
    for key in path[:-1]:
        node = node[key]
    if value is DELETE:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return copy


DELETE = object()


def picks(of: Sheet, changes: Mapping[str, str | None] | None = None, *, start: str = "top") -> dict[str, str | None]:
    """Option ids by criterion: the highest of the first case («top») or nothing ticked («none»), then the changes."""
    every: dict[str, str | None] = {}
    for criterion in of.criteria:
        options = [o for o in criterion.options if o.case in (None, 1)]
        every[criterion.code] = options[-1].id if start == "top" else None
    return every | (changes or {})


def filled(
    of: Sheet, changes: Mapping[str, str | None] | None = None, *, start: str = "top", **lists: Sequence[str]
) -> Answers:
    """Answers from `picks`; a criterion named in one of the lists is answered there only."""
    listed = {code for key in ("not_applicable", "not_scored") for code in lists.get(key, ())}
    chosen = {code: pick for code, pick in picks(of, changes, start=start).items() if code not in listed}
    members = lists.pop("members", ())
    return Answers(
        chosen=tuple(pick for pick in chosen.values() if pick),
        none=tuple(code for code, pick in chosen.items() if not pick),
        members=tuple(members),
        **{key: tuple(codes) for key, codes in lists.items()},
    )


def tiny(*criteria: Mapping[str, Any]) -> Sheet:
    """A one-section sheet: each criterion gives `points` of its options, optionally `marks`, `cases`, `after`."""
    listed = []
    for number, given in enumerate(criteria, 1):
        marks, cases = given.get("marks", {}), given.get("cases", {})
        options = [
            {"id": f"{number}-{letter}", "points": points, "label": letter}
            | ({"min_stars": marks[letter]} if letter in marks else {})
            | ({"case": cases[letter]} if letter in cases else {})
            for letter, points in zip("abcdefgh", given["points"], strict=False)
        ]
        entry: dict[str, Any] = {"code": str(number), "name": f"Tiêu chí {number}", "max": max(given["points"])}
        entry |= {"options": options} | {key: given[key] for key in ("applies_when", "gate") if key in given}
        listed.append(entry | {"cases": [{"case": n, "name": f"TH {n}"} for n in sorted(set(cases.values()))]})
    total = sum(entry["max"] for entry in listed)
    section = {"code": "S", "name": "Mục", "max": total, "criteria": listed}
    head = {"number": 1, "slug": "tiny", "name": "Nhỏ", "class": "X", "heading": "", "article": "", "rejection": []}
    part = {"code": "A", "name": "Phần", "max": total, "sections": [section]}
    return parse_sheet(head | {"rejection_text": None, "star_note": None, "parts": [part]})


def banded(*lowers: int, levels: tuple[int, ...] = (3, 4, 5), gate_uses: str = "majority") -> Rules:
    """Rules whose bands begin at these points, from one star up."""
    bands = tuple(Band(stars, Fraction(lower)) for stars, lower in enumerate(lowers, 1))
    return Rules(bands=bands[::-1], mark_levels=levels, gate_uses=gate_uses)


def random_picks(of, chance):
    found = {c.code: chance.choice([None, *(o.id for o in c.options), c.options[-1].id]) for c in of.criteria}
    for criterion in of.criteria:
        condition = criterion.applies_when
        if condition and found[condition.criterion] in (None, *condition.except_options):
            found[criterion.code] = None
    return found
