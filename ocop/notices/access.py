"""Who sees a notice: the person it was sent to, and nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from ocop.core.access import grant

if TYPE_CHECKING:
    from ocop.accounts.models import User


def to_me(user: User) -> Q:
    return Q(to=user)


grant("notice.view", to_me, because="mỗi người chỉ đọc thông báo gửi cho mình")
