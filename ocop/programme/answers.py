"""What a scorer answers on a sheet, and whether the answers can stand. Pure: no Django, no files.

Every criterion is answered once, by an option or in one of three lists: nothing ticked (`none`), not applicable (only
where the sheet sets a condition that is not met), not scored (only after a gate that holds). `rejected` names the
criteria whose «loại» or «không đánh giá» remark was found true. `members` are each member's differences from `chosen`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ocop.programme.sheets import Criterion, Gate, Option, Sheet

LISTS = ("none", "not_applicable", "not_scored")
KEYS = ("chosen", *LISTS, "rejected", "members")


class WrongAnswers(ValueError):
    """Answers that cannot be scored. `sentences` say what to correct."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__("\n".join(self.sentences))


@dataclass(frozen=True)
class Answers:
    """The answers of one scorer, and of the members of a council as differences from them."""

    chosen: tuple[str, ...]
    none: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    not_scored: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    members: tuple[Mapping[str, str | None], ...] = ()

    @classmethod
    def parse(cls, raw: object) -> Answers:
        """The answers a decoded JSON object holds.

        Raises:
            WrongAnswers: not an object of the described shape.
        """
        if not isinstance(raw, dict):
            raise WrongAnswers(['Phần trả lời phải là một đối tượng JSON, ví dụ {"chosen": ["1.1-a"]}.'])
        problems = [f"Mục «{key}» không được biết; chỉ dùng {', '.join(KEYS)}." for key in raw if key not in KEYS]
        if "chosen" not in raw:
            problems.append("Thiếu mục «chosen»: danh sách các lựa chọn, có thể để trống [].")
        lists = {key: raw.get(key, []) for key in KEYS if key != "members"}
        problems += [
            f"Mục «{key}» phải là danh sách mã trong ngoặc kép."
            for key, value in lists.items()
            if not _are_codes(value)
        ]
        members = raw.get("members", [])
        problems += _wrong_members(members)
        if problems:
            raise WrongAnswers(problems)
        changes = tuple(member.get("changes", {}) for member in members)
        return cls(**{key: tuple(value) for key, value in lists.items()}, members=changes)


def _are_codes(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(code, str) for code in value)


def _wrong_members(members: Any) -> list[str]:
    if not isinstance(members, list):
        return ["Mục «members» phải là danh sách các thành viên."]
    return [
        f'Thành viên thứ {number} phải có dạng {{"changes": {{"3.3": "3.3-a", "4.1": null}}}}.'
        for number, member in enumerate(members, 1)
        if not (isinstance(member, dict) and set(member) <= {"changes"} and _are_changes(member.get("changes", {})))
    ]


def _are_changes(value: object) -> bool:
    return isinstance(value, dict) and all(option is None or isinstance(option, str) for option in value.values())


@dataclass(frozen=True)
class Ballot:
    """One scorer's answers, checked against the sheet."""

    picks: Mapping[str, Option]
    holding: tuple[tuple[int, str, Gate], ...]
    """Gates that hold: place in print, code of the criterion or section, gate."""

    def points(self, code: str) -> int:
        """Points in a criterion; 0 when nothing is ticked, it does not apply or was not scored."""
        pick = self.picks.get(code)
        return pick.points if pick else 0

    @property
    def total(self) -> int:
        return sum(option.points for option in self.picks.values())


def ballot(sheet: Sheet, answers: Answers) -> Ballot:
    """One scorer's answers, checked. `members` are left aside.

    Raises:
        WrongAnswers: with every sentence of what to correct.
    """
    if problems := [*_wrong_codes(sheet, answers)]:
        raise WrongAnswers(problems)
    picks = {sheet.criterion_of(option).code: sheet.option(option) for option in answers.chosen}
    holding = tuple(_holding(sheet, answers, picks))
    problems = [
        *_wrong_counts(sheet, answers),
        *_against_condition(sheet, answers, picks),
        *_wrong_not_scored(sheet, answers, holding),
        *_wrong_rejected(sheet, answers, picks),
    ]
    if problems:
        raise WrongAnswers(problems)
    return Ballot(picks, holding)


def ballots(sheet: Sheet, answers: Answers) -> tuple[Ballot, tuple[Ballot, ...]]:
    """The base answers, and those of each member with their changes applied; each checked.

    Raises:
        WrongAnswers: with every sentence of what to correct; a member's begin with the member's number.
    """
    base, members = ballot(sheet, answers), []
    problems: list[str] = []
    for number, changes in enumerate(answers.members, 1):
        try:
            members.append(ballot(sheet, with_changes(sheet, answers, changes)))
        except WrongAnswers as error:
            problems += [f"Thành viên thứ {number}: {sentence}" for sentence in error.sentences]
    if problems:
        raise WrongAnswers(problems)
    return base, tuple(members)


