"""Questions as editors handle them in the CMS."""

import pytest
from django.core import mail
from django.urls import reverse

from ocop.content import actions, public_queries
from ocop.content.models import Question
from ocop.content.tests.plant import plant

EDIT = "wagtailsnippets_content_question:edit"


@pytest.fixture
def question(cast):
    plant()
    actions.plant_tree()
    asked = actions.ask("Làm sao nộp hồ sơ OCOP?", name="Trần Văn Khách", email="khach@vidu.vn")
    mail.outbox.clear()
    return asked


def answered(client, question, **fields):
    sent = {"question": question.question, "answer": "", "decision": "keep", "question_en": "", "answer_en": ""}
    return client.post(reverse(EDIT, args=[question.pk]), sent | {"topic": ""} | fields)


def test_an_editor_answers_and_publishes_in_one_go(cast, client, question):
    client.force_login(cast.bien)
    page = client.get(reverse(EDIT, args=[question.pk]))

    answered(client, question, answer="Nộp ở UBND xã.", decision="publish")

    assert "khach@vidu.vn" in page.content.decode()
    assert list(public_queries.questions()) == [question]
    assert Question.objects.get().answered_by == cast.bien
    assert [message.to for message in mail.outbox] == [["khach@vidu.vn"]]


def test_saving_alone_publishes_nothing(cast, client, question):
    client.force_login(cast.bien)

    answered(client, question, answer="Đang viết dở")

    assert (Question.objects.get().answer, Question.objects.get().state) == ("Đang viết dở", "new")


def test_nothing_is_published_without_an_answer(cast, client, question):
    client.force_login(cast.bien)

    response = answered(client, question, decision="publish")

    assert "Hãy viết câu trả lời trước khi đăng." in response.content.decode()
    assert Question.objects.get().state == "new"


def test_what_is_published_keeps_its_answer_and_may_be_taken_down(cast, client, question):
    client.force_login(cast.bien)
    answered(client, question, answer="Nộp ở UBND xã.", decision="publish")

    emptied = answered(client, question, answer="")
    assert "Hãy viết câu trả lời trước khi đăng." in emptied.content.decode()
    answered(client, question, answer="Nộp ở UBND xã.", decision="reject")

    assert list(public_queries.questions()) == []


@pytest.mark.parametrize("who", ["lan", "an", "mai"])
def test_nobody_else_sees_the_questions_in_the_cms(cast, client, question, who):
    client.force_login(getattr(cast, who))

    assert client.get(reverse(EDIT, args=[question.pk])).status_code == 403
    assert answered(client, question, answer="Nộp ở xã", decision="publish").status_code == 403
    assert Question.objects.get().state == "new"
