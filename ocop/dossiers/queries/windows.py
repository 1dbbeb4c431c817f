"""The window in which a kind of dossier is filed, counted back from the end of the certificate."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from ocop.core.dates import today
from ocop.dossiers.models import Dossier
from ocop.dossiers.standing import standing_of


def late_notice(dossier: Dossier) -> str:
    """What to know of a dossier filed after its window: it is taken in all the same; "" when in time.

    The certificate then holds until the answer, but not for ever (QĐ 26/2026/QĐ-TTg, Điều 7.6a, 12.3).
    """
    kind = dossier.kind
    if kind.close_days_before is None or dossier.is_closed:
        return ""
    standing = standing_of(dossier.product)
    if standing is None or standing.valid_to is None:
        return ""
    day = timezone.localdate(dossier.filed_at) if dossier.filed_at else today()
    closes = standing.valid_to - timedelta(days=kind.close_days_before)
    if day <= closes:
        return ""
    longest = standing.valid_to + timedelta(days=dossier.regime.policy["late_extension"]["max_days"])
    return (
        f"Nộp sau hạn {closes:%d/%m/%Y} ({kind.close_days_before} ngày trước khi giấy chứng nhận hết hạn). "
        f"Hồ sơ vẫn được nhận; giấy chứng nhận có hiệu lực đến khi có kết quả, nhưng không quá {longest:%d/%m/%Y} "
        "(Điều 12.3)."
    )
