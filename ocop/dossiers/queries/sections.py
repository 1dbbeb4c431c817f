"""The self-assessment as pages: one section of the sheet at a time, with what is beside each criterion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from ocop.dossiers.models import Dossier, Evidence
from ocop.dossiers.queries.scores import applies
from ocop.programme.sheets import Criterion, Section

NONE_OPTION = "none"


@dataclass(frozen=True)
class Sections:
    """The sections of a sheet with the one shown, and how far each is answered."""

    current: Section
    listed: list[dict[str, Any]]
    next_code: str


@dataclass(frozen=True)
class CriterionLine:
    """One criterion on the page: its option cards, the answer, the justification, its papers."""

    criterion: Criterion
    options: list[dict[str, Any]]
    value: str
    justification: str
    papers: list[Evidence]
    applies: bool


def sections_of(dossier: Dossier, code: str) -> Sections:
    """The sections with counts; an unknown code shows the first."""
    sections = dossier.criteria_set.sheet.sections
    current = next((section for section in sections if section.code == code), sections[0])
    answered = set(dossier.self_scores.filter(is_answered=True).values_list("criterion", flat=True))
    listed = [
        {
            "code": section.code,
            "name": section.name,
            "done": sum(criterion.code in answered for criterion in section.criteria),
            "count": len(section.criteria),
            "is_current": section is current,
        }
        for section in sections
    ]
    place = sections.index(current)
    following = sections[place + 1].code if place + 1 < len(sections) else ""
    return Sections(current, listed, following)


def criterion_lines(
    dossier: Dossier, section: Section, *, typed: Mapping[str, str] | None = None
) -> list[CriterionLine]:
    """What the page of a section shows; `typed` (field name → text) stands in for what is stored. Two queries."""
    answers = {line.criterion: line for line in dossier.self_scores.all()}
    typed = typed or {}
    chosen = {code: line.option for code, line in answers.items() if line.is_answered}
    papers = list(dossier.evidence.filter(removed_at=None).select_related("file", "kind"))
    lines = []
    for criterion in section.criteria:
        line = answers.get(criterion.code)
        value = (line.option or NONE_OPTION) if line and line.is_answered else ""
        lines.append(
            CriterionLine(
                criterion=criterion,
                options=option_cards(criterion),
                value=typed.get(f"o-{criterion.code}", value),
                justification=typed.get(f"j-{criterion.code}", line.justification if line else ""),
                papers=[paper for paper in papers if paper.criterion == criterion.code],
                applies=applies(criterion, chosen),
            )
        )
    return lines


def option_cards(criterion: Criterion) -> list[dict[str, Any]]:
    """The options as cards with their points and star marks, and «nothing reached» last: it is never forced."""
    cases = {case.number: case.name for case in criterion.cases}
    cards: list[dict[str, Any]] = [
        {
            "value": option.id,
            "label": option.label,
            "points": option.points,
            "help": cases.get(option.case, "") if option.case is not None else "",
            "marks": [(f"Tối thiểu cho {option.min_stars} sao", "star")] if option.min_stars else [],
        }
        for option in criterion.options
    ]
    return [*cards, {"value": NONE_OPTION, "label": "Không đạt mức nào ở trên", "points": 0}]


def editor_tabs(dossier: Dossier, current: str) -> list[tuple[str, str, bool]]:
    """The parts of the editor as tabs."""
    pages = [
        ("form01", "Mẫu 01", reverse("dossiers:form", args=[dossier.code, "01"])),
        ("form02", "Mẫu 02", reverse("dossiers:form", args=[dossier.code, "02"])),
        ("criteria", "Tự chấm", reverse("dossiers:self_score", args=[dossier.code])),
        ("papers", "Minh chứng", reverse("dossiers:papers", args=[dossier.code])),
        ("review", "Kiểm tra", reverse("dossiers:review", args=[dossier.code])),
    ]
    return [(label, url, key == current) for key, label, url in pages]
