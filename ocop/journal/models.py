from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from ocop.core.access import AccessQuerySet
from ocop.journal.words import words_for


def name_of(thing: models.Model) -> str:
    """How the journal names a thing: `<model>:<public code or id>`."""
    return f"{thing._meta.model_name}:{getattr(thing, 'code', None) or thing.pk}"


class AppendOnlyQuerySet(AccessQuerySet["Entry"]):
    """Rows that are only ever added."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("the journal is only ever appended to")

    def delete(self) -> NoReturn:
        raise TypeError("the journal is only ever appended to")


class Entry(models.Model):
    """Nhật ký: who did what to which thing, when and why. Only ever appended to; the database refuses the rest."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=120, help_text="tên lúc ghi")
    verb = models.CharField(max_length=60)
    thing = models.CharField(max_length=60, help_text="<model>:<mã>")
    label = models.CharField(max_length=200)
    details = models.JSONField(default=dict)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = [models.Index(fields=["thing", "at"])]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.by_name}: {self.words} {self.label}"

    @property
    def words(self) -> str:
        """The act as a person reads it."""
        return words_for(self.verb)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("the journal is only ever appended to")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("the journal is only ever appended to")
