import pytest

from ocop.programme.completing import additions

PUBLISHED = {"levels": [{"key": "province", "stars": [3, 4]}], "readings": [{"key": "a", "value": 1}], "total": 100}


def changed(**fields):
    return {**PUBLISHED, **fields}


def test_what_says_the_same_adds_nothing():
    assert additions(PUBLISHED, changed()) == []


def test_new_keys_and_new_readings_are_additions():
    held = changed(
        levels=[{"key": "province", "stars": [3, 4], "names": {"head": "Chủ tịch"}}],
        readings=[*PUBLISHED["readings"], {"key": "b", "value": 2}],
        samples=5,
    )

    assert additions(PUBLISHED, held) == ["levels.0.names", "readings.1", "samples"]


@pytest.mark.parametrize(
    "fields",
    [
        {"total": 99},
        {"total": "100"},
        {"levels": [{"key": "province", "stars": [3, 4, 5]}]},
        {"levels": [{"key": "province"}]},
        {"levels": [{"key": "province", "stars": [3, 4]}, {"key": "more"}]},
        {"readings": [{"key": "a", "value": 2}]},
        {"readings": []},
    ],
)
def test_nothing_that_was_said_may_be_said_otherwise(fields):
    assert additions(PUBLISHED, changed(**fields)) is None


def test_a_decision_in_force_may_be_told_its_last_day_once():
    assert additions(changed(effective_to=None), changed(effective_to="2028-12-31")) == ["effective_to"]
    assert additions(changed(effective_to=None), changed(effective_to=None)) == []
    assert additions(changed(effective_to="2028-12-31"), changed(effective_to="2029-12-31")) is None
    assert additions(changed(effective_to="2028-12-31"), changed(effective_to=None)) is None
