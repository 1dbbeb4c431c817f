import json
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ocop.core.errors import Refused
from ocop.gis.coordinates import to_vn2000
from ocop.gis.tests.factories import geojson
from ocop.growing import actions, drawing, queries
from ocop.growing.models import GrowingArea, PastOutline
from ocop.growing.tests.factories import CORNERS, area_of


def test_corners_make_an_area_and_its_size(cast):
    area = area_of(cast)

    assert (area.bbox, area.origin) == ([106.3, 10.1, 106.31, 10.11], "typed")
    assert Decimal("120") < area.area_ha < Decimal("122")  # about 1.1 km by 1.1 km


def test_corners_in_vn2000_are_the_same_area():
    metres = "\n".join(
        "{:.2f} {:.2f}".format(*to_vn2000(*map(float, line.split(", ")), "105-45")) for line in CORNERS.splitlines()
    )

    drawn, typed = drawing.from_text(CORNERS), drawing.from_text(metres, "105-45")

    assert [round(side, 5) for side in typed.box] == [round(side, 5) for side in drawn.box]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("10.1, 106.3\n10.2, 106.3", drawing.FEW),
        ("10.1, 106.3\nấp 3\n10.2, 106.4", "Dòng 2 («ấp 3»)"),
        ("10.1, 106.3\n48.8, 2.3\n10.2, 106.4", "Dòng 2"),
    ],
)
def test_bad_corners_are_refused_by_line(text, sentence):
    with pytest.raises(Refused) as refused:
        drawing.from_text(text)

    assert sentence in str(refused.value)


@pytest.mark.parametrize("text", ["{", "[]", '{"type": "Point", "coordinates": [106, 10]}', '"x"', "null"])
def test_a_bad_drawing_is_refused(text):
    with pytest.raises(Refused):
        drawing.from_geojson(text)


def test_the_history_tells_what_was_and_what_is(cast):
    area = area_of(cast, households=10)

    actions.edit(area, {"households": 12, "producers": [cast.producer]}, by=cast.lan)

    lines = queries.history_lines(area)
    assert [(line.words, line.by, sorted(line.changes)) for line in lines] == [
        (
            "Sửa vùng trồng",
            "Nguyễn Thị Lan",
            [("chủ thể", "", "Hợp tác xã Kẹo dừa Mỏ Cày"), ("số hộ", "10", "12")],
        ),
        ("Thêm vùng trồng", "Nguyễn Thị Lan", []),
    ]


def test_who_sees_an_area_that_is_not_public(cast):
    area = area_of(cast, is_public=False, producers=[cast.producer])

    seen = {name for name, person in cast.everyone().items() if area in queries.areas_seen_by(person)}

    assert seen == {"mai", "lan", "son", "minh", "an"}


def test_the_public_sees_open_public_areas_only(cast):
    shown = area_of(cast)
    area_of(cast, name="Nội bộ", is_public=False)
    actions.close(area_of(cast, name="Đã thôi"), by=cast.lan)

    assert list(queries.public_areas()) == [shown]
    assert list(queries.find("dua mo cay")) == [shown]
    assert list(queries.find("")) == []
    assert [each["properties"]["name"] for each in queries.features(queries.public_areas())] == ["Vùng dừa Mỏ Cày"]


@pytest.mark.parametrize("who", ["hoa", "mai", "tam", "bien"])
def test_a_stranger_neither_adds_nor_changes_nor_closes(cast, who):
    area, person = area_of(cast), getattr(cast, who)

    for act in (
        lambda: area_of(cast, by=person),
        lambda: actions.edit(area, {"crop": "Bưởi"}, by=person),
        lambda: actions.close(area, by=person),
    ):
        with pytest.raises(Exception, match="growing"):
            act()

    assert list(GrowingArea.objects.values_list("crop", "closed_on")) == [("Dừa", None)]


def test_an_area_is_closed_once(cast):
    area = actions.close(area_of(cast), by=cast.lan)

    with pytest.raises(Refused):
        actions.close(area, by=cast.lan)


def test_the_form_takes_corners_and_ties(cast, client):
    client.force_login(cast.lan)
    fields = {"name": "Vùng dừa", "crop": "Dừa", "unit": cast.commune.pk, "corners": CORNERS, "area_code": " vn-86-1 "}

    answer = client.post("/vung-trong/them/", {**fields, "producers": [cast.producer.pk], "is_public": "on"})

    area = GrowingArea.objects.get()
    assert (answer.status_code, area.area_code, list(area.producers.all())) == (302, "VN-86-1", [cast.producer])
    assert json.loads(area.geometry)["type"] == "Polygon"


def test_the_form_takes_a_file(cast, client, tmp_path):
    client.force_login(cast.lan)
    file = SimpleUploadedFile("vung.geojson", geojson(tmp_path))

    client.post("/vung-trong/them/", {"name": "Vùng dừa", "crop": "Dừa", "unit": cast.commune.pk, "file": file})

    assert GrowingArea.objects.get().bbox == [106.35, 10.12, 106.36, 10.13]


