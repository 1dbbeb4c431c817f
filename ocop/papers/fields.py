"""Fields of a law form, written with the form's own labels."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ocop.papers.layout import Paper
from ocop.papers.markup import Look, Run, bold, italic, tick
from ocop.papers.text import clean, one_line, or_dots, paragraphs, short_day

# Fields printed on the line of the field before them, as in Annex III («Điện thoại: … Email: …»).
ON_THE_SAME_LINE = frozenset({"email", "ethnicity", "registration_number"})

_NUMBERED = re.compile(r"\d+\.|[a-zđ]\)")

Field = Mapping[str, Any]


@dataclass(frozen=True)
class Answers:
    """Answers by field id. A field of a group is found nested, as `group.field`, or by its own id."""

    values: Mapping[str, Any]
    path: tuple[str, ...] = ()

    def get(self, field_id: str) -> Any:
        """The answer, or None."""
        dotted = ".".join((*self.path, field_id))
        nested: Any = self.values
        for name in self.path:
            nested = nested.get(name) if isinstance(nested, Mapping) else None
        if isinstance(nested, Mapping) and field_id in nested:
            return nested[field_id]
        return self.values.get(dotted, self.values.get(field_id))

    def inside(self, field_id: str) -> "Answers":
        """The answers seen from inside a group."""
        return Answers(self.values, (*self.path, field_id))


def shown(field: Field, value: Any) -> str:
    """A value as it is printed on one line."""
    if isinstance(value, (list, tuple)):
        return ", ".join(shown(field, item) for item in value)
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, date):
        return short_day(value)
    if field.get("type") == "date" and value:
        return _iso_day(str(value))
    choices = [choice for choice in field.get("choices") or () if isinstance(choice, Mapping)]
    return clean(next((choice["label"] for choice in choices if choice["id"] == value), value))


def write_fields(paper: Paper, fields: Sequence[Field], answers: Answers, *, mark: str = "") -> None:
    """The fields in their order; `mark` («- ») stands before each of them."""
    skip = False
    for number, field in enumerate(fields):
        if skip:
            skip = False
            continue
        following = fields[number + 1] if number + 1 < len(fields) else {}
        skip = _joins(following)
        own = "" if _NUMBERED.match(field["label"]) else mark
        _write_field(paper, field, answers, own, following if skip else None)


def _joins(field: Field) -> bool:
    return bool(field.get("same_line", field.get("id") in ON_THE_SAME_LINE))


def _write_field(paper: Paper, field: Field, answers: Answers, mark: str, joined: Field | None) -> None:
    kind, value = field.get("type"), answers.get(field["id"])
    if kind == "group":
        _group(paper, field, answers, mark)
    elif kind == "tick":
        _tick(paper, field, answers, mark)
    elif kind == "long_text":
        _long_text(paper, field, value, mark)
    elif kind == "file":
        paper.line(f"{mark}{_label(field)}.", look=_LINE)
    elif kind == "choice" and any(isinstance(choice, Mapping) for choice in field.get("choices") or ()):
        _choice(paper, field, value, mark)
    elif kind != "signature":
        _plain(paper, field, answers, mark, joined)


def _plain(paper: Paper, field: Field, answers: Answers, mark: str, joined: Field | None) -> None:
    value, look = shown(field, answers.get(field["id"])), _LINE
    runs: list[Any] = [f"{mark}{_label(field)}", *_footnote_mark(field), ": ", or_dots(value)]
    if joined:
        other = f"{_label(joined)}: {or_dots(shown(joined, answers.get(joined['id'])))}"
        room = max(len(_label(field)) + len(value), len(other)) < 40
        runs.append(f"\t{other}" if room else f"\n{other}")
        look = _LINE.but(align="left", tab=paper.width * 0.54)
    paper.line(*runs, look=look)


def _footnote_mark(field: Field) -> list[Run]:
    return [Run("(1)", raised=True)] if field.get("footnote") else []


def _group(paper: Paper, field: Field, answers: Answers, mark: str) -> None:
    own = answers.get(field["id"])
    written = f" {clean(own)}" if isinstance(own, str) else ""
    paper.line(f"{mark}{_label(field)}:{written}", look=_LINE.but(keep_next=True))
    write_fields(paper, field["fields"], answers.inside(field["id"]), mark="- ")


def _tick(paper: Paper, field: Field, answers: Answers, mark: str) -> None:
    value = answers.get(field["id"])
    if field.get("printed_as"):
        paper.text(clean(field["label"]))
        return
    below = field.get("fields") or ()
    on = bool(value.get("") if isinstance(value, Mapping) else value)
    on = on or any(answers.inside(field["id"]).get(each["id"]) for each in below)
    runs: list[Any] = [f"{mark}{_label(field)}: ", tick(on)]
    if field.get("with_text") and isinstance(value, str):
        runs.append(f" {one_line(value)}")
    paper.line(*runs, look=_LINE)
    write_fields(paper, below, answers.inside(field["id"]), mark="+ ")


def _choice(paper: Paper, field: Field, value: Any, mark: str) -> None:
    runs: list[Any] = [f"{mark}{_label(field)}:"]
    for choice in field["choices"]:
        runs += [f"   {one_line(choice['label'])} ", tick(choice["id"] == value)]
    paper.line(*runs, look=_LINE)


def _long_text(paper: Paper, field: Field, value: Any, mark: str) -> None:
    label = _label(field)
    end = "" if label.endswith(".") else ":"
    paper.line(f"{mark}{label}{end}", look=_LINE.but(keep_next=True))
    written = paragraphs(value)
    for text in written:
        paper.text(text)
    if not written and field.get("instruction"):
        paper.line(italic(f"({clean(field['instruction'])})"), look=_LINE)
    if not written:
        paper.line(or_dots(""), look=_LINE)


def _label(field: Field) -> str:
    label = one_line(field["label"]).rstrip(":")
    return label.rstrip(".") if field.get("type") == "file" else label


def _iso_day(value: str) -> str:
    try:
        return short_day(date.fromisoformat(value))
    except ValueError:
        return clean(value)


def footnotes(fields: Sequence[Field]) -> list[str]:
    """The footnotes of the fields, in their order."""
    return [clean(field["footnote"]) for field in fields if field.get("footnote")]


def part_heading(paper: Paper, code: str, title: str) -> None:
    """«Phần I» and its title in capitals, as Annex III prints them."""
    look = Look("center", before=10, keep_next=True, outline=1)
    paper.line(bold(f"Phần {one_line(code)}"), look=look)
    paper.line(bold(one_line(title).upper()), look=look.but(before=0, after=4, outline=None))


_LINE = Look("both", before=2, after=2, line=1.08)
