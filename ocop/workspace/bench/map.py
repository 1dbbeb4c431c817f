"""The map under load: a planning layer of fifty thousand polygons, upload to publication, then questions to it."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ocop.accounts.models import User
from ocop.core.errors import Refused
from ocop.gis import actions, queries
from ocop.gis.models import Layer, LayerVersion
from ocop.places.models import Unit
from ocop.workspace.bench.measuring import measured, measured_once
from ocop.workspace.bench.world import World
from ocop.workspace.seeding.people import home_province

POLYGONS, CORNERS = 50_000, 34
WEST, SOUTH, EAST, NORTH = 106.0, 9.7, 106.8, 10.3
Report = dict[str, Any]


def planning_file(count: int = POLYGONS) -> bytes:
    """GeoJSON of so many small areas side by side, each with thirty-four corners."""
    rows, side = int(count**0.5) + 1, (EAST - WEST) / (int(count**0.5) + 1)
    kinds = ("ONT", "LUC", "CLN", "NTS", "DGT")
    features = []
    for number in range(count):
        west, south = WEST + (number % rows) * side, SOUTH + (number // rows) * (NORTH - SOUTH) / rows
        features.append(
            {
                "type": "Feature",
                "geometry": {"type": "Polygon", "coordinates": [_ring(west, south, side * 0.9)]},
                "properties": {"ma": kinds[number % 5], "ten": f"Lô {number}"},
            }
        )
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _ring(west: float, south: float, side: float) -> list[list[float]]:
    steps = CORNERS // 2
    low = [[round(west + side * n / steps, 7), round(south + side * 0.05 * (n % 2), 7)] for n in range(steps)]
    high = [[each[0], round(each[1] + side * 0.7, 7)] for each in reversed(low)]
    return [*low, *high, low[0]]


def layer_from_upload_to_published(province: Unit, by: User, count: int = POLYGONS) -> tuple[Layer, Report]:
    """Upload, preparation in the background job's own code, publication; seconds of each and what came of it."""
    content = planning_file(count)
    layer = actions.add_layer(province, {"title": "Đo tốc độ", "visibility": "public"}, by=by)
    kept: list[LayerVersion] = []
    took: Report = {"polygons": count, "upload_mb": round(len(content) / 1e6, 1)}
    file = SimpleUploadedFile("do.geojson", content)
    took["check"] = measured_once(lambda: kept.append(actions.upload(layer, file, by=by))).as_json()
    chosen = actions.Choice(kept[0].source_layer, "wgs84", "unicode", title_column=1, class_column=0)
    actions.prepare(kept[0], chosen, by=by)
    took["prepare"] = measured_once(lambda: actions.build(kept[0].pk)).as_json()
    version = LayerVersion.objects.get(pk=kept[0].pk)
    if version.state != LayerVersion.State.READY:
        raise Refused(f"{version.state}: {version.failure}")
    took["publish"] = measured_once(lambda: actions.publish(version, by=by)).as_json()
    took["archive_mb"] = round(version.archive.size / 1e6, 1)
    return Layer.objects.get(pk=layer.pk), took


def questions(layer: Layer, n: int) -> Report:
    """A box, a point, a tile, a page for QGIS: each at places all over the layer."""
    dice, browser = random.Random(4), Client()

    def place() -> tuple[float, float]:
        return dice.uniform(SOUTH, NORTH), dice.uniform(WEST, EAST)

    def box() -> None:
        lat, lon = place()
        list(queries.in_box(queries.features_of(layer), (lon, lat, lon + 0.01, lat + 0.01))[:2_000])

    def items() -> None:
        lat, lon = place()
        _get(browser, f"/ogc/collections/{layer.slug}/items?limit=100&bbox={lon},{lat},{lon + 0.05},{lat + 0.05}")

    return {
        "box": measured(box, n=n).as_json(),
        "point": measured(lambda: queries.at_point(*place()), n=n).as_json(),
        "ogc_page": measured(items, n=n).as_json(),
        "search": measured(lambda: queries.find(f"lo {dice.randrange(POLYGONS)}"), n=n).as_json(),
    }


def _get(browser: Client, path: str) -> None:
    answer = browser.get(path)
    if answer.status_code != 200:
        raise AssertionError(f"{path}: {answer.status_code}")


def planning_layer(world: World, n: int) -> Report:
    """Fifty thousand polygons from upload to published, and questions to them."""
    by = world.stage.people["son"]
    province = home_province()
    layer, report = layer_from_upload_to_published(province, by)
    archive = Path(layer.published.archive.path) if layer.published else None
    try:
        return {**report, **questions(layer, n)}
    finally:
        if archive is not None:
            archive.unlink(missing_ok=True)
