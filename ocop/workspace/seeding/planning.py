"""A demo planning layer: an invented land-use plan around Mỏ Cày, uploaded, prepared and published as people do it."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from ocop.accounts.models import User
from ocop.core.errors import Refused
from ocop.gis import actions
from ocop.gis.models import Layer, LayerVersion
from ocop.places.models import Unit
from ocop.workspace.seeding.people import email_of, home_province

TITLE = "Quy hoạch sử dụng đất xã Mỏ Cày (mẫu)"
ABOUT = {
    "title": TITLE,
    "title_en": "Land-use plan of Mỏ Cày (sample)",
    "kind": Layer.Kind.LAND_USE,
    "visibility": "public",
    "description": "Dữ liệu minh họa, hình và loại đất đều đặt ra; không dùng để tra cứu quy hoạch.",
    "source": "Dữ liệu mẫu, không phải quy hoạch thật",
    "attribution": "Dữ liệu mẫu, không phải quy hoạch thật",
}
WEST, SOUTH, WIDE, HIGH = 106.300, 10.080, 0.0125, 0.0110
KINDS = {
    "o": ("ONT", "Đất ở tại nông thôn"),
    "d": ("CLN", "Đất trồng cây lâu năm"),
    "l": ("LUC", "Đất chuyên trồng lúa"),
    "t": ("NTS", "Đất nuôi trồng thủy sản"),
    "c": ("DGD", "Đất cơ sở giáo dục"),
    "s": ("SKC", "Đất cơ sở sản xuất phi nông nghiệp"),
}
PLAN = ("ddooddl", "dooccdl", "dosoodl", "ddoddll", "tddddlt", "ttdddtt")
"""Rows from north to south, one letter an area; what lies beside each other is bent alike, so that no gap is left."""


def planning_file() -> bytes:
    """The plan as GeoJSON in WGS-84."""
    features = [_area(row, column) for row in range(len(PLAN)) for column in range(len(PLAN[0]))]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


def _area(row: int, column: int) -> dict[str, Any]:
    code, kind = KINDS[PLAN[row][column]]
    ring = [_corner(row, column), _corner(row, column + 1), _corner(row + 1, column + 1), _corner(row + 1, column)]
    return {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
        "properties": {
            "ten": f"Ô {row + 1}.{column + 1} (mẫu)",
            "loai_dat": kind,
            "ma_loai": code,
            "thoi_ky": "2026-2030 (mẫu)",
        },
    }


def _corner(row: int, column: int) -> list[float]:
    """A corner of the grid, moved a little by its place: fields are not squares."""
    shift_x, shift_y = ((row * 7 + column * 3) % 5 - 2) / 12, ((row * 3 + column * 5) % 5 - 2) / 12
    north = SOUTH + len(PLAN) * HIGH
    return [round(WEST + (column + shift_x) * WIDE, 6), round(north - (row + shift_y) * HIGH, 6)]


def seed_planning(by: User | None = None, province: Unit | None = None) -> int:
    """Make and publish the demo layer as the officer of the province; 0 when it is there.

    Raises:
        Refused: not a demo installation, or the layer could not be made.
    """
    if not settings.DEMO:
        raise Refused("Lớp bản đồ mẫu chỉ nạp ở chế độ trình diễn. Hãy đặt OCOP_DEMO=1.")
    by, province = by or User.objects.get(email=email_of("son")), province or home_province()
    layer = Layer.objects.filter(is_demo=True, title=TITLE).first()
    if layer is None:
        layer = actions.add_layer(province, ABOUT, by=by, is_demo=True)
    if layer.published_id is not None:
        return 0
    version = actions.upload(layer, SimpleUploadedFile("quy-hoach-mau.geojson", planning_file()), by=by)
    columns = version.inspection["layers"][0]["fields"]
    chosen = actions.Choice(
        version.source_layer, "wgs84", version.encoding,
        title_column=columns.index("ten"), class_column=columns.index("loai_dat"),
    )  # fmt: skip
    actions.prepare(version, chosen, by=by)
    actions.build(version.pk)  # the worker may not be running yet; it then finds this done
    version = LayerVersion.objects.get(pk=version.pk)
    if version.state != LayerVersion.State.READY:
        raise Refused(version.failure or "Chưa dựng được lớp bản đồ mẫu. Hãy chạy lại.")
    actions.publish(version, by=by)
    return 1
