"""The fields of a form of the law as a flat list, from the labels the decision prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ocop.programme.models import LawForm

_NOT_TYPED = {"signature", "file", "score_sheet"}


@dataclass(frozen=True)
class FormField:
    """One thing to fill in. `key` is the dotted path of field ids; `part` the part of the form it stands in."""

    key: str
    part: str
    label: str
    type: str
    required: bool
    choices: tuple[tuple[str, str], ...]
    hint: str
    group: str


def fields_of(form: LawForm) -> list[FormField]:
    """The fields a person types or ticks, in printed order; signatures and the scoring sheet are left out."""
    content = form.content
    parts = content.get("parts") or [{"code": "", "fields": content.get("fields", [])}]
    return [field for part in parts for field in _flatten(part.get("fields", []), part.get("code", ""))]


def _flatten(fields: list[dict[str, Any]], part: str, prefix: str = "", group: str = "") -> Iterator[FormField]:
    for field in fields:
        key = f"{prefix}{field['id']}"
        if field["type"] not in _NOT_TYPED and field["type"] != "group" and not field.get("per"):
            yield FormField(
                key=key,
                part=part,
                label=field["label"],
                type=field["type"],
                required=bool(field.get("required")),
                choices=_choices(field),
                hint=field.get("note") or field.get("instruction") or "",
                group=group,
            )
        if nested := field.get("fields"):
            yield from _flatten(nested, part, f"{key}.", field["label"])


def _choices(field: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    choices = field.get("choices") or []
    return tuple((c["id"], c["label"]) if isinstance(c, dict) else (c, c) for c in choices)
