"""Who may do what, said once.

A grant maps a person to the rows (a `Q`) for which a permission holds, and says why. A permission is the union of its
grants; without a grant nobody has it, and there is no superuser pass. Lists, pages, buttons and exports all ask here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self, TypeAlias, TypeVar

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import BooleanField, Case, Model, Q, QuerySet, Value, When
from django.http import Http404

from ocop.core import versions
from ocop.core.memo import remembered

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from ocop.accounts.models import User

    Person: TypeAlias = User | AnonymousUser
else:
    Person = object

M = TypeVar("M", bound=Model)
Rows = Callable[["User"], Q]

EVERY = Q(pk__isnull=False)
NONE = Q(pk__in=[])


@dataclass(frozen=True)
class Grant:
    """One reason why somebody may do something to some rows."""

    permission: str
    rows: Rows
    because: str
    public: bool


_grants: dict[str, list[Grant]] = {}


def grant(permission: str, rows: Rows, *, because: str, public: bool = False) -> None:
    """Add a grant. `permission` is `<model>.<verb>`; `public=True` lets visitors without an account in too."""
    _grants.setdefault(permission, []).append(Grant(permission, rows, because, public))


def everyone(_: User) -> Q:
    """All rows, for grants that do not depend on the person."""
    return EVERY


def all_grants() -> list[Grant]:
    """Every grant, sorted by permission: the source of docs/permissions.md."""
    return [grant for permission in sorted(_grants) for grant in _grants[permission]]


def rows_for(person: Person | None, permission: str) -> Q:
    """The rows of a permission for a person, as a `Q` on its model.

    Raises:
        LookupError: nobody was ever granted this permission (a misspelt name).
        ValueError: a grant returned an empty `Q`, which would open everything.
    """
    if permission not in _grants:
        raise LookupError(f"no grant for {permission!r}")
    return remembered(person, ("rows", permission), lambda: _union(person, permission))


def _union(person: Person | None, permission: str) -> Q:
    signed_in = person is not None and person.is_authenticated and person.is_active
    rows = NONE
    for each in _grants[permission]:
        if not (signed_in or each.public):
            continue
        q = each.rows(person)  # type: ignore[arg-type]
        if not q:
            raise ValueError(f"empty Q from {each.rows.__qualname__} for {permission}; say EVERY or NONE")
        rows |= q
    return rows


class AccessQuerySet(QuerySet[M]):
    """A QuerySet that knows the grants."""

    def allowed(self, person: Person | None, permission: str) -> Self:
        """The rows for which the person has the permission."""
        return self.filter(rows_for(person, permission))

    def with_access(self, person: Person | None, *permissions: str) -> Self:
        """The same rows, each carrying `may_<verb>` for every permission, for the buttons of a list."""
        flags = {
            f"may_{permission.partition('.')[2]}": Case(
                When(rows_for(person, permission), then=Value(True)), default=Value(False), output_field=BooleanField()
            )
            for permission in permissions
        }
        return self.annotate(**flags)

    # These write without signals, so they tell core.versions themselves; `delete` goes through signals.

    def update(self, **kwargs: Any) -> int:
        count = super().update(**kwargs)
        versions.changed(self.model)
        return count

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[M]:
        rows = super().bulk_create(*args, **kwargs)
        versions.changed(self.model)
        return rows

    bulk_create.alters_data = True  # type: ignore[attr-defined]


def allows(person: Person | None, permission: str, thing: Model) -> bool:
    """Whether the person has the permission for this thing as it stands in the database now. One query."""
    return type(thing)._default_manager.filter(rows_for(person, permission), pk=thing.pk).exists()


def require(person: Person | None, permission: str, thing: Model) -> None:
    """Raise PermissionDenied (403) unless the person has the permission for this thing."""
    if not allows(person, permission, thing):
        raise PermissionDenied(permission)


def get_visible_or_404(rows: QuerySet[M], person: Person | None, **lookup: Any) -> M:
    """The one row of the lookup if the person may view it; otherwise 404, so that a guessed URL tells nothing."""
    permission = f"{rows.model._meta.model_name}.view"
    try:
        return rows.filter(rows_for(person, permission)).get(**lookup)
    except (ObjectDoesNotExist, ValueError, TypeError) as error:
        raise Http404(permission) from error
