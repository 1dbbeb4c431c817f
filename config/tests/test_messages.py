import shutil

import pytest
from babel.messages.catalog import Catalog, Message

from config import messages


@pytest.fixture
def copy(tmp_path):
    """A small project: one page, one file of code, the law, and its English."""
    page = tmp_path / "ocop/portal/templates/portal/page.html"
    page.parent.mkdir(parents=True)
    page.write_text(
        '{% load i18n %}{% translate "Sản phẩm" %}<a title="{% translate "Xem" %}">{% button _("Lọc") %}'
        "{% blocktranslate count n=n %}{{ n }} sao{% plural %}{{ n }} sao{% endblocktranslate %}"
    )
    (tmp_path / "ocop/portal/views.py").write_text(
        'from django.utils.translation import gettext as _\n\nASKED = _("Có giá trị đến hết ngày %(day)s.")\n'
    )
    (tmp_path / "ocop/portal/tests").mkdir()
    (tmp_path / "ocop/portal/tests/test_views.py").write_text('_("Không phải câu của trang")\n')
    shutil.copytree(messages.BASE / "law", tmp_path / "law")
    messages.bring_up_to_date(tmp_path)
    path = tmp_path / messages.ENGLISH
    catalog = messages.read(path)
    for message in catalog:
        if message.id:
            message.string = message.id
    messages.write(path, catalog)
    return tmp_path


def ours(base):
    return {(m.id, m.context) for m in messages.wanted(base) if m.id and m.context != messages.LAW}


def test_sentences_are_collected_from_pages_and_code_but_not_from_tests(copy):
    assert ours(copy) == {
        ("Sản phẩm", None),
        ("Xem", None),
        ("Lọc", None),
        (("%(n)s sao", "%(n)s sao"), None),
        ("Có giá trị đến hết ngày %(day)s.", None),
    }


def test_words_are_collected_from_the_law():
    words = {words for _, words in messages.law_words()}

    assert {"Thực phẩm tươi sống", "Chè tươi, chế biến", "Hợp tác xã", "Hạng 5 sao", "phường"} <= words


def test_nothing_is_wrong_when_all_is_translated(copy):
    assert messages.problems(copy) == []


def test_a_new_sentence_is_missing_until_it_is_collected_and_translated(copy):
    (copy / "ocop/portal/new.py").write_text('_("Câu mới")\n')
    assert messages.problems(copy) == ["thiếu trong locale/en: ocop/portal/new.py: «Câu mới»"]

    messages.bring_up_to_date(copy)

    assert messages.problems(copy) == ["chưa dịch sang tiếng Anh: ocop/portal/new.py: «Câu mới»"]


def test_a_sentence_no_page_says_any_more_is_named_and_then_dropped(copy):
    (copy / "ocop/portal/views.py").unlink()
    assert messages.problems(copy) == ["thừa trong locale/en: «Có giá trị đến hết ngày %(day)s.»"]

    messages.bring_up_to_date(copy)

    assert messages.problems(copy) == []


def test_a_translation_with_another_place_to_fill_is_named(copy):
    path = copy / messages.ENGLISH
    path.write_text(
        path.read_text().replace('msgstr "Có giá trị đến hết ngày %(day)s."', 'msgstr "Valid to %(date)s."')
    )

    (found,) = messages.problems(copy)

    assert "chỗ điền khác nhau" in found


def test_bringing_up_to_date_keeps_what_was_translated(copy):
    before = (copy / messages.ENGLISH).read_text()

    messages.bring_up_to_date(copy)

    assert (copy / messages.ENGLISH).read_text() == before


def test_a_catalogue_is_compiled_once_until_it_changes(copy):
    path = copy / messages.ENGLISH
    assert messages.compile_stale(copy) == [path]
    assert messages.compile_stale(copy) == []

    path.write_text(path.read_text() + "\n")

    assert messages.stale(copy) == [path]


@pytest.mark.parametrize(
    ("sentence", "translation", "is_right"),
    [
        ("%(n)s of {total}", "{total} / %(n)s", True),
        ("%(n)s of %(total)s", "%(n)s of %(n)s", False),
        ("100%%", "100%%", True),
        ("%s page", "trang", False),
        (("1 page", "%(n)s pages"), ("%(n)s trang",), True),
        (("1 page", "%(n)s pages"), ("trang",), False),
    ],
)
def test_places_to_fill_must_be_those_of_the_sentence(sentence, translation, is_right):
    catalog = Catalog(locale="vi")
    catalog[sentence] = Message(sentence, translation)

    assert (list(messages.wrong_places(catalog)) == []) is is_right


@pytest.mark.parametrize("path", messages.catalogues(), ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_our_catalogues_fill_what_the_sentences_fill(path):
    assert list(messages.wrong_places(messages.read(path))) == []
