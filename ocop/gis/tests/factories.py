"""Map files as people bring them, and layers that have been published through the ordinary acts."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np
import pyogrio
import shapely
from django.core.files.uploadedfile import SimpleUploadedFile

from ocop.gis import actions
from ocop.gis.coordinates import to_vn2000
from ocop.gis.models import ExternalLayer, LayerVersion

HOME = (10.12, 106.35)
"""Near Mỏ Cày, in the province of the cast."""


def square(lat=HOME[0], lon=HOME[1], side=0.01):
    """A square of WGS-84 with its lower left corner here."""
    return shapely.Polygon([(lon, lat), (lon + side, lat), (lon + side, lat + side), (lon, lat + side)])


def in_vn2000(shape, meridian="105-45"):
    """The same shape in metres of a zone: east, north."""
    return shapely.transform(shape, lambda p: np.array([to_vn2000(lat, lon, meridian)[::-1] for lon, lat in p]))


def written(folder: Path, shapes, name="lop.geojson", *, driver="GeoJSON", crs="EPSG:4326", columns=None, **options):
    """A file with these shapes and columns."""
    path = folder / name
    columns = columns if columns is not None else {"ten": [f"Lô {n}" for n in range(1, len(shapes) + 1)]}
    pyogrio.raw.write(
        path,
        shapely.to_wkb(np.array(shapes, dtype=object)),
        [np.array(values, dtype=object) for values in columns.values()],
        list(columns),
        driver=driver,
        crs=crs,
        geometry_type=options.pop("geometry_type", shapes[0].geom_type),
        **options,
    )
    return path


def geojson(folder: Path, shapes=None, columns=None, **options) -> bytes:
    """GeoJSON with a square, or these shapes."""
    return written(folder, shapes or [square()], columns=columns, **options).read_bytes()


def shapefile(folder: Path, shapes, *, without=(), crs="EPSG:9210", columns=None, encoding="ISO-8859-1") -> bytes:
    """A zipped shapefile, as an officer sends it; some of its parts may be forgotten."""
    place = folder / "shp"
    place.mkdir()
    written(
        place, shapes, "lop.shp", driver="ESRI Shapefile", crs=crs, columns=columns or {"ten": ["Lo 1"] * len(shapes)},
        encoding=encoding,
    )  # fmt: skip
    return zipped(
        {f"Quy hoach/{each.name}": each.read_bytes() for each in place.iterdir() if each.suffix not in without}
    )


def zipped(files: dict[str, bytes]) -> bytes:
    """These files in an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def file_of(content: bytes, name="lop.geojson"):
    """An upload, as a view gets it."""
    return SimpleUploadedFile(name, content)


def layer_of(cast, title="Quy hoạch chung Mỏ Cày", **fields):
    """A layer of the province, kept by its officer."""
    return actions.add_layer(cast.province, {"title": title, "visibility": "public", **fields}, by=cast.son)


def uploaded(layer, content: bytes, name="lop.geojson", *, by) -> LayerVersion:
    """A file, looked into."""
    return actions.upload(layer, file_of(content, name), by=by)


def prepared(version: LayerVersion, *, by, **choice) -> LayerVersion:
    """The version made as its file proposes, or as chosen."""
    chosen = {"layer": version.source_layer, "crs": version.crs or "wgs84", "encoding": version.encoding}
    return actions.prepare(version, actions.Choice(**{**chosen, **choice}), by=by)


def published(cast, folder: Path, shapes=None, columns=None, **fields) -> LayerVersion:
    """A layer everybody sees (or as `fields` say), made from a small file."""
    layer = layer_of(cast, **fields)
    version = uploaded(layer, geojson(folder, shapes, columns), by=cast.son)
    ready = prepared(version, by=cast.son, title_column=0, class_column=0)
    return actions.publish(ready, by=cast.son)


def unread(cast, file) -> LayerVersion:
    """A version that waits for choices, without a file having been looked into."""
    looked = {
        "key": "0:lop", "name": "lop", "title": "lop", "count": 1, "fields": ["ten"], "rows": [["Lô 1"]], "notes": [],
        "crs": "EPSG:4326", "bounds": [106.3, 10.1, 106.4, 10.2], "encoding": "unicode", "is_raw": False,
        "shapes": [[[106.3, 10.1], [106.4, 10.2], [106.3, 10.2], [106.3, 10.1]]], "has_height": False,
    }  # fmt: skip
    return LayerVersion.objects.create(
        layer=layer_of(cast),
        number=1,
        file=file,
        inspection={"layers": [looked]},
        source_layer="0:lop",
        uploaded_by=cast.son,
    )


def external_of(cast) -> ExternalLayer:
    """A layer of an allowed server."""
    actions.allow_host("bando.vidu.vn", "Sở vẽ", by=cast.an, province=cast.province)
    fields = {"title": "Ảnh vệ tinh", "kind": "wms", "url": "https://bando.vidu.vn/wms", "layers": "anh"}
    return actions.add_external(cast.province, {**fields, "visibility": "public"}, by=cast.son)
