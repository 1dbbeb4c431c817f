"""The filter above a public list: read from the address, shareable, each part removable by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format


class Filter(forms.Form):
    """A form of a list: GET, nothing required. What is not understood is ignored, never an error."""

    page_name = "trang"

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query)
        self.query = query
        self.offer()
        self.is_valid()

    def offer(self) -> None:
        """Fill the choices from what there is to choose."""

    def asked(self, name: str) -> Any:
        """A field's value; empty when it was not asked for or not understood."""
        return self.cleaned_data.get(name) or ""

    def chips(self) -> list[tuple[str, str]]:
        """What the list is filtered by: words, and the address without that filter."""
        return [(self.words(name), self._without(name)) for name in self.fields if self.asked(name)]

    def words(self, name: str) -> str:
        """A filter in words: its label and what was asked."""
        field, value = self.fields[name], self.asked(name)
        if isinstance(field, forms.ChoiceField):
            return next((str(label) for key, label in field.widget.choices if str(key) == str(value)), str(value))
        if isinstance(value, date):
            return f"{field.label}: {date_format(value, 'SHORT_DATE_FORMAT')}"
        return f"{field.label}: «{value}»"

    def _without(self, name: str) -> str:
        rest = self.query.copy()
        for key in (name, self.page_name):
            rest.pop(key, None)
        return f"?{rest.urlencode()}"
