"""What Form 03 asks for and what it still lacks."""

from __future__ import annotations

from ocop.dossiers.fields import FormField, fields_of
from ocop.dossiers.models import Dossier, ScreeningReport


def topics_of(dossier: Dossier) -> list[FormField]:
    """The topics the regime asks the dossier's screening level to judge, with the form's labels (Điều 7.2a)."""
    for level in dossier.regime.levels.order_by("order"):
        if rule := level.details.get("screening_topics"):
            form = dossier.regime.forms.get(code=rule["form"])
            return [field for field in fields_of(form) if field.key in rule["fields"]]
    return []


def missing_in_report(dossier: Dossier) -> list[str]:
    """What the report still lacks before the dossier may be proposed, as short names."""
    report = ScreeningReport.objects.filter(dossier=dossier).first()
    written = report.topics if report else {}
    missing = [f"mục «{topic.label}»" for topic in topics_of(dossier) if not written.get(topic.key)]
    if report is None or not (report.letter_number and report.letter_date):
        missing.append("số và ngày văn bản đề nghị")
    if report is None or report.letter is None:
        missing.append("bản chụp văn bản đề nghị")
    return missing
