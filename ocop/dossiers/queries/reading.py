"""Forms 01 and 02 as they are read: the printed labels with what was written, without the empty boxes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from ocop.dossiers.fields import FormField, fields_of
from ocop.dossiers.models import Dossier


@dataclass(frozen=True)
class ReadForm:
    """One form: its name, and its lines (label, text) under their printed headings ("" for single lines)."""

    code: str
    name: str
    groups: list[tuple[str, list[tuple[str, str]]]]


def read_forms(dossier: Dossier, form01: Mapping[str, Any], form02: Mapping[str, Any]) -> list[ReadForm]:
    """Both forms with these contents: of the dossier now, or of a frozen copy. One query."""
    forms = []
    for form in dossier.regime.forms.filter(code__in=("01", "02")).order_by("code"):
        content = form01 if form.code == "01" else form02
        shown = [field for field in fields_of(form) if field.required or content.get(field.key)]
        groups = [
            (heading, [(field.label, _words(field, str(content.get(field.key, "")))) for field in fields])
            for heading, fields in groupby(shown, key=lambda field: field.group)
        ]
        if form.code == "02" and dossier.kind.must_show:
            changes = [(what, str(content.get(f"changes.{n}", ""))) for n, what in enumerate(dossier.kind.must_show)]
            groups.append((f"Nội dung phải nêu khi {dossier.kind.label.lower()}", changes))
        forms.append(ReadForm(form.code, form.name, groups))
    return forms


def _words(field: FormField, value: str) -> str:
    if field.type == "tick":
        return "Có" if value else ""
    if field.type == "date" and value:
        try:
            return f"{date.fromisoformat(value):%d/%m/%Y}"
        except ValueError:
            return value
    return dict(field.choices).get(value, value)
