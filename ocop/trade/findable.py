"""What the search knows of a trade record: there as long as the record is public."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import override

from ocop.places.renaming import when_renamed
from ocop.search import index
from ocop.search.index import Item

if TYPE_CHECKING:
    from ocop.places.models import Unit
    from ocop.trade.models import Record


def item(record: Record) -> Item:
    """By its names; by what a list finds it by and its place; by what is told of it."""
    unit = getattr(record, "unit", None)
    with override(settings.LANGUAGE_CODE):
        return Item(
            kind=kind_of(type(record)),
            key=record.code,
            title=record.name,
            url_path=record.get_absolute_url(),
            keywords=" ".join([record.name_en, record.searched(), unit.path if unit else ""]),
            text=f"{record.description} {record.description_en}",
            is_demo=record.is_demo,
        )


def kind_of(model: type[Record]) -> str:
    """The name of these records in the search."""
    return str(model._meta.model_name)


def renew(record: Record) -> None:
    """Tell the search what a record says now, or that it is no longer public."""
    if record.is_public:
        index.put_many([item(record)])
    else:
        forget(record)


def forget(record: Record) -> None:
    """Take a record out of the search."""
    index.drop(kind_of(type(record)), record.code)


def offer(model: Any) -> None:
    """Say where all public records of a model come from, for `search.index.rebuild`; renewed with their unit's name."""

    def rows() -> Iterator[Item]:
        return (item(record) for record in model.objects.filter(is_public=True).iterator(chunk_size=1000))

    def renew_in(unit: Unit) -> None:
        here = Q(unit=unit) | Q(unit__parent=unit) | Q(unit__parent__parent=unit)
        index.put_many(item(each) for each in model.objects.filter(here, is_public=True).select_related("unit"))

    index.source(kind_of(model), rows)
    if any(field.name == "unit" for field in model._meta.fields):
        when_renamed(renew_in)
