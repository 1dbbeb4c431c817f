"""Who sees what of a council's work. A score is shown to nobody who could still be swayed by it.

A member sees a dossier after declaring no interest in it, and the others' sheets after sending the own one. The
secretary and the officers see who has sent; the figures only when nobody is waited for. The leader sees the result.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from ocop.accounts.models import Appointment, Role, User
from ocop.accounts.queries import units_where
from ocop.core.access import grant
from ocop.councils.models import (
    Absence,
    AdvisoryTeam,
    Council,
    Evaluation,
    InterestDeclaration,
    PastRegulation,
    RescoreRequest,
    ScoringSheet,
    Seat,
    SiteVisit,
    TeamMember,
)
from ocop.dossiers.access import files_of
from ocop.dossiers.models import State
from ocop.files.access import belongs
from ocop.producers.members import producers_of
from ocop.programme.models import Level

SEATED = (Role.MEMBER, Role.SECRETARY, Role.LEADER)


def seats_of(user: User) -> QuerySet[Seat]:
    """The seats the person holds today, in councils of units where the role behind the seat is still held."""
    held = Appointment.objects.in_force().filter(user=user, role__in=SEATED, unit=OuterRef("council__unit"))
    return Seat.objects.held().filter(Exists(held), user=user)


def minuted_by(user: User) -> QuerySet[Council]:
    """The councils of which the person is a secretary."""
    return Council.objects.filter(pk__in=seats_of(user).filter(part=Seat.Part.SECRETARY).values("council"))


def teams_of(user: User) -> QuerySet[TeamMember]:
    """The person's places in advisory teams of units where the person still is an adviser."""
    held = Appointment.objects.in_force().filter(user=user, role=Role.ADVISER, unit=OuterRef("team__unit"))
    return TeamMember.objects.held().filter(Exists(held), user=user)


# Evaluations


def conflicted(user: User) -> Q:
    """Evaluations in which the person declared an interest, or of a product of the person's own producer."""
    declared = InterestDeclaration.objects.filter(evaluation=OuterRef("pk"), seat__user=user, has_interest=True)
    return Q(Exists(declared)) | Q(dossier__product__producer__in=producers_of(user).values("pk"))


def cleared_for_me(user: User) -> Q:
    """Evaluations in which the person, a member of the council, declared to have no interest."""
    declared = InterestDeclaration.objects.filter(
        evaluation=OuterRef("pk"), seat__in=seats_of(user).values("pk"), has_interest=False
    )
    return Q(Exists(declared)) & ~conflicted(user)


def not_declared_by_me(user: User) -> Q:
    """Open evaluations of the person's councils for which the person has not declared yet.

    A secretary who only keeps the minutes sees them without; everybody else on the council declares first.
    """
    declared = InterestDeclaration.objects.filter(evaluation=OuterRef("pk"), seat__user=user)
    seats = seats_of(user).exclude(part=Seat.Part.SECRETARY, is_scoring=False)
    return (
        Q(council__in=seats.values("council"), concluded_at=None)
        & Q(dossier__state__in=(State.IN_REVIEW, State.IN_SCORING))
        & ~Q(Exists(declared))
    )


def minuted_by_me(user: User) -> Q:
    """Evaluations before a council of which the person is a secretary without an interest."""
    return Q(council__in=minuted_by(user).values("pk")) & ~conflicted(user)


def chaired_by_me(user: User) -> Q:
    """Evaluations before a council the person chairs, after the declaration of no interest."""
    return Q(council__in=seats_of(user).filter(part=Seat.Part.CHAIR).values("council")) & cleared_for_me(user)


def run_by_my_unit(user: User) -> Q:
    """Evaluations before a council of the officer's unit."""
    return Q(council__unit__in=units_where(user, Role.OFFICER).values("pk")) & ~conflicted(user)


def reviewed_by_my_team(user: User) -> Q:
    """Evaluations given to the person's advisory team."""
    return Q(team__in=teams_of(user).values("team")) & ~conflicted(user)


