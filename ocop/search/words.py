"""The words of a search, what is one letter away from a word, and where found words stand in a text. No database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ocop.core.text import normalise

MAX_WORDS = 8
MAX_LETTERS = 200
LONG_ENOUGH = 3
"""Words from this many letters may be one letter wrong; of shorter ones nearly every other is one letter away."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORD = re.compile(r"\w+")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a search, without accents, each once; the first few of a very long one."""
    return tuple(dict.fromkeys(normalise(text[:MAX_LETTERS]).split()))[:MAX_WORDS]


@lru_cache(maxsize=1000)
def neighbours(word: str) -> frozenset[str]:
    """The words one letter away: one letter missing, too many, wrong, or two side by side exchanged.

    Empty for short words and for those with a digit, which are taken as typed.
    """
    if len(word) < LONG_ENOUGH or len(word) > 20 or not (word.isascii() and word.isalpha()):
        return frozenset()
    cuts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    found = {head + tail[1:] for head, tail in cuts if tail}
    found |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    found |= {head + letter + tail[1:] for head, tail in cuts if tail for letter in _LETTERS}
    found |= {head + letter + tail for head, tail in cuts for letter in _LETTERS}
    return frozenset(found - {word})


@lru_cache(maxsize=50_000)
def _plain(word: str) -> str:
    return normalise(word)


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Every word of a text: where it begins and ends, and its plain form."""
    for match in _WORD.finditer(text):
        yield match.start(), match.end(), _plain(match[0])


@lru_cache(maxsize=20_000)
def is_meant(plain: str, words: tuple[str, ...], loose: frozenset[str] = frozenset()) -> bool:
    """Whether a word of a text is marked for a searched word. Short beginnings are not: they are everywhere."""
    return any(
        plain == word
        or (len(word) >= LONG_ENOUGH and plain.startswith(word))
        or (word in loose and plain in neighbours(word))
        for word in words
    )


def marked(text: str, words: tuple[str, ...], loose: frozenset[str] = frozenset()) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is a found word."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end, plain in spans(text):
        if is_meant(plain, words, loose):
            if start > at:
                pieces.append((text[at:start], False))
            pieces.append((text[start:end], True))
            at = end
    if at < len(text):
        pieces.append((text[at:], False))
    return pieces


def excerpt(text: str, words: tuple[str, ...], loose: frozenset[str] = frozenset(), *, length: int = 180) -> str:
    """A piece of the text about the first found word; the beginning where none is found. Whole words, with ellipses."""
    start = next((start for start, _, plain in spans(text) if is_meant(plain, words, loose)), 0) if words else 0
    begin = max(0, start - length // 3)
    if begin:
        begin = text.find(" ", begin, start) + 1 or start
    end = len(text) if len(text) - begin <= length else text.rfind(" ", begin, begin + length)
    if end <= begin:
        end = min(len(text), begin + length)
    piece = text[begin:end].strip()
    return ("…" if begin else "") + piece + ("…" if end < len(text) else "")
