import pytest
from wagtail.models import Page, Site

from ocop.content import actions
from ocop.content.models import GuidancePage, GuidanceSectionPage, HomePage, LegalDocumentPage, NewsIndexPage, Planted

pytestmark = pytest.mark.django_db


def everything():
    return sorted(Page.objects.values_list("url_path", "title", "live"))


def test_plant_grows_one_site_with_its_sections():
    actions.plant()

    assert Site.objects.get(is_default_site=True).root_page.specific == HomePage.objects.get()
    assert sorted(HomePage.objects.get().get_children().values_list("slug", flat=True)) == [
        "gioi-thieu",
        "huong-dan",
        "thu-vien-anh",
        "tin-tuc",
        "van-ban",
        "video",
    ]
    assert list(GuidanceSectionPage.objects.order_by("path").values_list("slug", flat=True)) == [
        "quy-trinh-danh-gia",
        "thu-tuc-ho-so",
        "bo-tieu-chi",
        "tap-huan-tai-lieu",
    ]


def test_plant_changes_nothing_the_second_time():
    actions.plant()
    before = everything()
    revisions = Page.objects.get(slug="gioi-thieu").revisions.count()

    actions.plant()

    assert everything() == before
    assert Page.objects.get(slug="gioi-thieu").revisions.count() == revisions


def test_what_an_editor_removed_or_renamed_stays_so():
    actions.plant()
    GuidancePage.objects.get(slug="khi-nao-ho-so-bi-loai").delete()
    news = NewsIndexPage.objects.get()
    news.slug = "tin"
    news.save()

    actions.plant()

    assert not GuidancePage.objects.filter(slug="khi-nao-ho-so-bi-loai").exists()
    assert NewsIndexPage.objects.get().slug == "tin"
    assert Planted.objects.filter(key="guidance:bo-tieu-chi/khi-nao-ho-so-bi-loai").exists()


def test_the_law_says_what_replaced_what():
    actions.plant()

    old = LegalDocumentPage.objects.get(number="148/QĐ-TTg")

    assert old.superseded_by == LegalDocumentPage.objects.get(number="26/2026/QĐ-TTg")
    assert old.live
    assert LegalDocumentPage.objects.get(number="1048/QĐ-TTg").over_from_day == old.in_force_from