def concluded_in_my_unit(user: User) -> Q:
    """Concluded evaluations of a council of the leader's unit."""
    mine = Q(council__unit__in=units_where(user, Role.LEADER).values("pk"))
    return mine & Q(concluded_at__isnull=False) & ~conflicted(user)


def followed_by_me(user: User) -> Q:
    """Evaluations of which the person sees who has declared and sent."""
    return minuted_by_me(user) | chaired_by_me(user) | run_by_my_unit(user)


def nobody_waited_for() -> Q:
    """Evaluations for which every member who scores has sent a sheet, and at least one has; or concluded ones."""
    here = OuterRef(OuterRef("pk"))
    waited_for = (
        Seat.objects.held()
        .filter(council=OuterRef("council"), is_scoring=True)
        .exclude(Exists(InterestDeclaration.objects.filter(seat=OuterRef("pk"), evaluation=here, has_interest=True)))
        .exclude(Exists(Absence.objects.filter(seat=OuterRef("pk"), meeting=OuterRef(OuterRef("meeting")))))
        .exclude(Exists(ScoringSheet.objects.filter(seat=OuterRef("pk"), evaluation=here, sent_at__isnull=False)))
        .exclude(
            Exists(ScoringSheet.objects.filter(seat=OuterRef("predecessor"), evaluation=here, sent_at__isnull=False))
        )
    )
    sent = ScoringSheet.objects.filter(evaluation=OuterRef("pk"), sent_at__isnull=False)
    return Q(concluded_at__isnull=False) | (Q(Exists(sent)) & ~Q(Exists(waited_for)))


def sent_by_me(user: User) -> Q:
    """Evaluations for which the person, still cleared, has sent the own sheet."""
    sent = ScoringSheet.objects.filter(evaluation=OuterRef("pk"), seat__user=user, sent_at__isnull=False)
    return cleared_for_me(user) & Q(Exists(sent))


def scored_in_full(user: User) -> Q:
    """Evaluations the secretary or the officer follows, once nobody is waited for."""
    return followed_by_me(user) & nobody_waited_for()


def in_review_by_me(user: User) -> Q:
    """Evaluations whose report the person's team has yet to file; without a team, the officer of the unit."""
    mine = reviewed_by_my_team(user) | (run_by_my_unit(user) & Q(team=None))
    return mine & Q(dossier__state=State.IN_REVIEW, advisory_report=None, concluded_at=None)


def scored_by_me(user: User) -> Q:
    """Evaluations the person may score now: before the council, cleared, not marked absent."""
    seats = seats_of(user).filter(is_scoring=True)
    absent = Absence.objects.filter(meeting=OuterRef("meeting"), seat__user=user)
    done_before = ScoringSheet.objects.filter(
        evaluation=OuterRef("pk"), seat__in=seats.values("predecessor"), sent_at__isnull=False
    )
    return (
        cleared_for_me(user)
        & Q(council__in=seats.values("council"), dossier__state=State.IN_SCORING, concluded_at=None)
        & ~Q(Exists(absent))
        & ~Q(Exists(done_before))
    )


def decided_for_my_producer(user: User) -> Q:
    """Concluded evaluations of the person's own products, once the decision is taken."""
    return Q(
        dossier__product__producer__in=producers_of(user).values("pk"),
        dossier__state__in=(State.RECOGNISED, State.NOT_RECOGNISED),
        concluded_at__isnull=False,
    )


def decided_in_my_area(user: User) -> Q:
    """Concluded evaluations of products of the officer's commune, once the decision is taken (Điều 7.3g)."""
    return Q(
        dossier__product__producer__unit__in=units_where(user, Role.OFFICER).values("pk"),
        dossier__state__in=(State.RECOGNISED, State.NOT_RECOGNISED),
        concluded_at__isnull=False,
    )


