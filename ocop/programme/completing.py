"""What may be added to a published decision: only things not said yet. Pure.

The decision's own content never changes. What is ours (a reading for a question nobody had asked, the name an office
prints, the order of the parts of a file) may be added later, and so may the day on which a later decision ends it;
nothing that stands may be altered or taken out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

GROWING = ("readings",)
"""Lists that may get longer, at their end."""


ENDING = "effective_to"
"""Open until a later decision says until when this one holds."""


def additions(published: Any, held: Any, place: str = "") -> list[str] | None:
    """Where `held` says more than `published`, as dotted places; None where it says something else."""
    found: list[str] = []
    for added in _compare(published, held, place):
        if added is None:
            return None
        found.append(added)
    return found


def _compare(published: Any, held: Any, place: str) -> Iterator[str | None]:
    if isinstance(published, dict) and isinstance(held, dict):
        if published.keys() - held.keys():
            yield None
        for key, value in held.items():
            here = f"{place}.{key}".strip(".")
            if key not in published:
                yield here
            else:
                yield from _compare(published[key], value, here)
    elif isinstance(published, list) and isinstance(held, list):
        yield from _compare_lists(published, held, place)
    elif place == ENDING and published is None:
        yield from [place] if held is not None else []
    elif published != held or type(published) is not type(held):
        yield None


def _compare_lists(published: list[Any], held: list[Any], place: str) -> Iterator[str | None]:
    grows = place in GROWING and len(held) > len(published)
    if len(held) != len(published) and not grows:
        yield None
        return
    for number, (one, other) in enumerate(zip(published, held, strict=False)):
        yield from _compare(one, other, f"{place}.{number}")
    yield from (f"{place}.{number}" for number in range(len(published), len(held)))
