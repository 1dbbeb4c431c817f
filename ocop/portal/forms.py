"""The filters of the public lists, read from the address. What is not understood is ignored, never an error."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict

from ocop.portal import queries
from ocop.portal.queries import POTENTIAL, SORTS, STATES, Search
from ocop.producers.models import Producer
from ocop.programme.models import StarBand


class FilterForm(forms.Form):
    """A form of a list: GET, nothing required. `cleaned` holds only what was understood."""

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query)
        self.offer()
        self.is_valid()
        self.unit = queries.unit_by_key(self.cleaned("don_vi"))

    def offer(self) -> None:
        """Fill the choices from what there is to choose."""

    def cleaned(self, name: str) -> str:
        """A field's value, or "" when it was empty or not understood."""
        return str(self.cleaned_data.get(name) or "")

    def chips(self) -> list[tuple[str, str]]:
        """What the list is filtered by: words, and the address without that filter."""
        return [
            (self.words(name), self._without(name)) for name in self.fields if name != "sap_xep" and self.cleaned(name)
        ]

    def words(self, name: str) -> str:
        """A filter in words."""
        value = self.cleaned(name)
        if name == "q":
            return f"«{value}»"
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            return _label(field.choices, value)
        return value

    def _without(self, name: str) -> str:
        query = cast(QueryDict, self.data).copy()
        for key in (name, "trang"):
            query.pop(key, None)
        return f"?{query.urlencode()}"


def _label(choices: Any, value: str) -> str:
    for key, label in choices:
        if isinstance(label, list | tuple):
            if (found := _label(label, value)) != value:
                return found
        elif key == value:
            return str(label)
    return value


class ProductFilter(FilterForm):
    """Filters of the list of products."""

    q = forms.CharField(label="Tên sản phẩm, chủ thể", required=False, max_length=200)
    nhom = forms.ChoiceField(label="Nhóm sản phẩm", required=False)
    don_vi = forms.ChoiceField(label="Địa bàn, cũ hoặc mới", required=False)
    sao = forms.ChoiceField(label="Hạng sao", required=False)
    loai_hinh = forms.ChoiceField(label="Loại hình chủ thể", required=False)
    hieu_luc = forms.ChoiceField(
        label="Hiệu lực hôm nay",
        required=False,
        choices=[("", "Tất cả"), *((key, label) for key, (label, _) in STATES.items())],
    )
    chu_the = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    sap_xep = forms.ChoiceField(
        label="Sắp xếp", required=False, choices=[(key, label) for key, (label, _) in SORTS.items()]
    )

    producer: Producer | None = None

    def offer(self) -> None:
        _fill(self, "nhom", [(name, name) for name in queries.group_names()])
        _fill(self, "don_vi", queries.unit_choices())
        _fill(self, "loai_hinh", queries.organisation_types())
        stars = StarBand.objects.filter(certificate=True).order_by("-stars").values_list("stars", flat=True)
        _fill(self, "sao", [*((str(n), f"{n} sao") for n in dict.fromkeys(stars)), (POTENTIAL, "Tiềm năng")])

    def search(self) -> Search:
        """What the list is asked for."""
        if code := self.cleaned("chu_the"):
            self.producer = Producer.objects.allowed(None, "producer.view").filter(code=code).first()
            if self.producer is None:
                self.cleaned_data["chu_the"] = ""
        return Search(
            text=self.cleaned("q"),
            group=self.cleaned("nhom"),
            unit=self.unit,
            stars=self.cleaned("sao"),
            organisation=self.cleaned("loai_hinh"),
            producer=self.producer,
            state=self.cleaned("hieu_luc"),
            sort=self.cleaned("sap_xep"),
        )

    def words(self, name: str) -> str:
        return str(self.producer) if name == "chu_the" else super().words(name)


class ProducerFilter(FilterForm):
    """Filters of the list of producers."""

    q = forms.CharField(label="Tên chủ thể", required=False, max_length=200)
    don_vi = forms.ChoiceField(label="Địa bàn, cũ hoặc mới", required=False)
    loai_hinh = forms.ChoiceField(label="Loại hình", required=False)

    def offer(self) -> None:
        _fill(self, "don_vi", queries.unit_choices())
        _fill(self, "loai_hinh", queries.organisation_types())


class VerifyForm(forms.Form):
    """One number to look up."""

    so = forms.CharField(
        label="Số giấy chứng nhận",
        max_length=200,
        help_text="Ghi như trên giấy; không cần đúng chữ hoa, chữ thường hay khoảng trắng.",
        error_messages={"required": "Hãy nhập số giấy chứng nhận."},
    )


def _fill(form: forms.Form, name: str, choices: list[Any]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = [("", "Tất cả"), *choices]
