"""Who may do what in the CMS: what our grants say, and that Wagtail says the same."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page

from ocop.accounts.models import Appointment, Role, User
from ocop.content import actions
from ocop.content.access import edits
from ocop.content.actions.editors import BELOW, PROVINCE
from ocop.content.models import NewsIndexPage, NewsPage
from ocop.content.tests.factories import draft_news
from ocop.core.access import allows
from ocop.core.dates import today
from ocop.notices.models import Notice


@pytest.fixture
def site(cast):
    actions.plant_tree()
    return cast


@pytest.fixture
def nga(site):
    """Editor of Mai's commune."""
    person = User.objects.create_user("nga@vidu.vn", "mat-khau-rat-dai", full_name="Tô Thị Nga")
    Appointment.objects.create(user=person, role=Role.EDITOR, unit=site.commune, starts=today())
    actions.match_groups(person)
    return person


def fresh(person):
    return User.objects.get(pk=person.pk)


def test_only_editors_of_the_province_and_below_edit(site, nga):
    elsewhere = User.objects.create_user("xa@vidu.vn", "mat-khau-rat-dai", full_name="Ở tỉnh khác")
    Appointment.objects.create(user=elsewhere, role=Role.EDITOR, unit=site.nation, starts=today())

    everybody = {**site.everyone(), "nga": nga, "elsewhere": elsewhere}

    assert [who for who, person in everybody.items() if edits(person)] == ["bien", "nga"]


def test_groups_repeat_the_appointments_of_today(site, nga):
    actions.match_all_groups()
    assert list(Group.objects.get(name=PROVINCE).user_set.all()) == [site.bien]
    assert list(Group.objects.get(name=BELOW).user_set.all()) == [nga]

    Appointment.objects.filter(user=nga).update(starts="2025-01-01", ends="2025-12-31")
    actions.match_all_groups()

    assert list(Group.objects.get(name=BELOW).user_set.all()) == []


def test_a_group_given_by_hand_is_taken_back(site):
    site.lan.groups.add(Group.objects.get(name=PROVINCE))

    actions.match_groups(site.lan)

    assert list(fresh(site.lan).groups.all()) == []


def test_wagtail_says_what_the_grants_say(site, nga):
    actions.match_groups(site.bien)
    news = NewsIndexPage.objects.get()
    drafts = [draft_news(owner=nga), draft_news("Tin khác")]
    pages = [news.page_ptr, *(draft.page_ptr for draft in drafts), Page.objects.get(slug="home")]

    for person in map(fresh, (site.bien, nga, site.lan)):
        for page in pages:
            may = page.permissions_for_user(person)
            assert may.can_edit() == allows(person, "page.edit", page), (person, page)
            assert may.can_publish() == allows(person, "page.publish", page), (person, page)
        assert news.permissions_for_user(person).can_add_subpage() == allows(person, "page.write_below", news.page_ptr)


def test_the_editor_of_a_commune_writes_and_asks_and_the_province_publishes(site, nga, client, mailoutbox):
    actions.match_groups(site.bien)
    page = draft_news(owner=nga)
    client.force_login(nga)
    form = client.get(f"/cms/pages/{page.pk}/edit/").context["form"]
    sent = {name: "" if value is None else value for name, value in form.initial.items()}
    sent |= {"title": page.title, "slug": page.slug, "category": page.category_id, "published_on": "22/11/2026"}
    for field in ("body", "body_en"):
        sent |= {f"{field}-count": 0}
    for prefix in ("gallery", "comments"):
        sent |= {f"{prefix}-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
        sent |= {f"{prefix}-MAX_NUM_FORMS": ""}

    client.post(f"/cms/pages/{page.pk}/edit/", {**sent, "action-publish": "1"})
    page.refresh_from_db()
    assert not page.live

    client.post(f"/cms/pages/{page.pk}/edit/", {**sent, "action-submit": "1"})
    page.refresh_from_db()
    assert page.current_workflow_state.workflow.name == "Duyệt trước khi đăng"

    assert [notice.to for notice in Notice.objects.filter(text__contains="gửi duyệt trang «Phiên chợ")] == [site.bien]
    task_state = page.current_workflow_task_state
    assert page.current_workflow_task.get_actions(page, nga) == []
    task_state.approve(user=fresh(site.bien))
    page.refresh_from_db()
    assert page.live
    assert [notice.to for notice in Notice.objects.filter(text__contains="đã được duyệt")] == [nga]
    assert [mail.to for mail in mailoutbox] == [[site.bien.email], [nga.email]]  # ours; Wagtail sends none


def test_an_address_left_empty_is_made_from_the_title_without_accents(site):
    taken = draft_news("Đặc sản xứ dừa")
    form_class = NewsPage.get_edit_handler().get_form_class()
    empty = {name: 0 for prefix in ("gallery", "comments") for name in _management(prefix)} | {
        "body-count": 0,
        "body_en-count": 0,
    }
    news = NewsIndexPage.objects.get()
    sent = {**empty, "title": "Đặc sản xứ dừa", "slug": "", "category": taken.category_id, "published_on": "22/11/2026"}
    form = form_class(sent, instance=NewsPage(), parent_page=news, for_user=site.bien)

    assert form.is_valid(), form.errors
    assert (taken.slug, form.cleaned_data["slug"]) == ("dac-san-xu-dua", "dac-san-xu-dua-2")


def _management(prefix):
    return [f"{prefix}-{name}" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")]


def test_a_page_the_site_stands_on_is_never_taken_away(site, client):
    client.force_login(site.bien)
    news = NewsIndexPage.objects.get()

    client.post(f"/cms/pages/{news.pk}/delete/")
    client.post(f"/cms/pages/{news.pk}/unpublish/")

    assert NewsIndexPage.objects.get().live
