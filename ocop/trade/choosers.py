"""How an editor chooses one of twenty thousand products: by a few letters of its name, its maker or its code."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser as views
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser

from ocop.core.text import normalise
from ocop.places.models import Unit
from ocop.producers.models import Producer, Product


def with_words(text: str, column: str = "search") -> Q:
    """Rows whose searched column has every word of a text."""
    rows = Q(pk__isnull=False)
    for word in normalise(text[:200]).split()[:8]:
        rows &= Q(**{f"{column}__contains": word})
    return rows


class WordsForm(BaseFilterForm):
    """The line to type in: accents and capitals do not matter."""

    q = forms.CharField(label="Tìm", required=False, widget=forms.TextInput(attrs={"placeholder": "Vài chữ của tên"}))

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        return super().filter(objects).filter(with_words(self.search_query))


class Listed:
    """Shows and gives only what may be chosen. A subclass says which rows and which words beside the name."""

    filter_form_class = WordsForm
    beside: tuple[tuple[str, str], ...] = ()
    rows: Any = None

    def get_object_list(self) -> QuerySet[Any]:
        return type(self).rows()

    def get_object(self, pk: str) -> Any:
        return self.get_object_list().get(pk=pk)

    def get_objects(self, pks: list[str]) -> QuerySet[Any]:
        return self.get_object_list().filter(pk__in=pks)

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, *(Column(path, label=label, accessor=path) for label, path in self.beside)]  # type: ignore[misc]


def chooser(
    model: type[Any], rows: Any, *, name: str, icon: str, one: str, many: str, beside: tuple[tuple[str, str], ...]
) -> ChooserViewSet:
    """A chooser of these rows, used by every form of the CMS that points at the model."""

    def listed(view: type[Any]) -> type[Any]:
        return type(view.__name__, (Listed, view), {"rows": staticmethod(rows), "beside": beside})

    return ChooserViewSet(
        name,
        model=model,
        icon=icon,
        choose_one_text=one,
        choose_another_text=many,
        edit_item_text="Sửa",
        search_tab_label="Tìm",
        per_page=15,
        base_widget_class=type("Chooser", (Named,), {}),
        choose_view_class=listed(views.ChooseView),
        choose_results_view_class=listed(views.ChooseResultsView),
        chosen_view_class=type("Chosen", (Titled, listed(views.ChosenView)), {}),
        chosen_multiple_view_class=type("ChosenMultiple", (Titled, listed(views.ChosenMultipleView)), {}),
    )


def title_of(thing: Any) -> str:
    """What tells a thing from others of its name: a unit by its province, a product by its maker."""
    if isinstance(thing, Unit):
        return thing.path
    return f"{thing.name} ({thing.producer.name})" if isinstance(thing, Product) else str(thing)


class Titled:
    def get_display_title(self, instance: Any) -> str:
        return title_of(instance)


class Named(Titled, BaseChooser):
    """The chooser's field in a form."""


def public_products() -> QuerySet[Product]:
    return Product.objects.allowed(None, "product.view").select_related("producer__unit").order_by("order", "pk")


def public_producers() -> QuerySet[Producer]:
    rows = Producer.objects.allowed(None, "producer.view")
    return rows.select_related("unit__parent__parent").order_by("order", "pk")


def communes() -> QuerySet[Unit]:
    rows = Unit.objects.current().filter(level=Unit.Level.COMMUNE)
    return rows.select_related("parent__parent").order_by("order", "pk")


CHOOSERS = [
    chooser(
        Product, public_products, name="trade_products", icon="tag", one="Chọn sản phẩm", many="Chọn sản phẩm khác",
        beside=(("Chủ thể", "producer.name"), ("Địa bàn", "producer.unit.title"), ("Mã số", "official_code")),
    ),
    chooser(
        Producer, public_producers, name="trade_producers", icon="group", one="Chọn chủ thể",
        many="Chọn chủ thể khác", beside=(("Địa bàn", "unit.path"),),
    ),
    chooser(
        Unit, communes, name="trade_units", icon="site", one="Chọn xã, phường", many="Chọn xã, phường khác",
        beside=(("Thuộc", "parent.title"),),
    ),
]  # fmt: skip
