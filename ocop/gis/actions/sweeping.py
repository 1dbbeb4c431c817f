"""What killed processes left behind: archives that no version names, rows of versions that show none."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from ocop.gis.actions.building import clear
from ocop.gis.models import Feature, LayerVersion
from ocop.gis.storage import ARCHIVES, map_storage

LEFT_BEHIND_AFTER = timedelta(days=1)
"""No preparation takes so long: a younger archive may be about to get its version."""


def sweep() -> int:
    """Dọn dẹp: archives written by a preparation that was killed before it could name them. How many went."""
    gone = 0
    if map_storage.exists(ARCHIVES):
        for name in map_storage.listdir(ARCHIVES)[1]:
            gone += _dropped(f"{ARCHIVES}/{name}")
    states = (LayerVersion.State.FAILED, LayerVersion.State.DISCARDED)
    for pk in Feature.objects.filter(version__state__in=states).order_by().values_list("version", flat=True).distinct():
        clear(pk)
    return gone


def _dropped(path: str) -> bool:
    is_young = timezone.now() - map_storage.get_modified_time(path) < LEFT_BEHIND_AFTER
    if is_young or LayerVersion.objects.filter(archive=path).exists():
        return False
    map_storage.delete(path)
    return True
