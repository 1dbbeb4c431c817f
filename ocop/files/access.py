"""Who sees a file: whoever put it there, until it belongs to a thing; then whoever sees that thing, as its app says."""

from collections.abc import Callable

from django.db.models import Q

from ocop.accounts.models import User
from ocop.core.access import NONE, grant

_belonging: list[Callable[[], Q]] = []


def belongs(files: Callable[[], Q]) -> None:
    """An app says which files belong to things of its own: from then on only its grants open them."""
    _belonging.append(files)


def uploaded_by_me(user: User) -> Q:
    """Files the person put there that belong to nothing yet: a role that ended or an interest opens nothing later."""
    owned = NONE
    for files in _belonging:
        owned |= files()
    return Q(uploaded_by=user) & ~owned


grant("storedfile.view", uploaded_by_me, because="người tải tệp lên xem được tệp của mình khi tệp chưa thuộc hồ sơ nào")
