"""The old encodings of Vietnamese, letter by letter and guessed."""

import unicodedata

import pytest

from ocop.gis.reading import syllables
from ocop.gis.reading.texts import decode, guess
from ocop.gis.tests.factories import in_vn2000, layer_of, prepared, shapefile, square, uploaded

MOTTO = "Cộng hòa xã hội chủ nghĩa Việt Nam Độc lập Tự do Hạnh phúc"
WRITTEN = {
    "tcvn3": "Céng hßa x· héi chñ nghÜa ViÖt Nam §éc lËp Tù do H¹nh phóc",
    "vni": "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam Ñoäc laäp Töï do Haïnh phuùc",
}
LETTERS = {
    "a": "àáảãạ", "ă": "ăằắẳẵặ", "â": "âầấẩẫậ", "e": "èéẻẽẹ", "ê": "êềếểễệ", "i": "ìíỉĩị", "o": "òóỏõọ",
    "ô": "ôồốổỗộ", "ơ": "ơờớởỡợ", "u": "ùúủũụ", "ư": "ưừứửữự", "y": "ỳýỷỹỵ", "đ": "đ",
}  # fmt: skip
TCVN3 = {
    "a": "µ¸¶·¹", "ă": "¨»¾¼½Æ", "â": "©ÇÊÈÉË", "e": "ÌÐÎÏÑ", "ê": "ªÒÕÓÔÖ", "i": "×ÝØÜÞ", "o": "ßãáâä",
    "ô": "«åèæçé", "ơ": "¬êíëìî", "u": "ïóñòô", "ư": "\xadõøö÷ù", "y": "úýûüþ", "đ": "®",
}  # fmt: skip
VNI = {
    "a": "aø aù aû aõ aï", "ă": "aê aè aé aú aü aë", "â": "aâ aà aá aå aã aä", "e": "eø eù eû eõ eï",
    "ê": "eâ eà eá eå eã eä", "i": "ì í æ ó ò", "o": "oø où oû oõ oï", "ô": "oâ oà oá oå oã oä",
    "ơ": "ô ôø ôù ôû ôõ ôï", "u": "uø uù uû uõ uï", "ư": "ö öø öù öû öõ öï", "y": "yø yù yû yõ î", "đ": "ñ",
}  # fmt: skip
NAMES = ["Nguyễn Thị Diễm", "Tỷ lệ", "Đất trồng cây lâu năm", "Thửa ruộng khuya", "Vườn ươm giống quýt", "Xã Mỏ Cày"]


def _in_1258(text):
    """As Windows writes it: the letter whole, its tone after it."""
    out = b""
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tone = next(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
            out += unicodedata.normalize("NFC", parts.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")
    return out.decode("latin-1")


def _written(text, encoding):
    """The text as a program reads it that takes it for Western European."""
    if encoding == "cp1258":
        return _in_1258(text)
    if encoding == "utf-8":
        return text.encode().decode("latin-1")
    signs = {"tcvn3": TCVN3, "vni": {key: row.split() for key, row in VNI.items()}}[encoding]
    table = {letter: sign for key, row in LETTERS.items() for letter, sign in zip(row, signs[key], strict=True)}
    capitals = {letter.upper(): sign.upper() for letter, sign in table.items()} if encoding == "vni" else {"Đ": "§"}
    return "".join({**table, **capitals}.get(letter, letter) for letter in text)


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "cp1258", "utf-8"])
def test_every_letter_is_read(encoding):
    letters = " ".join("".join(LETTERS.values()))

    assert decode(_written(letters, encoding), encoding) == letters


@pytest.mark.parametrize("encoding", WRITTEN)
def test_the_words_on_every_letterhead_are_read(encoding):
    assert decode(WRITTEN[encoding], encoding) == MOTTO


def test_capitals_of_vni_and_tcvn3_are_read():
    assert decode("ÑAÁT ÔÛ TAÏI ÑOÂ THÒ, Aù", "vni") == "ĐẤT Ở TẠI ĐÔ THỊ, Á"
    assert decode("§Êt ¡n, ¢u, £, ¤, ¥, ¦", "tcvn3") == "Đất Ăn, Âu, Ê, Ô, Ơ, Ư"


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "cp1258", "utf-8"])
@pytest.mark.parametrize("name", NAMES)
def test_one_name_is_enough_to_know_its_encoding(encoding, name):
    raw = _written(name, encoding)

    assert (guess([raw]), decode(raw, encoding)) == (encoding, name)


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        ("Nguyeãn", "vni"),
        ("Tyû leä", "vni"),
        ("Hîp t¸c x·", "tcvn3"),
        ("Hop tac xa", "utf-8"),
        ("Café Zürich", "latin-1"),
        ("", "utf-8"),
    ],
)
def test_short_and_strange_texts_are_guessed(raw, encoding):
    assert guess([raw]) == encoding


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("nguyễn giếng quý hòa hoà thuở khuya gì quyết nghiêng rượu oằn ngoéo khuỷu ưu", True),
        ("nguyeón tyỷ tàp hợpp oần bãb nguỹe wà", False),
    ],
)
def test_syllables_are_told_from_noise(words, expected):
    assert {word: syllables.is_syllable(word) for word in words.split()} == dict.fromkeys(words.split(), expected)


def test_a_shapefile_in_vni_without_a_cpg_is_read_from_end_to_end(cast, tmp_path):
    content = shapefile(
        tmp_path, [in_vn2000(square()), in_vn2000(square(10.14))], without=(".cpg",),
        columns={"ten": ["Ñaát troàng luùa", "Ñaát ôû noâng thoân"]},
    )  # fmt: skip

    version = uploaded(layer_of(cast), content, "VNI.zip", by=cast.son)
    ready = prepared(version, by=cast.son, title_column=0)

    assert version.encoding == "vni"
    assert [each.title for each in ready.features.all()] == ["Đất trồng lúa", "Đất ở nông thôn"]
