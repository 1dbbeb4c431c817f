"""Drafts, hours, old versions, searching and the version of the public pages."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from ocop.accounts.models import User
from ocop.content import actions, tasks
from ocop.content.models import GuidanceIndexPage, NewsPage
from ocop.content.tests.factories import draft_news
from ocop.core import versions
from ocop.search import index


@pytest.fixture
def site(cast):
    actions.plant_tree()
    return cast


def test_a_page_appears_and_goes_at_its_hours(site):
    page = draft_news()
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    page.expire_at = timezone.now() + timedelta(hours=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    assert not NewsPage.objects.live().exists()

    tasks.publish_scheduled()
    assert NewsPage.objects.live().get().pk == page.pk

    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    tasks.publish_scheduled()
    assert not NewsPage.objects.live().exists()


def test_an_old_version_can_be_published_again(site):
    page = draft_news("Bản đầu")
    first = page.save_revision()
    first.publish()
    page.title = "Bản hai"
    page.save_revision().publish()

    actions.match_groups(site.bien)
    first.publish(user=User.objects.get(pk=site.bien.pk))

    assert NewsPage.objects.get(pk=page.pk).title == "Bản đầu"


def test_a_draft_is_not_public_and_its_preview_is_for_editors(site, client):
    page = draft_news()
    assert client.get(page.url).status_code == 404
    assert client.get(f"/cms/pages/{page.pk}/view_draft/").status_code == 302

    client.force_login(site.bien)
    preview = client.get(f"/cms/pages/{page.pk}/view_draft/")

    assert preview.status_code == 200
    assert "Phiên chợ cuối năm" in preview.content.decode()


def test_what_is_published_is_found_until_it_is_gone(site):
    page = draft_news("Ghe hàng về bến")
    assert not index.holds("news", str(page.pk))

    page.get_latest_revision().publish()
    assert [hit.path for hit in index.find("ghe hang").hits] == ["/tin-tuc/ghe-hang-ve-ben/"]

    page = NewsPage.objects.get(pk=page.pk)
    page.unpublish()
    assert not index.holds("news", str(page.pk))

    page.get_latest_revision().publish()
    NewsPage.objects.get(pk=page.pk).delete()
    assert not index.holds("news", str(page.pk))


def test_what_is_found_moves_with_its_section(site, django_capture_on_commit_callbacks):
    page = draft_news("Ghe hàng về bến")
    page.get_latest_revision().publish()
    section = Page.objects.get(slug="tin-tuc").specific
    section.slug = "tin"
    with django_capture_on_commit_callbacks(execute=True):
        section.save_revision().publish()

    assert [hit.path for hit in index.find("ghe hang").hits] == ["/tin/ghe-hang-ve-ben/"]


def test_deleting_a_section_forgets_what_was_below_it(site):
    guidance = GuidanceIndexPage.objects.get()
    page = draft_news("Ghe hàng về bến")
    page.get_latest_revision().publish()

    Page.objects.get(slug="tin-tuc").delete()

    assert not index.holds("news", str(page.pk))
    assert guidance.live


@pytest.mark.django_db(transaction=True)
def test_publishing_gives_the_site_a_new_version_and_a_draft_does_not():
    actions.plant_tree()
    page = draft_news()
    before = versions.version()

    page.save_revision()
    assert versions.version() == before

    page.get_latest_revision().publish()
    assert versions.version() != before


def test_the_policy_is_strict_everywhere_but_in_the_cms(site, client):
    public = client.get("/")["Content-Security-Policy"]
    client.force_login(site.bien)
    cms = client.get("/cms/")["Content-Security-Policy"]

    assert "script-src 'self';" in public + ";"
    assert "unsafe-inline" not in public
    assert "script-src 'self' 'unsafe-inline'" in cms
    assert "http" not in cms.replace("https://", "http")


def test_an_old_address_leads_to_the_new_one(site, client, django_capture_on_commit_callbacks):
    page = draft_news("Ghe hàng về bến")
    page.get_latest_revision().publish()
    page = NewsPage.objects.get(pk=page.pk)
    page.slug = "ghe-ve"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()

    answer = client.get("/tin-tuc/ghe-hang-ve-ben/")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/tin-tuc/ghe-ve/")