grant("evaluation.view", followed_by_me, because="Chủ tịch, thư ký, cán bộ của đơn vị theo dõi việc đánh giá")
grant("evaluation.view", cleared_for_me, because="thành viên hội đồng xem sau khi kê khai không có lợi ích liên quan")
grant("evaluation.view", reviewed_by_my_team, because="tổ tư vấn xem hồ sơ được giao")
grant("evaluation.view", concluded_in_my_unit, because="lãnh đạo xem khi hội đồng đã kết luận")
grant("evaluation.declare", not_declared_by_me, because="thành viên kê khai lợi ích trước khi mở hồ sơ")
grant("evaluation.follow", followed_by_me, because="Chủ tịch, thư ký, cán bộ thấy ai đã gửi phiếu, không thấy điểm")
grant("evaluation.review", in_review_by_me, because="tổ tư vấn đánh giá hồ sơ, khảo sát, báo cáo (Điều 7.3c)")
grant("evaluation.put_in_meeting", run_by_my_unit, because="cán bộ của đơn vị xếp hồ sơ vào phiên, trừ hồ sơ của mình")
grant("evaluation.put_in_meeting", minuted_by_me, because="thư ký xếp hồ sơ vào phiên, trừ hồ sơ của mình")
grant("evaluation.arrange", run_by_my_unit, because="cán bộ của đơn vị xếp phiên họp, giao tổ tư vấn")
grant("evaluation.score", scored_by_me, because="thành viên không có lợi ích liên quan chấm điểm")
grant(
    "evaluation.see_scores",
    scored_in_full,
    because="Chủ tịch, thư ký, cán bộ thấy điểm khi mọi thành viên đã gửi phiếu",
)
grant("evaluation.see_scores", sent_by_me, because="thành viên thấy điểm của nhau sau khi gửi phiếu của mình")
grant("evaluation.see_scores", concluded_in_my_unit, because="lãnh đạo thấy điểm khi hội đồng đã kết luận")
grant("evaluation.ask_again", minuted_by_me, because="thư ký đề nghị thành viên xem lại điểm")
grant("evaluation.see_result", concluded_in_my_unit, because="lãnh đạo xem kết quả đã kết luận")
grant("evaluation.see_result", scored_in_full, because="Chủ tịch, thư ký, cán bộ xem kết quả")
grant("evaluation.see_result", sent_by_me, because="thành viên đã chấm xem kết quả")
grant("evaluation.see_result", decided_for_my_producer, because="chủ thể xem kết quả khi đã có quyết định")
grant("evaluation.see_result", decided_in_my_area, because="cán bộ xã xem kết quả khi đã có quyết định")


# Sheets


def of_evaluations(evaluations: Q) -> Q:
    """Sent sheets of these evaluations."""
    return Q(sent_at__isnull=False, evaluation__in=Evaluation.objects.filter(evaluations).values("pk"))


def my_sheet(user: User) -> Q:
    """The person's own sheets."""
    return Q(seat__user=user)


def sheets_after_mine(user: User) -> Q:
    """The others' sent sheets, where the person has sent the own one."""
    return of_evaluations(sent_by_me(user))


def sheets_when_all_are_sent(user: User) -> Q:
    """All sheets of evaluations the secretary or the officer follows, once nobody is waited for."""
    return of_evaluations(scored_in_full(user))


def sheets_of_concluded(user: User) -> Q:
    """The sheets behind a result the leader is to decide on."""
    return of_evaluations(concluded_in_my_unit(user))


def mine_to_fill(user: User) -> Q:
    """The person's own drafts that may still be filled in."""
    here = Evaluation.objects.filter(scored_by_me(user)).values("pk")
    return Q(seat__in=seats_of(user).values("pk"), state=ScoringSheet.State.DRAFT, evaluation__in=here)


def mine_to_look_at_again(user: User) -> Q:
    """The person's own sheets with an open request to look again."""
    here = Evaluation.objects.filter(scored_by_me(user)).values("pk")
    asked = RescoreRequest.objects.filter(sheet=OuterRef("pk"), answered_at=None)
    return Q(Exists(asked)) & Q(seat__in=seats_of(user).values("pk"), evaluation__in=here)


