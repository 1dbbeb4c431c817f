"""A search as the database's own full-text query: all words, or beginnings of words, in some of the columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from django.db import connection
from django.db.models.expressions import RawSQL

from ocop.search.words import neighbours, words_of

MOST = 2_000
"""So many entries of a very common word are put in order; all are counted."""


class In(Enum):
    """Where words are looked for: FTS5's columns, PostgreSQL's weights."""

    TITLE = ("title_words", "A")
    NAMES = ("title_words keyword_words", "AB")
    ALL = ("title_words keyword_words text_words", "ABC")


@dataclass(frozen=True)
class Asked:
    """What is searched: every word must be found. Those in `loose` may be one letter wrong."""

    words: tuple[str, ...]
    loose: frozenset[str] = frozenset()
    where: In = In.ALL
    whole: bool = False
    """Only whole words, not beginnings."""

    @classmethod
    def from_text(cls, text: str, where: In = In.ALL) -> Asked:
        return cls(words_of(text), where=where)

    def within(self, where: In, *, whole: bool = False) -> Asked:
        """The same words in other columns."""
        return replace(self, where=where, whole=whole)

    def tier(self, title_words: str) -> int:
        """How well a title answers: 0 with all words whole, 1 with words or their beginnings, 2 not by itself."""
        have = frozenset(title_words.split())
        whole = [word in have or (word in self.loose and not have.isdisjoint(neighbours(word))) for word in self.words]
        if all(whole):
            return 0
        begun = zip(self.words, whole, strict=True)
        return 1 if all(is_whole or any(each.startswith(word) for each in have) for word, is_whole in begun) else 2

    def loosened(self) -> list[Asked]:
        """The same with one letter of tolerance: for one word at a time, the last first (it may not be finished);
        then for all.
        """
        able = [word for word in self.words if neighbours(word)]
        ones = [replace(self, loose=frozenset({word})) for word in reversed(able)]
        return ones + ([replace(self, loose=frozenset(able))] if len(able) > 1 else [])


def ids(asked: Asked, kinds: Iterable[str] = ()) -> RawSQL:
    """The primary keys of the entries found, as a subquery."""
    return RawSQL(*_select(asked, tuple(kinds)))


def ranked(asked: Asked, kinds: Iterable[str], *, shares: bool, with_demo: bool, slice_: slice) -> list[int]:
    """Primary keys of entries found, best first: titles with whole words, then titles with beginnings, then the rest.

    With `shares` the slice is taken of every kind, otherwise of all together. Nothing is weighed: each of the three is
    cut at MOST before it is put in order, so that a word in every entry costs no more than one in a few thousand.
    """
    kinds = tuple(kinds)
    tiers = [asked.within(In.TITLE, whole=True), asked.within(In.TITLE), asked]
    parts: list[str] = []
    params: list[str] = []
    for group in [(kind,) for kind in kinds] if shares else [kinds]:
        for number, tier in enumerate(tiers):
            sql, given = _select(tier, group)
            parts.append(f"SELECT id, {number} AS tier FROM ({sql} LIMIT {MOST}) AS part{len(parts)}")
            params += given
    own = "PARTITION BY entry.kind " if shares else ""
    place = f'ROW_NUMBER() OVER ({own}ORDER BY near.tier, entry."order", entry.id)'
    sql = f"""SELECT id FROM (
        SELECT entry.id, {place} AS place
        FROM (SELECT id, MIN(tier) AS tier FROM ({" UNION ALL ".join(parts)}) AS found GROUP BY id) AS near
        JOIN search_searchentry AS entry ON entry.id = near.id WHERE entry.is_demo IN (%s, %s)
    ) AS placed WHERE place > %s AND place <= %s ORDER BY place, id"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, False, with_demo, slice_.start, slice_.stop])
        return [row[0] for row in cursor.fetchall()]


def _select(asked: Asked, kinds: tuple[str, ...]) -> tuple[str, list[str]]:
    """SQL that gives the `id` of what is found, without an order; and its parameters."""
    if connection.vendor == "sqlite":
        return "SELECT rowid AS id FROM search_words WHERE search_words MATCH %s", [fts5(asked, kinds)]
    sql, params = "SELECT id FROM search_searchentry WHERE words @@ %s::tsquery", [tsquery(asked)]
    if kinds:
        sql += f" AND kind IN ({', '.join(['%s'] * len(kinds))})"
    return sql, [*params, *kinds]


def fts5(asked: Asked, kinds: tuple[str, ...]) -> str:
    """The query of FTS5. Words are letters and digits only and stand in quotes, so that none is read as a command."""
    star = "" if asked.whole else "*"

    def term(word: str) -> str:
        others = sorted(neighbours(word)) if word in asked.loose else []
        return " OR ".join([f'"{word}"{star}', *(f'"{other}"' for other in others)])

    columns, _ = asked.where.value
    found = f"{{{columns}}} : ({' AND '.join(f'({term(word)})' for word in asked.words)})"
    if not kinds:
        return found
    return f"({found}) AND kind : ({' OR '.join(f'{chr(34)}{kind}{chr(34)}' for kind in kinds)})"


def tsquery(asked: Asked) -> str:
    """The query of PostgreSQL, in the same manner."""
    _, weights = asked.where.value
    star = "" if asked.whole else "*"

    def term(word: str) -> str:
        others = sorted(neighbours(word)) if word in asked.loose else []
        return " | ".join([f"'{word}':{star}{weights}", *(f"'{other}':{weights}" for other in others)])

    return " & ".join(f"({term(word)})" for word in asked.words)
