"""The pages visitors read: lists with their filters, and the pages they lead to."""

import json
import re
from datetime import date

import pytest
from django.urls import reverse

from ocop.content.tests.plant import picture, plant


@pytest.fixture
def site(db, cast):
    return plant()


def shown(response, css="story__name"):
    html = response.content.decode()
    return [re.sub("<[^>]+>", "", name).strip() for name in re.findall(rf'class="{css}[^"]*">(.*?)</h3>', html)]


def facts_of(response):
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode())
    return {fact["@type"]: fact for fact in map(json.loads, found)}


# Tin tức


def test_news_lists_the_newest_first_and_only_what_is_published(site, client):
    site.piece("Tin cũ", published_on=date(2026, 1, 1))
    site.piece("Tin mới", published_on=date(2026, 11, 1))
    site.piece("Bản nháp", live=False)

    assert shown(client.get("/tin-tuc/")) == ["Tin mới", "Tin cũ"]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"q": "buoi da xanh"}, ["Mùa bưởi da xanh"]),
        ({"q": "BƯỞI"}, ["Mùa bưởi da xanh"]),
        ({"q": "không có"}, []),
        ({"chuyen_muc": "tap-huan"}, ["Lớp học ở xã"]),
        ({"chuyen_muc": "la-mot-chuyen-khac"}, ["Lớp học ở xã", "Mùa bưởi da xanh"]),
    ],
)
def test_news_is_found_by_title_and_category(site, client, query, titles):
    site.piece("Mùa bưởi da xanh", published_on=date(2026, 10, 1))
    site.piece("Lớp học ở xã", category="Tập huấn", published_on=date(2026, 10, 2))

    assert shown(client.get("/tin-tuc/", query)) == titles


def test_news_highlights_stand_above_the_unfiltered_list(site, client):
    site.piece("Thường", published_on=date(2026, 11, 2))
    site.piece("Nổi bật", is_highlight=True, published_on=date(2026, 11, 1))

    assert shown(client.get("/tin-tuc/")) == ["Nổi bật", "Thường", "Nổi bật"]
    assert shown(client.get("/tin-tuc/", {"q": "bat"})) == ["Nổi bật"]


def test_news_page_says_its_day_and_its_facts(site, client):
    page = site.piece("Hội chợ <OCOP>", lead_image=picture(), excerpt="Ba ngày ở Vĩnh Long")

    response = client.get(page.url)
    facts = facts_of(response)["NewsArticle"]

    assert "01/11/2026" in response.content.decode()
    assert (facts["headline"], facts["datePublished"]) == ("Hội chợ <OCOP>", "2026-11-01")
    assert facts["image"][0].startswith("http")
    assert "Hội chợ <OCOP>" not in response.content.decode()


def test_pictures_come_small_in_two_formats_with_their_measures(site, client):
    page = site.piece("Hội chợ", lead_image=picture(size=(1400, 900)))

    html = client.get(page.url).content.decode()

    assert re.search(r'type="image/avif" srcset="/media/images/[^ ]+\.avif 640w, [^ ]+\.avif 1280w"', html)
    assert re.search(r'<img class="shot shot--wide" src="/media/images/[^"]+\.webp" width="640" height="411"', html)


def test_a_lost_picture_leaves_a_quiet_field(site, client):
    page = site.piece("Hội chợ", lead_image=picture())
    page.lead_image.file.delete(save=False)

    response = client.get("/tin-tuc/")

    assert response.status_code == 200
    assert "shot--none" in response.content.decode()


# Hướng dẫn


def test_guidance_shows_each_section_with_its_own_pages(site, client):
    first, second = site.section("Quy trình"), site.section("Hồ sơ")
    site.guide(first, "Sáu bước")
    site.guide(second, "Mẫu số 01")

    assert shown(client.get("/huong-dan/")) == ["Sáu bước", "Mẫu số 01"]
    assert shown(client.get(second.url)) == ["Mẫu số 01"]


def test_guidance_page_names_the_others_of_its_section(site, client):
    section = site.section()
    page, _ = site.guide(section, "Sáu bước"), site.guide(section, "Bảy việc")

    html = client.get(page.url).content.decode()
    beside = html[html.index("Cùng phần hướng dẫn</h2>") :]

    assert re.findall(r'aria-current="page">([^<]+)</span>|<a href="[^"]+">([^<]+)</a></li>', beside)[:2] == [
        ("Sáu bước", ""),
        ("", "Bảy việc"),
    ]


