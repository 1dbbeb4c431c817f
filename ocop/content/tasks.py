"""Entry points of the timetable."""

from django.core.management import call_command

from ocop.content import actions


def publish_scheduled() -> None:
    """Every few minutes: pages whose hour has come appear, those whose hour is over go."""
    call_command("publish_scheduled")


def match_groups() -> None:
    """Every day: the editors' groups say what the appointments say."""
    actions.match_all_groups()


def mail_waiting() -> None:
    """Every few minutes: answers to letters that could not be mailed are tried again."""
    actions.mail_waiting()


def forget_old() -> None:
    """Every day: who asked or wrote is forgotten when the time is over."""
    actions.forget_askers()
    actions.forget_senders()
