"""Where people's papers lie: a folder of their own, never under the one whose pictures are public."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage


class PrivateStorage(FileSystemStorage):
    """Files on disk without an address: they are opened by our views, which ask for the right first."""

    @property
    def base_location(self) -> Path:
        return settings.PRIVATE_ROOT

    @property
    def location(self) -> str:
        return str(Path(settings.PRIVATE_ROOT).resolve())

    def url(self, name: str | None) -> str:
        """There is none.

        Raises:
            ValueError: always.
        """
        raise ValueError("private files have no address")


private_storage = PrivateStorage()


def private() -> PrivateStorage:
    """For the model's field, so that its migration names this function and no folder."""
    return private_storage
