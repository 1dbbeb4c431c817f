"""Entry points of the timetable."""

from ocop.certificates import actions


def render_missing() -> None:
    """Every night: certificates whose PDF could not be made are tried again."""
    actions.render_missing()
