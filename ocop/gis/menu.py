from ocop.accounts.models import User
from ocop.accounts.roles import units_where
from ocop.core.access import Person
from ocop.core.frame import menu_entry
from ocop.core.memo import remembered
from ocop.gis.access import GIS_ROLES
from ocop.places.models import Unit


def _keeps_map_data(person: Person) -> bool:
    if not isinstance(person, User):
        return False
    held = units_where(person, *GIS_ROLES).filter(level=Unit.Level.PROVINCE, valid_to=None)
    return remembered(person, "keeps_map_data", held.exists)


menu_entry("Dữ liệu bản đồ", "gis:list", order=70, shows=_keeps_map_data)
