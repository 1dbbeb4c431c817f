"""The one door to the search: what is public is put here by its app, and everything is found here.

An entry exists only for what everybody may see. A word of a search finds words that begin with it, accents or not, in
capitals or not. Only where nothing is found may one letter of a word be wrong, missing or too many
(`words.neighbours`): one word at a time, then all. Results: all words in the title as whole words, then in the title,
then anywhere; within that in Vietnamese order of names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Count, QuerySet

from ocop.core.text import normalise, sort_key
from ocop.core.versions import Reach, bump, cached
from ocop.search.asking import Asked, In, ids, ranked
from ocop.search.kinds import KINDS
from ocop.search.models import SearchEntry
from ocop.search.words import excerpt, is_meant, marked, spans

LONGEST_TEXT = 20_000
BATCH = 500
FEW = 300
"""So many entries are put in order here, which costs less than asking the database to; more are left to it."""
FIELDS = ("is_demo", "on", "order", "title", "path", "title_words", "keyword_words", "text_words", "text")


@dataclass(frozen=True)
class Item:
    """One public thing to be found. `keywords`: names it goes by, such as its maker and place; `text`: the rest."""

    kind: str
    key: str
    title: str
    url_path: str
    keywords: str = ""
    text: str = ""
    on: date | None = None
    is_demo: bool = False

    def entry(self) -> SearchEntry:
        """The row of the index. Raises KeyError for a kind that search.kinds does not name."""
        title, text = " ".join(self.title.split())[:300], " ".join(self.text.split())[:LONGEST_TEXT]
        return SearchEntry(
            kind=KINDS[self.kind].name,
            key=self.key,
            is_demo=self.is_demo,
            on=self.on,
            order=sort_key(title),
            title=title,
            path=self.url_path,
            title_words=normalise(title)[:600],
            keyword_words=normalise(self.keywords)[:1000],
            text_words=normalise(text),
            text=text.replace("\x00", ""),
        )


Rows = Callable[[], Iterable[Item]]
_sources: dict[str, Rows] = {}


def source(kind: str, rows: Rows) -> None:
    """An app says where all public things of a kind come from, for `rebuild`."""
    _sources[KINDS[kind].name] = rows


# Writing


def put(
    kind: str,
    key: str,
    *,
    title: str,
    url_path: str,
    text: str = "",
    keywords: str = "",
    on: date | None = None,
    is_demo: bool = False,
) -> None:
    """Make a public thing findable, or renew what is known of it."""
    put_many([Item(kind, key, title, url_path, keywords, text, on, is_demo)])


def put_many(items: Iterable[Item]) -> int:
    """The same for many, in batches; how many there were."""
    count, entries = 0, (item.entry() for item in items)
    while batch := list(islice(entries, BATCH)):
        SearchEntry.objects.bulk_create(
            batch, update_conflicts=True, unique_fields=["kind", "key"], update_fields=list(FIELDS)
        )
        count += len(batch)
    bump(Reach.PAGES)
    return count


def holds(kind: str, key: str) -> bool:
    """Whether a thing is findable."""
    return SearchEntry.objects.filter(kind=kind, key=key).exists()


def drop(kind: str, key: str) -> None:
    """Forget a thing that is no longer public."""
    SearchEntry.objects.filter(kind=kind, key=key).delete()
    bump(Reach.PAGES)


def rebuild(*kinds: str) -> dict[str, int]:
    """Fill the index anew from every app's rows (of some kinds, or of all); by kind how many there are. Repeatable."""
    counts = {}
    for kind in kinds or _sources:
        with transaction.atomic():
            SearchEntry.objects.filter(kind=kind)._raw_delete(using="default")
            counts[kind] = put_many(_sources[kind]())
    return counts


# Finding


@dataclass(frozen=True)
class Hit:
    """One thing found. `title_parts` and `excerpt_parts` are pieces of text, each with whether it was searched for."""

    kind: str
    key: str
    title: str
    path: str
    on: date | None
    title_parts: list[tuple[str, bool]] = field(repr=False)
    excerpt_parts: list[tuple[str, bool]] = field(repr=False)


@dataclass(frozen=True)
class Found:
    """What a search found: hits in order, counts by kind (all kinds), and what was meant where a letter was wrong."""

    hits: list[Hit]
    counts: dict[str, int]
    meant: str = ""

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def find(text: str, kinds: Iterable[str] = (), *, limit: int = 10, offset: int = 0) -> Found:
    """Everything public that has all words of the text; hits of some kinds or of all, counts always of all."""
    kinds = tuple(kinds)
    return _find(text, kinds, shares=False, slice_=slice(offset, offset + limit))


def find_each(text: str, *, limit: int = 5) -> Found:
    """The same, with the first few of every kind, in the order of the kinds."""
    return _find(text, (), shares=True, slice_=slice(0, limit))