def with_changes(sheet: Sheet, answers: Answers, changes: Mapping[str, str | None]) -> Answers:
    """The answers where some criteria are answered otherwise: by an option, or by nothing ticked (None).

    Raises:
        WrongAnswers: an unknown criterion, or an option that is not one of the criterion's.
    """
    problems = [_unknown(sheet, code, "changes") for code in changes if not sheet.has_criterion(code)]
    problems += [
        f"Lựa chọn «{option}» không thuộc tiêu chí {sheet.criterion(code)}."
        for code, option in changes.items()
        if sheet.has_criterion(code) and option not in {None, *(o.id for o in sheet.criterion(code).options)}
    ]
    if problems:
        raise WrongAnswers(problems)
    kept = [option for option in answers.chosen if sheet.criterion_of(option).code not in changes]
    lists = {key: tuple(code for code in getattr(answers, key) if code not in changes) for key in LISTS}
    unticked = tuple(code for code, option in changes.items() if option is None)
    return replace(
        answers,
        **{**lists, "none": lists["none"] + unticked},
        chosen=(*kept, *(option for option in changes.values() if option is not None)),
        members=(),
    )


def _unknown(sheet: Sheet, code: str, key: str) -> str:
    return f"Không có tiêu chí «{code}» trong phiếu số {sheet.number}; hãy xem lại mục «{key}»."


def _wrong_codes(sheet: Sheet, answers: Answers) -> Iterator[str]:
    for option in answers.chosen:
        if not sheet.has_option(option):
            yield f"Không có lựa chọn «{option}» trong phiếu số {sheet.number}; hãy xem lại mục «chosen»."
    for key in (*LISTS, "rejected"):
        for code in getattr(answers, key):
            if not sheet.has_criterion(code):
                yield _unknown(sheet, code, key)


def _wrong_counts(sheet: Sheet, answers: Answers) -> Iterator[str]:
    given = Counter(sheet.criterion_of(option).code for option in answers.chosen)
    for key in LISTS:
        given.update(getattr(answers, key))
    for criterion in sheet.criteria:
        if given[criterion.code] == 0:
            yield f"Tiêu chí {criterion} chưa được trả lời; nếu không đạt mức nào, hãy ghi mã vào «none»."
        elif given[criterion.code] > 1:
            yield f"Tiêu chí {criterion} được trả lời {given[criterion.code]} lần; chỉ giữ một."


def _applies(criterion: Criterion, picks: Mapping[str, Option]) -> bool:
    condition = criterion.applies_when
    if condition is None:
        return True
    pick = picks.get(condition.criterion)
    return pick is not None and pick.id not in condition.except_options


def _against_condition(sheet: Sheet, answers: Answers, picks: Mapping[str, Option]) -> Iterator[str]:
    for criterion in sheet.criteria:
        condition, applies = criterion.applies_when, _applies(criterion, picks)
        if criterion.code in answers.not_applicable:
            if condition is None:
                yield f"Tiêu chí {criterion} luôn áp dụng; không ghi vào «not_applicable»."
            elif applies:
                reason = picks[condition.criterion].id
                yield f"Tiêu chí {criterion} có áp dụng vì đã chọn {reason}; hãy chấm tiêu chí này."
        if condition and criterion.code in picks and not applies:
            yield f"Tiêu chí {criterion} không được chọn mức nào. {condition.text}."


def _holding(sheet: Sheet, answers: Answers, picks: Mapping[str, Option]) -> Iterator[tuple[int, str, Gate]]:
    """Gates that hold on these answers, in print order within criteria, then those of sections."""
    for criterion in sheet.criteria:
        if criterion.gate and criterion.code in answers.rejected:
            yield criterion.index, criterion.code, criterion.gate
    for section in sheet.sections:
        if section.gate:
            zero = [
                criterion.index
                for criterion in section.criteria
                if criterion.code in section.gate.zero_in
                and criterion.code not in answers.not_scored
                and not (criterion.code in picks and picks[criterion.code].points)
            ]
            if zero:
                yield zero[0], section.code, section.gate


def _wrong_not_scored(sheet: Sheet, answers: Answers, holding: tuple[tuple[int, str, Gate], ...]) -> Iterator[str]:
    first = min((index for index, _, _ in holding), default=None)
    for code in answers.not_scored:
        criterion = sheet.criterion(code)
        if first is None or criterion.index <= first:
            yield f"Tiêu chí {criterion} phải được chấm; chỉ bỏ qua được tiêu chí đứng sau chỗ đã dừng hoặc đã bị loại."


def _wrong_rejected(sheet: Sheet, answers: Answers, picks: Mapping[str, Option]) -> Iterator[str]:
    watched = {code for section in sheet.sections if section.gate for code in section.gate.zero_in}
    for code in answers.rejected:
        criterion = sheet.criterion(code)
        if code in watched:
            if code in picks and picks[code].points:
                yield f"Tiêu chí {criterion} có điểm ({picks[code].id}) nên không dừng đánh giá; bỏ khỏi «rejected»."
        elif criterion.gate is None:
            yield f"Tiêu chí {criterion} không có căn cứ loại hoặc dừng đánh giá; không ghi vào «rejected»."
