"""Questions in the CMS: editors of the province read what came in, answer, publish or leave unpublished."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet, SnippetViewSetGroup

from ocop.content import actions
from ocop.content.models import Question, QuestionTopic

KEEP, PUBLISH, REJECT = "keep", "publish", "reject"


class QuestionForm(WagtailAdminModelForm):
    """The question, its answer, and what is to become of it."""

    decision = forms.ChoiceField(
        label="Sau khi lưu",
        choices=[(KEEP, "Chỉ lưu, để như hiện nay"), (PUBLISH, "Đăng câu hỏi và câu trả lời"), (REJECT, "Không đăng")],
        initial=KEEP,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        """Nothing is published without an answer."""
        cleaned: dict[str, Any] = super().clean()
        stays_public = self.instance.state == Question.State.PUBLISHED and cleaned.get("decision") == KEEP
        if (stays_public or cleaned.get("decision") == PUBLISH) and not (cleaned.get("answer") or "").strip():
            self.add_error("answer", "Hãy viết câu trả lời trước khi đăng.")
        return cleaned


def decide(question: Question, decision: str, *, by: Any) -> None:
    """Carry out what the editor chose."""
    if decision == PUBLISH:
        actions.publish(question, by=by)
    elif decision == REJECT and question.state != Question.State.REJECTED:
        actions.reject(question, by=by)
    else:
        actions.to_search(question)


class AnswerView(EditView):
    def save_instance(self) -> Question:
        with transaction.atomic():
            question: Question = super().save_instance()
            decide(question, self.form.cleaned_data["decision"], by=self.request.user)
        return question


class AddView(CreateView):
    def save_instance(self) -> Question:
        with transaction.atomic():
            question: Question = super().save_instance()
            decide(question, self.form.cleaned_data["decision"], by=self.request.user)
        return question


class QuestionViewSet(SnippetViewSet):
    """Câu hỏi."""

    model = Question
    icon = "help"
    menu_label = "Câu hỏi"
    add_view_class = AddView
    edit_view_class = AnswerView
    list_display = ["__str__", "topic", "get_state_display", "asked_at"]
    list_filter = ["state", "topic"]
    search_fields = ["question", "answer"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("question"),
            FieldPanel("answer", help_text="Câu trả lời đăng công khai cùng câu hỏi."),
            FieldPanel("decision"),
            FieldPanel("topic"),
            MultiFieldPanel([FieldPanel("question_en"), FieldPanel("answer_en")], heading="Tiếng Anh"),
            MultiFieldPanel(
                [
                    FieldRowPanel(
                        [FieldPanel("asker_name", read_only=True), FieldPanel("asker_email", read_only=True)]
                    ),
                    FieldPanel("state", read_only=True),
                ],
                heading="Người hỏi, không bao giờ đăng",
            ),
        ],
        base_form_class=QuestionForm,
    )


class TopicViewSet(SnippetViewSet):
    """Chủ đề hỏi đáp."""

    model = QuestionTopic
    icon = "tag"
    menu_label = "Chủ đề hỏi đáp"


class QuestionsGroup(SnippetViewSetGroup):
    """Hỏi đáp in the CMS's menu."""

    items = (QuestionViewSet, TopicViewSet)
    menu_label = "Hỏi đáp"
    menu_icon = "help"
    menu_order = 250


register_snippet(QuestionsGroup)
