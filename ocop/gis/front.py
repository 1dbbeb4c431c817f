"""The one big map of this site. A higher app draws it and says here how it is addressed; small maps lead to it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Front:
    """Names of addresses: the page, its products as points, the place of one thing (kind, code), names of places."""

    page: str
    points: str
    place: str
    names: str


_front: list[Front] = []


def use(front: Front) -> None:
    """Say which map small maps lead to."""
    _front[:] = [front]


def addresses(kind: str = "", code: str = "") -> dict[str, str]:
    """Where the big map is, and what a small one fetches when it is pressed; nothing without a big map."""
    if not _front:
        return {}
    front = _front[0]
    place = reverse(front.place, args=[kind, code]) if kind else ""
    return {"page": reverse(front.page), "points": reverse(front.points), "place": place, "names": reverse(front.names)}
