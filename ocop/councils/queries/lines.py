"""A sheet line by line: the criterion, the own answer, what the producer and the advisory team said, the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ocop.councils.models import AdvisoryFinding, Evaluation, Mark, ScoringSheet
from ocop.councils.tally import Line, Lines, applies, points_so_far, stopped_after, unanswered
from ocop.dossiers.models import Dossier, Evidence, SelfScore
from ocop.dossiers.queries import answers_of
from ocop.dossiers.queries.report import topics_of
from ocop.programme.sheets import REJECT, Criterion, Option, Section, Sheet

NOTHING = "-"
"""The value of «không đạt mức nào» in a form, where "" would be no answer."""


def lines_of(sheet: ScoringSheet) -> dict[str, Line]:
    """The answered lines of a sheet, by criterion."""
    return as_lines(sheet.marks.all())


def as_lines(marks: Iterable[Mark]) -> dict[str, Line]:
    """Marks that are answers, by criterion; a line with a note alone is no answer yet."""
    return {
        mark.criterion: Line(mark.option, mark.is_rejected, mark.note)
        for mark in marks
        if mark.is_answered or mark.is_rejected
    }


def lines_sent(content: Mapping[str, Any]) -> dict[str, Line]:
    """The lines of a frozen sheet."""
    answers, notes = content["answers"], content["notes"]
    options = {option.rpartition("-")[0]: option for option in answers["chosen"]}
    return {
        code: Line(options.get(code, ""), code in answers["rejected"], notes.get(code, ""))
        for code in (*options, *answers["none"])
    }


@dataclass(frozen=True)
class Said:
    """What somebody else said of a criterion: an option, or none of them, and words."""

    option: Option | None
    text: str
    is_answered: bool = True

    @property
    def points(self) -> int:
        return self.option.points if self.option else 0


@dataclass
class Row:
    """One criterion on the page of a sheet or of a review."""

    criterion: Criterion
    answer: str
    note: str
    is_rejected: bool
    applies: bool
    is_skipped: bool
    producer: Said | None
    team: Said | None
    papers: Sequence[Evidence]
    kept: str = ""
    """In a review: the print of what is stored, by which the form's changes are known."""
    theirs: AdvisoryFinding | None = None
    """In a review: what another adviser wrote here meanwhile."""

    @property
    def code(self) -> str:
        return self.criterion.code

    @property
    def anchor(self) -> str:
        """The id of the criterion on the page."""
        return f"tc-{self.code}"

    @property
    def name(self) -> str:
        return f"q-{self.code}"

    @property
    def is_answered(self) -> bool:
        return self.answer != "" or not self.applies or self.is_skipped

    @property
    def rejects(self) -> bool:
        return self.criterion.gate is not None and self.criterion.gate.effect == REJECT

    @property
    def chosen(self) -> Option | None:
        return next((option for option in self.criterion.options if option.id == self.answer), None)

    @property
    def options(self) -> list[dict[str, Any]]:
        """The options as radio cards, «không đạt mức nào» last; star marks and cases in words."""
        cases = {case.number: case.name for case in self.criterion.cases}
        cards: list[dict[str, Any]] = [
            {
                "value": option.id,
                "label": option.label,
                "points": option.points,
                "help": cases.get(option.case or 0, ""),
                "marks": [(f"Tối thiểu của {option.min_stars} sao", "star")] if option.min_stars else [],
                "checked": option.id == self.answer,
            }
            for option in self.criterion.options
        ]
        nothing = {"value": NOTHING, "label": "Không đạt mức nào", "points": 0, "checked": self.answer == NOTHING}
        return [*cards, nothing]


@dataclass
class Block:
    """One section of the sheet with its rows, for the page and its navigation."""

    section: Section
    rows: list[Row] = field(default_factory=list)

    @property
    def answered(self) -> int:
        return sum(row.is_answered for row in self.rows)

    @property
    def points(self) -> int:
        return sum(row.chosen.points for row in self.rows if row.chosen and row.applies)

    @property
    def words(self) -> str:
        return f"{self.answered}/{len(self.rows)}"

    @property
    def points_words(self) -> str:
        return f"{self.points}/{self.section.max} điểm"


