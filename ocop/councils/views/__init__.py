"""Pages of councils: bodies, meetings, evaluations, the team's review, members' work and sheets, papers."""

from ocop.councils.views import bodies, evaluations, meetings, members, papers, review, sheets

__all__ = ["bodies", "evaluations", "meetings", "members", "papers", "review", "sheets"]
