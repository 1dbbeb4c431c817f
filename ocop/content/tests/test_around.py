"""The frame of public pages is the editors': name, menu, contacts, in both languages."""

import re

import pytest
from wagtail.models import Site

from ocop.content.around import around
from ocop.content.models import MainMenu, MenuItem, SiteSettings
from ocop.content.tests.plant import picture, plant
from ocop.core import frame, versions


@pytest.fixture
def editors(db):
    """A site with a name, contacts and a menu of three entries, one of them below another."""
    frame.around_from(around)
    plant()
    site = Site.objects.get(is_default_site=True)
    SiteSettings.objects.create(
        site=site,
        site_title="Cổng OCOP",
        site_title_en="OCOP portal",
        slogan="Của làng",
        hotline="0275 3 822",
        address="Số 1",
    )
    menu = MainMenu.objects.create(site=site)
    rows = [("Sản phẩm", "Products", "", False), ("Cả danh mục", "", "portal:products", True), ("Ngoài", "", "", False)]
    for order, (label, english, screen, is_child) in enumerate(rows):
        url = "" if screen else "https://vidu.vn/" if label == "Ngoài" else "/san-pham/"
        MenuItem.objects.create(
            menu=menu, sort_order=order, label=label, label_en=english, url_name=screen, url=url, is_child=is_child
        )
    versions.shelf.clear()
    return menu


def test_the_frame_is_the_editors_and_leads_where_they_say(editors, client):
    page = client.get("/xac-thuc/").content.decode()

    assert "Cổng OCOP<small>Của làng</small>" in page
    assert ["tel:02753822" in page, "Số 1" in page, 'href="https://vidu.vn/"' in page] == [True] * 3
    assert page.count("Cả danh mục") == 2  # in the row and in the drawer


def test_the_frame_speaks_english_where_editors_have_and_marks_the_rest(editors, client):
    page = client.get("/en/xac-thuc/").content.decode()

    assert "OCOP portal<small>" in page
    assert '<span lang="vi">Cả danh mục</span>' in page
    assert 'href="/en/san-pham/"' in page.split("<main")[0].split("mainnav")[1]


@pytest.mark.parametrize(
    ("written", "english"),
    [
        ("/san-pham/?nhom=I", "/en/san-pham/?nhom=I"),
        ("/tin-tuc/", "/en/tin-tuc/"),
        ("/ban-lam-viec/", "/ban-lam-viec/"),
        ("/tai-lieu/1/mau.pdf", "/tai-lieu/1/mau.pdf"),
        ("https://vidu.vn/", "https://vidu.vn/"),
    ],
)
def test_an_address_an_editor_wrote_stays_in_english(editors, client, written, english):
    MenuItem.objects.filter(label="Ngoài").update(url=written)
    versions.shelf.clear()

    vietnamese = client.get("/xac-thuc/").content.decode()
    page = client.get("/en/xac-thuc/").content.decode()

    assert f'href="{written}"' in vietnamese
    assert f'href="{english}"' in page


def test_a_page_without_a_picture_is_shared_with_the_sites(editors, client, settings):
    settings.SITE_URL = "https://ocop.vidu.vn"
    plain = client.get("/xac-thuc/").content.decode()
    SiteSettings.objects.update(share_image=picture("Bến sông", (1300, 700)))
    versions.shelf.clear()

    shared = client.get("/xac-thuc/").content.decode()

    card = '<meta name="twitter:card" content="summary'
    icon = 'og:image" content="https://ocop.vidu.vn/static/core/img/icon-512.png">'
    assert f'{icon}{card}">' in plain
    assert re.search(rf'og:image" content="https://ocop.vidu.vn/media/images/[^"]+.jpg">{card}_large', shared)


def test_the_footer_asks_how_much_is_read_only_where_editors_show_it(editors, client):
    assert client.get("/luot-xem.json").status_code == 404
    assert "data-visits" not in client.get("/xac-thuc/").content.decode()
    SiteSettings.objects.update(shows_visits=True)
    versions.shelf.clear()

    assert 'data-visits="/luot-xem.json" hidden' in client.get("/xac-thuc/").content.decode()
    assert client.get("/luot-xem.json").json() == {"today": 0, "month": 0, "all": 0}


def test_the_pages_of_work_keep_the_short_menu(editors, cast, client):
    client.force_login(cast.lan)

    page = client.get("/ban-lam-viec/").content.decode()

    assert ["Cổng OCOP" in page, "topnav" in page] == [False, True]


@pytest.mark.django_db(transaction=True)
def test_a_changed_menu_is_seen_on_the_next_request(editors, client, django_assert_max_num_queries):
    client.get("/xac-thuc/")
    with django_assert_max_num_queries(1):
        client.get("/xac-thuc/")

    editors.items.filter(label="Ngoài").get().delete()

    assert "https://vidu.vn/" not in client.get("/xac-thuc/").content.decode()
