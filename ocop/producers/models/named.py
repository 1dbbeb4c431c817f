from __future__ import annotations

from typing import Any

from django.db import models

from ocop.core.codes import new_code
from ocop.core.text import normalise, slugify, sort_key
from ocop.producers import findable


class Named(models.Model):
    """A thing with a public code, a name that is searched without accents and sorted in Vietnamese order."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    name = models.CharField("tên", max_length=200)
    slug = models.SlugField(max_length=80, editable=False)
    search = models.CharField(max_length=600, editable=False)
    order = models.CharField(max_length=380, editable=False)

    is_found = False
    """Whether the search knows such things, and is told when one changes."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def searched(self) -> str:
        """The text a search looks at."""
        return self.name

    def derive(self) -> None:
        """Work out what follows from the name; saving does it, rows written in bulk ask for it."""
        self.slug = slugify(self.name) or "san-pham"
        self.search = normalise(self.searched())[:600]
        self.order = sort_key(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive()
        if (fields := kwargs.get("update_fields")) is not None and "name" in fields:
            kwargs["update_fields"] = {*fields, "slug", "search", "order"}
        is_new = self._state.adding
        super().save(*args, **kwargs)
        if self.is_found and not is_new:
            findable.renew(self)
