"""The old Vietnamese encodings: TCVN3 (ABC) and VNI have no codec of their own, so their tables stand here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

ENCODINGS = {
    "utf-8": "Unicode (UTF-8)",
    "tcvn3": "TCVN3 (ABC, phông .VnTime)",
    "vni": "VNI (phông VNI-Times)",
    "cp1258": "Windows-1258",
    "latin-1": "Không dấu hoặc tiếng Anh",
}

_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉËÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢§£¤¥¦®",
        "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯđ",
        strict=True,
    )
)

# VNI writes a letter and then a sign; these are the signs, in the order of the letters they make.
_TONES = "øùûõï"
_WITH_TONES = {
    "a": "àáảãạ", "e": "èéẻẽẹ", "o": "òóỏõọ", "u": "ùúủũụ", "y": "ỳýỷỹ", "ô": "ờớởỡợ", "ö": "ừứửữự",
}  # fmt: skip
_HATS = "âàáåãä"
_WITH_HATS = {"a": "âầấẩẫậ", "e": "êềếểễệ", "o": "ôồốổỗộ"}
_BREVES = "êèéúüë"
_WITH_BREVES = {"a": "ăằắẳẵặ"}
_ALONE = {"ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "ñ": "đ"}


def _vni() -> dict[str, str]:
    table = dict(_ALONE)
    for signs, letters in ((_TONES, _WITH_TONES), (_HATS, _WITH_HATS), (_BREVES, _WITH_BREVES)):
        for letter, made in letters.items():
            table.update({letter + sign: result for sign, result in zip(signs, made, strict=False)})
    both = {**table, **{key.upper(): value.upper() for key, value in table.items()}}
    mixed = {key[0].upper() + key[1]: value.upper() for key, value in table.items() if len(key) == 2}
    return {**mixed, **both}


_VNI = _vni()
_LETTERS = set("aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵfjwz")
_MARKED = {c for c in _LETTERS if not c.isascii()}
_TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"
_TONELESS = re.compile(f"[{_TONE_MARKS}]")
_UNHEARD = re.compile("[aăâeêơư][ăâêôư]|[ăâêô][aeoy]")
"""Letters that never follow each other in a syllable."""


def _bytes(text: str) -> bytes:
    """The bytes that somebody read as Western European text."""
    out = bytearray()
    for char in text:
        code = ord(char)
        if code < 256:
            out.append(code)
        else:
            try:
                out += char.encode("cp1252")
            except UnicodeEncodeError:
                return text.encode()
    return bytes(out)


def decode(text: str, encoding: str) -> str:
    """A text whose bytes were read as Western European, in its true encoding.

    >>> decode("Hîp t¸c x·", "tcvn3")
    'Hợp tác xã'
    >>> decode("Hôïp taùc xaõ", "vni")
    'Hợp tác xã'
    """
    if encoding == "tcvn3":
        return "".join(_TCVN3.get(char, char) for char in _bytes(text).decode("latin-1"))
    if encoding == "vni":
        return _from_vni(_bytes(text).decode("latin-1"))
    if encoding == "cp1258":
        return unicodedata.normalize("NFC", _bytes(text).decode("cp1258", errors="replace"))
    if encoding == "utf-8":
        return unicodedata.normalize("NFC", _bytes(text).decode("utf-8", errors="replace"))
    return text


def _from_vni(text: str) -> str:
    out, at = [], 0
    while at < len(text):
        pair = text[at : at + 2]
        if len(pair) == 2 and pair in _VNI:
            out.append(_VNI[pair])
            at += 2
        else:
            out.append(_VNI.get(text[at], text[at]))
            at += 1
    return "".join(out)


def guess(texts: Iterable[str]) -> str:
    """The encoding in which these texts, read as Western European, are the most Vietnamese."""
    joined = " ".join(texts)[:20_000]
    if joined.isascii():
        return "utf-8"
    return max(("utf-8", "tcvn3", "vni", "cp1258", "latin-1"), key=lambda each: _likeness(decode(joined, each)))


def _likeness(text: str) -> float:
    """How Vietnamese a text is: its marked letters, less what no Vietnamese syllable holds."""
    return sum(_word_likeness(word) for word in text.lower().split())


def _word_likeness(word: str) -> float:
    marked = sum(c in _MARKED for c in word)
    odd = sum(not c.isascii() and c not in _MARKED for c in word)
    tones = sum(c in _TONE_MARKS for c in unicodedata.normalize("NFD", word))
    unheard = len(_UNHEARD.findall(unicodedata.normalize("NFC", _TONELESS.sub("", unicodedata.normalize("NFD", word)))))
    return min(marked, 2) - 3 * odd - 3 * max(0, tones - 1) - 2 * unheard
