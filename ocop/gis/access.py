"""Who sees the layers of the map and who keeps them: the officers and administrators of the province."""

from django.conf import settings
from django.db.models import Q

from ocop.accounts.models import Role, User
from ocop.accounts.roles import holds, units_under, units_where
from ocop.core.access import EVERY, NONE, grant
from ocop.gis.models import LayerVersion, Visibility
from ocop.places.models import Unit

GIS_ROLES = (Role.OFFICER, Role.ADMINISTRATOR)
_LEVELS = (Unit.Level.NATION, Unit.Level.PROVINCE)


def _not_demo() -> Q:
    return EVERY if settings.DEMO else Q(is_demo=False)


def provinces_i_map(user: User) -> Q:
    """Provinces, still existing, whose map data the person keeps."""
    return Q(pk__in=units_where(user, *GIS_ROLES).filter(level=Unit.Level.PROVINCE, valid_to=None).values("pk"))


def provinces_i_administer(user: User) -> Q:
    """Provinces, still existing, that the person administers."""
    return Q(pk__in=units_where(user, Role.ADMINISTRATOR).filter(level=Unit.Level.PROVINCE, valid_to=None).values("pk"))


def of_my_province(user: User) -> Q:
    """What belongs to the person's province or a unit of it."""
    mine = units_where(user, *GIS_ROLES).filter(level__in=_LEVELS)
    return Q(unit__in=units_under(user, *GIS_ROLES).values("pk")) if mine.exists() else NONE


def public_layers(_: User | None) -> Q:
    """Layers for everybody that have a published version; demo ones only in a demo installation."""
    return Q(visibility=Visibility.PUBLIC, published__isnull=False) & _not_demo()


def office_layers(user: User) -> Q:
    """Published layers for staff, for whoever holds an office anywhere."""
    if not holds(user, *Role.values):
        return NONE
    return Q(visibility=Visibility.OFFICES, published__isnull=False) & _not_demo()


def public_external(_: User | None) -> Q:
    """Other servers' layers for everybody."""
    return Q(visibility=Visibility.PUBLIC, is_active=True)


def office_external(user: User) -> Q:
    """Other servers' layers for staff."""
    return Q(visibility=Visibility.OFFICES, is_active=True) if holds(user, *Role.values) else NONE


def versions_of_my_province(user: User) -> Q:
    """Every version of the layers of the person's province."""
    mine = units_where(user, *GIS_ROLES).filter(level__in=_LEVELS)
    return Q(layer__unit__in=units_under(user, *GIS_ROLES).values("pk")) if mine.exists() else NONE


def originals_of_my_province(user: User) -> Q:
    """The files those versions were made from."""
    return Q(pk__in=LayerVersion.objects.filter(versions_of_my_province(user)).values("file"))


def administered_by_me(user: User) -> Q:
    """Everything of the kind, for the administrators of a province."""
    held = units_where(user, Role.ADMINISTRATOR).filter(level__in=_LEVELS)
    return EVERY if held.exists() else NONE


def kept_by_me(user: User) -> Q:
    """Everything of the kind, for those who keep a province's map data."""
    return EVERY if units_where(user, *GIS_ROLES).filter(level__in=_LEVELS).exists() else NONE


KEEPS = "cán bộ phụ trách và quản trị viên cấp tỉnh quản lý dữ liệu bản đồ của tỉnh"

grant("unit.add_layer", provinces_i_map, because=KEEPS)
grant("unit.allow_map_host", provinces_i_administer, because="quản trị viên cấp tỉnh cho phép máy chủ bản đồ bên ngoài")
grant("layer.view", public_layers, because="lớp bản đồ đã công bố cho mọi người", public=True)
grant("layer.view", office_layers, because="cán bộ các cấp xem lớp công bố cho cán bộ")
grant("layer.view", of_my_province, because=KEEPS)
grant("layer.manage", of_my_province, because=KEEPS)
grant("layerversion.view", versions_of_my_province, because=KEEPS)
grant("storedfile.view", originals_of_my_province, because="người quản lý lớp bản đồ tải lại được tệp gốc")
grant("externallayer.view", public_external, because="lớp bản đồ ngoài đã công bố cho mọi người", public=True)
grant("externallayer.view", office_external, because="cán bộ các cấp xem lớp ngoài dành cho cán bộ")
grant("externallayer.view", of_my_province, because=KEEPS)
grant("externallayer.manage", of_my_province, because=KEEPS)
grant("maphost.view", kept_by_me, because=KEEPS)
grant("maphost.manage", administered_by_me, because="quản trị viên cấp tỉnh cho phép máy chủ bản đồ bên ngoài")
