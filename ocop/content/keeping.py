"""What editors of the province keep beside pages: lists and records with a screen in the CMS. Apps add their own."""

from __future__ import annotations

from django.db.models import Model

_kept: list[type[Model]] = []


def kept_by_editors(*models: type[Model]) -> None:
    """Let editors of the province add, change and delete rows of these models in the CMS; call it from `ready`."""
    _kept.extend(model for model in models if model not in _kept)


def kept() -> list[type[Model]]:
    """The models editors of the province keep."""
    return list(_kept)
