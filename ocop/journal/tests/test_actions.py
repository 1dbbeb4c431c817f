import pytest
from django.contrib.auth import get_user_model
from django.db import transaction

from ocop.journal import words
from ocop.journal.actions import record
from ocop.journal.models import Entry, name_of
from ocop.journal.queries import history_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mai():
    return get_user_model().objects.create_user("mai@nhat-ky.test", full_name="Trần Thị Mai")


def test_record_keeps_who_what_and_why_as_they_were(mai):
    record("nộp", mai, by=mai, reason="đủ giấy tờ")
    mai.full_name = "Tên mới"
    mai.save()

    entry = history_of(mai).get()

    assert (entry.by, entry.by_name, entry.label) == (mai, "Trần Thị Mai", "Trần Thị Mai")
    assert (entry.verb, entry.thing, entry.details) == ("nộp", f"user:{mai.code}", {"reason": "đủ giấy tờ"})


def test_record_of_the_system_itself(mai):
    assert (record("hết hạn", mai, by=None).by_name, name_of(mai)) == ("Hệ thống", f"user:{mai.code}")


def test_record_goes_back_with_the_transaction(mai):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("nộp", mai, by=mai)
        raise ZeroDivisionError

    assert Entry.objects.count() == 0


def test_history_is_about_one_thing_oldest_first(mai):
    other = get_user_model().objects.create_user("khac@nhat-ky.test", full_name="Khác")
    record("một", mai, by=mai), record("khác", other, by=mai), record("hai", mai, by=mai)

    assert [entry.verb for entry in history_of(mai)] == ["một", "hai"]


def test_the_journal_is_not_changed_through_the_models_either(mai):
    entry = record("nộp", mai, by=mai)

    for act in (entry.save, entry.delete, Entry.objects.all().delete, lambda: Entry.objects.update(verb="x")):
        with pytest.raises(TypeError, match="only ever appended"):
            act()


def test_an_act_is_said_in_vietnamese_or_by_its_name(mai, monkeypatch):
    monkeypatch.setattr(words, "_WORDS", {"user.edit": "Sửa thông tin cá nhân"})
    words.say({"thing.do": "Làm việc"})

    assert [words.words_for(verb) for verb in ("user.edit", "thing.do", "thing.other")] == [
        "Sửa thông tin cá nhân",
        "Làm việc",
        "thing.other",
    ]
    assert words.verbs_with("CÁ NHÂN") == ["user.edit"]
    assert str(record("thing.do", mai, by=mai)).endswith("Trần Thị Mai: Làm việc Trần Thị Mai")
