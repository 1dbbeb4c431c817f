import os
import time

import pytest

from ocop.gis.pictures import DRAWERS, FAILED_FOR, KEPT_FOR, Shelf


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path)


def older(shelf, address, seconds):
    then = time.time() - seconds
    os.utime(shelf._path(address), (then, then))


def test_a_picture_is_kept_for_a_day(shelf):
    shelf.put("https://a/1", b"x\ny", "image/png")

    assert shelf.get("https://a/1") == (b"x\ny", "image/png")
    assert shelf.get("https://a/2") is None
    older(shelf, "https://a/1", KEPT_FOR + 1)
    assert shelf.get("https://a/1") is None


def test_a_failure_is_remembered_for_a_minute_and_is_no_picture(shelf):
    shelf.fail("https://a/1", "too slow")

    assert (shelf.failure("https://a/1"), shelf.get("https://a/1")) == ("too slow", None)
    older(shelf, "https://a/1", FAILED_FOR + 1)
    assert shelf.failure("https://a/1") == ""
    shelf.fail("https://a/1", "too slow")
    shelf.forget("https://a/1")
    assert shelf.failure("https://a/1") == ""


def entries(shelf):
    return [path for path in shelf.folder.rglob("*") if path.is_file()]


def test_there_is_an_end_to_the_number_and_the_size_of_what_is_kept(tmp_path):
    few, small = Shelf(tmp_path / "few", entries=2 * DRAWERS), Shelf(tmp_path / "small", size=1_000 * DRAWERS)
    for number in range(1_500):
        few.put(f"https://a/{number}", b"x", "image/png")
        small.put(f"https://a/{number}", b"x" * 300, "image/png")

    assert len(entries(few)) <= 2 * DRAWERS
    assert sum(path.stat().st_size for path in entries(small)) <= 1_000 * DRAWERS
    assert few.get("https://a/1499") is not None  # the newest stays
    small.put("https://a/large", b"x" * 1_001, "image/png")
    assert small.get("https://a/large") is None