# Văn bản


def numbers(response):
    return re.findall(r'<th scope="row"[^>]*><a [^>]*>([^<]+)</a>', response.content.decode())


@pytest.fixture
def law(site):
    newer = site.document("26/2026/QĐ-TTg", effective_on=date(2026, 7, 1), issued_on=date(2026, 6, 1), signer="Ông A")
    site.document("148/QĐ-TTg", issued_on=date(2023, 2, 24), superseded_by=newer, summary="Bộ tiêu chí và quy trình")
    site.document(
        "12/2099/TT-BNN", kind="Thông tư", field="Tài chính", body="Bộ Nông nghiệp", issued_on=date(2099, 1, 1)
    )
    return site


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["12/2099/TT-BNN", "26/2026/QĐ-TTg", "148/QĐ-TTg"]),
        ({"so": "148"}, ["148/QĐ-TTg"]),
        ({"so": "qd-ttg"}, ["26/2026/QĐ-TTg", "148/QĐ-TTg"]),
        ({"q": "quy trinh"}, ["148/QĐ-TTg"]),
        ({"loai": "thong-tu"}, ["12/2099/TT-BNN"]),
        ({"linh_vuc": "ocop"}, ["26/2026/QĐ-TTg", "148/QĐ-TTg"]),
        ({"co_quan": "bo-nong-nghiep"}, ["12/2099/TT-BNN"]),
        ({"nguoi_ky": "ong a"}, ["26/2026/QĐ-TTg"]),
        ({"tu": "2026-06-01"}, ["12/2099/TT-BNN", "26/2026/QĐ-TTg"]),
        ({"den": "2026-06-01"}, ["26/2026/QĐ-TTg", "148/QĐ-TTg"]),
        ({"tu": "2023-02-24", "den": "2023-02-24"}, ["148/QĐ-TTg"]),
        ({"hieu_luc_tu": "2026-07-01"}, ["12/2099/TT-BNN", "26/2026/QĐ-TTg"]),
        ({"hieu_luc_tu": "2026-07-02", "hieu_luc_den": "2098-12-31"}, []),
        ({"hieu_luc_den": "2026-07-01"}, ["26/2026/QĐ-TTg", "148/QĐ-TTg"]),
        ({"hieu_luc": "con"}, ["26/2026/QĐ-TTg"]),
        ({"hieu_luc": "het"}, ["148/QĐ-TTg"]),
        ({"hieu_luc": "sap"}, ["12/2099/TT-BNN"]),
        ({"loai": "quyet-dinh", "hieu_luc": "con", "tu": "khong-phai-ngay"}, ["26/2026/QĐ-TTg"]),
    ],
)
def test_documents_are_found_by_every_field(law, client, query, found):
    assert numbers(client.get("/van-ban/", query)) == found


def test_documents_say_by_what_they_are_filtered(law, client):
    html = client.get("/van-ban/", {"loai": "thong-tu", "so": "12"}).content.decode()

    chips = re.findall(r'class="chip"[^>]*href="([^"]+)"|href="([^"]+)"[^>]*class="chip"', html)
    assert [a or b for a, b in chips] == ["?loai=thong-tu", "?so=12"]


def test_document_page_leads_to_what_supersedes_it_and_back(law, client):
    old = client.get("/van-ban/148-qd-ttg/").content.decode()
    new = client.get("/van-ban/26-2026-qd-ttg/").content.decode()

    assert "Hết hiệu lực từ ngày 01/07/2026." in old
    assert 'Được thay thế bởi <a href="/van-ban/26-2026-qd-ttg/">26/2026/QĐ-TTg</a>' in old
    assert '<a href="/van-ban/148-qd-ttg/">148/QĐ-TTg</a>' in new
    assert "Về danh sách văn bản" in new


# Ảnh, video


def test_gallery_shows_every_picture_with_its_caption(site, client):
    page = site.album(photos=3)

    html = client.get(page.url).content.decode()

    assert re.findall(r'data-caption="([^"]*)"', html) == ["Chú thích 0", "Chú thích 1", "Chú thích 2"]
    assert shown(client.get("/thu-vien-anh/")) == ["Tập huấn ở Mỏ Cày"]


