"""Reads over dossiers: inbox, deadlines, what is missing, what the self-assessment is worth."""

from ocop.dossiers.queries.completeness import Gap, gaps_of
from ocop.dossiers.queries.deadlines import Deadline, deadline_of, deadlines_of
from ocop.dossiers.queries.inbox import awaiting
from ocop.dossiers.queries.rounds import open_rounds, round_choices, samples_needed
from ocop.dossiers.queries.scores import answers_of, score_ticks, self_result
from ocop.dossiers.queries.windows import late_notice

__all__ = [
    "Deadline",
    "Gap",
    "answers_of",
    "awaiting",
    "deadline_of",
    "deadlines_of",
    "gaps_of",
    "late_notice",
    "open_rounds",
    "round_choices",
    "samples_needed",
    "score_ticks",
    "self_result",
]
