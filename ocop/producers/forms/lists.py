from __future__ import annotations

from django import forms

from ocop.core.text import normalise


class PairForm(forms.Form):
    """The word on a doubtful pair; of one producer also the code of the record that stays."""

    state = forms.CharField()
    stays = forms.CharField(required=False, max_length=12)


class SearchForm(forms.Form):
    """The words looked for in a list."""

    q = forms.CharField(required=False, max_length=100)

    def words(self) -> list[str]:
        """The words without accents; none when what was typed cannot be searched."""
        return normalise(self.cleaned_data.get("q", "")).split() if self.is_valid() else []
