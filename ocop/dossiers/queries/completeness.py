"""What a dossier still lacks: each gap a sentence, with the place to mend it, and whether it blocks the filing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ocop.core.dates import today
from ocop.dossiers.fields import fields_of
from ocop.dossiers.models import AmendmentRequest, Dossier, SelfScore
from ocop.dossiers.queries.scores import applies
from ocop.programme.sheets import Section


@dataclass(frozen=True)
class Gap:
    """One thing missing. `place` is where to mend it: form01, form02, papers, request, or the first criterion's code.

    A gap of criteria also names the section of the sheet they stand in.
    """

    sentence: str
    place: str
    blocks: bool = True
    section: str = ""


def gaps_of(dossier: Dossier) -> list[Gap]:
    """Everything missing, what blocks first. The number of queries does not depend on the size of the dossier."""
    gaps = [
        *_forms(dossier),
        *_changes(dossier),
        *_proofs_of_change(dossier),
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


def to_be_proved(dossier: Dossier) -> list[tuple[int, str]]:
    """Of what this kind must show, the items (number, name) for which a paper is attached and marked (Điều 6.1b, c)."""
    for kind in dossier.regime.policy.get("dossier_kinds", []):
        if kind["key"] == dossier.kind.key:
            return [(number, dossier.kind.must_show[number]) for number in kind.get("must_prove", [])]
    return []


def _proofs_of_change(dossier: Dossier) -> Iterator[Gap]:
    asked = to_be_proved(dossier)
    if not asked:
        return
    proved = set(dossier.evidence.filter(removed_at=None, proves__isnull=False).values_list("proves", flat=True))
    for number, subject in asked:
        if number not in proved:
            yield Gap(f"{dossier.kind.label}: đính kèm giấy tờ cho mục «{subject}»", "papers")


def _criteria(dossier: Dossier) -> Iterator[Gap]:
    """One gap a section and a fault, so that a sheet nobody has touched is a short list."""
    sheet = dossier.criteria_set.sheet
    lines = {line.criterion: line for line in SelfScore.objects.filter(dossier=dossier)}
    chosen = {code: line.option for code, line in lines.items() if line.is_answered}
    with_paper = set(dossier.evidence.filter(removed_at=None).values_list("criterion", flat=True))
    for section in sheet.sections:
        asked = [criterion.code for criterion in section.criteria if applies(criterion, chosen)]
        scored = [code for code in asked if chosen.get(code) and sheet.option(chosen[code]).points]
        yield from _of_section(section, "chưa tự chấm", [code for code in asked if code not in chosen])
        unproved = [code for code in scored if not lines[code].justification]
        yield from _of_section(section, "chưa ghi mô tả, chứng minh", unproved)
        bare = [code for code in scored if code not in with_paper]
        yield from _of_section(section, "chưa có minh chứng đính kèm", bare, blocks=False)


def _of_section(section: Section, fault: str, codes: list[str], *, blocks: bool = True) -> Iterator[Gap]:
    if codes:
        yield Gap(f"Tiêu chí {', '.join(codes)}: {fault}", codes[0], blocks=blocks, section=section.code)


def _papers(dossier: Dossier) -> Iterator[Gap]:
    held = list(dossier.evidence.filter(removed_at=None).select_related("kind"))
    kinds = {paper.kind.code for paper in held}
    all_kinds = list(dossier.regime.evidence_kinds.all())
    labels = {kind.code: kind.label for kind in all_kinds}
    required = {
        rule["kind"]
        for rule in dossier.regime.policy.get("required_evidence", [])
        if dossier.criteria_set.number in rule["sheets"]
    }
    for code in sorted(required - kinds):
        yield Gap(f"Thiếu giấy tờ bắt buộc: {labels[code]}", "papers")
    for paper in held:
        if paper.expires_on and paper.expires_on < today():
            yield Gap(f"«{paper.title}» đã hết hạn ngày {paper.expires_on:%d/%m/%Y}: thay bản còn hạn", "papers")
    for kind in all_kinds:
        if kind.code not in kinds | required:
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
