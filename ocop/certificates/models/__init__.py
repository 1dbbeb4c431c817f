"""Decisions, recognitions, certificates; and the file a unit sends to the next level."""

from ocop.certificates.models.recognitions import (
    LATE_EXTENSION,
    Certificate,
    HigherResult,
    Recognition,
    RecognitionDecision,
    RecognitionQuerySet,
    Revocation,
    potential_in_words,
)
from ocop.certificates.models.upward import UpwardFile, UpwardPaper

__all__ = [
    "LATE_EXTENSION",
    "Certificate",
    "HigherResult",
    "Recognition",
    "RecognitionDecision",
    "RecognitionQuerySet",
    "Revocation",
    "UpwardFile",
    "UpwardPaper",
    "potential_in_words",
]
