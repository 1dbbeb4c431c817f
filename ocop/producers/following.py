"""What stands in any app about one thing, pointed at another: used when two records turn out to be one.

Every relation is found from the models themselves, so that one an app adds later is not forgotten; a test names all.
What was frozen (snapshots, steps, the journal, what a certificate says) names no record of ours and is not touched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import UniqueConstraint

from ocop.core import versions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from django.db.models import Field, Model

    from ocop.producers.models import Producer, Product

T = TypeVar("T", "Producer", "Product")


def relations_of(model: type[Model]) -> Iterator[Field[Any, Any]]:
    """The fields of all models that point at this one, those of hidden tables between two models too."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            yield relation.field  # type: ignore[union-attr]


def name_of(field: Field[Any, Any]) -> str:
    """«trade.enquiry.product»: a relation as lists of them say it."""
    return f"{field.model._meta.label_lower}.{field.name}"


def follow(gone: T, stays: T, *, but: Collection[str] = ()) -> dict[str, int]:
    """Point at `stays` what pointed at `gone`; how many rows of each relation.

    Where the record that stays has the same already (one shop link twice, one position), the row stays behind with the
    other: nothing is lost and nothing doubled.
    """
    moved = {}
    for field in relations_of(type(gone)):
        name = name_of(field)
        if name in but:
            continue
        rows = field.model._base_manager.filter(**{field.name: gone}).order_by("pk")
        if count := sum(_point(field, pk, stays) for pk in rows.values_list("pk", flat=True)):
            moved[name] = count
            versions.changed(field.model)
    return moved


def _point(field: Field[Any, Any], pk: int, stays: Model) -> bool:
    try:
        with transaction.atomic():
            field.model._base_manager.filter(pk=pk).update(**{field.name: stays})
    except IntegrityError:
        if not _stands_once(field):
            raise
        return False
    return True


def _stands_once(field: Field[Any, Any]) -> bool:
    """Whether a second row of this relation may be one too many; any other refusal of the database is no doubling."""
    meta = field.model._meta
    rules = [rule.fields for rule in meta.constraints if isinstance(rule, UniqueConstraint)]
    return field.unique or any(field.name in names for names in [*rules, *meta.unique_together])
