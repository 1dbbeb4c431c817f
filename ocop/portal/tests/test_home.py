"""The home page: what an editor arranged, filled with what is public today."""

import json
import re
from datetime import date
from importlib import import_module

import pytest

from ocop.certificates.tests.factories import RecognitionFactory, imported
from ocop.content.models import PartnerLink
from ocop.content.tests.plant import picture, plant
from ocop.core import versions
from ocop.portal.home import compose


@pytest.fixture
def site(cast):
    versions.shelf.clear()
    return plant()


def arrange(site, *blocks):
    site.home.body = json.dumps([{"type": kind, "value": value} for kind, value in blocks])
    site.home.save()
    return site.home


def headings(response):
    return [
        re.sub("<[^>]+>", "", each).strip() for each in re.findall(r"<h2[^>]*>(.*?)</h2>", response.content.decode())
    ]


def test_home_keeps_the_editors_order_and_titles(site, client):
    site.piece("Hội chợ")
    site.document("26/2026/QĐ-TTg")
    arrange(site, ("documents", {"title": "Quy định", "count": 3}), ("news", {"title": "Tin của tỉnh", "count": 2}))

    shown = headings(client.get("/"))

    assert shown == ["Xác thực giấy chứng nhận", "Quy định", "Tin của tỉnh", "Đưa sản phẩm của bạn vào OCOP"]


def test_home_shows_the_usual_blocks_where_nobody_arranged_them(site, client):
    site.piece("Hội chợ")
    RecognitionFactory()

    assert [block.kind for block in compose(site.home)] == ["statistics", "products", "news", "map"]
    assert [block.kind for block in compose(None)] == ["statistics", "products", "news", "map"]


def test_home_leaves_out_what_is_empty(site, client):
    arrange(site, ("news", {"title": "Tin", "count": 3}), ("videos", {"title": "Video", "count": 3}))

    assert compose(site.home) == []


def test_home_shows_only_what_is_published(site, client):
    site.piece("Đã đăng")
    site.piece("Bản nháp", live=False)
    arrange(site, ("news", {"title": "Tin", "count": 5}))

    html = client.get("/").content.decode()

    assert re.findall(r"story__name[^>]*><a [^>]*>([^<]+)<", html) == ["Đã đăng"]


def test_home_shows_pictures_videos_and_partners(site, client):
    site.album(photos=2)
    site.video("Nghề kẹo dừa", poster=picture())
    PartnerLink.objects.create(name="Bộ Nông nghiệp và Môi trường", url="https://vidu.vn/")
    arrange(
        site,
        ("gallery", {"title": "Hình ảnh", "gallery": None}),
        ("videos", {"title": "Video", "count": 3}),
        ("partners", {"title": "Liên kết"}),
    )

    html = client.get("/").content.decode()

    assert len(re.findall(r'class="shot shot--tile"', html)) == 2
    assert "Nghề kẹo dừa" in html
    assert '<a href="https://vidu.vn/" rel="noopener">Bộ Nông nghiệp và Môi trường</a>' in html


def test_products_of_the_home_page_are_those_in_force(site, client, names):
    RecognitionFactory(product__name="Cũ", valid_from=date(2025, 1, 1), valid_to=date(2028, 1, 1))
    chosen = RecognitionFactory(product__name="Mới", valid_from=date(2026, 5, 1), valid_to=date(2029, 5, 1))
    RecognitionFactory(product__name="Hết", valid_from=date(2020, 1, 1), valid_to=date(2023, 1, 1))

    arrange(site, ("products", {"title": "Sản phẩm", "choice": "newest", "codes": []}))
    assert names(client.get("/")) == ["Mới", "Cũ"]
    arrange(site, ("products", {"title": "Sản phẩm", "choice": "picked", "codes": [f" {chosen.product.code.upper()}"]}))
    assert names(client.get("/")) == ["Mới"]


def test_figures_lead_to_lists_that_count_the_same(site, client):
    RecognitionFactory(stars=4)
    RecognitionFactory(stars=3)
    RecognitionFactory(stars=3, valid_from=date(2020, 1, 1), valid_to=date(2023, 1, 1))

    (block,) = [each for each in compose(None) if each.kind == "statistics"]
    counted = [(rank["url"], rank["count"]) for rank in block.holds["ranks"]]
    counted += [(bar.href, bar.count) for bars in block.holds["bars"] for bar in bars.choices]

    assert block.holds["total"] == 2
    assert [(url, client.get(url).context["found"].count) for url, _ in counted] == counted
    assert len(counted) > 5


