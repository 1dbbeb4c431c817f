"""Pages of dossiers: the producer's editor, the desks of officers, papers and frozen copies."""

from ocop.dossiers.views import desk, editor, papers

__all__ = ["desk", "editor", "papers"]
