"""Vietnamese text: search without accents, sorting in alphabet order, addresses of pages."""

import unicodedata

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def normalise(text: str) -> str:
    """Lower case, no accents, đ as d, everything but letters and digits as one space: the form that is searched.

    >>> normalise("BƯỞI  Da-Xanh")
    'buoi da xanh'
    """
    lowered = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    letters = (c if c.isalnum() else " " for c in lowered if not unicodedata.combining(c))
    return " ".join("".join(letters).split())


def slugify(text: str) -> str:
    """The text as a part of an address: `buoi-da-xanh`."""
    return normalise(text).replace(" ", "-")[:80].strip("-")


def _weigh(letter: str) -> tuple[str, int]:
    tone, base = 0, ""
    for part in unicodedata.normalize("NFD", letter):
        if part in _TONES:
            tone = _TONES[part]
        else:
            base += part
    return unicodedata.normalize("NFC", base), tone


def sort_key(text: str) -> str:
    """A string whose plain order is the Vietnamese order: letters (a ă â … d đ) first, tones second.

    Neither database sorts Vietnamese by itself, so names keep this beside them.
    """
    letters, tones = [], []
    for char in unicodedata.normalize("NFC", text.lower()):
        base, tone = _weigh(char)
        if base in _ALPHABET:
            letters.append(f"{_ALPHABET.index(base) + 40:02d}")
        elif base.isdigit():
            letters.append(f"{int(base) + 20:02d}" if base.isascii() else "99")
        else:
            letters.append("10")
        tones.append(str(tone))
    return "".join(letters)[:240] + "." + "".join(tones)[:120]
