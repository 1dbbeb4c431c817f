"""Questions that visitors ask, and the answers editors publish."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.content.models.terms import Term
from ocop.core.access import AccessQuerySet
from ocop.core.codes import new_code


class QuestionTopic(Term):
    """Chủ đề hỏi đáp: what questions are about."""

    class Meta(Term.Meta):
        verbose_name = "chủ đề hỏi đáp"
        verbose_name_plural = "chủ đề hỏi đáp"


class Question(models.Model):
    """Câu hỏi: asked by a visitor or put by an editor; public once answered and published, its asker never."""

    class State(models.TextChoices):
        """Where a question stands."""

        NEW = "new", "Chờ trả lời"
        PUBLISHED = "published", "Đã trả lời và đăng"
        REJECTED = "rejected", "Không đăng"

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    topic = models.ForeignKey(
        QuestionTopic,
        verbose_name="chủ đề",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="questions",
    )
    question = models.TextField("câu hỏi", max_length=1000)
    question_en = models.TextField("câu hỏi bằng tiếng Anh", max_length=1000, blank=True)
    answer = models.TextField("câu trả lời", max_length=5000, blank=True)
    answer_en = models.TextField("câu trả lời bằng tiếng Anh", max_length=5000, blank=True)
    asker_name = models.CharField("người hỏi", max_length=120, blank=True)
    asker_email = models.EmailField("e-mail người hỏi", blank=True)
    state = models.CharField("trạng thái", max_length=12, choices=State, default=State.NEW)
    asked_at = models.DateTimeField("hỏi lúc", auto_now_add=True)
    published_at = models.DateTimeField("đăng lúc", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    told_at = models.DateTimeField(null=True, blank=True)
    """When the asker was told of the answer."""
    forgotten_at = models.DateTimeField(null=True, blank=True)
    """When the asker's name and address were wiped."""

    objects = AccessQuerySet["Question"].as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = "câu hỏi"
        verbose_name_plural = "hỏi đáp"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published") | (~Q(answer="") & Q(published_at__isnull=False)),
                name="question_published_has_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.question if len(self.question) <= 90 else self.question[:89] + "…"
