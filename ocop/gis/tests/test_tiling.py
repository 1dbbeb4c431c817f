"""Which zooms a layer is cut for: as few as a telephone needs, none with a tile that is too full."""

import numpy as np
import pytest

from ocop.gis.reading.tiling import zooms_of


def spread(count, degrees):
    """So many small boxes in a square of so many degrees; one of 0.3 lies in one tile of zoom 9, in several of 10."""
    rows = int(count**0.5)
    lons, lats = np.meshgrid(105.6 + np.arange(rows) / rows * degrees, 10.0 + np.arange(rows) / rows * degrees)
    return np.stack([lons, lats, lons + 0.0001, lats + 0.0001], axis=-1).reshape(-1, 4)


@pytest.mark.parametrize(
    ("count", "degrees", "zooms"),
    [
        (1, 0.3, (8, 14)),
        (14_400, 0.3, (8, 14)),
        (19_600, 0.3, (10, 14)),
        (22_500, 8.0, (8, 13)),
        (200_704, 0.3, (12, 13)),
        (200_704, 0.01, (12, 13)),
    ],
    ids=["one", "a tile full", "more than a tile holds", "many far apart", "many close by", "all in one place"],
)
def test_the_first_zoom_is_where_no_tile_is_too_full(count, degrees, zooms):
    assert zooms_of(spread(count, degrees)) == zooms
