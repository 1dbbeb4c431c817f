"""Reads over dossiers: inbox, deadlines, what is missing, what the self-assessment is worth."""

from ocop.dossiers.queries.completeness import Gap, gaps_of
from ocop.dossiers.queries.deadlines import Deadline, deadline_of, deadlines_of
from ocop.dossiers.queries.inbox import awaiting
from ocop.dossiers.queries.rounds import open_rounds, samples_needed
from ocop.dossiers.queries.scores import answers_of, self_result

__all__ = [
    "Deadline",
    "Gap",
    "answers_of",
    "awaiting",
    "deadline_of",
    "deadlines_of",
    "gaps_of",
    "open_rounds",
    "samples_needed",
    "self_result",
]
