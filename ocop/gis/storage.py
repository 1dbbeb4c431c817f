"""Where tile archives lie: a folder of their own, opened by our views only, which ask for the right first."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage

ARCHIVES = "archives"


class MapStorage(FileSystemStorage):
    """Archives on disk without an address of their own."""

    @property
    def base_location(self) -> Path:
        return Path(settings.PRIVATE_ROOT).parent / "maps"

    @property
    def location(self) -> str:
        return str(self.base_location.resolve())

    def url(self, name: str | None) -> str:
        """There is none.

        Raises:
            ValueError: always.
        """
        raise ValueError("map archives have no address of their own")


map_storage = MapStorage()


def maps() -> MapStorage:
    """For the model's field, so that its migration names this function and no folder."""
    return map_storage