def test_figures_tell_producers_by_type_not_their_products(site, client, world):
    for _ in range(3):
        RecognitionFactory(product__producer=world.producer)

    (block,) = [each for each in compose(None) if each.kind == "statistics"]
    (bars,) = [each for each in block.holds["bars"] if each.title == "Chủ thể theo loại hình"]

    assert [(each.count, each.href) for each in bars.choices] == [(1, "/chu-the/?loai_hinh=cooperative")]
    assert client.get(bars.choices[0].href).context["found"].count == 1


def test_figures_count_by_stars_what_is_in_force_today(site):
    RecognitionFactory(stars=4)
    RecognitionFactory(stars=4, valid_from=date(2020, 1, 1), valid_to=date(2023, 1, 1))
    RecognitionFactory(stars=3)
    imported(known_valid_on=date(2025, 1, 1), stars=5)

    (block,) = [each for each in compose(None) if each.kind == "statistics"]

    assert (block.holds["total"], block.holds["unsure"]) == (2, 1)
    assert [(each["words"], each["count"]) for each in block.holds["ranks"]] == [
        ("5 sao", 0),
        ("4 sao", 1),
        ("3 sao", 1),
    ]


def test_home_is_calm_when_there_is_nothing(site, client):
    response = client.get("/")

    assert response.status_code == 200
    assert [block.kind for block in response.context["blocks"]] == ["statistics"]


def test_places_lead_to_lists_that_count_the_same(site, client):
    RecognitionFactory()

    (block,) = [each for each in compose(None) if each.kind == "map"]

    assert [(client.get(url).context["found"].count, count) for _, count, url in block.holds["places"]] == [(1, 1)]


def test_home_in_english_says_our_titles_and_keeps_the_editors_for_vietnamese(site, client):
    site.piece("Hội chợ")
    arrange(site, ("news", {"title": "Tin của tỉnh", "count": 2}))

    assert "Tin của tỉnh" not in client.get("/en/").content.decode()
    assert "Tin của tỉnh" in client.get("/").content.decode()


def test_a_free_text_in_english_is_the_editors_or_says_it_is_vietnamese(site, client):
    arrange(
        site,
        ("text", {"text": "<p>Chợ phiên</p>", "text_en": "<p>Weekly market</p>"}),
        ("text", {"text": "<p>Mùa nước nổi</p>", "text_en": ""}),
    )

    vietnamese, english = (client.get(path).content.decode() for path in ("/", "/en/"))

    assert [text in vietnamese for text in ("Chợ phiên", "Mùa nước nổi", "Weekly market")] == [True, True, False]
    assert [text in english for text in ("Chợ phiên", "Weekly market")] == [False, True]
    assert re.search(r'only available in Vietnamese so far\.</p><div lang="vi"><p>Mùa nước nổi', english)


def test_a_title_in_english_is_the_editors_or_ours(site, client):
    site.piece("Hội chợ")
    site.document("26/2026/QĐ-TTg")
    news = {"title": "Tin của tỉnh", "title_en": "From the province", "count": 2}
    arrange(site, ("news", news), ("documents", {"title": "Quy định", "count": 3}))

    shown = headings(client.get("/en/"))

    assert shown[1:3] == ["From the province", "New documents"]


def test_old_free_texts_become_the_vietnamese_of_two():
    move = import_module("ocop.content.migrations.0005_home_texts").InTwoLanguages()
    news = {"type": "news", "value": {"title": "Tin", "count": 4}}

    once = move.apply([{"type": "text", "value": "<p>Chào</p>"}, news])

    assert once == [{"type": "text", "value": {"text": "<p>Chào</p>", "text_en": ""}}, news]
    assert move.apply(once) == once


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [1, 3])
def test_home_asks_as_much_for_many_as_for_one(site, client, count, settings, django_assert_num_queries):
    settings.PORTAL_CACHE = versions.PARTS
    for n in range(count):
        RecognitionFactory()
        site.piece(f"Tin {n}", lead_image=picture())
        site.document(f"{n}/2026/QĐ")
        site.video(f"Video {n}", poster=picture())
        PartnerLink.objects.create(name=f"Đơn vị {n}", url="https://vidu.vn/")
    site.album(photos=count)
    client.get("/")

    with django_assert_num_queries(HOME):
        client.get("/")


HOME = 3
