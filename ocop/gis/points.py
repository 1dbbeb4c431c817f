"""Where units lie as far as is known without boundaries: read at run time from the installed package, never stored.

Part of the package's coordinates may not be handed on as a list, so they serve to place circles and to guess meridians.
"""

from __future__ import annotations

from functools import lru_cache

from ocop.places import source


@lru_cache(maxsize=1)
def known_points() -> dict[tuple[str, str], tuple[float, float]]:
    """Latitude and longitude by level and official code of today's provinces and communes."""
    found: dict[tuple[str, str], tuple[float, float]] = {}
    with source.package_database() as database:
        columns = "provinceCode, provinceLat, provinceLon, wardCode, wardLat, wardLon"
        for row in database.execute(f"SELECT {columns} FROM admin_units"):
            province, province_lat, province_lon, commune, lat, lon = row
            if province_lat is not None:
                found[source.PROVINCE, str(province)] = (float(province_lat), float(province_lon))
            if commune and lat is not None:
                found[source.COMMUNE, str(commune)] = (float(lat), float(lon))
    return found
