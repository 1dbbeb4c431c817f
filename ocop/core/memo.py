"""What is asked of a person again and again during one request, kept for that request only."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


def begin(person: Any) -> None:
    """Start remembering for this person; the middleware does so for every request, nobody else."""
    person.request_memo = {}


def remembered(person: Any, key: Hashable, make: Callable[[], T]) -> T:
    """The value made for this key earlier in the request, or made now. Outside a request it is made every time."""
    memo: dict[Hashable, Any] | None = getattr(person, "request_memo", None)
    if memo is None:
        return make()
    if key not in memo:
        memo[key] = make()
    value: T = memo[key]
    return value
