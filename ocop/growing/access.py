"""Who sees and keeps growing areas: officers of the commune and above; a producer sees her own; all the public ones."""

from django.conf import settings
from django.db.models import Q

from ocop.accounts.models import Role, User
from ocop.accounts.roles import units_under
from ocop.core.access import EVERY, grant
from ocop.growing.models import GrowingArea
from ocop.producers.members import producers_of

KEEPERS = (Role.OFFICER, Role.ADMINISTRATOR)


def public_areas(_: User | None) -> Q:
    """Areas shown to everybody; demo ones only in a demo installation."""
    return Q(is_public=True, closed_on=None) & (EVERY if settings.DEMO else Q(is_demo=False))


def in_my_units(user: User) -> Q:
    """Areas in the person's unit or one below it."""
    return Q(unit__in=units_under(user, *KEEPERS).values("pk"))


def of_my_producers(user: User) -> Q:
    """Areas tied to a producer the person acts for, or to one of its products."""
    mine = producers_of(user).values("pk")
    tied = GrowingArea.objects.filter(Q(producers__in=mine) | Q(products__producer__in=mine))
    return Q(pk__in=tied.values("pk"))


def units_i_keep(user: User) -> Q:
    """Units, still existing, in which the person may write down a growing area."""
    return Q(pk__in=units_under(user, *KEEPERS).values("pk"), valid_to=None)


grant("growingarea.view", public_areas, because="vùng trồng đã công khai", public=True)
grant("growingarea.view", in_my_units, because="cán bộ xem vùng trồng của đơn vị mình và các đơn vị trực thuộc")
grant("growingarea.view", of_my_producers, because="chủ thể xem vùng trồng gắn với mình")
grant("growingarea.edit", in_my_units, because="cán bộ ghi vùng trồng của đơn vị mình và các đơn vị trực thuộc")
grant("unit.add_growing_area", units_i_keep, because="cán bộ thêm vùng trồng ở đơn vị mình và các đơn vị trực thuộc")
