"""A search as the database's own full-text query: all words, or beginnings of words, in some of the columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from django.db import connection
from django.db.models.expressions import RawSQL

from ocop.search.words import neighbours, words_of


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

    def loosened(self) -> list[Asked]:
        """The same with one letter of tolerance: for one word at a time, the last first (it may not be finished);
        then for all.
        """
        able = [word for word in self.words if neighbours(word)]
        ones = [replace(self, loose=frozenset({word})) for word in reversed(able)]
        return ones + ([replace(self, loose=frozenset(able))] if len(able) > 1 else [])


def ids(asked: Asked, kinds: Iterable[str] = (), *, limit: int | None = None) -> RawSQL:
    """The primary keys of the entries found, as a subquery; without an order, so that a limit costs what it fetches."""
    kinds = tuple(kinds)
    if connection.vendor == "sqlite":
        sql, params = "SELECT rowid FROM search_words WHERE search_words MATCH %s", [fts5(asked, kinds)]
    else:
        sql, params = "SELECT id FROM search_searchentry WHERE words @@ %s::tsquery", [tsquery(asked)]
        if kinds:
            sql += f" AND kind IN ({', '.join(['%s'] * len(kinds))})"
            params += kinds
    return RawSQL(sql if limit is None else f"{sql} LIMIT {limit:d}", params)


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
