"""The old Vietnamese encodings: TCVN3 (ABC) and VNI have no codec of their own, so their tables stand here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from ocop.gis.reading.syllables import is_syllable

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
_MARKED = set("àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ")
_WORD = re.compile(r"[^\W\d_]+")


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
    """The encoding in which these texts, read as Western European, are the most Vietnamese.

    >>> [guess([text]) for text in ("Hîp t¸c x·", "Hôïp taùc xaõ", "Hop tac xa")]
    ['tcvn3', 'vni', 'utf-8']
    """
    joined = " ".join(texts)[:20_000]
    if joined.isascii():
        return "utf-8"
    likeness = {each: _likeness(decode(joined, each)) for each in ("utf-8", "tcvn3", "vni", "cp1258", "latin-1")}
    best = max(likeness, key=lambda each: likeness[each])
    return best if likeness[best] > 0 else "latin-1"


def _likeness(text: str) -> int:
    """How Vietnamese a text is: its marked words that are syllables, less those that are none and what is no letter."""
    text = unicodedata.normalize("NFC", text.lower())
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    odd = sum(not char.isascii() and char not in _MARKED for char in text)
    return sum(2 if is_syllable(word) else -2 for word in words) - 3 * odd
