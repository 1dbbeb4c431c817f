"""What search engines read: facts, the map of the site, who may go where, and nothing of other sites."""

import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest

from ocop.certificates.tests.factories import CertificateFactory, RecognitionFactory
from ocop.content.tests.plant import picture, plant
from ocop.core.templatetags.components.seo import jsonld
from ocop.portal.addresses import producer_url, product_url
from ocop.producers.models import Product

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def site(cast, settings):
    settings.SITE_URL = "https://ocop.vidu.vn"
    return plant()


def facts_of(response):
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode())
    return {fact["@type"]: fact for fact in map(json.loads, found)}


def locations(response):
    return [each.text for each in ElementTree.fromstring(response.content).iter(f"{MAP}loc")]


def test_facts_never_leave_their_block():
    block = jsonld({"@type": "Product", "name": "</script><script>alert(1)</script> & «mắm»", "award": ""})

    assert block.count("<") == 2
    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert json.loads(inside) == {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": "</script><script>alert(1)</script> & «mắm»",
    }


def test_facts_of_a_product_are_those_of_its_page(site, client):
    certificate = CertificateFactory(
        recognition=RecognitionFactory(stars=4, valid_from=date(2026, 1, 5), valid_to=date(2029, 1, 5)),
        number="012/2026/QĐ-OCOP-86",
    )
    product = certificate.recognition.product

    facts = facts_of(client.get(product_url(product)))["Product"]

    assert facts["name"] == product.name
    assert facts["url"] == f"https://ocop.vidu.vn{product_url(product)}"
    assert facts["manufacturer"]["name"] == product.producer.name
    assert facts["hasCertification"] == {
        "@type": "Certification",
        "name": f"OCOP, {certificate.recognition.rank}",
        "certificationIdentification": "012/2026/QĐ-OCOP-86",
        "certificationRating": {"@type": "Rating", "ratingValue": 4, "bestRating": 5},
        "certificationStatus": "https://schema.org/CertificationActive",
        "validFrom": "2026-01-05",
        "expires": "2029-01-05",
    }


def test_facts_say_when_a_certificate_is_over(site, client):
    over = RecognitionFactory(valid_from=date(2020, 1, 5), valid_to=date(2023, 1, 5))

    facts = facts_of(client.get(product_url(over.product)))["Product"]

    assert facts["hasCertification"]["certificationStatus"] == "https://schema.org/CertificationInactive"


@pytest.mark.parametrize("is_public", [True, False])
def test_facts_of_a_producer_hide_what_its_page_hides(site, client, is_public):
    producer = RecognitionFactory(product__producer__is_contact_public=is_public).product.producer
    producer.phone, producer.email = "0912 000 111", "ct@vidu.vn"
    producer.save()

    facts = facts_of(client.get(producer_url(producer)))["Organization"]

    assert facts["name"] == producer.name
    assert (facts.get("telephone"), facts.get("email")) == (
        ("0912 000 111", "ct@vidu.vn") if is_public else (None, None)
    )


def test_sitemap_lists_exactly_what_is_public_in_both_languages(site, client):
    product = RecognitionFactory().product
    Product.objects.create(name="Chưa công nhận", producer=product.producer)
    piece = site.piece("Hội chợ", slug="hoi-cho")
    site.piece("Bản nháp", slug="ban-nhap", live=False)

    parts = locations(client.get("/sitemap.xml"))
    assert [part.rpartition("/")[2] for part in parts] == [
        "sitemap-man-hinh.xml",
        "sitemap-san-pham.xml",
        "sitemap-chu-the.xml",
        "sitemap-trang.xml",
        "sitemap-market.xml",
        "sitemap-pointofsale.xml",
        "sitemap-craftvillage.xml",
        "sitemap-tourismsite.xml",
        "sitemap-giftset.xml",
    ]
    host = "https://ocop.vidu.vn"
    assert locations(client.get("/sitemap-san-pham.xml")) == [
        f"{host}{product_url(product)}",
        f"{host}/en{product_url(product)}",
    ]
    assert locations(client.get("/sitemap-chu-the.xml")) == [
        f"{host}{producer_url(product.producer)}",
        f"{host}/en{producer_url(product.producer)}",
    ]
    pages = locations(client.get("/sitemap-trang.xml"))
    vietnamese = [page for page in pages if "/en/" not in page]
    assert vietnamese == [
        f"{host}/{slug}/" for slug in ("tin-tuc", "tin-tuc/hoi-cho", "huong-dan", "van-ban", "thu-vien-anh", "video")
    ]
    assert piece.live


def test_sitemap_says_the_other_language_of_each_address(site, client):
    tree = ElementTree.fromstring(client.get("/sitemap-man-hinh.xml").content)
    first = next(tree.iter(f"{MAP}url"))

    assert {link.get("hreflang"): link.get("href") for link in first.iter(f"{XHTML}link")} == {
        "vi": "https://ocop.vidu.vn/",
        "en": "https://ocop.vidu.vn/en/",
        "x-default": "https://ocop.vidu.vn/",
    }


