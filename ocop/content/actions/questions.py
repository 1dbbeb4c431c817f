"""Questions and answers: asked by visitors, answered by editors; who asked stays between them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from smtplib import SMTPException
from typing import TYPE_CHECKING

import structlog
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from ocop.accounts.models import Role
from ocop.accounts.queries import people_at
from ocop.content import seeding
from ocop.content.models import Question, QuestionTopic
from ocop.content.workflow import PUBLISH, REJECT
from ocop.core.access import allows
from ocop.core.dates import add_months, today
from ocop.core.errors import Refused
from ocop.core.later import later
from ocop.core.versions import Reach, bump
from ocop.journal.actions import record
from ocop.notices.actions import notify
from ocop.places.models import Unit
from ocop.search import index
from ocop.search.index import Item

if TYPE_CHECKING:
    from ocop.accounts.models import User
    from ocop.core.workflow import Transition

log = structlog.get_logger("ocop.content")

TWICE_WITHIN = timedelta(minutes=10)
SEARCHED = "question"


def portal_units() -> list[Unit]:
    """The province whose portal this is."""
    return list(Unit.objects.filter(level=Unit.Level.PROVINCE, code=settings.HOME_PROVINCE, valid_to=None))


@transaction.atomic
def ask(question: str, *, name: str = "", email: str = "") -> Question:
    """Đặt câu hỏi: a visitor's question waits for an editor, who is told. Sent twice in a moment, it is one."""
    since = timezone.now() - TWICE_WITHIN
    same = Question.objects.filter(question=question, asker_email=email, asked_at__gte=since).first()
    if same is not None:
        return same
    asked = Question.objects.create(question=question, asker_name=name, asker_email=email)
    record("question.ask", asked, by=None)
    for unit in portal_units():
        notify(people_at(unit, Role.EDITOR), "Có câu hỏi mới gửi đến mục Hỏi đáp.", url="/cms/")
    return asked


def _locked(question: Question, transition: Transition, by: User) -> Question:
    row = Question.objects.select_for_update().get(pk=question.pk)
    if row.state not in transition.sources:
        raise Refused(f"Câu hỏi đang ở trạng thái «{row.get_state_display()}», không làm được việc này.")
    if not allows(by, transition.permission, row):
        raise PermissionDenied(transition.permission)
    return row


@transaction.atomic
def publish(question: Question, *, by: User) -> Question:
    """Đăng câu trả lời: the question and its answer appear, and the asker is told once by e-mail if she left one.

    Raises:
        Refused: there is no answer yet.
    """
    row = _locked(question, PUBLISH, by)
    if not row.answer.strip():
        raise Refused("Hãy viết câu trả lời trước khi đăng.")
    row.state, row.answered_by = PUBLISH.target, by
    row.published_at = row.published_at or timezone.now()
    row.save(update_fields=["state", "answered_by", "published_at"])
    record(PUBLISH.permission, row, by=by)
    to_search(row)
    if row.asker_email and row.told_at is None:
        later(tell_asker, row.pk)
    question.refresh_from_db()
    return question


@transaction.atomic
def reject(question: Question, *, by: User) -> Question:
    """Không đăng: the question is kept for the editors, and is nowhere to be seen."""
    row = _locked(question, REJECT, by)
    row.state, row.answered_by = REJECT.target, by
    row.save(update_fields=["state", "answered_by"])
    record(REJECT.permission, row, by=by)
    to_search(row)
    question.refresh_from_db()
    return question


def plant_questions() -> None:
    """The questions every installation begins with, each put in once and then the editors'."""
    planted = seeding.read("questions")
    for order, topic in enumerate(planted["topics"]):
        seeding.once(f"topic:{topic['name']}", partial(_plant_topic, topic, order))
    for entry in planted["questions"]:
        seeding.once(f"question:{entry['question']}", partial(_plant_question, entry))


def _plant_topic(topic: dict[str, str], order: int) -> None:
    QuestionTopic.objects.get_or_create(name=topic["name"], defaults={"name_en": topic["en"], "order": order})


def _plant_question(entry: dict[str, str]) -> None:
    topic = QuestionTopic.objects.filter(name=entry["topic"]).first()
    fields = {**entry, "topic": topic, "state": Question.State.PUBLISHED, "published_at": timezone.now()}
    to_search(Question.objects.create(**fields))


def to_search(row: Question) -> None:
    """Let the question be found, or no longer."""
    bump(Reach.PAGES)
    if row.state == Question.State.PUBLISHED:
        index.put_many([_item(row)])
    else:
        index.drop(SEARCHED, row.code)


def searched() -> Iterator[Item]:
    """Every question that is public, for the index."""
    return (_item(row) for row in Question.objects.filter(state=Question.State.PUBLISHED).iterator())


def _item(row: Question) -> Item:
    return Item(
        kind=SEARCHED,
        key=row.code,
        title=str(row),
        text=f"{row.question} {row.answer}",
        url_path=f"{reverse('content:questions')}?q={row.code}",
        on=timezone.localdate(row.published_at) if row.published_at else None,
    )


def tell_asker(pk: int) -> bool:
    """Send the answer to the asker unless that was done; whether it is sent now. Safe to repeat."""
    row = Question.objects.filter(pk=pk, state=Question.State.PUBLISHED, told_at=None).exclude(asker_email="").first()
    if row is None:
        return False
    with override("vi"):
        body = render_to_string("content/mail_answer.txt", {"question": row, "site": settings.SITE_URL})
    try:
        send_mail("OCOP: câu hỏi của bạn đã được trả lời", body, settings.DEFAULT_FROM_EMAIL, [row.asker_email])
    except (OSError, SMTPException) as error:
        log.warning("mail failed", question=pk, error=type(error).__name__)
        return False
    Question.objects.filter(pk=pk).update(told_at=timezone.now())
    return True


def forget_askers() -> int:
    """Forget who asked, so many months after the question (`ENQUIRY_KEEP_MONTHS`); how many. Safe to repeat."""
    last_day = add_months(today(), -settings.ENQUIRY_KEEP_MONTHS)
    until = timezone.make_aware(datetime.combine(last_day, datetime.min.time()))
    old = Question.objects.filter(asked_at__lt=until, forgotten_at=None)
    return old.update(asker_name="", asker_email="", forgotten_at=timezone.now())
