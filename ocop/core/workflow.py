"""What may follow what: the shape of a transition. Each app with a workflow keeps its own table of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from ocop.core.access import grant

if TYPE_CHECKING:
    from ocop.accounts.models import User


@dataclass(frozen=True)
class Transition:
    """One step of a workflow: from which states, to which state, by whom.

    `who` gives the rows a person may move, apart from their state. `because` is the reason printed in
    docs/permissions.md. A transition that is `work` puts its rows into the inbox of those who may take it.
    """

    model: str
    name: str
    label: str
    sources: tuple[str, ...]
    target: str
    who: Callable[[User], Q]
    because: str
    work: bool = True

    @property
    def permission(self) -> str:
        """`<model>.<name>`, e.g. `dossier.submit`."""
        return f"{self.model}.{self.name}"

    def rows(self, user: User) -> Q:
        """The rows this person may move by this transition now."""
        return Q(state__in=self.sources) & self.who(user)


_transitions: list[Transition] = []


def transition(**fields: object) -> Transition:
    """Make a transition and register its permission."""
    made = Transition(**fields)  # type: ignore[arg-type]
    _transitions.append(made)
    grant(made.permission, made.rows, because=made.because)
    return made


def all_transitions() -> list[Transition]:
    """Every transition of every app, in the order of registration: the source of docs/workflow.md."""
    return list(_transitions)