def test_every_address_of_the_map_answers(site, client):
    RecognitionFactory()
    site.document("26/2026/QĐ-TTg")
    site.album()

    parts = ("man-hinh", "san-pham", "chu-the", "trang")
    found = [url for part in parts for url in locations(client.get(f"/sitemap-{part}.xml"))]
    wrong = [url for url in found if client.get(url.removeprefix("https://ocop.vidu.vn")).status_code != 200]

    assert wrong == []
    assert len(found) > 30


def test_robots_may_read_what_is_public_and_find_the_map(site, client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert lines[0] == "User-agent: *"
    assert "Disallow: /ban-lam-viec/" in lines
    assert "Sitemap: https://ocop.vidu.vn/sitemap.xml" in lines
    assert [line for line in lines if line in ("Disallow: /", "Disallow: /san-pham/")] == []


def test_a_feed_gives_the_newest_news(site, client):
    site.piece("Tin cũ", slug="cu", published_on=date(2026, 1, 1))
    site.piece("Tin & mới", slug="moi", excerpt="Ba ngày", published_on=date(2026, 11, 1))
    site.piece("Bản nháp", slug="nhap", live=False)

    assert "<link>https://ocop.vidu.vn/tin-tuc/</link>" in client.get("/tin-tuc/rss/").content.decode()
    feed = ElementTree.fromstring(client.get("/tin-tuc/rss/").content)

    assert [item.findtext("title") for item in feed.iter("item")] == ["Tin & mới", "Tin cũ"]
    assert [item.findtext("link") for item in feed.iter("item")] == [
        "https://ocop.vidu.vn/tin-tuc/moi/",
        "https://ocop.vidu.vn/tin-tuc/cu/",
    ]


def test_a_feed_leads_to_where_the_news_are_now(site, client):
    site.news.slug = "tin-ocop"
    site.news.save()

    assert "<link>https://ocop.vidu.vn/tin-ocop/</link>" in client.get("/tin-tuc/rss/").content.decode()
    assert "<link>https://ocop.vidu.vn/en/tin-ocop/</link>" in client.get("/en/tin-tuc/rss/").content.decode()


def shared(client, path):
    html = client.get(path, follow=True).content.decode()
    return dict(re.findall(r'<meta property="og:(title|description|image)" content="([^"]*)">', html))


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/san-pham/", "Sản phẩm"),
        ("/chu-the/", "Chủ thể"),
        ("/thong-ke/", "Sản phẩm theo hạng sao"),
        ("/tim-kiem/", "Tìm kiếm"),
        ("/xac-thuc/", "Xác thực giấy chứng nhận"),
        ("/hoi-dap/", "Hỏi đáp"),
        ("/lien-he/", "Liên hệ, góp ý"),
    ],
)
def test_every_page_is_shared_with_its_title_words_and_a_picture(site, client, path, title):
    said = shared(client, path)

    assert said["title"] == title
    assert len(said["description"]) > 30
    assert said["image"].startswith("https://ocop.vidu.vn/static/core/img/icon-512")


def test_a_product_without_a_description_is_shared_with_what_its_page_says(site, client):
    product = RecognitionFactory(product__name='Mắm "Bà Tư" & con', product__description="").product

    said = shared(client, product_url(product))

    assert said["title"] == "Mắm &quot;Bà Tư&quot; &amp; con"
    assert said["description"].startswith("Mắm &quot;Bà Tư&quot; &amp; con, ")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("", ""),
        ("&trang=1", ""),
        ("&trang=2", "?trang=2"),
        ("&trang=99", "?trang=2"),
        ("&trang=-5", ""),
        ("&trang=0", ""),
    ],
)
def test_a_page_says_its_own_address_once(site, client, asked, said):
    for n in range(13):
        site.piece(f"Tin số {n}", slug=f"tin-{n}")

    html = client.get(f"/tin-tuc/?chuyen_muc={asked}").content.decode()

    assert re.findall(r'<link rel="canonical" href="([^"]+)">', html) == [f"https://ocop.vidu.vn/tin-tuc/{said}"]


@pytest.mark.parametrize("asked", ["0", "-5", "1"])
def test_a_page_below_the_first_is_the_first(site, client, asked):
    for n in range(13):
        site.piece(f"Tin số {n}", slug=f"tin-{n}", published_on=date(2026, 11, 1 + n))

    html = client.get(f"/tin-tuc/?trang={asked}").content.decode()

    assert "Tin số 12" in html
    assert "Tin số 0" not in html


@pytest.mark.parametrize("path", ["/", "/san-pham/", "/tin-tuc/", "/video/", "/lien-he/", "/hoi-dap/", "/khong-co/"])
def test_pages_ask_other_sites_for_nothing(site, client, path):
    RecognitionFactory()
    site.piece("Hội chợ", lead_image=picture())
    site.video("Ở trang khác")

    html = client.get(path).content.decode()
    loaded = re.findall(r"<(?:img|script|iframe|source|video|audio|embed|object|use|image)[^>]*>|<link[^>]*>", html)
    asked = [
        value
        for tag in loaded
        if not re.search(r'rel="(?:canonical|alternate)"', tag)
        for value in re.findall(r'(?:src|srcset|href|data|poster)="([^"]*)"', tag)
    ]

    assert [value for value in asked if re.search(r"(?:https?:)?//", value)] == []
    assert "<iframe" not in html
    assert len(asked) > 5
