"""Who is told of a page to approve, approved or sent back: by our own notices, in place of Wagtail's mails.

Wagtail connects its mails under names of its own, and what is connected first under such a name stays.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from ocop.accounts.models import Role
from ocop.accounts.roles import people_at
from ocop.notices.actions import notify
from ocop.places.models import Unit

NAMES = {
    "task": "group_approval_task_submitted_email_notification",
    "submitted": "workflow_state_submitted_email_notification",
    "rejected": "workflow_state_rejected_email_notification",
    "approved": "workflow_state_approved_email_notification",
}


def listen() -> None:
    """Follow Wagtail's workflow; called once, before Wagtail connects its own."""
    task_submitted.connect(_to_approve, sender=TaskState, dispatch_uid=NAMES["task"])
    workflow_submitted.connect(_nobody, sender=WorkflowState, dispatch_uid=NAMES["submitted"])
    workflow_rejected.connect(_sent_back, sender=WorkflowState, dispatch_uid=NAMES["rejected"])
    workflow_approved.connect(_approved, sender=WorkflowState, dispatch_uid=NAMES["approved"])


def _to_approve(instance: TaskState, **_: Any) -> None:
    page = instance.workflow_state.content_object
    writer = instance.workflow_state.requested_by
    province = Unit.objects.current().filter(level=Unit.Level.PROVINCE, code=settings.HOME_PROVINCE).first()
    if province is not None:
        editors = [person for person in people_at(province, Role.EDITOR) if person != writer]
        notify(editors, f"{writer} gửi duyệt trang «{page.get_admin_display_title()}».", url=_edit(page))


def _nobody(**_: Any) -> None:
    """Whoever approves has been told already."""


def _sent_back(instance: WorkflowState, user: Any = None, **_: Any) -> None:
    if instance.requested_by is not None and instance.requested_by != user:
        page = instance.content_object
        why = instance.current_task_state.comment if instance.current_task_state else ""
        text = f"Trang «{page.get_admin_display_title()}» được trả lại để sửa." + (f" Ý kiến: {why}" if why else "")
        notify([instance.requested_by], text, url=_edit(page))


def _approved(instance: WorkflowState, user: Any = None, **_: Any) -> None:
    if instance.requested_by is not None and instance.requested_by != user:
        page = instance.content_object
        text = f"Trang «{page.get_admin_display_title()}» đã được duyệt và đăng."
        notify([instance.requested_by], text, url=_edit(page))


def _edit(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
