from __future__ import annotations

from typing import TYPE_CHECKING

from ocop.accounts.models import Role
from ocop.accounts.queries import holds
from ocop.core.frame import menu_entry

if TYPE_CHECKING:
    from ocop.core.access import Person


def administers(person: Person) -> bool:
    return person.is_authenticated and holds(person, Role.ADMINISTRATOR)


menu_entry("Nhân sự", "accounts:people", order=90, shows=administers)
