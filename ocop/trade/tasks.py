"""Entry points of the timetable."""

from ocop.trade.actions import enquiries


def anonymise_old() -> None:
    """Every night: enquiries closed long ago forget who asked."""
    enquiries.anonymise_old()


def mail_waiting() -> None:
    """Every ten minutes: replies the mail server did not take."""
    enquiries.mail_waiting()
