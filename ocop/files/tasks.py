"""Entry points of the timetable."""

from ocop.files import actions


def sweep() -> None:
    """Every night: bytes that no row knows."""
    actions.sweep()
