"""Who sees a file: whoever put it there, and whoever sees the thing it belongs to (granted by that thing's app)."""

from django.db.models import Q

from ocop.accounts.models import User
from ocop.core.access import grant


def uploaded_by_me(user: User) -> Q:
    return Q(uploaded_by=user)


grant("storedfile.view", uploaded_by_me, because="người tải tệp lên xem được tệp của mình")
