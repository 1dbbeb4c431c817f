import pytest
import time_machine
from django import forms
from django.core.cache import cache

from ocop.core.guard import LONGEST, SHORTEST, Guard, stamp, too_many


class Letter(Guard, forms.Form):
    text = forms.CharField()


def sent(**fields):
    return Letter({"text": "Xin chào", "stamp": stamp(age=SHORTEST)} | fields)


def test_guard_lets_a_person_through_with_the_letter_alone():
    form = sent()

    assert form.is_valid()
    assert form.cleaned_data == {"text": "Xin chào"}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"website": "https://vidu.vn"}, "Chưa gửi được: hãy để trống ô «Website» rồi gửi lại."),
        ({"stamp": stamp(age=-36_000)}, "Hãy đợi vài giây rồi gửi lại."),
        ({"stamp": ""}, "Trang này đã mở quá lâu. Nội dung vẫn còn đây: hãy gửi lại lần nữa."),
        ({"stamp": stamp(age=SHORTEST) + "x"}, "Trang này đã mở quá lâu. Nội dung vẫn còn đây: hãy gửi lại lần nữa."),
        (
            {"stamp": stamp(age=LONGEST + 60)},
            "Trang này đã mở quá lâu. Nội dung vẫn còn đây: hãy gửi lại lần nữa.",
        ),
    ],
)
def test_guard_refuses_machines_in_a_sentence(fields, sentence):
    assert sent(**fields).non_field_errors() == [sentence]


def test_guard_gives_a_fresh_note_when_the_old_one_is_of_no_use():
    old = stamp(age=LONGEST + 60)
    form = sent(stamp=old)

    assert old not in form.guard


def test_guard_keeps_a_note_that_only_needs_to_ripen():
    young = stamp(age=1)

    assert young in sent(stamp=young).guard


def test_too_many_counts_each_address_and_each_stretch_by_itself(rf):
    cache.clear()
    here, there = rf.get("/", REMOTE_ADDR="203.0.113.1"), rf.get("/", REMOTE_ADDR="203.0.113.2")

    with time_machine.travel("2026-11-20 08:00:00+07:00", tick=False):
        tries = [too_many(here, "hoi", 2, 3600) for _ in range(3)]
        other = too_many(there, "hoi", 2, 3600)
    with time_machine.travel("2026-11-20 09:00:01+07:00", tick=False):
        later = too_many(here, "hoi", 2, 3600)

    assert (tries, other, later) == ([False, False, True], False, False)


def test_too_many_believes_our_proxy_and_not_the_visitor(rf, settings):
    cache.clear()
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    tries = [
        too_many(rf.get("/", headers={"X-Forwarded-For": f"1.2.3.{n}, 203.0.113.9"}), "hoi", 2, 3600) for n in range(3)
    ]

    assert tries == [False, False, True]
