"""The pages of those who keep the map's data."""

from ocop.files.actions import store_bytes
from ocop.gis.tests.factories import external_of, unread


def test_the_pages_show_the_layer_its_version_and_what_may_be_chosen(cast, client):
    version = unread(cast, store_bytes(b"{}", name="lop.geojson", media_type="application/geo+json", by=cast.son))
    external = external_of(cast)
    client.force_login(cast.son)
    base = "/du-lieu-ban-do/"

    pages = [
        base, f"{base}lop-moi/", version.layer.get_absolute_url(), f"{version.layer.get_absolute_url()}sua/",
        version.get_absolute_url(), f"{base}may-chu-khac/", f"{base}may-chu-khac/them/",
        f"{base}may-chu-khac/{external.slug}/",
    ]  # fmt: skip
    answers = {page: client.get(page) for page in pages}

    assert {page: answer.status_code for page, answer in answers.items()} == dict.fromkeys(pages, 200)
    text = answers[version.get_absolute_url()].content.decode()
    assert ("Lô 1" in text, "WGS-84" in text, "Đúng vị trí" in text, "<svg" in text) == (True, True, True, True)


def test_a_layer_is_not_made_before_somebody_said_it_lies_right(cast, client):
    version = unread(cast, store_bytes(b"{}", name="lop.geojson", media_type="application/geo+json", by=cast.son))
    client.force_login(cast.son)
    chosen = {"layer": "0:lop", "crs": "wgs84", "encoding": "unicode"}

    answer = client.post(f"{version.get_absolute_url()}dung/", chosen)

    version.refresh_from_db()
    assert "Hãy xem bản xem trước rồi đánh dấu «Đúng vị trí»." in answer.content.decode()
    assert version.state == "checked"
