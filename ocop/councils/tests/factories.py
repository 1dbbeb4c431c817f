"""Councils, teams and evaluations in any state, reached only by calling the actions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import timezone

from ocop.core.dates import today
from ocop.councils import actions
from ocop.councils.models import AdvisoryTeam, Council, Evaluation, Meeting, ScoringSheet, Seat
from ocop.dossiers import actions as dossier_actions
from ocop.dossiers.models import Dossier
from ocop.dossiers.tests import factories as dossiers
from ocop.programme.models import Level

OPINION = "Sản phẩm có hương vị riêng, bao bì cần in rõ hạn dùng."


def deciding_level(unit: Any) -> Level:
    return Level.objects.get(regime__code="26-2026", unit_level=unit.level)


def decision(name: str = "Hội đồng đánh giá, phân hạng sản phẩm OCOP tỉnh") -> actions.BodyInput:
    """A decision of its own for every body: one number sets up one."""
    number = 1520 + Council.objects.count() + AdvisoryTeam.objects.count()
    return actions.BodyInput(name=name, decision_number=f"{number}/QĐ-UBND", decision_date=today())


def regulation(**fields: Any) -> actions.Regulation:
    given = {"number": "1521/QĐ-UBND", "date": today(), "quorum_percent": 60, "spread_limit": Decimal(10)}
    return actions.Regulation(**{**given, "allows_extra_rounds": True, **fields})


def seats(cast: Any) -> list[actions.SeatInput]:
    """Hà in the chair and Thư as secretary, not scoring; Tâm, Bình and Chi score."""
    scoring = [
        actions.SeatInput(person, Seat.Part.MEMBER, agency)
        for person, agency in zip(cast.members, ("Sở Công Thương", "Sở Y tế", "Sở Khoa học và Công nghệ"), strict=True)
    ]
    chair = actions.SeatInput(cast.ha, Seat.Part.CHAIR, "UBND tỉnh", is_scoring=False)
    secretary = actions.SeatInput(cast.thu, Seat.Part.SECRETARY, "Chi cục Phát triển nông thôn", is_scoring=False)
    return [chair, *scoring, secretary]


def council(cast: Any, *, people: list[actions.SeatInput] | None = None, **rules: Any) -> Council:
    return actions.set_up_council(
        cast.province,
        deciding_level(cast.province),
        decision(),
        regulation(**rules),
        people or seats(cast),
        by=cast.son,
        confirmed=True,
    )


def team(cast: Any) -> AdvisoryTeam:
    lead = actions.TeamInput(cast.tu, "Chi cục Quản lý chất lượng", is_lead=True)
    given = decision("Tổ tư vấn giúp việc Hội đồng")
    return actions.set_up_team(cast.province, deciding_level(cast.province), given, [lead], by=cast.son)


def in_review(cast: Any, *, body: Council | None = None, meeting: bool = True, **fields: Any) -> Evaluation:
    """A dossier given to the council and Tú's team, in a meeting of its round."""
    dossier = dossiers.scheduled(cast, **fields)
    return given_to(cast, dossier, body or council(cast), meeting=meeting)


def given_to(cast: Any, dossier: Dossier, body: Council, *, meeting: bool = True) -> Evaluation:
    advisers = AdvisoryTeam.objects.first() or team(cast)
    evaluation = actions.begin_review(dossier, council=body, team=advisers, by=cast.son)
    if meeting:
        assert dossier.round is not None
        planned = Meeting.objects.filter(council=body, round=dossier.round).first() or actions.plan_meeting(
            body, dossier.round, held_on=today(), place="Hội trường UBND tỉnh", by=cast.son
        )
        actions.put_in_meeting(evaluation, planned, by=cast.son)
    return evaluation


def reported(cast: Any, **fields: Any) -> Evaluation:
    """An evaluation whose team has been on the spot and has reported."""
    return report(cast, in_review(cast, **fields))


