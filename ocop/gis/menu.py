from ocop.accounts.models import User
from ocop.accounts.roles import holds_at
from ocop.core.access import Person
from ocop.core.frame import menu_entry
from ocop.gis.access import GIS_ROLES
from ocop.places.models import Unit


def _keeps_map_data(person: Person) -> bool:
    return isinstance(person, User) and holds_at(person, Unit.Level.PROVINCE, *GIS_ROLES)


menu_entry("Dữ liệu bản đồ", "gis:list", order=70, shows=_keeps_map_data)
