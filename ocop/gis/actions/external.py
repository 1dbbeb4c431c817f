from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.db import transaction

from ocop.accounts.models import User
from ocop.core.access import require
from ocop.core.errors import Refused
from ocop.gis.actions.layers import free_slug
from ocop.gis.models import ExternalLayer, MapHost
from ocop.journal.actions import record
from ocop.places.models import Unit


def allow_host(host: str, note: str, *, by: User, province: Unit) -> MapHost:
    """Cho phép máy chủ bản đồ: from now on layers of this host may be shown through the proxy."""
    require(by, "unit.allow_map_host", province)
    with transaction.atomic():
        row, is_new = MapHost.objects.get_or_create(host=host.lower(), defaults={"note": note, "added_by": by})
        if is_new:
            record("maphost.allow", row, by=by)
    return row


def drop_host(host: MapHost, *, by: User) -> None:
    """Thôi cho phép máy chủ: its layers show nothing from now on."""
    require(by, "maphost.manage", host)
    with transaction.atomic():
        record("maphost.drop", host, by=by)
        host.delete()


def add_external(unit: Unit, fields: dict[str, Any], *, by: User) -> ExternalLayer:
    """Thêm lớp bản đồ ngoài: pictures of another server, once its host is allowed.

    Raises:
        Refused: the host is not on the list.
    """
    require(by, "unit.add_layer", unit)
    _check_host(fields["url"])
    with transaction.atomic():
        layer = ExternalLayer.objects.create(unit=unit, slug=free_slug(fields["title"]), **fields)
        record("externallayer.add", layer, by=by, dia_chi=layer.url)
    return layer


def edit_external(layer: ExternalLayer, fields: dict[str, Any], *, by: User) -> ExternalLayer:
    """Sửa lớp bản đồ ngoài.

    Raises:
        Refused: the host is not on the list.
    """
    _check_host(fields["url"])
    with transaction.atomic():
        layer = ExternalLayer.objects.select_for_update(of=("self",)).get(pk=layer.pk)
        require(by, "externallayer.manage", layer)
        for name, value in fields.items():
            setattr(layer, name, value)
        layer.save()
        record("externallayer.edit", layer, by=by, dia_chi=layer.url)
    return layer


def _check_host(url: str) -> None:
    host = (urlsplit(url).hostname or "").lower()
    if not MapHost.objects.filter(host=host).exists():
        raise Refused(
            f"Máy chủ «{host}» chưa được phép. Quản trị viên cấp tỉnh cần thêm máy chủ này vào danh sách trước."
        )
