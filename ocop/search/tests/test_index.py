"""Every test runs on both databases, FTS5 and tsvector, ordered here and by the database: all must answer alike."""

import pytest
from django.core.management import call_command

from ocop.search import index
from ocop.search.index import Item, find, find_each, matching, put, put_many, rebuild
from ocop.search.models import SearchEntry

pytestmark = pytest.mark.django_db


def fruit(key, title, kind="product", **fields):
    put(kind, key, title=title, url_path=f"/{key}/", **fields)


def keys(text, *kinds, **limits):
    return [hit.key for hit in find(text, kinds, **limits).hits]


@pytest.fixture(params=[index.FEW, 0], ids=["ordered-here", "ordered-there"], autouse=True)
def few(request, monkeypatch):
    """Until how many entries the search puts them in order itself."""
    monkeypatch.setattr(index, "FEW", request.param)
    return request.param


@pytest.fixture
def market():
    fruit("b1", "Bưởi da xanh Bến Tre", keywords="Hợp tác xã Mỹ Thạnh An", text="Trái tròn, ruột hồng.")
    fruit("b2", "Rượu bưởi", text="Ủ từ bưởi da xanh chín cây.")
    fruit("c1", "Cá tra khô")
    fruit("c2", "Cà phê rang xay")
    fruit("o1", "Bò khô")


SAME = """buoi da xanh/Bưởi Da Xanh/BƯỞI DA XANH/buoi da xan/bưởi d xanh/xanh buoi/uoi da xanh/bui da xanh/buoi da xenh
/buoii da xanh/bouoi da xahn/Bưởi   da-xanh!""".replace("\n", "")


@pytest.mark.parametrize("text", SAME.split("/"))
def test_however_it_is_typed_the_same_is_found(market, text):
    assert keys(text) == ["b1", "b2"]


@pytest.mark.parametrize(("text", "expected"), [("cá tr", ["c1"]), ("bò", ["o1"]), ("khô", ["o1", "c1"])])
def test_short_words_are_found(market, text, expected):
    assert keys(text) == expected


def test_titles_come_before_text_and_whole_words_before_beginnings():
    fruit("text", "An", text="gạo")
    fruit("keyword", "Ă", keywords="gạo")
    fruit("begins", "Bánh gạon")
    fruit("whole", "Đậu và gạo")

    assert keys("gao") == ["whole", "begins", "text", "keyword"]


def test_equal_hits_are_in_vietnamese_order():
    for key, title in {"d2": "Đường gạo", "d1": "Dầu gạo", "a3": "Ấm gạo", "a2": "Ăn gạo", "a1": "Áo gạo"}.items():
        fruit(key, title)

    assert keys("gạo") == ["a1", "a2", "a3", "d1", "d2"]


def test_every_word_must_be_found(market):
    assert keys("buoi my thanh an") == ["b1"]
    assert keys("bưởi cà phê") == []


def test_counts_are_by_kind_whatever_is_listed(market):
    fruit("n1", "Hội chợ bưởi", kind="news")
    fruit("n2", "Giá bưởi", kind="news")

    found = find("bưởi", ["news"], limit=1)

    assert ([hit.key for hit in found.hits], found.counts, found.total) == (["n2"], {"product": 2, "news": 2}, 4)


def test_words_in_any_order_and_with_a_wrong_letter_are_ordered_alike():
    for title in ("Xanh bưởi da", "Da xanhh bưởi", "Bưởi da xanhlam", "Xoài"):
        fruit(title, title, text="bưởi da xanh")
    fruit("z", "Buổi da xanh")

    assert keys("buoi da xanh") == ["z", "Xanh bưởi da", "Bưởi da xanhlam", "Da xanhh bưởi", "Xoài"]
    assert keys("buoi da xanhx") == ["z", "Da xanhh bưởi", "Xanh bưởi da", "Bưởi da xanhlam", "Xoài"]


