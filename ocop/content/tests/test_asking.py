"""Questions and letters: what visitors send, who reads it, what everybody sees."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ocop.content import actions, public_queries
from ocop.content.models import ContactMessage, Question
from ocop.content.tests.plant import plant
from ocop.core.errors import Refused
from ocop.core.guard import stamp
from ocop.journal.models import Entry
from ocop.notices.models import Notice
from ocop.search import index

ASKED = {"question": "Làm sao nộp hồ sơ OCOP?", "name": "Trần Văn Khách", "email": "khach@vidu.vn"}
WRITTEN = {
    "about": "suggestion",
    "text": "Xin thêm ảnh cho sản phẩm.",
    "name": "Lê Thị Mua",
    "email": "mua@vidu.vn",
    "phone": "0912 345 678",
}


@pytest.fixture(autouse=True)
def uncounted():
    cache.clear()


@pytest.fixture
def editor(cast):
    """Biên edits for the province."""
    return cast.bien


def sent(client, path, fields, **more):
    return client.post(path, {"stamp": stamp(age=10)} | fields | more)


def asked(answer="", **fields):
    return Question.objects.create(**ASKED_ROW | {"answer": answer} | fields)


ASKED_ROW = {"question": ASKED["question"], "asker_name": ASKED["name"], "asker_email": ASKED["email"]}


def letter(**fields):
    written = actions.write(actions.Written(**(WRITTEN | fields)))
    mail.outbox.clear()  # of the notices
    return written


# Hỏi đáp


def test_a_question_waits_for_the_editors_who_are_told(cast, editor, client):
    response = sent(client, "/hoi-dap/dat-cau-hoi/", ASKED)

    assert (response.status_code, response["Location"]) == (302, "/hoi-dap/da-gui/")
    question = Question.objects.get()
    assert (question.question, question.asker_email, question.state) == (ASKED["question"], ASKED["email"], "new")
    assert list(Notice.objects.values_list("to", flat=True)) == [editor.pk]
    assert list(public_queries.questions()) == []


def test_the_same_question_sent_twice_is_one(cast, client):
    sent(client, "/hoi-dap/dat-cau-hoi/", ASKED)
    sent(client, "/hoi-dap/dat-cau-hoi/", ASKED)

    assert Question.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"website": "https://thu-rac.vn"}, "hãy để trống ô «Website»"),
        ({"stamp": stamp(age=-36_000)}, "Hãy đợi vài giây rồi gửi lại."),
        ({"stamp": "bịa"}, "Trang này đã mở quá lâu."),
        ({"question": "Ngắn"}, "ít nhất 10"),
        ({"email": "khong-phai"}, "e-mail"),
    ],
)
def test_a_question_of_a_machine_or_half_filled_is_sent_back_with_its_words(cast, client, wrong, sentence):
    response = sent(client, "/hoi-dap/dat-cau-hoi/", ASKED | wrong)

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert (wrong.get("question") or ASKED["question"]) in response.content.decode()
    assert Question.objects.count() == 0


def test_more_questions_than_a_person_asks_are_put_off_and_nothing_is_lost(cast, client):
    for n in range(5):
        sent(client, "/hoi-dap/dat-cau-hoi/", ASKED, question=f"Câu hỏi số {n} về hồ sơ")
    response = sent(client, "/hoi-dap/dat-cau-hoi/", ASKED, question="Câu hỏi thứ sáu về hồ sơ")

    assert response.status_code == 429
    assert "Câu hỏi thứ sáu về hồ sơ" in response.content.decode()
    assert Question.objects.count() == 5


def test_a_published_answer_is_public_and_its_asker_is_not(cast, editor, client, django_capture_on_commit_callbacks):
    question = asked(answer="Nộp ở UBND xã.")

    with django_capture_on_commit_callbacks(execute=True):
        actions.publish(question, by=editor)

    html = client.get("/hoi-dap/").content.decode()
    assert "Nộp ở UBND xã." in html
    assert "Trần Văn Khách" not in html
    assert "khach@vidu.vn" not in html
    assert [message.to for message in mail.outbox] == [["khach@vidu.vn"]]
    assert "Nộp ở UBND xã." in mail.outbox[0].body


def test_an_answer_is_told_once(cast, editor):
    question = asked(answer="Nộp ở UBND xã.")
    actions.publish(question, by=editor)
    actions.reject(question, by=editor)
    actions.publish(question, by=editor)

    assert len(mail.outbox) == 1


def test_a_question_without_an_answer_is_not_published(cast, editor):
    question = asked()

    with pytest.raises(Refused, match="Hãy viết câu trả lời"):
        actions.publish(question, by=editor)

    assert Question.objects.get().state == "new"


@pytest.mark.parametrize("who", ["mai", "lan", "hoa", "son", "an"])
@pytest.mark.parametrize("act", [actions.publish, actions.reject])
def test_only_editors_of_the_province_publish_or_reject(cast, who, act):
    question = asked(answer="Nộp ở UBND xã.")

    with pytest.raises(PermissionDenied):
        act(question, by=getattr(cast, who))


def test_a_rejected_question_is_nowhere(cast, editor, client):
    question = asked(answer="Nộp ở UBND xã.")
    actions.publish(question, by=editor)
    actions.reject(question, by=editor)

    assert list(public_queries.questions()) == []
    with pytest.raises(Refused):
        actions.reject(question, by=editor)


@pytest.mark.parametrize(("text", "found"), [("nop ho so", 1), ("UBND XÃ", 1), ("chấm điểm", 0), ("", 2)])
def test_earlier_questions_are_found_by_their_words(cast, editor, client, text, found):
    for question, answer in [(ASKED["question"], "Nộp ở UBND xã."), ("Sao mấy sao?", "Theo số điểm.")]:
        actions.publish(asked(question=question, answer=answer), by=editor)

    html = client.get("/hoi-dap/", {"q": text}).content.decode()

    assert len(re.findall('<details class="question"', html)) == found


def test_an_answered_question_is_found_by_its_code_alone(cast, editor):
    first = actions.publish(asked(answer="Một."), by=editor)
    actions.publish(asked(question="Câu hỏi khác hẳn", answer="Hai."), by=editor)

    assert list(public_queries.questions(first.code)) == [first]


@pytest.mark.parametrize("count", [1, 3])
def test_questions_ask_as_much_for_many_as_for_one(cast, editor, client, count, django_assert_num_queries):
    for n in range(count):
        actions.publish(asked(question=f"Câu hỏi số {n}", answer="Trả lời."), by=editor)
    client.get("/hoi-dap/")

    with django_assert_num_queries(QUESTIONS):
        client.get("/hoi-dap/")


def test_askers_are_forgotten_when_their_time_is_over(cast, settings):
    settings.ENQUIRY_KEEP_MONTHS = 6
    old, young = asked(), asked()
    Question.objects.filter(pk=old.pk).update(asked_at=timezone.now() - timedelta(days=200))

    assert (actions.forget_askers(), actions.forget_askers()) == (1, 0)
    assert set(Question.objects.values_list("pk", "asker_email")) == {(old.pk, ""), (young.pk, "khach@vidu.vn")}


def test_an_installation_begins_with_answered_questions_put_in_once(cast):
    plant()
    actions.plant()
    count = public_queries.questions().count()
    public_queries.questions("giấy chứng nhận OCOP có giá trị bao lâu").delete()
    actions.plant()

    assert (count, public_queries.questions().count()) == (5, 4)
    assert index.holds("question", public_queries.questions().first().code)


# Liên hệ


def test_a_letter_gets_a_number_and_reaches_those_who_run_the_portal(cast, editor, client):
    response = sent(client, "/lien-he/", WRITTEN)

    message = ContactMessage.objects.get()
    assert re.fullmatch(r"LH-\d{4}-[2-9A-Z]{4}", message.number)
    assert response["Location"] == f"/lien-he/da-gui/{message.number}/"
    assert message.number in client.get(response["Location"]).content.decode()
    assert set(Notice.objects.values_list("to", flat=True)) == {cast.an.pk, editor.pk}


@pytest.mark.parametrize("missing", ["about", "text", "name", "email"])
def test_a_letter_half_filled_is_sent_back(cast, client, missing):
    response = sent(client, "/lien-he/", WRITTEN | {missing: ""})

    assert response.status_code == 200
    assert ContactMessage.objects.count() == 0


def test_letters_are_limited_for_an_address(cast, client):
    answers = [sent(client, "/lien-he/", WRITTEN, text=f"Góp ý số {n} cho cổng").status_code for n in range(6)]

    assert answers == [302] * 5 + [429]


@pytest.mark.parametrize("who", ["mai", "lan", "hoa", "son", "tam", "ha", "minh"])
def test_letters_are_hidden_from_everybody_else(cast, client, who):
    message = letter()
    client.force_login(getattr(cast, who))

    assert client.get("/lien-he/hop-thu/").status_code == 403
    assert client.get(message.get_absolute_url()).status_code == 404
    assert client.post(f"{message.get_absolute_url()}nhan/").status_code == 404


def test_a_visitor_is_led_to_the_sign_in(cast, client):
    assert client.get(letter().get_absolute_url())["Location"].startswith("/dang-nhap/")


def test_an_administrator_takes_answers_and_closes_a_letter(cast, client):
    message = letter()
    client.force_login(cast.an)

    client.post(f"{message.get_absolute_url()}nhan/")
    message.refresh_from_db()
    assert (message.state, message.handled_by) == ("in_progress", cast.an)
    client.post(message.get_absolute_url(), {"text": "Đã thêm ảnh, xin cảm ơn."})
    message.refresh_from_db()
    assert (message.state, message.reply) == ("answered", "Đã thêm ảnh, xin cảm ơn.")
    assert [(one.to, message.number in one.subject) for one in mail.outbox] == [(["mua@vidu.vn"], True)]
    client.post(f"{message.get_absolute_url()}dong/", {"note": "Xong"})
    message.refresh_from_db()
    assert (message.state, message.closing_note) == ("closed", "Xong")
    assert list(Entry.objects.values_list("verb", flat=True).order_by("pk")) == [
        "contactmessage.write",
        "contactmessage.take",
        "contactmessage.reply",
        "contactmessage.close",
    ]


def test_an_empty_answer_is_not_sent(cast, client):
    message = letter()
    client.force_login(cast.an)

    response = client.post(message.get_absolute_url(), {"text": " "})

    assert response.status_code == 200
    assert ContactMessage.objects.get().state == "new"
    assert mail.outbox == []


def test_a_letter_moves_only_from_where_it_stands(cast):
    message = letter()
    actions.close(message, by=cast.an)

    for act in (actions.take, actions.close):
        with pytest.raises(Refused):
            act(message, by=cast.an)
    with pytest.raises(Refused):
        actions.reply(message, "Muộn rồi.", by=cast.an)
    assert actions.reopen(message, by=cast.an).state == "in_progress"


@pytest.mark.parametrize("who", ["mai", "lan", "son"])
def test_nobody_else_moves_a_letter(cast, who):
    message = letter()
    person = getattr(cast, who)

    for act in (actions.take, actions.close, lambda row, by: actions.reply(row, "Chào.", by=by)):
        with pytest.raises(PermissionDenied):
            act(message, by=person)


def test_a_reply_is_mailed_once(cast):
    message = actions.reply(letter(), "Xin cảm ơn.", by=cast.an)

    assert (actions.mail_waiting(), len(mail.outbox)) == (0, 1)
    message.refresh_from_db()
    assert message.mailed_at is not None


def test_the_count_in_the_menu_is_of_letters_nobody_took(cast):
    actions.take(letter(), by=cast.an)
    letter(text="Thư thứ hai cho cổng")

    assert (public_queries.new_letters(cast.an), public_queries.new_letters(cast.lan)) == (1, 0)


def test_senders_are_forgotten_when_their_time_is_over(cast, settings):
    settings.ENQUIRY_KEEP_MONTHS = 6
    old = actions.close(letter(), by=cast.an)
    letter(text="Thư thứ hai cho cổng")
    ContactMessage.objects.filter(pk=old.pk).update(closed_at=timezone.now() - timedelta(days=200))

    assert (actions.forget_senders(), actions.forget_senders()) == (1, 0)
    old.refresh_from_db()
    assert (old.name, old.email, old.phone, old.text, old.number != "") == ("", "", "", "", True)
    with pytest.raises(PermissionDenied):
        actions.reopen(old, by=cast.an)


@pytest.mark.parametrize("count", [1, 3])
def test_letters_ask_as_much_for_many_as_for_one(cast, client, count, django_assert_num_queries):
    for n in range(count):
        letter(text=f"Thư thứ {n} cho cổng")
    client.force_login(cast.an)

    with django_assert_num_queries(LETTERS):
        client.get("/lien-he/hop-thu/")


QUESTIONS, LETTERS = 3, 14
