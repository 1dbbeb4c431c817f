"""The samples of a demo installation."""

import pytest
from wagtail.models import Page

from ocop.content import actions
from ocop.content.demo import seed_demo_pages
from ocop.content.models import GalleryPage, NewsPage, VideoPage
from ocop.content.pictures import SCENES, draw


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize("scene", sorted(SCENES))
def test_a_scene_is_always_drawn_the_same(scene):
    assert draw(scene, seed="một") == draw(scene, seed="một")
    assert draw(scene, seed="một") != draw(scene, seed="hai")


@pytest.mark.django_db
def test_the_samples_are_put_in_once_and_each_says_so():
    actions.plant()

    assert seed_demo_pages() == 11
    assert seed_demo_pages() == 0

    assert (NewsPage.objects.count(), GalleryPage.objects.count(), VideoPage.objects.count()) == (8, 2, 1)
    assert [page.title for page in NewsPage.objects.all() if "Tin mẫu" not in page.body.render_as_block()] == []
    assert [page.title for page in NewsPage.objects.all() if not page.lead_image.description] == []
    assert GalleryPage.objects.get(title="Một ngày ở phiên chợ").images.count() == 4


@pytest.mark.django_db
def test_a_sample_that_an_editor_removed_stays_away():
    actions.plant()
    seed_demo_pages()
    Page.objects.get(slug="lich-tiep-nhan-dot-1-nam-2027").delete()

    assert seed_demo_pages() == 0