def test_a_video_kept_elsewhere_is_a_link_and_loads_nothing_from_there(site, client):
    html = client.get(site.video().url).content.decode()

    assert re.findall(r'<a [^>]*href="https://video.vidu.vn/xem/1"[^>]*>', html)
    assert re.findall(r'(?:src|srcset|poster|data)="https?://[^"]*"', html) == []
    assert "<iframe" not in html


YOUTUBE = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("keeping", ["none", "page"])
def test_only_the_page_of_a_known_video_may_hold_its_player_and_asks_nothing_before(cast, client, settings, keeping):
    settings.PORTAL_CACHE = keeping
    page = plant().video(embed_url=YOUTUBE)

    first, again, elsewhere = client.get(page.url), client.get(page.url), client.get("/video/")

    html = first.content.decode()
    assert 'data-embed="https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1&amp;rel=0"' in html
    assert f'href="{YOUTUBE}"' in html
    assert "Chỉ khi bạn bấm phát, máy của bạn mới kết nối tới trang đó." in html
    assert re.findall(r'\s(?:src|srcset|poster|data)="https?://[^"]*"|<iframe', html) == []
    policies = [each["Content-Security-Policy"] for each in (first, again, elsewhere)]
    allowed = [re.findall(r"frame-src ([^;]*)", policy) for policy in policies]
    assert allowed == [["https://www.youtube-nocookie.com"]] * 2 + [[]]


def test_a_video_among_the_text_is_played_like_one_of_its_own(site, client):
    block = {"type": "video", "value": {"title": "Nghề kẹo", "file": None, "url": YOUTUBE, "poster": None}}
    page = site.piece("Hội chợ", body=json.dumps([block]))

    response = client.get(page.url)

    assert 'data-embed-title="Nghề kẹo"' in response.content.decode()
    assert "frame-src https://www.youtube-nocookie.com" in response["Content-Security-Policy"]


# Mọi danh sách


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("path", ["tin-tuc", "huong-dan", "van-ban", "thu-vien-anh", "video"])
def test_lists_ask_as_much_for_many_as_for_one(site, client, path, count, django_assert_num_queries):
    section = site.section()
    for n in range(count):
        site.piece(f"Tin {n}", lead_image=picture(), is_highlight=True)
        site.guide(section, f"Bài {n}", lead_image=picture())
        site.document(f"{n}/2026/QĐ", superseded_by=None)
        site.album(f"Album {n}")
        site.video(f"Video {n}", poster=picture())
    client.get(f"/{path}/")  # draws the small pictures

    with django_assert_num_queries(QUERIES[path]):
        client.get(f"/{path}/")


QUERIES = {"tin-tuc": 11, "huong-dan": 9, "van-ban": 12, "thu-vien-anh": 10, "video": 9}


@pytest.mark.parametrize("path", ["tin-tuc", "huong-dan", "van-ban", "thu-vien-anh", "video"])
def test_empty_lists_say_so(site, client, path):
    assert "Chưa có" in client.get(f"/{path}/").content.decode()


def test_pages_read_in_english_say_what_is_vietnamese_only(site, client):
    page = site.piece("Hội chợ", title_en="The fair", excerpt="Ba ngày")

    html = client.get(f"/en{page.url}").content.decode()

    assert '<h1 class="long-text">The fair</h1>' in html
    assert '<p class="lead"><span lang="vi">Ba ngày</span></p>' in html


def test_an_address_nobody_wrote_is_not_found(site, client):
    assert client.get("/tin-tuc/khong-co/").status_code == 404
    assert reverse("wagtail_serve", args=("tin-tuc/",)) == "/tin-tuc/"


@pytest.mark.django_db(transaction=True)
def test_a_page_is_kept_until_an_editor_publishes(cast, client, settings, django_assert_num_queries):
    settings.PORTAL_CACHE = "page"
    page = plant().piece("Hội chợ", slug="hoi-cho")
    client.get("/tin-tuc/hoi-cho/")

    with django_assert_num_queries(1):
        assert "Hội chợ</h1>" in client.get("/tin-tuc/hoi-cho/").content.decode()
    page.title = "Hội chợ mùa xuân"
    page.save_revision().publish()

    assert "Hội chợ mùa xuân</h1>" in client.get("/tin-tuc/hoi-cho/").content.decode()
