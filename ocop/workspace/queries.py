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
from ocop.core.text import normalise
from ocop.dossiers.actions import check_kind
from ocop.dossiers.models import Dossier, Snapshot, Step
from ocop.dossiers.queries import Deadline, awaiting, deadlines_of
from ocop.dossiers.standing import Standing, standings_of
from ocop.places.models import Unit
from ocop.producers.members import producers_of
from ocop.producers.models import Producer, Product
from ocop.programme.models import DossierKind, Regime

ACTS = (
    "dossier.edit",
    "dossier.submit",
    "dossier.accept",
    "dossier.send_back",
    "dossier.refuse",
    "dossier.write_report",
    "dossier.read_report",
    "dossier.schedule",
    "dossier.reschedule",
    "dossier.reschedule_in_review",
    "dossier.close_overdue",
    "dossier.count_samples",
    "dossier.withdraw",
    "dossier.answer_request",
)
"""What the page of a dossier has a button or a part for."""


@dataclass(frozen=True)
class Waiting:
    """One line of a list: a dossier with its deadline."""

    dossier: Dossier
    deadline: Deadline | None


def inbox(user: User) -> list[Waiting]:
    """What waits for this person, most urgent first, then oldest."""
    waiting = with_deadlines(awaiting(user).for_list())
    return sorted(waiting, key=lambda each: (each.deadline.due if each.deadline else date.max, each.dossier.pk))


def with_deadlines(rows: QuerySet[Dossier] | list[Dossier]) -> list[Waiting]:
    """The dossiers in their order, each with its deadline."""
    dossiers = list(rows)
    deadlines = deadlines_of(dossiers)
    return [Waiting(dossier, deadlines[dossier.pk]) for dossier in dossiers]


def find_dossiers(user: User, *, q: str = "", state: str = "", unit: str = "") -> QuerySet[Dossier]:
    """The dossiers the person may see that match, newest first: words, a state, the code of the producer's commune."""
    rows = Dossier.objects.allowed(user, "dossier.view").for_list().order_by("-pk")
    for word in normalise(q).split():
        rows = rows.filter(product__search__contains=word)
    if state:
        rows = rows.filter(state=state)
    if unit:
        rows = rows.filter(product__producer__unit__code=unit)
    return rows


def communes_of_dossiers(user: User) -> list[tuple[str, str]]:
    """Code and name of the communes whose dossiers the person sees, in alphabet order."""
    units = Dossier.objects.allowed(user, "dossier.view").order_by().values("product__producer__unit")
    return [(unit.code, unit.full_name) for unit in Unit.objects.filter(pk__in=units)]


def own_producers(user: User) -> list[Producer]:
    """The producers a person acts for, with products, their dossiers and the kinds of dossier each may start now."""
    producers = list(_own_producers(user))
    kinds = list(DossierKind.objects.filter(regime__in=Regime.objects.accepting(today())).select_related("regime"))
    standings = standings_of(
        product for producer in producers for product in producer.products.all() if _is_free(product)
    )
    for producer in producers:
        for product in producer.products.all():
            product.kinds = [  # type: ignore[attr-defined]
                kind for kind in kinds if product.pk in standings and _fits(kind, product, standings[product.pk])
            ]
    return producers


def _is_free(product: Product) -> bool:
    return product.product_class is not None and all(dossier.is_closed for dossier in product.dossiers.all())


def _fits(kind: DossierKind, product: Product, standing: Standing | None) -> bool:
    if product.product_class is None or product.product_class.regime_id != kind.regime_id:
        return False
    try:
        check_kind(kind, standing)
    except Refused:
        return False
    return True


def _own_producers(user: User) -> QuerySet[Producer]:
    dossiers = Prefetch("dossiers", Dossier.objects.select_related("kind").defer("form01", "form02").order_by("-pk"))
    products = Product.objects.select_related("product_class", "picture").prefetch_related(dossiers).order_by("order")
    return (
        producers_of(user)
        .select_related("unit__parent__parent", "organisation_type")
        .prefetch_related(Prefetch("products", products))
        .order_by("order")
    )


def is_staff_somewhere(user: User) -> bool:
    """Whether the person holds any role in a unit today."""
    return holds(user, *Role.values)


def steps_for_page(dossier: Dossier, *, with_notes: bool) -> list[dict[str, Any]]:
    """The timeline, newest first: who, when, from what to what, why.

    Without `with_notes` (the producer's own page) a note is shown only where it is said to the producer: what was
    sent back, refused, filed or withdrawn. What offices write to each other stays with them.
    """
    steps = Step.objects.filter(dossier=dossier).select_related("by", "to_desk").order_by("-pk")
    return [
        {
            "title": step.label,
            "when": step.at,
            "who": str(step.by),
            "note": " · ".join(
                part
                for part in (
                    step.get_to_state_display(),
                    step.to_desk.title if step.to_desk else "",
                    step.note if with_notes or step.transition in TOLD else "",
                )
                if part
            ),
        }
        for step in steps
    ]


TOLD = ("submit", "send_back", "refuse", "withdraw", "close_overdue")
"""Steps whose note is written for the producer."""


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
    return dossier.snapshots.select_related("taken_by").defer("content").order_by("-number")