@dataclass(frozen=True)
class Progress:
    """How far a sheet is."""

    remaining: int
    points: int
    total: int
    first_open: str

    @property
    def answered(self) -> int:
        return self.total - self.remaining

    @property
    def remaining_words(self) -> str:
        return f"Còn {self.remaining} tiêu chí" if self.remaining else "Đã chấm đủ"

    @property
    def points_words(self) -> str:
        return f"{self.points} điểm"


def progress_of(sheet: Sheet, lines: Lines) -> Progress:
    """What is left and the points so far."""
    missing = unanswered(sheet, lines)
    first = missing[0].code if missing else ""
    return Progress(len(missing), points_so_far(sheet, lines), len(sheet.criteria), first)


@dataclass(frozen=True)
class Beside:
    """What stands beside every criterion of a dossier. Three queries."""

    producer: Mapping[str, Said]
    team: Mapping[str, Said]
    papers: Mapping[str, list[Evidence]]

    @classmethod
    def of(cls, evaluation: Evaluation) -> Beside:
        """The producer's and the team's words and the evidence, by criterion."""
        sheet = evaluation.dossier.criteria_set.sheet
        producer = {
            score.criterion: Said(_option(sheet, score.option), score.justification, score.is_answered)
            for score in SelfScore.objects.filter(dossier=evaluation.dossier_id)
        }
        team = {
            finding.criterion: Said(_option(sheet, finding.option), finding.text, finding.option != "")
            for finding in AdvisoryFinding.objects.filter(evaluation=evaluation)
        }
        papers: dict[str, list[Evidence]] = {}
        held = Evidence.objects.filter(dossier=evaluation.dossier_id, removed_at=None).select_related("file", "kind")
        for paper in held:
            papers.setdefault(paper.criterion, []).append(paper)
        return cls(producer, team, papers)


def _option(sheet: Sheet, option: str) -> Option | None:
    return sheet.option(option) if option and sheet.has_option(option) else None


def blocks_of(
    evaluation: Evaluation, lines: Lines, notes: Mapping[str, str] | None = None, beside: Beside | None = None
) -> list[Block]:
    """The sheet in its sections, with the answers given so far and what stands beside them."""
    sheet = evaluation.dossier.criteria_set.sheet
    beside = beside or Beside.of(evaluation)
    notes = notes or {}
    end = stopped_after(sheet, lines)
    return [
        Block(
            section,
            [
                Row(
                    criterion=criterion,
                    answer=_answer(lines.get(criterion.code)),
                    note=notes.get(criterion.code, ""),
                    is_rejected=criterion.code in lines and lines[criterion.code].is_rejected,
                    applies=applies(criterion, lines),
                    is_skipped=end is not None and criterion.index > end and criterion.code not in lines,
                    producer=beside.producer.get(criterion.code),
                    team=beside.team.get(criterion.code),
                    papers=beside.papers.get(criterion.code, []),
                )
                for criterion in section.criteria
            ],
        )
        for section in sheet.sections
    ]


def _answer(line: Line | None) -> str:
    return "" if line is None else line.option or NOTHING


def self_points(dossier: Dossier) -> int:
    """The producer's own total."""
    chosen = answers_of(dossier).chosen
    return sum(dossier.criteria_set.sheet.option(option).points for option in chosen)


@dataclass(frozen=True)
class Topic:
    """One topic of the commune's report (Mẫu số 03)."""

    label: str
    text: str


def commune_topics(dossier: Dossier) -> list[Topic]:
    """What the screening level wrote on each topic; empty where there is no report."""
    report = getattr(dossier, "screening_report", None)
    if report is None:
        return []
    return [Topic(topic.label, report.topics.get(topic.key, "")) for topic in topics_of(dossier)]
