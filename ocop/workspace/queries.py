"""What a person's start page and the page of a whole dossier show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from ocop.accounts.models import Role, User
from ocop.accounts.queries import holds
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.dossiers.actions import check_kind
from ocop.dossiers.models import Dossier, Snapshot, Step
from ocop.dossiers.queries import Deadline, awaiting, deadlines_of
from ocop.dossiers.standing import standing_of
from ocop.producers.models import Producer, Product
from ocop.producers.queries import producers_of
from ocop.programme.models import DossierKind, Regime


@dataclass(frozen=True)
class Waiting:
    """One line of the inbox: a dossier with its deadline."""

    dossier: Dossier
    deadline: Deadline | None


def inbox(user: User) -> list[Waiting]:
    """What waits for this person, most urgent first, then oldest."""
    dossiers = list(awaiting(user).for_page())
    deadlines = deadlines_of(dossiers)
    waiting = [Waiting(dossier, deadlines[dossier.pk]) for dossier in dossiers]
    return sorted(waiting, key=lambda each: (each.deadline.due if each.deadline else date.max, each.dossier.pk))


def visible_dossiers(user: User) -> QuerySet[Dossier]:
    """Every dossier the person may see, newest first."""
    return Dossier.objects.allowed(user, "dossier.view").for_page().order_by("-pk")


def own_producers(user: User) -> list[Producer]:
    """The producers a person acts for, with products, their dossiers and the kinds of dossier each may start now."""
    producers = list(_own_producers(user))
    kinds = list(DossierKind.objects.filter(regime__in=Regime.objects.accepting(today())))
    for producer in producers:
        for product in producer.products.all():
            product.kinds = [kind for kind in kinds if _may_start(product, kind)]
    return producers


def _may_start(product: Product, kind: DossierKind) -> bool:
    if product.product_class is None or any(not dossier.is_closed for dossier in product.dossiers.all()):
        return False
    try:
        check_kind(kind, standing_of(product))
    except Refused:
        return False
    return True


def _own_producers(user: User) -> QuerySet[Producer]:
    dossiers = Prefetch("dossiers", Dossier.objects.select_related("kind").order_by("-pk"))
    products = Product.objects.select_related("product_class").prefetch_related(dossiers).order_by("order")
    return (
        producers_of(user)
        .select_related("unit__parent", "organisation_type")
        .prefetch_related(Prefetch("products", products))
        .order_by("order")
    )


def is_staff_somewhere(user: User) -> bool:
    """Whether the person holds any role in a unit today."""
    return holds(user, *Role.values)


def steps_for_page(dossier: Dossier) -> list[dict[str, Any]]:
    """The timeline: who, when, from what to what, why; newest first."""
    steps = Step.objects.filter(dossier=dossier).select_related("by", "from_desk", "to_desk").order_by("-pk")
    return [
        {
            "title": step.label,
            "when": step.at,
            "who": str(step.by),
            "note": " · ".join(
                part
                for part in (
                    f"{step.get_from_state_display()} → {step.get_to_state_display()}",
                    step.to_desk.title if step.to_desk else "",
                    step.note,
                )
                if part
            ),
        }
        for step in steps
    ]


def self_score_lines(dossier: Dossier) -> list[dict[str, Any]]:
    """Every criterion of the sheet with the producer's answer and justification, in printed order. One query."""
    answers = {line.criterion: line for line in dossier.self_scores.all()}
    sheet = dossier.criteria_set.sheet
    lines = []
    for criterion in sheet.criteria:
        line = answers.get(criterion.code)
        lines.append(
            {
                "criterion": criterion,
                "option": sheet.option(line.option) if line and line.option else None,
                "answered": bool(line and line.is_answered),
                "justification": line.justification if line else "",
            }
        )
    return lines


def snapshots_of(dossier: Dossier) -> QuerySet[Snapshot]:
    """The frozen copies, newest first."""
    return dossier.snapshots.select_related("taken_by").order_by("-number")
