from ocop.accounts.models import User
from ocop.accounts.roles import holds
from ocop.core.access import Person
from ocop.core.frame import menu_entry
from ocop.growing.access import KEEPERS


def _keeps_areas(person: Person) -> bool:
    return isinstance(person, User) and holds(person, *KEEPERS)


menu_entry("Vùng trồng", "growing:list", order=60, shows=_keeps_areas)
