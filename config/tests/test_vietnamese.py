"""The packages that officials see speak Vietnamese: what their own translation lacks stands in locale/vi."""

import json
from pathlib import Path

import pytest
import wagtail
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils.translation import gettext, ngettext, override, pgettext
from wagtail.admin.urls import localized_js_catalog

from config import messages

WAGTAIL = Path(wagtail.__file__).parent
SEEN = ["admin", "", "images", "documents", "snippets", "embeds", "contrib/redirects", "contrib/settings"]


def said(message):
    """The sentence in Vietnamese, and as it stands in the package."""
    if isinstance(message.id, str):
        return (pgettext(message.context, message.id) if message.context else gettext(message.id)), message.id
    return ngettext(*message.id, 2), message.id[1]


@pytest.mark.parametrize("package", SEEN)
def test_what_editors_see_is_vietnamese(package):
    catalog = messages.read(WAGTAIL / package / "locale/en/LC_MESSAGES/django.po")
    with override("vi"):
        told = [said(message) for message in catalog if message.id]
        english = [words for vietnamese, words in told if vietnamese == words]

    assert len(english) <= len(told) * 0.02, english


def test_the_scripts_of_the_cms_speak_vietnamese():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with override("vi"):
        script = localized_js_catalog(request).content.decode()

    wanted = messages.read(WAGTAIL / "admin/locale/en/LC_MESSAGES/djangojs.po")
    words = [each.id for each in wanted if isinstance(each.id, str) and each.id]
    english = [each for each in words if f'{json.dumps(each)}: "' not in script]
    assert english == []
    assert '"Autosave in progress\\u2026": "\\u0110ang t\\u1ef1 l\\u01b0u\\u2026"' in script


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("Submit for moderation", "Gửi duyệt"),
        ("Save draft", "Lưu nháp"),
        ("Publish", "Xuất bản"),
        ("Unpublish", "Ngừng xuất bản"),
        ("History", "Lịch sử"),
        ("This field is required.", "Trường này là bắt buộc."),
    ],
)
def test_the_words_of_the_office_are_the_same_everywhere(english, vietnamese):
    with override("vi"):
        assert gettext(english) == vietnamese
