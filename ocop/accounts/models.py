from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q

from ocop.core.access import AccessQuerySet
from ocop.core.codes import new_code
from ocop.core.dates import today
from ocop.places.models import Unit


class UserManager(BaseUserManager["User"].from_queryset(AccessQuerySet["User"])):  # type: ignore[misc]
    """Makes accounts; the e-mail is compared in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A new account with a personal e-mail and, unless given, no usable password."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Tài khoản cá nhân: one person. What they may do comes from roles held in units, never from flags here."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    email = models.EmailField("e-mail", unique=True)
    full_name = models.CharField("họ và tên", max_length=120)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False, editable=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    def __str__(self) -> str:
        return self.full_name or self.email

    def get_full_name(self) -> str:
        return str(self)


class Role(models.TextChoices):
    """What a person is in a unit. A producer's people are not here: they are members of the producer."""

    OFFICER = "officer", "Cán bộ phụ trách OCOP"
    LEADER = "leader", "Lãnh đạo ký quyết định"
    SECRETARY = "secretary", "Thư ký hội đồng"
    MEMBER = "member", "Thành viên hội đồng"
    ADVISER = "adviser", "Thành viên tổ tư vấn"
    EDITOR = "editor", "Biên tập viên"
    ADMINISTRATOR = "administrator", "Quản trị hệ thống"


class AppointmentQuerySet(AccessQuerySet["Appointment"]):
    """Roles held in units."""

    def in_force(self, day: date | None = None) -> Self:
        """Those held on a day (today)."""
        day = day or today()
        return self.filter(starts__lte=day).filter(Q(ends=None) | Q(ends__gte=day))

    def not_over(self, day: date | None = None) -> Self:
        """Those held on a day (today) or to be held later."""
        return self.filter(Q(ends=None) | Q(ends__gte=day or today()))

    def overlapping(self, starts: date, ends: date | None) -> Self:
        """Those held on at least one day of a period; `ends=None` is an open one."""
        rows = self.not_over(starts)
        return rows if ends is None else rows.filter(starts__lte=ends)


class Appointment(models.Model):
    """Bổ nhiệm vai trò: a person holds a role in a unit from a day, to a day or until further notice."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField("vai trò", max_length=20, choices=Role)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="appointments", verbose_name="đơn vị")
    agency = models.CharField("cơ quan", max_length=160, blank=True)
    position = models.CharField("chức vụ", max_length=120, blank=True)
    starts = models.DateField("từ ngày", default=today)
    ends = models.DateField("đến hết ngày", null=True, blank=True)
    appointed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="appointment_ends_later"),
            models.UniqueConstraint(
                fields=["user", "role", "unit"], condition=Q(ends=None), name="appointment_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.unit}"

    @property
    def title(self) -> str:
        """The role and where it is held: «Cán bộ phụ trách OCOP, xã Hòa Lộc»."""
        return f"{self.get_role_display()}, {self.unit}"

    @property
    def is_over(self) -> bool:
        return self.ends is not None and self.ends < today()

    @property
    def is_to_come(self) -> bool:
        return self.starts > today()
