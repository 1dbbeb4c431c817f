"""The pages of those who keep the map's data."""

import html
import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from ocop.files.actions import store_bytes
from ocop.gis.models import LayerVersion
from ocop.gis.reading import arrival
from ocop.gis.tests.factories import (
    external_of,
    file_of,
    geojson,
    layer_of,
    prepared,
    published,
    unread,
    uploaded,
)
from ocop.gis.views import staff
from ocop.gis.views.staff import CUT


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


@pytest.fixture
def version(cast):
    """A version that waits for choices."""
    return unread(cast, store_bytes(b"{}", name="lop.geojson", media_type="application/geo+json", by=cast.son))


def test_an_upload_that_did_not_come_whole_is_refused_and_nothing_changes(cast, client, tmp_path):
    first = published(cast, tmp_path)
    client.force_login(cast.son)
    content = geojson(tmp_path)
    url = f"{first.layer.get_absolute_url()}tai-len/"

    def sent(size):
        return client.post(
            url, {"file": file_of(content), "size": size}, headers={"accept": "application/json", "hx-request": "true"}
        )

    cut = sent(len(content) + 1)

    assert (cut.status_code, CUT in cut.content.decode()) == (422, True)
    first.layer.refresh_from_db()
    assert (first.layer.versions.count(), first.layer.published) == (1, first)
    whole = sent(len(content))
    assert whole.json() == {"url": first.layer.versions.get(number=2).get_absolute_url()}


def test_the_page_of_a_layer_sends_the_size_and_knows_what_to_do_with_a_dwg(cast, client):
    layer = layer_of(cast)
    client.force_login(cast.son)

    text = client.get(layer.get_absolute_url()).content.decode()

    assert 'type="hidden" name="size" data-dropzone-size' in text
    refused = json.loads(html.unescape(re.search(r'data-refused="([^"]+)"', text)[1]))
    assert (refused[".dwg"], refused[".rar"], refused[".shp"]) == (arrival.DWG, arrival.RAR, arrival.LONE)
    assert not set(refused) & set(arrival.SUFFIXES)


def test_a_page_asks_for_news_only_while_somebody_is_at_work(cast, client, version):
    client.force_login(cast.son)

    def shown(**fields):
        LayerVersion.objects.filter(pk=version.pk).update(state="preparing", **fields)
        text = client.get(version.get_absolute_url()).content.decode()
        parts = ("every 5s", "im lặng quá lâu", "Dựng lớp</button>", f"{version.get_absolute_url()}bo/")
        return [part in text for part in parts]

    assert shown(prepared_at=timezone.now()) == [True, False, False, False]
    assert shown(prepared_at=timezone.now() - timedelta(minutes=16)) == [False, True, True, True]


def test_a_version_being_prepared_is_not_asked_for_again(cast, client, version):
    LayerVersion.objects.filter(pk=version.pk).update(state="preparing", prepared_at=timezone.now())
    client.force_login(cast.son)

    client.post(f"{version.get_absolute_url()}dung/", {"layer": "0:lop", "crs": "wgs84", "encoding": "unicode"})

    version.refresh_from_db()
    assert (version.state, version.crs) == ("preparing", "")


def test_where_there_is_nothing_to_choose_no_preview_is_computed(cast, client, version, monkeypatch):
    LayerVersion.objects.filter(pk=version.pk).update(state="discarded")
    monkeypatch.setattr(staff, "preview_of", None)
    client.force_login(cast.son)

    text = client.get(version.get_absolute_url()).content.decode()

    assert ("lop: 1 đối tượng, 1 cột" in text, '<svg class="sketch"' in text) == (True, False)


def test_the_tiles_of_a_version_are_seen_by_its_keepers_before_anybody_else(cast, client, tmp_path):
    ready = prepared(uploaded(layer_of(cast), geojson(tmp_path), by=cast.son), by=cast.son)
    client.force_login(cast.son)

    text = client.get(ready.get_absolute_url()).content.decode()
    shown = json.loads(html.unescape(re.search(r'data-layer="([^"]+)"', text)[1]))
    part = client.get(shown["archive"], headers={"range": "bytes=0-6"})

    assert (part.status_code, b"".join(part.streaming_content)) == (206, b"PMTiles")
    assert (part["Cache-Control"], "Cookie" in part["Vary"]) == ("private, no-cache, no-transform", True)
    assert [round(side, 4) for side in shown["box"]] == [106.35, 10.12, 106.36, 10.13]
    assert client.get(shown["archive"].replace(ready.archive_hash, "abc")).status_code == 404
    for person in (cast.mai, cast.lan, cast.hoa, cast.bien):
        client.force_login(person)
        assert client.get(shown["archive"]).status_code == 404
    client.logout()
    assert client.get(shown["archive"]).status_code == 302
