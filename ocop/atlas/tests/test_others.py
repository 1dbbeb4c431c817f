import json

from ocop.gis.models import ExternalLayer, Layer, Visibility


def others(client, address="/ban-do/"):
    return json.loads(client.get(address).context["config"])["others"]


def external(cast, slug, **fields):
    return ExternalLayer.objects.create(
        slug=slug, title=slug, unit=cast.province, url="https://bando.vidu.vn/wms", **fields
    )


def test_the_map_offers_other_servers_public_layers_only(cast, client):
    external(cast, "dia-hinh", visibility=Visibility.PUBLIC)
    external(cast, "noi-bo", visibility=Visibility.OFFICES)
    external(cast, "thoi-dung", visibility=Visibility.PUBLIC, is_active=False)
    client.force_login(cast.lan)

    (layer,) = others(client, "/ban-do/?lop=ngoai-dia-hinh")

    assert (layer["id"], layer["is_on"]) == ("ngoai-dia-hinh", True)
    assert layer["tiles"] == "/du-lieu-ban-do/ngoai/dia-hinh/{z}/{x}/{y}"


def test_a_planning_layer_without_a_published_version_is_not_offered(cast, client):
    Layer.objects.create(slug="quy-hoach", title="Quy hoạch", unit=cast.province, visibility=Visibility.PUBLIC)

    assert others(client) == []