def test_pages_of_hits_follow_one_another(market):
    fruit("b3", "Bưởi Năm Roi")

    assert [keys("buoi", offset=n, limit=1) for n in range(4)] == [["b1"], ["b3"], ["b2"], []]


def test_each_kind_has_its_first_hits_in_the_order_of_kinds(market):
    for number in range(3):
        fruit(f"n{number}", f"Tin bưởi {number}", kind="news")
        fruit(f"p{number}", f"Vườn bưởi {number}", kind="producer")

    hits = find_each("bưởi", limit=2).hits

    assert [hit.key for hit in hits] == ["b1", "b2", "p0", "p1", "n0", "n1"]


def test_what_was_meant_is_told_only_where_a_letter_was_wrong(market):
    assert find("Bui da xanh").meant == "bưởi da xanh"
    assert find("Bưởi da xan").meant == ""
    assert find("khong co gi").meant == ""


@pytest.mark.parametrize("text", ["", " ", "\x00", "*", "'", "½", "NOT bưởi", "kind:bo", "b' | 'cxx", "(", "-x*y"])
def test_commands_of_the_database_are_words(market, text):
    assert keys(text) == []


@pytest.mark.parametrize("text", ["bưởi OR", "x" * 500, "ý " * 500, "bưởi \x00 xanh", "🥭 bưởi"])
def test_strange_texts_are_no_error(market, text):
    assert find(text).total in (0, 2)


def test_words_far_away_are_not_found(market):
    assert [keys(text) for text in ("boi da xnh", "bxxi", "cb")] == [["b1", "b2"], [], []]


def test_putting_again_renews(market):
    fruit("c1", "Tôm khô", text="mới")

    assert (keys("cá tra"), keys("tôm"), keys("moi")) == ([], ["c1"], ["c1"])
    assert SearchEntry.objects.count() == 5


def test_dropping_forgets(market):
    index.drop("product", "b1")

    assert (keys("bưởi"), index.holds("product", "b1"), index.holds("product", "b2")) == (["b2"], False, True)


def test_an_unknown_kind_is_refused():
    with pytest.raises(KeyError):
        fruit("x", "X", kind="fruit")


def test_demo_things_are_found_in_a_demo_only(market, settings):
    fruit("d", "Bưởi mẫu", is_demo=True)

    settings.DEMO = False

    assert (keys("mẫu"), find("bưởi").counts) == ([], {"product": 2})


def test_matching_looks_at_names_not_at_text(market):
    fruit("p", "Bưởi da xanh", kind="producer")

    assert [list(matching("product", text)) for text in ("bưởi da xanh", "mỹ thạnh", "bui da xanh", "tròn")] == [
        [{"key": "b1"}],
        [{"key": "b1"}],
        [{"key": "b1"}],
        [],
    ]
    assert matching("product", " ").count() == 5


def test_finding_costs_the_same_for_few_and_many(market, few, django_assert_num_queries):
    for number in range(2):
        with django_assert_num_queries(2 if few else 4):
            find("kho")
        put_many(Item("product", f"k{number}{n}", f"Khô {n}", "/") for n in range(3))


def test_found_words_are_marked(market):
    hit = find("da xan").hits[0]

    assert (hit.title_parts, hit.excerpt_parts) == (
        [("Bưởi ", False), ("da", True), (" ", False), ("xanh", True), (" Bến Tre", False)],
        [("Trái tròn, ruột hồng.", False)],
    )


def test_rebuild_makes_what_the_apps_say_and_nothing_else(market, monkeypatch, capsys):
    monkeypatch.setattr(index, "_sources", {})
    index.source("product", lambda: [Item("product", "z", "Xoài", "/z/")])
    fruit("n", "Xoài", kind="news")

    for _ in range(2):
        call_command("rebuild_search")

    assert (keys("xoài"), keys("bưởi"), rebuild("product")) == (["n", "z"], [], {"product": 1})
    assert capsys.readouterr().out == "Sản phẩm: 1\nSản phẩm: 1\n"
