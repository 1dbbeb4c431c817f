"""Earlier questions as visitors look them up, and the letters those who run the portal see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet

from ocop.content.lists import matching
from ocop.content.models import ContactMessage, Question
from ocop.core.memo import remembered

if TYPE_CHECKING:
    from ocop.core.access import Person


def questions(text: str = "", topic: str = "") -> QuerySet[Question]:
    """Published questions with every word of the text, or the one of this code; the newest answer first."""
    rows = Question.objects.allowed(None, "question.view").select_related("topic").order_by("-published_at", "-pk")
    if topic:
        rows = rows.filter(topic__slug=topic)
    one = rows.filter(code=text.strip()) if len(text.strip()) == 12 else rows.none()
    return one if one.exists() else matching(rows, text, "question", "answer", "question_en", "answer_en")


def letters(person: Person, state: str = "") -> QuerySet[ContactMessage]:
    """The letters the person sees, the newest first."""
    rows = ContactMessage.objects.allowed(person, "contactmessage.view").select_related("handled_by")
    return rows.filter(state=state) if state in ContactMessage.State.values else rows


def letters_by_state(person: Person) -> dict[str, int]:
    """How many letters of each state the person sees; asked once a request, by the page and by the menu."""

    def count() -> dict[str, int]:
        rows = ContactMessage.objects.allowed(person, "contactmessage.view").order_by().values("state")
        return {row["state"]: row["total"] for row in rows.annotate(total=Count("pk"))}

    return remembered(person, "letters by state", count)


def new_letters(person: Person) -> int:
    """How many letters nobody has taken up yet."""
    return letters_by_state(person).get(ContactMessage.State.NEW, 0)