def test_bad_input_loses_nothing_that_was_typed(cast, client):
    client.force_login(cast.lan)

    answer = client.post("/vung-trong/them/", {"name": "Vùng dừa", "crop": "Dừa", "corners": "ấp 3"})

    text = answer.content.decode()
    assert ("Vùng dừa" in text, "ấp 3" in text, "Dòng 1" in text, GrowingArea.objects.count()) == (True, True, True, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_queries(cast, client, count, django_assert_num_queries):
    for number in range(count):
        area_of(cast, name=f"Vùng {number}", corners="")
    client.force_login(cast.lan)

    with django_assert_num_queries(18):  # fifteen are the frame of an officer
        answer = client.get("/vung-trong/")

    assert answer.content.decode().count("/vung-trong/") >= count


# Outlines


OTHER = "10.10, 106.30\n10.10, 106.32\n10.12, 106.32\n10.12, 106.30"


def redrawn(area, *, by, corners=OTHER):
    return actions.edit(area, {}, by=by, shape=drawing.from_text(corners), origin="drawn")


def test_the_outline_before_is_kept_and_told(cast):
    area = area_of(cast)

    after = redrawn(area, by=cast.lan)

    (past,) = queries.past_outlines(after)
    assert (past.geometry, past.origin, past.replaced_by) == (area.geometry, "typed", cast.lan)
    (change,) = queries.history_lines(area)[0].changes
    sizes = [f"{drawing.from_text(text).hectares:.2f}".replace(".", ",") for text in (CORNERS, OTHER)]
    assert change == ("hình", f"{sizes[0]} ha, nhập tọa độ", f"{sizes[1]} ha, vẽ trên bản đồ")


def test_an_edit_without_a_new_outline_keeps_none(cast):
    area = area_of(cast)

    actions.edit(area, {"households": 3}, by=cast.lan, shape=drawing.from_text(CORNERS), origin="typed")

    assert PastOutline.objects.count() == 0


def test_an_earlier_outline_is_taken_up_again_and_nothing_is_lost(cast):
    area = area_of(cast)
    first, second = area.geometry, redrawn(area, by=cast.lan).geometry

    back = actions.restore(area, area.past_outlines.get(), by=cast.lan)

    assert (back.geometry, back.origin, back.bbox) == (first, "typed", [106.3, 10.1, 106.31, 10.11])
    assert [past.geometry for past in queries.past_outlines(back)] == [second]
    assert queries.history_lines(area)[0].words == "Dùng lại hình trước đây của vùng trồng"
    with pytest.raises(Refused, match="chính hình này"):
        actions.restore(area, area.past_outlines.get(geometry=first), by=cast.lan)


def test_an_outline_of_another_area_is_not_taken(cast):
    area, other = area_of(cast), area_of(cast, name="Khác", corners=OTHER)
    redrawn(other, by=cast.lan, corners=CORNERS)

    with pytest.raises(PastOutline.DoesNotExist):
        actions.restore(area, other.past_outlines.get(), by=cast.lan)


@pytest.mark.parametrize(("who", "status"), [("lan", 302), ("hoa", 403), ("mai", 403), ("visitor", 302)])
def test_who_takes_up_an_earlier_outline(cast, client, who, status):
    area = area_of(cast)
    first = area.geometry
    redrawn(area, by=cast.lan)
    if person := getattr(cast, who):
        client.force_login(person)

    answer = client.post(f"/vung-trong/{area.code}/hinh-cu/{area.past_outlines.get().code}/")

    area.refresh_from_db()
    assert (answer.status_code, area.geometry == first) == (status, who == "lan")


def test_only_keepers_see_earlier_outlines(cast, client):
    area = area_of(cast)
    redrawn(area, by=cast.lan)
    page = f"/vung-trong/{area.code}/"

    assert "Hình trước đây" not in client.get(page).content.decode()
    client.force_login(cast.lan)
    assert "Hình trước đây" in client.get(page).content.decode()


def test_the_form_takes_a_drawing_and_shows_what_is(cast, client):
    area = area_of(cast)
    client.force_login(cast.lan)
    edit = f"/vung-trong/{area.code}/sua/"
    drawn = drawing.from_text(OTHER).geojson
    fields = {"name": area.name, "crop": area.crop, "unit": cast.commune.pk, "drawn": drawn}

    page = client.get(edit).content.decode()
    client.post(edit, fields)

    assert 'data-now="{&quot;type&quot;:&quot;Polygon&quot;' in page
    area.refresh_from_db()
    assert (json.loads(area.geometry), area.origin) == (json.loads(drawn), "drawn")


def test_the_page_of_an_area_has_its_outline_and_leads_to_the_big_map(cast, client):
    area, plain = area_of(cast), area_of(cast, name="Chưa vẽ", corners="")

    page = client.get(f"/vung-trong/{area.code}/").content.decode()
    without = client.get(f"/vung-trong/{plain.code}/").content.decode()

    assert 'data-outline="{&quot;type&quot;:&quot;Polygon&quot;' in page
    assert f"/ban-do/?lop=vung-trong#14.00/10.10500/106.30500/growingarea/{area.code}" in page
    assert f"/ban-do/vi-tri/growingarea/{plain.code}.json" in without


@pytest.mark.parametrize("text", ["<b>", '"><script>alert(1)</script>'])
def test_what_people_wrote_stays_text(cast, client, text):
    page = client.get(f"/vung-trong/{area_of(cast, name=text, owner=text).code}/").content.decode()

    assert text not in page
