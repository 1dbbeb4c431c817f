"""Who sees people and gives them roles. An administrator acts in the unit where she is appointed and below it."""

from __future__ import annotations

from django.db.models import Exists, Q

from ocop.accounts.models import Appointment, Role, User
from ocop.accounts.roles import units_under, units_where
from ocop.core.access import grant


def myself(user: User) -> Q:
    return Q(pk=user.pk)


def appointed_in_my_units(user: User) -> Q:
    """People who hold or held a role in a unit the person administers."""
    units = units_under(user, Role.ADMINISTRATOR).values("pk")
    return Q(pk__in=Appointment.objects.filter(unit__in=units).values("user"))


def wholly_in_my_units(user: User) -> Q:
    """Those of them who hold no role anywhere else."""
    units = units_under(user, Role.ADMINISTRATOR).values("pk")
    elsewhere = Appointment.objects.not_over().exclude(unit__in=units).values("user")
    return appointed_in_my_units(user) & ~Q(pk__in=elsewhere)


def others_wholly_in_my_units(user: User) -> Q:
    return wholly_in_my_units(user) & ~Q(pk=user.pk)


def units_i_administer(user: User) -> Q:
    """Units, still existing, that the person administers."""
    return Q(pk__in=units_under(user, Role.ADMINISTRATOR).values("pk"), valid_to=None)


def mine(user: User) -> Q:
    return Q(user=user)


def in_units_i_administer(user: User) -> Q:
    return Q(unit__in=units_under(user, Role.ADMINISTRATOR).values("pk"))


def entries_of_my_people(user: User) -> Q:
    """Journal lines written by people who hold or held a role in a unit the person administers."""
    units = units_under(user, Role.ADMINISTRATOR).values("pk")
    return Q(by__in=Appointment.objects.filter(unit__in=units).values("user"))


def whole_journal(user: User) -> Q:
    """All journal lines, for the administrators of the unit that stands above all others."""
    return Q(Exists(units_where(user, Role.ADMINISTRATOR).filter(parent=None)))


def entries_of_the_system(user: User) -> Q:
    """Lines of the system itself, for the administrators of a unit that has others below it."""
    over_others = units_where(user, Role.ADMINISTRATOR).filter(children__valid_to=None, children__isnull=False)
    return Q(Exists(over_others)) & Q(by=None)


IN_HER_UNITS = "quản trị viên quản lý nhân sự của đơn vị mình và các đơn vị trực thuộc"

grant("user.view", myself, because="mỗi người xem được tài khoản của mình")
grant("user.view", appointed_in_my_units, because=IN_HER_UNITS)
grant("user.edit", myself, because="mỗi người tự sửa họ tên, điện thoại của mình")
grant("user.invite", others_wholly_in_my_units, because="quản trị viên gửi lại thư mời cho người của đơn vị mình")
grant("user.hand_over", wholly_in_my_units, because="quản trị viên bàn giao việc của người chỉ thuộc đơn vị mình")
grant(
    "user.deactivate", others_wholly_in_my_units, because="quản trị viên khóa tài khoản của người chỉ thuộc đơn vị mình"
)
grant("user.reactivate", others_wholly_in_my_units, because="quản trị viên mở lại tài khoản đã khóa")
grant(
    "unit.appoint", units_i_administer, because="quản trị viên bổ nhiệm vai trò trong đơn vị mình và đơn vị trực thuộc"
)
grant("appointment.view", mine, because="mỗi người xem được vai trò của mình")
grant("appointment.view", in_units_i_administer, because=IN_HER_UNITS)
grant(
    "appointment.end", in_units_i_administer, because="quản trị viên kết thúc vai trò trong đơn vị mình và trực thuộc"
)
grant("entry.view", whole_journal, because="quản trị viên ở đơn vị cao nhất xem toàn bộ nhật ký")
grant(
    "entry.view", entries_of_the_system, because="quản trị viên của đơn vị có đơn vị trực thuộc xem việc hệ thống làm"
)
grant("entry.view", entries_of_my_people, because="quản trị viên xem nhật ký của người thuộc đơn vị mình")
