"""Other agencies' servers, through the real way out: names, addresses, certificates, limits."""

import time

import pytest
from django.core.cache import cache

from ocop.core.errors import Refused
from ocop.gis import actions, proxy
from ocop.gis.models import MapHost
from ocop.gis.tests.agency import PICTURE, PUBLIC
from ocop.gis.tests.factories import external_of

TILE = "/du-lieu-ban-do/ngoai/anh-ve-tinh/8/203/120"


@pytest.fixture
def layer(cast):
    return external_of(cast)


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """Every answer is waited for, so that the first one says how it went."""
    monkeypatch.setattr(proxy, "SHORTLY", 20)


def why(layer, x=203):
    with pytest.raises(proxy.NotThere) as found:
        proxy.picture(layer, 8, x, 120)
    return found.value.why


def test_a_picture_of_an_allowed_server_is_shown_and_kept(layer, client, agency, django_assert_num_queries):
    first = client.get(TILE)
    with django_assert_num_queries(2):  # the layer, the host; nothing is written
        again = client.get(TILE)

    assert (first.status_code, first["Content-Type"], first.content) == (200, "image/png", PICTURE)
    assert (again.content, len(agency.asked)) == (first.content, 1)
    assert "request=GetMap" in agency.asked[0]
    assert "crs=EPSG%3A3857" in agency.asked[0]


def test_what_is_kept_is_kept_by_the_whole_address_and_away_from_the_rest(cast, layer, client, agency):
    cache.clear()
    client.get(TILE)
    actions.edit_external(layer, {"url": layer.url, "version": "1.1.1"}, by=cast.son)
    client.get(TILE)

    assert ["srs=EPSG" in each for each in agency.asked] == [False, True]
    assert getattr(cache, "_cache", {}) == {}


def test_a_copied_address_of_the_service_loses_its_own_questions(layer):
    layer.url = "https://bando.vidu.vn/wms?map=qh&SERVICE=WMS&request=GetCapabilities"

    asked = proxy.address(layer, 8, 203, 120)

    assert asked.startswith("https://bando.vidu.vn/wms?map=qh&service=WMS&request=GetMap&")
    assert asked.lower().count("request=") == 1


@pytest.mark.parametrize("says", ["page", "svg", "elsewhere", "large", "broken"])
def test_what_is_not_a_picture_never_comes_through(layer, client, agency, says):
    agency.says = says

    assert client.get(TILE).status_code == 404


@pytest.mark.parametrize(
    "at", ["127.0.0.1", "172.16.0.5", "169.254.169.254", "::1", "fd00::1", "0.0.0.0", "::ffff:127.0.0.1", "224.0.0.1"]
)
def test_a_name_that_leads_inside_is_not_followed(layer, agency, at):
    agency.at = [PUBLIC, at]

    assert why(layer) == proxy.NOT_PUBLIC
    assert agency.dialled == []


def test_the_address_that_was_checked_is_the_one_that_is_dialled(layer, agency):
    """A name that changes between the look and the call leads nowhere else: it is looked up once."""
    proxy.picture(layer, 8, 203, 120)

    assert (agency.looked_up, agency.dialled) == (["bando.vidu.vn"], [(PUBLIC, 443)])


def test_a_server_under_another_certificate_is_not_believed(layer, agency):
    MapHost.objects.create(host="khac.vidu.vn")
    layer.url = "https://khac.vidu.vn/wms"

    assert why(layer) == proxy.UNREACHABLE
    assert (agency.dialled, agency.asked) == ([(PUBLIC, 443)], [])


def test_a_certificate_nobody_signed_is_not_believed(layer, agency, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")

    assert why(layer) == proxy.UNREACHABLE
    assert agency.asked == []


def test_the_next_address_is_tried_when_the_first_is_gone(layer, agency):
    agency.at, agency.gone = ["203.1.2.9", PUBLIC], ["203.1.2.9"]

    assert proxy.picture(layer, 8, 203, 120).content == PICTURE
    assert [at for at, _ in agency.dialled] == ["203.1.2.9", PUBLIC]


def test_a_server_that_drips_is_cut_off(layer, agency, monkeypatch):
    monkeypatch.setattr(proxy, "SECONDS", 0.8)
    agency.says, started = "drips", time.monotonic()

    assert why(layer) == proxy.TOO_SLOW
    assert time.monotonic() - started < 8  # the whole picture would take twenty


def test_a_name_service_that_says_nothing_is_not_waited_for(layer, agency, monkeypatch):
    monkeypatch.setattr(proxy, "SECONDS", 0.3)
    monkeypatch.setattr(proxy.socket, "getaddrinfo", lambda *args, **more: time.sleep(2) or [])

    assert why(layer) == proxy.TOO_SLOW


def test_a_host_that_failed_is_left_alone_for_a_minute(layer, agency):
    agency.gone = [PUBLIC]

    assert (why(layer), why(layer), why(layer, x=204)) == (proxy.UNREACHABLE,) * 3
    assert len(agency.dialled) == 1


def test_an_answer_that_failed_is_remembered_for_its_address_only(layer, agency):
    agency.says = "broken"
    assert why(layer) == why(layer) == proxy.NOT_A_PICTURE
    assert len(agency.asked) == 1

    agency.says = "picture"
    assert proxy.picture(layer, 8, 204, 120).content == PICTURE


def test_a_slow_picture_is_told_to_be_asked_for_again_and_comes_meanwhile(layer, client, agency, monkeypatch):
    monkeypatch.setattr(proxy, "SHORTLY", 0)
    answer = client.get(TILE)
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "1", "no-store")

    monkeypatch.setattr(proxy, "SHORTLY", 20)
    assert client.get(TILE).content == PICTURE
    assert len(agency.asked) == 1  # what was on its way was not asked for a second time


def test_a_few_are_fetched_at_once_and_one_more_is_told_to_come_again(layer, client, agency, monkeypatch):
    monkeypatch.setattr(proxy, "SHORTLY", 0)
    agency.says = "waits"
    columns = range(200, 200 + proxy.AT_ONCE)
    for x in columns:
        assert why(layer, x) == proxy.BUSY
    agency.wait_for(proxy.AT_ONCE)

    assert why(layer, 210) == proxy.BUSY
    agency.go_on.set()
    monkeypatch.setattr(proxy, "SHORTLY", 20)
    assert [proxy.picture(layer, 8, x, 120).content for x in columns] == [PICTURE] * proxy.AT_ONCE
    assert len(agency.asked) == proxy.AT_ONCE
    assert proxy.picture(layer, 8, 210, 120).content == PICTURE  # that there was no room is not remembered


def test_an_officer_s_own_fetch_is_one_at_a_time(layer, agency, monkeypatch):
    monkeypatch.setattr(proxy, "WAIT_FOR_A_TURN", 0.05)

    with proxy._turns, pytest.raises(Refused, match="đang tải ảnh khác"):
        proxy.check(layer, 10.1, 106.3)

    assert agency.dialled == []


def test_a_server_nobody_vouches_for_any_more_shows_nothing(cast, layer, client, agency):
    assert client.get(TILE).status_code == 200
    actions.drop_host(MapHost.objects.get(), by=cast.an)

    assert client.get(TILE).status_code == 404
    with pytest.raises(Refused, match="chưa được phép"):
        actions.edit_external(layer, {"url": layer.url}, by=cast.son)


def test_only_an_administrator_vouches_for_a_server(cast):
    with pytest.raises(Exception, match="allow_map_host"):
        actions.allow_host("bando.vidu.vn", "", by=cast.son, province=cast.province)