grant("scoringsheet.view", my_sheet, because="thành viên xem phiếu của mình")
grant("scoringsheet.view", sheets_after_mine, because="thành viên xem phiếu khác sau khi gửi phiếu của mình")
grant(
    "scoringsheet.view",
    sheets_when_all_are_sent,
    because="Chủ tịch, thư ký, cán bộ xem phiếu khi mọi thành viên đã gửi",
)
grant("scoringsheet.view", sheets_of_concluded, because="lãnh đạo xem phiếu khi hội đồng đã kết luận")
grant("scoringsheet.edit", mine_to_fill, because="thành viên điền phiếu của mình khi chưa gửi")
grant(
    "scoringsheet.look_again",
    mine_to_look_at_again,
    because="thành viên được đề nghị thì chấm lại hoặc giữ điểm",
)


# Councils, teams, meetings


def of_my_unit(user: User) -> Q:
    """Bodies of the unit where the person is an officer or a leader."""
    return Q(unit__in=units_where(user, Role.OFFICER, Role.LEADER).values("pk"))


def in_office_at_my_unit(user: User) -> Q:
    """Bodies of the officer's unit, not dissolved."""
    return Q(unit__in=units_where(user, Role.OFFICER).values("pk"), dissolved_on=None)


def where_i_sit(user: User) -> Q:
    """Councils in which the person has a seat."""
    return Q(pk__in=seats_of(user).values("council"))


def where_i_advise(user: User) -> Q:
    """Advisory teams to which the person belongs."""
    return Q(pk__in=teams_of(user).values("team"))


def deciding_units(user: User) -> Q:
    """The officer's units at a level that evaluates."""
    levels = Level.objects.filter(task=Level.Task.DECIDE).values("unit_level")
    return Q(pk__in=units_where(user, Role.OFFICER).values("pk"), level__in=levels)


def meetings_of_my_unit(user: User) -> Q:
    """Meetings of councils of the officer's or leader's unit."""
    return Q(council__unit__in=units_where(user, Role.OFFICER, Role.LEADER).values("pk"))


def meetings_where_i_sit(user: User) -> Q:
    """Meetings of the person's councils."""
    return Q(council__in=seats_of(user).values("council"))


def meetings_i_minute(user: User) -> Q:
    """Meetings of councils of which the person is a secretary."""
    return Q(council__in=minuted_by(user).values("pk"))


def meetings_with_results_for_me(user: User) -> Q:
    """Meetings of the person's unit as officer or leader, or minuted by the person."""
    return meetings_of_my_unit(user) | meetings_i_minute(user)


def meetings_i_prepare(user: User) -> Q:
    """Meetings the person plans: as secretary, or as officer of the unit."""
    return meetings_i_minute(user) | Q(council__unit__in=units_where(user, Role.OFFICER).values("pk"))


grant("unit.set_up_council", deciding_units, because="cán bộ của cấp đánh giá lập hội đồng, tổ tư vấn (Điều 7.3b)")
grant("council.view", of_my_unit, because="cán bộ và lãnh đạo xem hội đồng của đơn vị")
grant("council.view", where_i_sit, because="thành viên xem hội đồng của mình")
grant("council.edit", in_office_at_my_unit, because="cán bộ ghi thành phần, quy chế của hội đồng")
grant("advisoryteam.view", of_my_unit, because="cán bộ và lãnh đạo xem tổ tư vấn của đơn vị")
grant("advisoryteam.view", where_i_advise, because="thành viên xem tổ tư vấn của mình")
grant("advisoryteam.edit", in_office_at_my_unit, because="cán bộ ghi thành phần tổ tư vấn")
grant("meeting.view", meetings_of_my_unit, because="cán bộ và lãnh đạo xem phiên họp của đơn vị")
grant("meeting.view", meetings_where_i_sit, because="thành viên xem phiên họp của hội đồng mình")
grant("meeting.prepare", meetings_i_prepare, because="thư ký và cán bộ chuẩn bị phiên họp")
grant("meeting.read_minutes", meetings_with_results_for_me, because="thư ký, cán bộ và lãnh đạo in biên bản, tờ trình")
grant("meeting.close", meetings_i_minute, because="thư ký kết thúc phiên họp")


# Dossiers and their files


def through(evaluations: Q) -> Q:
    """Dossiers of these evaluations."""
    return Q(pk__in=Evaluation.objects.filter(evaluations).values("dossier"))


