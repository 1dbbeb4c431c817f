"""Entry points of the timetable."""

from ocop.producers import actions


def mail_invitations() -> None:
    """Every half hour: invitations the mail server did not take."""
    actions.mail_invitations()
