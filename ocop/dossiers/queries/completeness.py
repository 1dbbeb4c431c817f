"""What a dossier still lacks: each gap a sentence, with the place to mend it, and whether it blocks the filing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ocop.core.dates import today
from ocop.dossiers.fields import fields_of
from ocop.dossiers.models import AmendmentRequest, Dossier, SelfScore
from ocop.dossiers.queries.scores import applies


@dataclass(frozen=True)
class Gap:
    """One thing missing. `place` is where to mend it: form01, form02, papers, request, or a criterion's code.

    A criterion's gap also names the section of the sheet it stands in.
    """

    sentence: str
    place: str
    blocks: bool = True
    section: str = ""


def gaps_of(dossier: Dossier) -> list[Gap]:
    """Everything missing, what blocks first. Six queries, whatever the size of the dossier."""
    gaps = [
        *_forms(dossier),
        *_changes(dossier),
        *_criteria(dossier),
        *_papers(dossier),
        *_unanswered_request(dossier),
    ]
    return sorted(gaps, key=lambda gap: not gap.blocks)


def _forms(dossier: Dossier) -> Iterator[Gap]:
    for form in dossier.regime.forms.filter(code__in=("01", "02")):
        content = dossier.form01 if form.code == "01" else dossier.form02
        for field in fields_of(form):
            if field.required and not str(content.get(field.key, "")).strip():
                yield Gap(f"Mẫu số {form.code}: điền mục «{short(field.label)}»", f"form{form.code}")


def _changes(dossier: Dossier) -> Iterator[Gap]:
    for number, subject in enumerate(dossier.kind.must_show):
        if not dossier.form02.get(f"changes.{number}", "").strip():
            yield Gap(f"{dossier.kind.label}: nêu thay đổi về «{subject}»", "form02")


def _criteria(dossier: Dossier) -> Iterator[Gap]:
    lines = {line.criterion: line for line in SelfScore.objects.filter(dossier=dossier)}
    chosen = {code: line.option for code, line in lines.items() if line.is_answered}
    with_paper = set(dossier.evidence.filter(removed_at=None).values_list("criterion", flat=True))
    for criterion in dossier.criteria_set.sheet.criteria:
        line = lines.get(criterion.code)
        if not applies(criterion, chosen):
            continue
        if line is None or not line.is_answered:
            yield Gap(f"Tiêu chí {criterion.code}: chưa tự chấm", criterion.code, section=criterion.section)
        elif line.option and dossier.criteria_set.sheet.option(line.option).points:
            if not line.justification:
                sentence = f"Tiêu chí {criterion.code}: chưa ghi mô tả, chứng minh"
                yield Gap(sentence, criterion.code, section=criterion.section)
            if criterion.code not in with_paper:
                sentence = f"Tiêu chí {criterion.code}: chưa có minh chứng đính kèm"
                yield Gap(sentence, criterion.code, blocks=False, section=criterion.section)


def _papers(dossier: Dossier) -> Iterator[Gap]:
    held = list(dossier.evidence.filter(removed_at=None).select_related("kind"))
    kinds = {paper.kind.code for paper in held}
    for rule in dossier.regime.policy.get("required_evidence", []):
        if dossier.criteria_set.number in rule["sheets"] and rule["kind"] not in kinds:
            label = dossier.regime.evidence_kinds.get(code=rule["kind"]).label
            yield Gap(f"Thiếu giấy tờ bắt buộc: {label}", "papers")
    for paper in held:
        if paper.expires_on and paper.expires_on < today():
            yield Gap(f"«{paper.title}» đã hết hạn ngày {paper.expires_on:%d/%m/%Y}: thay bản còn hạn", "papers")
    for kind in dossier.regime.evidence_kinds.all():
        if kind.code not in kinds:
            yield Gap(f"Chưa có loại minh chứng: {kind.label}", "papers", blocks=False)


def _unanswered_request(dossier: Dossier) -> Iterator[Gap]:
    request = AmendmentRequest.objects.filter(dossier=dossier, closed_at=None).prefetch_related("items").first()
    for item in request.items.all() if request else []:
        if not item.answer:
            yield Gap(f"Trả lời yêu cầu bổ sung: {item.subject}", "request")


def short(label: str) -> str:
    """A form's label short enough for a sentence."""
    label = label.split("(", maxsplit=1)[0].strip(" .:")
    return label if len(label) <= 70 else label[:69].rsplit(" ", 1)[0] + "…"