def before_my_council(user: User) -> Q:
    """Dossiers before the person's council, after the declaration of no interest."""
    return through(cleared_for_me(user))


def given_to_my_team(user: User) -> Q:
    """Dossiers the person's advisory team reviews or reviewed."""
    return through(reviewed_by_my_team(user))


def being_reviewed_by_me(user: User) -> Q:
    """Dossiers whose report the person's team has yet to file."""
    return through(in_review_by_me(user))


def written_up_by_me(user: User) -> Q:
    """Dossiers before a council for which the person keeps the minutes without scoring."""
    councils = seats_of(user).filter(part=Seat.Part.SECRETARY, is_scoring=False).values("council")
    return through(Q(council__in=councils) & ~conflicted(user))


def awaiting_my_decision(user: User) -> Q:
    """Dossiers on which a council of the leader's unit has concluded."""
    return through(concluded_in_my_unit(user))


def readable_here(user: User) -> Q:
    """All of these."""
    return before_my_council(user) | given_to_my_team(user) | written_up_by_me(user) | awaiting_my_decision(user)


def files_i_may_see(user: User) -> Q:
    """Files of the dossiers above, and of site visits, councils and teams the person sees."""
    visits = SiteVisit.objects.filter(
        evaluation__in=Evaluation.objects.allowed(user, "evaluation.view").values("pk"), file__isnull=False
    )
    councils = Council.objects.allowed(user, "council.view")
    teams = AdvisoryTeam.objects.allowed(user, "advisoryteam.view")
    delegations = Seat.objects.filter(council__in=councils.values("pk"), delegation_file__isnull=False)
    earlier = PastRegulation.objects.filter(council__in=councils.values("pk"), file__isnull=False)
    return (
        files_of(readable_here(user))
        | Q(pk__in=visits.values("file"))
        | Q(pk__in=councils.values("decision_file"))
        | Q(pk__in=councils.values("regulation_file"))
        | Q(pk__in=teams.values("decision_file"))
        | Q(pk__in=delegations.values("delegation_file"))
        | Q(pk__in=earlier.values("file"))
    )


grant("dossier.view", before_my_council, because="thành viên hội đồng xem hồ sơ sau khi kê khai không có lợi ích")
grant("dossier.view", given_to_my_team, because="tổ tư vấn xem hồ sơ được giao")
grant("dossier.view", written_up_by_me, because="thư ký hội đồng xem hồ sơ của phiên")
grant("dossier.view", awaiting_my_decision, because="lãnh đạo xem hồ sơ hội đồng đã kết luận")
grant("dossier.ask_amendment", being_reviewed_by_me, because="tổ tư vấn đề nghị bổ sung hồ sơ (Điều 7.3c)")
grant("dossier.read_report", readable_here, because="hội đồng, tổ tư vấn, lãnh đạo đọc báo cáo Mẫu số 03")
grant("storedfile.view", files_i_may_see, because="tệp của hồ sơ, khảo sát, quyết định được xem")


def under_review_for_me(user: User) -> Q:
    """Dossiers whose review the person's team, or the person as officer of the unit, may bring to its end."""
    mine = reviewed_by_my_team(user) | run_by_my_unit(user)
    return through(mine & Q(dossier__state=State.IN_REVIEW, concluded_at=None))


def not_my_own(user: User) -> Q:
    """Dossiers of producers the person does not act for: nobody handles the own one on the council's side."""
    return ~Q(product__producer__in=producers_of(user).values("pk"))


grant(
    "dossier.settle_request",
    under_review_for_me,
    because="tổ tư vấn, cán bộ gia hạn hoặc rút yêu cầu bổ sung đã gửi",
)


def files_of_visits() -> Q:
    """Files that belong to a visit on the spot."""
    return Q(Exists(SiteVisit.objects.filter(file=OuterRef("pk"))))


belongs(files_of_visits)


def open_before_my_secretariat(user: User) -> Q:
    """Dossiers whose open evaluation is before a council of which the person is a secretary."""
    return through(minuted_by_me(user) & Q(concluded_at=None))