def report(cast: Any, evaluation: Evaluation) -> Evaluation:
    actions.record_site_visit(
        evaluation,
        visited_on=today(),
        participants="Bùi Anh Tú, đại diện UBND xã",
        findings="Nhà xưởng đúng như hồ sơ.",
        by=cast.tu,
    )
    actions.file_advisory_report(evaluation, conclusion="Đề nghị hội đồng đánh giá.", by=cast.tu)
    return evaluation


def in_scoring(cast: Any, **fields: Any) -> Evaluation:
    """An evaluation the members may declare for."""
    return actions.begin_scoring(reported(cast, **fields), by=cast.thu)


def cleared(evaluation: Evaluation, *people: Any) -> Evaluation:
    """These members declare to have no interest."""
    for person in people:
        actions.declare_interest(evaluation, has_interest=False, by=person)
    return evaluation


def filled(evaluation: Evaluation, person: Any, *, lower: tuple[str, ...] = (), opinion: str = OPINION) -> ScoringSheet:
    """A member's sheet with the best option everywhere but in `lower`, where nothing is reached. Not sent."""
    sheet = actions.open_sheet(evaluation, by=person)
    criteria = evaluation.dossier.criteria_set.sheet.criteria
    best = {c.code: max(c.options, key=lambda option: option.points).id for c in criteria}
    marks = {code: actions.MarkInput(option="" if code in lower else option) for code, option in best.items()}
    return actions.save_marks(sheet, marks, opinion=opinion, by=person)


def sent(evaluation: Evaluation, person: Any, *, lower: tuple[str, ...] = ()) -> ScoringSheet:
    """A member's sheet, sent."""
    sheet = filled(evaluation, person, lower=lower)
    actions.send_sheet(sheet, by=person)
    return sheet


def all_sent(cast: Any, *, lower: dict[str, tuple[str, ...]] | None = None, **fields: Any) -> Evaluation:
    """An evaluation for which Tâm, Bình and Chi have sent; `lower` names per person where nothing was reached."""
    evaluation = in_scoring(cast, **fields)
    cleared(evaluation, *cast.members)
    for name in ("tam", "binh", "chi"):
        sent(evaluation, getattr(cast, name), lower=(lower or {}).get(name, ()))
    return evaluation


def concluded(cast: Any, **fields: Any) -> Evaluation:
    """An evaluation Thư has concluded."""
    evaluation = all_sent(cast, **fields)
    return actions.conclude(evaluation, discussion="Hội đồng thống nhất.", by=cast.thu)


def closed(cast: Any, meeting: Meeting) -> Meeting:
    """A meeting whose minutes Thư has closed, from midnight till now."""
    now = timezone.localtime()
    return actions.close_meeting(
        meeting, started_at=now.replace(hour=0, minute=0, second=0, microsecond=0), ended_at=now, by=cast.thu
    )


def another_dossier(cast: Any, like: Dossier, **fields: Any) -> Dossier:
    """One more dossier, in the same round."""
    dossier = dossier_actions.accept(dossiers.proposed(cast, **fields), by=cast.son)
    dossier_actions.count_samples(dossier, 5, by=cast.son)
    assert like.round is not None
    return dossier_actions.schedule(dossier, like.round, by=cast.son)


def in_review_again(cast: Any) -> Evaluation:
    """An evaluation in review, and beside it one more dossier of the same round that is not given to a council yet."""
    evaluation = in_review(cast)
    another_dossier(cast, evaluation.dossier, name="Mứt dừa non")
    return evaluation


def two_sent(cast: Any) -> Evaluation:
    """Tâm has given 94 and Bình 94, on different criteria; Chi is cleared and has not opened the sheet."""
    evaluation = cleared(in_scoring(cast), *cast.members)
    sent(evaluation, cast.tam, lower=("1.4", "1.5"))
    sent(evaluation, cast.binh, lower=("1.4", "3.5"))
    return evaluation


def all_cleared(cast: Any) -> Evaluation:
    """An evaluation Tâm, Bình and Chi may score."""
    return cleared(in_scoring(cast), *cast.members)


def far_apart(cast: Any) -> Evaluation:
    """Tâm and Bình have given 100, Chi 86."""
    return all_sent(cast, lower={"chi": ("1.3", "1.5", "2.1", "4.1")})
