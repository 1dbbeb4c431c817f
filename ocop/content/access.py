"""Who writes and who publishes. Editors are appointed like everybody else.

Wagtail's groups only repeat what is said here (`actions/editors.py`); nobody enters the CMS on the strength of a group.
"""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q
from wagtail.models import Page

from ocop.accounts.models import Role, User
from ocop.accounts.roles import units_where
from ocop.content.models import GuidanceIndexPage, NewsIndexPage, Question
from ocop.core.access import EVERY, NONE, Person, grant
from ocop.core.memo import remembered
from ocop.places.models import Unit

OPEN_SECTIONS = (NewsIndexPage, GuidanceIndexPage)
"""The sections for which editors of the units below the province write."""


def edits_for_the_province(user: User) -> bool:
    """Whether the person is an editor of the province itself today."""
    return units_where(user, Role.EDITOR).filter(level=Unit.Level.PROVINCE, code=settings.HOME_PROVINCE).exists()


def edits_for_a_unit_below(user: User) -> bool:
    """Whether the person is an editor of a unit below the province today."""
    return (
        units_where(user, Role.EDITOR)
        .filter(
            Q(parent__code=settings.HOME_PROVINCE, parent__level=Unit.Level.PROVINCE)
            | Q(parent__parent__code=settings.HOME_PROVINCE, parent__parent__level=Unit.Level.PROVINCE)
        )
        .exists()
    )


def edits(person: Person | None) -> bool:
    """Whether the person is an editor today, and so may enter the CMS."""
    if person is None or not person.is_authenticated or not person.is_active:
        return False
    return edits_for_the_province(person) or edits_for_a_unit_below(person)


def all_pages(user: User) -> Q:
    return EVERY if edits_for_the_province(user) else NONE


def open_sections(user: User) -> Q:
    """News and guidance, with everything below them."""
    return _in_open_sections() if edits_for_a_unit_below(user) else NONE


def own_in_open_sections(user: User) -> Q:
    return (_in_open_sections() & Q(owner=user)) if edits_for_a_unit_below(user) else NONE


def _in_open_sections() -> Q:
    rows = NONE
    for model in OPEN_SECTIONS:
        for path in Page.objects.type(model).values_list("path", flat=True):
            rows |= Q(path__startswith=path)
    return rows


grant("page.write_below", all_pages, because="biên tập viên của tỉnh viết ở mọi mục của cổng")
grant("page.write_below", open_sections, because="biên tập viên của xã viết tin và hướng dẫn")
grant("page.edit", all_pages, because="biên tập viên của tỉnh sửa mọi trang của cổng")
grant("page.edit", own_in_open_sections, because="biên tập viên của xã sửa tin, hướng dẫn do mình viết")
grant("page.publish", all_pages, because="biên tập viên của tỉnh duyệt và đăng trang")


# Hỏi đáp, liên hệ


def published(user: User) -> Q:
    """Questions that are answered and published: for everybody."""
    return Q(state=Question.State.PUBLISHED)


def runs_the_portal(person: Person | None) -> bool:
    """Whether letters to the portal are for this person: administrators and editors of the province, today."""
    if person is None or not person.is_authenticated or not person.is_active:
        return False
    held = units_where(person, Role.ADMINISTRATOR, Role.EDITOR)
    here = held.filter(level=Unit.Level.PROVINCE, code=settings.HOME_PROVINCE)
    return remembered(person, "runs the portal", here.exists)


def letters_to_the_portal(user: User) -> Q:
    return EVERY if runs_the_portal(user) else NONE


def letters_still_kept(user: User) -> Q:
    """Letters of which the words and the sender are still kept."""
    return letters_to_the_portal(user) & Q(forgotten_at=None)


grant("question.view", published, because="ai cũng đọc được câu hỏi đã trả lời và đăng", public=True)
grant("question.view", all_pages, because="biên tập viên của tỉnh xem mọi câu hỏi gửi đến")
grant(
    "contactmessage.view", letters_to_the_portal, because="quản trị viên và biên tập viên của tỉnh đọc thư gửi về cổng"
)
