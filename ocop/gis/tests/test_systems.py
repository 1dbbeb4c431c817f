"""What a file says of its system, and what it means: VN-2000 goes by many names."""

import pytest
from pyproj import CRS, Transformer

from ocop.gis import systems
from ocop.gis.coordinates import to_vn2000

ZONE = "+proj=tmerc +lat_0=0 +lon_0=105.75 +k=0.9999 +x_0=500000 +y_0=0 +ellps=WGS84 +units=m +no_defs"
WIDE = "+proj=utm +zone=48 +ellps=WGS84 +no_defs"
RIGHT = "-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278"
COPIED = "-191.90441429,-39.30318279,-111.45032835,-0.00928836,0.01975479,-0.00427372,0.252906278"
"""As a well-known site prints it: the signs of the rotations belong to the other convention."""


def _wkt(said, version="WKT1_GDAL"):
    return CRS(said).to_wkt(version)


SAID = {
    "EPSG:9210": ("EPSG:9210", "vn2000:105-45", ""),
    "9210 as ESRI writes it": (_wkt(9210, "WKT1_ESRI"), "vn2000:105-45", ""),
    "9210 with heights": ("EPSG:9210+5773", "vn2000:105-45", ""),
    "9210 in three dimensions": (CRS(9210).to_3d().to_wkt(), "vn2000:105-45", ""),
    "WGS 84 with the scale of VN-2000": (_wkt(f"{ZONE} +datum=WGS84"), "vn2000:105-45", "Tệp ghi hệ quy chiếu"),
    "TOWGS84 of zeros": (_wkt(f"{ZONE} +towgs84=0,0,0,0,0,0,0"), "vn2000:105-45", "Tệp ghi hệ quy chiếu"),
    "TOWGS84 as it should be": (_wkt(f"{ZONE} +towgs84={RIGHT}"), "vn2000:105-45", systems.OWN_SHIFT_NOTE),
    "TOWGS84 as it is copied": (_wkt(f"{ZONE} +towgs84={COPIED}"), "vn2000:105-45", systems.OWN_SHIFT_NOTE),
    "TOWGS84 in PROJ's own words": (f"{ZONE} +towgs84={COPIED}", "vn2000:105-45", systems.OWN_SHIFT_NOTE),
    "degrees with the copied TOWGS84": (
        _wkt(f"+proj=longlat +ellps=WGS84 +towgs84={COPIED}"), "vn2000-degrees", systems.OWN_SHIFT_NOTE,
    ),
    "degrees with another TOWGS84": (_wkt("+proj=longlat +datum=WGS84 +towgs84=1,2,3"), "file", ""),
    "six degrees": ("EPSG:3405", "vn2000-wide:105", ""),
    "six degrees, east": ("EPSG:3406", "vn2000-wide:111", ""),
    "six degrees with the copied TOWGS84": (
        _wkt(f"{WIDE} +towgs84={COPIED}"), "vn2000-wide:105", systems.OWN_SHIFT_NOTE,
    ),
    "UTM of WGS 84": ("EPSG:32648", "file", "Tệp ghi WGS 84 / UTM zone 48N."),
    "VN-2000 in degrees": ("EPSG:4756", "vn2000-degrees", ""),
    "VN-2000 in degrees by ESRI": (_wkt(4756, "WKT1_ESRI"), "vn2000-degrees", ""),
    "GPS": ("EPSG:4326", "wgs84", ""),
    "GeoJSON": ("OGC:CRS84", "wgs84", ""),
    "another country": ("EPSG:27700", "file", ""),
    "nothing": ("", "", ""),
    "nonsense": ("LOCAL", "", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", SAID)
def test_what_a_file_says_is_taken_for_what_it_means(case):
    crs, key, note = SAID[case]

    said = systems.propose(crs)

    assert (said.key, said.note[: len(note)], bool(said.note)) == (key, note, bool(note))


def test_a_copied_towgs84_moves_nothing_because_ours_is_used():
    crs = f"{ZONE} +towgs84={COPIED}"
    north, east = to_vn2000(10.25, 106.37, "105-45")

    transformer, _ = systems.to_wgs84(systems.propose(crs).key, crs)

    lon, lat = transformer.transform(east, north)
    wrong = Transformer.from_crs(crs, 4326, always_xy=True).transform(east, north)
    assert (round(lat, 8), round(lon, 8)) == (10.25, 106.37)
    assert abs(wrong[0] - lon) + abs(wrong[1] - lat) > 1e-6