def _find(text: str, kinds: tuple[str, ...], *, shares: bool, slice_: slice) -> Found:
    asked = Asked.from_text(text)
    if not asked.words:
        return Found([], {})
    asked, few = _reached(asked)
    counts = _counts(asked) if few is None else _ordered(Counter(near.kind for near in few))
    if shares:
        kinds = tuple(counts)
    if not counts.keys() & set(kinds or counts):
        return Found([], counts)
    if few is None:
        keys = ranked(asked, kinds, shares=shares, with_demo=settings.DEMO, slice_=slice_)
    else:
        keys = _taken([near for near in few if near.kind in kinds or not kinds], shares=shares, slice_=slice_)
    rows = SearchEntry.objects.defer("title_words", "keyword_words", "text_words").in_bulk(keys)
    hits = [_hit(rows[key], asked) for key in keys if key in rows]
    if shares:
        hits.sort(key=lambda hit: kinds.index(hit.kind))
    return Found(hits, counts, _meant(text, asked, hits) if asked.loose else "")


class Near(NamedTuple):
    """An entry found by a search that finds few, with what puts it in order."""

    tier: int
    order: str
    pk: int
    kind: str


def _reached(asked: Asked) -> tuple[Asked, list[Near] | None]:
    """The search as typed where that finds something, else the first that does with a letter of tolerance; and what it
    finds, best first, in one query. None where it finds many: then the database counts and orders.
    """

    def reach() -> tuple[Asked, list[Near] | None]:
        for each in (asked, *asked.loosened()):
            rows = _visible().filter(pk__in=ids(each)).values_list("title_words", "order", "pk", "kind")[: FEW + 1]
            found = sorted(Near(each.tier(words), order, pk, kind) for words, order, pk, kind in rows)
            if found:
                return each, found if len(found) <= FEW else None
        return asked, []

    return cached(("search.reached", asked, settings.DEMO), reach)


def _taken(found: list[Near], *, shares: bool, slice_: slice) -> list[int]:
    """The keys of a slice of what was found, or with `shares` of each kind's own."""
    if not shares:
        return [near.pk for near in found[slice_]]
    kinds = dict.fromkeys(near.kind for near in found)
    return [near.pk for kind in kinds for near in [each for each in found if each.kind == kind][slice_]]


def matching(kind: str, text: str) -> QuerySet[SearchEntry, Any]:
    """The keys of the things of a kind whose title or keywords have all words of the text, for a list's filter.

    The list itself says which rows are public: `rows.allowed(…).filter(code__in=matching("product", text))`. One query
    beside the list's own; more where nothing is found and a letter may be wrong. Without a word: all of the kind.
    """
    asked = Asked.from_text(text, In.NAMES)
    rows = SearchEntry.objects.filter(kind=kind)
    if asked.words:
        rows = SearchEntry.objects.filter(pk__in=ids(_settled(asked, kind), (kind,)))
    return rows.values("key")


def _visible() -> QuerySet[SearchEntry]:
    rows = SearchEntry.objects.all()
    return rows if settings.DEMO else rows.filter(is_demo=False)


def _settled(asked: Asked, kind: str) -> Asked:
    """The same for one kind, where only the words are wanted."""

    def settle() -> Asked:
        for each in (asked, *asked.loosened()):
            if _visible().filter(pk__in=ids(each, (kind,))).exists():
                return each
        return asked

    return cached(("search.settled", asked, kind, settings.DEMO), settle)


def _counts(asked: Asked) -> dict[str, int]:
    def count() -> dict[str, int]:
        rows = _visible().filter(pk__in=ids(asked)).values_list("kind").annotate(total=Count("pk")).order_by()
        return _ordered(dict(rows))

    return cached(("search.counts", asked, settings.DEMO), count)


def _ordered(counts: dict[str, int]) -> dict[str, int]:
    return {kind: counts[kind] for kind in KINDS if kind in counts}


def _hit(row: SearchEntry, asked: Asked) -> Hit:
    """The excerpt shows what the title does not; where the title says all, the text from its beginning."""
    titled = [plain for _, _, plain in spans(row.title)]
    missing = tuple(word for word in asked.words if not any(is_meant(plain, (word,), asked.loose) for plain in titled))
    return Hit(
        kind=row.kind,
        key=row.key,
        title=row.title,
        path=row.path,
        on=row.on,
        title_parts=marked(row.title, asked.words, asked.loose),
        excerpt_parts=marked(excerpt(row.text, missing, asked.loose), asked.words, asked.loose),
    )


def _meant(text: str, asked: Asked, hits: list[Hit]) -> str:
    """The search with its doubtful words as the first hits write them: «bưởi da xanh» for «bui da xanh»."""
    written: dict[str, str] = {}
    for hit in hits:
        for source_text in (hit.title, "".join(part for part, _ in hit.excerpt_parts)):
            for start, end, plain in spans(source_text):
                for word in asked.loose - written.keys():
                    if is_meant(plain, (word,), asked.loose):
                        written[word] = source_text[start:end].lower()
    pieces, at = [], 0
    for start, end, plain in spans(text):
        pieces += [text[at:start], written.get(plain, text[start:end])]
        at = end
    return "".join([*pieces, text[at:]]).strip() if written else ""


def entries(kind: str) -> Iterator[str]:
    """The keys of a kind that are findable now."""
    return iter(SearchEntry.objects.filter(kind=kind).order_by("order", "pk").values_list("key", flat=True))
