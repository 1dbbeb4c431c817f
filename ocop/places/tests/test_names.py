import pytest

from ocop.places.names import has_accents, is_initials, is_near, read_address, spelled, split_kind


@pytest.mark.parametrize(
    ("written", "kind", "name"),
    [
        ("Xã Vọng Đông", "xã", "Vọng Đông"),
        ("Thị Trấn Óc Eo", "thị trấn", "Óc Eo"),
        ("TT Cái Đôi Vàm", "thị trấn", "Cái Đôi Vàm"),
        ("TT. Cái Đôi Vàm", "thị trấn", "Cái Đôi Vàm"),
        ("P.7", "phường", "7"),
        ("P7", "phường", "7"),
        ("Phường 08", "phường", "08"),
        ("Tx. Tân Châu", "thị xã", "Tân Châu"),
        ("TP.LX", "thành phố", "LX"),
        ("xa Vong Dong", "xã", "Vong Dong"),
        ("Xa Mát", "", "Xa Mát"),
        ("Phú Tân", "", "Phú Tân"),
        ("Quảng Ninh", "", "Quảng Ninh"),
        ("", "", ""),
    ],
)
def test_split_kind_reads_words_and_abbreviations(written, kind, name):
    assert split_kind(written) == (kind, name)


def test_spelled_ignores_only_where_the_tone_stands():
    assert spelled("Bình Hoà") == spelled("Bình Hòa")
    assert spelled("Phường 08") == spelled("phường 8")
    assert spelled("Bình Thạnh") != spelled("Bình Thành")
    assert spelled("Sa Pa") != spelled("Sa Pả")


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("An Quy", "An Qui", True),
        ("Tân Thiêng", "Tân Thiềng", False),  # the same without accents: not a letter apart
        ("Phú Long", "Phú Lon", True),
        ("Phú Long", "Phú Tâng", False),
        ("4", "6", False),
        ("Quận 1", "Quận 2", False),
    ],
)
def test_is_near_is_one_letter_without_accents_and_never_a_number(one, other, near):
    assert is_near(one, other) is near


def test_has_accents_tells_careful_writing_from_plain():
    assert has_accents("Vọng Đông") is True
    assert has_accents("Vong Dong") is False


def test_is_initials_needs_capitals():
    assert is_initials("AG", "An Giang") is True
    assert is_initials("ag", "An Giang") is False
    assert is_initials("LX", "An Giang") is False


@pytest.mark.parametrize(
    ("text", "commune", "district", "province"),
    [
        (
            "ấp Sơn Lập, xã Vọng Đông, huyện Thoại Sơn, tỉnh An Giang",
            ("xã", "Vọng Đông"),
            ("huyện", "Thoại Sơn"),
            ("tỉnh", "An Giang"),
        ),
        (
            "Khu CN Hòa Trung xã Lương Thế Trân huyện Cái Nước tỉnh Cà Mau",
            ("xã", "Lương Thế Trân"),
            ("huyện", "Cái Nước"),
            ("tỉnh", "Cà Mau"),
        ),
        ("xã Tân Lợi, thị xã Tịnh Biên", ("xã", "Tân Lợi"), ("thị xã", "Tịnh Biên"), ("", "")),
        ("P.7, TP. Cà Mau, tỉnh Cà Mau", ("phường", "7"), ("thành phố", "Cà Mau"), ("tỉnh", "Cà Mau")),
        ("Quận 1, thành phố Hồ Chí Minh", ("", ""), ("quận", "1"), ("thành phố", "Hồ Chí Minh")),
        ("số 5 đường tỉnh 960, xã Bình Thành", ("xã", "Bình Thành"), ("", ""), ("", "")),
    ],
)
def test_read_address_takes_levels_from_the_end(text, commune, district, province):
    address = read_address(text)

    assert (address.commune, address.district, address.province) == (commune, district, province)
    assert address.bare == []


def test_read_address_keeps_names_without_a_kind_from_the_end():
    assert read_address("Vọng Đông, Thoại Sơn, An Giang").bare == ["An Giang", "Thoại Sơn", "Vọng Đông"]
