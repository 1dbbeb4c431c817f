"""Wagtail asks groups; ours repeat the appointments in force today and are nowhere kept by hand."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from ocop.accounts.models import Appointment, Role, User
from ocop.content.access import OPEN_SECTIONS, edits_for_a_unit_below, edits_for_the_province
from ocop.content.keeping import kept

PROVINCE = "Biên tập viên của tỉnh"
BELOW = "Biên tập viên của xã"
APPROVAL = "Duyệt trước khi đăng"
LEFT_BY_WAGTAIL = ("Moderators", "Editors")


def match_groups(person: User) -> None:
    """Let the person's groups say what her appointments say today. Writes only what differs."""
    wanted = set()
    if person.is_active and edits_for_the_province(person):
        wanted.add(PROVINCE)
    if person.is_active and edits_for_a_unit_below(person):
        wanted.add(BELOW)
    held = set(person.groups.filter(name__in=(PROVINCE, BELOW)).values_list("name", flat=True))
    if held != wanted:
        person.groups.remove(*Group.objects.filter(name__in=held - wanted))
        person.groups.add(*Group.objects.filter(name__in=wanted - held))


def match_all_groups() -> None:
    """The same for everybody who is in a group or should be: whoever is told of pages to approve is an editor today."""
    editors = Appointment.objects.in_force().filter(role=Role.EDITOR).values("user")
    concerned = Q(groups__name__in=(PROVINCE, BELOW)) | Q(pk__in=editors)
    for person in User.objects.filter(concerned).distinct():
        match_groups(person)


@transaction.atomic
def set_up_groups() -> None:
    """The two groups with their rights, and the approval of what editors below the province write. Safe to repeat."""
    province, _ = Group.objects.get_or_create(name=PROVINCE)
    below, _ = Group.objects.get_or_create(name=BELOW)
    province.permissions.set([_enter(), *_keep(kept())])
    below.permissions.set([_enter()])
    root = Page.get_first_root_node()
    _on_pages(province, root, "add", "change", "publish", "bulk_delete", "lock", "unlock")
    sections = [Page.objects.type(model).first() for model in OPEN_SECTIONS]
    for section in filter(None, sections):
        _on_pages(below, section, "add")
    _on_files(province, "add", "change", "delete", "choose")
    _on_files(below, "add", "choose")
    _approval([section for section in sections if section is not None], province)
    Group.objects.filter(name__in=LEFT_BY_WAGTAIL, user=None).delete()


def _enter() -> Permission:
    return Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")


def _keep(models: list[type[Model]]) -> list[Permission]:
    types = ContentType.objects.get_for_models(*models).values()
    return list(Permission.objects.filter(content_type__in=types))


def _on_pages(group: Group, page: Page, *verbs: str) -> None:
    for verb in verbs:
        right = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{verb}_page")
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=right)


def _on_files(group: Group, *verbs: str) -> None:
    collection = Collection.get_first_root_node()
    for model in (get_image_model(), get_document_model()):
        name = model._meta.model_name
        for verb in verbs:
            right = Permission.objects.get(content_type__app_label=model._meta.app_label, codename=f"{verb}_{name}")
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=right)


def _approval(sections: list[Page], approvers: Group) -> None:
    workflow, _ = Workflow.objects.get_or_create(name=APPROVAL)
    task = GroupApprovalTask.objects.filter(name=APPROVAL).first() or GroupApprovalTask.objects.create(name=APPROVAL)
    task.groups.set([approvers])
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.exclude(workflow=workflow).delete()
    for section in sections:
        WorkflowPage.objects.update_or_create(page=section, defaults={"workflow": workflow})
    Workflow.objects.exclude(pk=workflow.pk).filter(active=True).update(active=False)
