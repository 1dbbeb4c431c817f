from __future__ import annotations

from typing import Any

from django.db import transaction

from ocop.accounts.models import User
from ocop.core.access import require
from ocop.core.text import slugify
from ocop.gis.models import ExternalLayer, Layer
from ocop.journal.actions import record
from ocop.places.models import Unit


def add_layer(unit: Unit, fields: dict[str, Any], *, by: User, is_demo: bool = False) -> Layer:
    """Thêm lớp bản đồ: a layer without data yet; nobody but its keepers sees it before a version is published."""
    require(by, "unit.add_layer", unit)
    with transaction.atomic():
        layer = Layer.objects.create(unit=unit, slug=free_slug(fields["title"]), is_demo=is_demo, **fields)
        record("layer.add", layer, by=by)
    return layer


def edit_layer(layer: Layer, fields: dict[str, Any], *, by: User) -> Layer:
    """Sửa lớp bản đồ: its words, its looks, who sees it. The address stays."""
    with transaction.atomic():
        layer = Layer.objects.select_for_update(of=("self",)).get(pk=layer.pk)
        require(by, "layer.manage", layer)
        changed = [name for name, value in fields.items() if getattr(layer, name) != value]
        for name in changed:
            setattr(layer, name, fields[name])
        if changed:
            layer.save(update_fields=changed)
            record("layer.edit", layer, by=by, truong=changed)
    return layer


def free_slug(title: str) -> str:
    """A name for addresses that no layer has yet."""
    base = slugify(title)[:70] or "lop"
    slug, number = base, 2
    while Layer.objects.filter(slug=slug).exists() or ExternalLayer.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug
