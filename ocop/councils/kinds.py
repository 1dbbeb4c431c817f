"""What the law says of a kind of dossier before a council: sitting or writing, and what must hold for the exception."""

from __future__ import annotations

from typing import Any

from ocop.councils.models import Council
from ocop.programme.models import DossierKind


def _law(kind: DossierKind) -> dict[str, Any]:
    kinds: list[dict[str, Any]] = kind.regime.policy.get("dossier_kinds", [])
    return next((each for each in kinds if each["key"] == kind.key), {})


def sits(kind: DossierKind) -> bool:
    """Whether the law has the council sit over this kind (Điều 7.3d); else it asks for written opinions (Điều 7.6d)."""
    return kind.council_mode == Council.Mode.MEETING


def meeting_grounds(kind: DossierKind) -> list[str]:
    """On which grounds a council sits over a kind decided by written opinions (QĐ 26/2026/QĐ-TTg, Điều 7.6d)."""
    return [] if sits(kind) else list((_law(kind).get("meets_only_if") or {}).get("grounds", ()))


def site_check_grounds(kind: DossierKind) -> list[str]:
    """On which grounds alone the place is checked (Điều 7.6c); none named: it always is (Điều 7.3c)."""
    return list((_law(kind).get("site_check_only_if") or {}).get("grounds", ()))
