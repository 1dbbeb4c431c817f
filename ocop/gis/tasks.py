"""Entry points of the timetable."""

from ocop.gis import actions


def sweep() -> None:
    """Every night: what killed preparations of map layers left behind."""
    actions.sweep()
