"""Whether a word can be a Vietnamese syllable: how a text tells in which encoding it was written."""

from __future__ import annotations

import unicodedata
from functools import cache

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RIMES = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu y yêm yên yêng yêt yêu yt ych ynh
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong
    op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh uêt uêu ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên
    uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    """
_BEGIN, _END = frozenset(["", *_ONSETS.split()]), frozenset(_RIMES.split())
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ACUTE, _DOT = "\u0301", "\u0323"
_EITHER = ("oa", "oe", "uy")
"""Open rimes whose tone stands on the first letter in one school and on the second in the other."""


@cache
def is_syllable(word: str) -> bool:
    """Whether a word in small letters is built as Vietnamese syllables are, its tone where it belongs.

    >>> [is_syllable(word) for word in ("nguyễn", "nguyeón", "giếng", "quý", "hòa", "hoà", "tạp", "tàp")]
    [True, False, True, True, True, True, True, False]
    """
    bare, at, tone = _without_tone(word)
    return tone != "many" and any(
        bare[:cut] in _BEGIN and bare[cut:] in _END and _tone_fits(bare[cut:], at - cut, tone)
        for cut in range(min(3, len(bare) - 1) + 1)
    )


def _without_tone(word: str) -> tuple[str, int, str]:
    """The letters, the place of the tone among them and the tone; «many» where there are two."""
    letters: list[str] = []
    at, found = -1, ""
    for letter in unicodedata.normalize("NFC", word):
        parts = unicodedata.normalize("NFD", letter)
        tones = [part for part in parts if part in _TONES]
        if tones and found:
            return word, -1, "many"
        if tones:
            at, found = len(letters), tones[0]
        letters.append(unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES)))
    return "".join(letters), at, found


def _tone_fits(rime: str, at: int, tone: str) -> bool:
    vowels = rime.rstrip("bcghmnpt")
    coda = rime[len(vowels) :]
    if coda in ("c", "ch", "p", "t") and tone not in (_ACUTE, _DOT):
        return False  # a stopped syllable always has one of these two
    if not tone:
        return True
    marked = [place for place, letter in enumerate(vowels) if letter in "ăâêôơ"] or [
        place for place, letter in enumerate(vowels) if letter == "ư"
    ]
    if marked:
        return at == marked[-1]
    if len(vowels) == 1:
        return at == 0
    if rime in _EITHER:
        return at in (0, 1)
    return at == (1 if coda or len(vowels) == 3 or vowels in ("oa", "oe") else 0)
