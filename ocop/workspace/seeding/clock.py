"""Earlier days for the demo: people who held their roles before, dossiers whose term is over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from django.utils import timezone

BEGAN = 30
"""So many days ago the demo people took up their roles and their producers registered."""


@contextmanager
def days_ago(count: int) -> Iterator[None]:
    """Inside, it is so many days ago. Only for the demo, which is made in a process of its own."""
    now = timezone.now
    with patch.object(timezone, "now", lambda: now() - timedelta(days=count)):
        yield
