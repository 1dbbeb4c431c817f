"""Entry points of the timetable."""

from ocop.notices import actions


def mail_waiting() -> None:
    """Every ten minutes: notices the mail server did not take."""
    actions.mail_waiting()
