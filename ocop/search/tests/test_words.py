import pytest

from ocop.search.words import excerpt, marked, neighbours, words_of


@pytest.mark.parametrize(
    "text", ["buoi da xanh", "Bưởi Da Xanh", "BƯỞI DA XANH", " bưởi--da, «xanh» bưởi", "Bưởi da xanh"]
)
def test_words_of_are_the_same_however_they_are_typed(text):
    assert words_of(text) == ("buoi", "da", "xanh")


@pytest.mark.parametrize(("text", "words"), [("", ()), ("!?*\"'\x00", ()), ("a " * 50, ("a",)), ("3", ("3",))])
def test_words_of_strange_texts(text, words):
    assert words_of(text) == words


def test_words_of_a_long_text_are_its_first():
    assert words_of(" ".join(f"chu{n}" for n in range(100))) == tuple(f"chu{n}" for n in range(8))


@pytest.mark.parametrize("other", ["xah", "xnh", "anh", "xan", "xxanh", "xanhh", "xenh", "xanj", "xahn", "axnh"])
def test_neighbours_are_one_letter_away(other):
    assert other in neighbours("xanh")


def test_neighbours_are_no_further_and_not_the_word():
    assert {"xanh", "xn", "xe", "hnax"} & neighbours("xanh") == set()
    assert max(abs(len(word) - 4) for word in neighbours("xanh")) == 1


@pytest.mark.parametrize("word", ["", "ca", "2026", "10kg", "x" * 21])
def test_short_words_and_numbers_have_no_neighbours(word):
    assert neighbours(word) == frozenset()


def test_marked_words_keep_their_accents():
    assert marked("Bưởi da xanh, bưởi Năm Roi", ("buoi", "d", "xan")) == [
        ("Bưởi", True),
        (" da ", False),
        ("xanh", True),
        (", ", False),
        ("bưởi", True),
        (" Năm Roi", False),
    ]


def test_marked_words_may_be_a_letter_away_where_that_was_allowed():
    assert marked("Bưởi", ("bui",), frozenset({"bui"})) == [("Bưởi", True)]
    assert marked("Bưởi", ("bui",)) == [("Bưởi", False)]


def test_an_excerpt_stands_about_the_first_found_word():
    text = " ".join(["một"] * 60 + ["bưởi"] + ["hai"] * 60)

    found = excerpt(text, ("buoi",), length=60)

    assert found.startswith("…một") and " bưởi hai" in found and found.endswith("hai…")
    assert len(found) <= 62


@pytest.mark.parametrize(("text", "expected"), [("", ""), ("Bưởi", "Bưởi"), ("x" * 300, "x" * 180 + "…")])
def test_an_excerpt_of_what_has_no_found_word_is_the_beginning(text, expected):
    assert excerpt(text, ("cam",)) == expected
