"""The advisory team's work, from the dossier given to it until the council may score (Điều 7.3c, 7.4c, 7.6c)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ocop.core.access import require
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.councils import kinds
from ocop.councils.actions.meetings import check_fits
from ocop.councils.kinds import sits
from ocop.councils.models import (
    AdvisoryReport,
    AdvisoryTeam,
    Council,
    Evaluation,
    Meeting,
    Seat,
    SiteVisit,
)
from ocop.councils.workflow import BEGIN_REVIEW, BEGIN_SCORING
from ocop.dossiers.actions import ask_amendment, end_overdue_request, moving
from ocop.dossiers.models import AmendmentRequest, Dossier
from ocop.dossiers.queries import samples_needed
from ocop.journal.actions import record
from ocop.notices.actions import notify
from ocop.producers.members import people_of

if TYPE_CHECKING:
    from ocop.accounts.models import User
    from ocop.files.models import StoredFile


def begin_review(
    dossier: Dossier,
    *,
    council: Council,
    by: User,
    team: AdvisoryTeam | None = None,
    meeting: Meeting | None = None,
    ground: str = "",
) -> Evaluation:
    """Giao hội đồng và tổ tư vấn: the dossier goes to a council and to the team that reviews it first.

    Raises:
        Refused: samples missing, another unit's council or team, no team where the law asks for one.
    """
    with moving(dossier, BEGIN_REVIEW, by=by, note=council.name) as row:
        council = Council.objects.select_for_update().get(pk=council.pk)
        _check_body(council, row, "Hội đồng")
        if team is not None:
            _check_body(team, row, "Tổ tư vấn")
        elif sits(row.kind):
            raise Refused("Hãy chọn tổ tư vấn: tổ tư vấn đánh giá hồ sơ trước khi hội đồng họp (Điều 7.3c).")
        if row.round is None:
            raise Refused("Hồ sơ chưa xếp vào đợt nào. Hãy xếp hồ sơ vào đợt trước.")
        if row.round.is_extra and not council.allows_extra_rounds:
            raise Refused("Quy chế của hội đồng không cho phép đợt bổ sung. Hãy chọn hội đồng khác.")  # Điều 5
        needed = samples_needed(row)
        if needed and (row.samples or 0) < needed:
            raise Refused(f"Cần {needed} sản phẩm mẫu, mới nhận {row.samples or 0}. Hãy ghi số mẫu (Điều 6.2d).")
        evaluation = Evaluation.objects.create(dossier=row, council=council, team=team, opened_by=by)
        if meeting is not None:
            evaluation.meeting, evaluation.meeting_ground = meeting, check_fits(meeting, evaluation, ground)
            evaluation.save(update_fields=["meeting", "meeting_ground"])
        record("evaluation.begin", evaluation, by=by, hoi_dong=council.name, to_tu_van=str(team or ""))
        if team is not None:
            own = people_of(row.product.producer).values("pk")
            members = team.members.held().exclude(user__in=own).select_related("user")
            people = [member.user for member in members]
            notify(people, f"{row.product.name}: hồ sơ đã giao {team.name} xem xét.", url=evaluation.get_absolute_url())
    return evaluation


def _check_body(body: Council | AdvisoryTeam, row: Dossier, label: str) -> None:
    if body.unit_id != row.desk_id or body.level_id != row.level_id:
        raise Refused(f"{label} này không phải của đơn vị đang giữ hồ sơ. Hãy chọn lại.")
    if body.dissolved_on is not None:
        raise Refused(f"{label} đã giải thể từ {body.dissolved_on:%d/%m/%Y}. Hãy chọn lại.")


@contextmanager
def reviewing(evaluation: Evaluation, by: User) -> Iterator[Evaluation]:
    """Lock an evaluation whose report is to come, for somebody of its team."""
    with transaction.atomic():
        # The dossier first, as wherever both are locked.
        Dossier.objects.select_for_update(of=("self",)).get(pk=evaluation.dossier_id)
        row = Evaluation.objects.select_for_update(of=("self",)).select_related("dossier", "team").get(pk=evaluation.pk)
        if AdvisoryReport.objects.filter(evaluation=row).exists():
            raise Refused(
                "Báo cáo của tổ tư vấn đã gửi nên không sửa được nữa. Hãy nêu ý kiến khác tại phiên của hội đồng."
            )
        require(by, "evaluation.review", row)
        yield row


def record_site_visit(
    evaluation: Evaluation,
    *,
    visited_on: date,
    participants: str,
    findings: str,
    by: User,
    file: StoredFile | None = None,
    token: str = "",
) -> SiteVisit:
    """Ghi khảo sát thực tế: when, who, what was found on the spot.

    The same form (`token`) sent again writes nothing.
    """
    with reviewing(evaluation, by) as row:
        if visited_on > today():
            raise Refused("Ngày khảo sát ở tương lai. Hãy ghi sau khi đã khảo sát.")
        if not (participants.strip() and findings.strip()):
            raise Refused("Hãy ghi thành phần và kết quả khảo sát.")
        token = token[:32]
        if token and (before := row.site_visits.filter(token=token).first()):
            return before
        visit = SiteVisit.objects.create(
            evaluation=row,
            visited_on=visited_on,
            participants=participants.strip()[:20_000],
            findings=findings.strip()[:20_000],
            file=file,
            recorded_by=by,
            token=token,
        )
        record("evaluation.site_visit", row, by=by, ngay=str(visited_on))
    return visit


def ask_addition(evaluation: Evaluation, items: list[tuple[str, str]], *, due_on: date, by: User) -> AmendmentRequest:
    """Đề nghị bổ sung hồ sơ: itemised, with a date; the producer answers item by item (Điều 7.3c)."""
    with reviewing(evaluation, by) as row:
        return ask_amendment(row.dossier, items, due_on=due_on, by=by)


def file_advisory_report(
    evaluation: Evaluation, *, conclusion: str, by: User, site_check_grounds: Sequence[str] = ()
) -> AdvisoryReport:
    """Gửi báo cáo đánh giá cho Chủ tịch hội đồng; from here on it is not changed any more (Điều 7.3c, 7.6c).

    `site_check_grounds`: which of the law's grounds for looking on the spot hold, where it names any for the kind.

    Raises:
        Refused: nothing is concluded, an addition may still come, or nobody has been on the spot where somebody must.
    """
    with reviewing(evaluation, by) as row:
        if not conclusion.strip():
            raise Refused("Hãy ghi kết luận, đề xuất của tổ tư vấn.")
        _check_visited(row, site_check_grounds)
        _refuse_while_asked(row.dossier, by)
        report = AdvisoryReport.objects.create(
            evaluation=row,
            conclusion=conclusion.strip().replace("\x00", "")[:20_000],
            site_check_grounds=list(site_check_grounds),
            filed_by=by,
        )
        record("evaluation.file_report", row, by=by, can_cu_khao_sat=report.site_check_grounds)
        chairs = [seat.user for seat in _seats(row, "chair", "secretary")]
        text = f"{row.dossier.product.name}: tổ tư vấn đã gửi báo cáo đánh giá."
        notify(chairs, text, url=row.get_absolute_url())
    return report


def begin_scoring(evaluation: Evaluation, *, by: User) -> Evaluation:
    """Chuyển hội đồng chấm điểm: members may declare, open the dossier and score it.

    Raises:
        Refused: the team has not reported, an addition is awaited, or the dossier is in no meeting yet.
    """
    row = Evaluation.objects.select_related("dossier", "council").get(pk=evaluation.pk)
    with moving(row.dossier, BEGIN_SCORING, by=by, note=row.council.name) as dossier:
        row = Evaluation.objects.select_for_update(of=("self",)).select_related("council", "meeting").get(pk=row.pk)
        if row.dossier_id != dossier.pk or row.concluded_at is not None:
            raise Refused("Hội đồng đã kết luận lần đánh giá này. Tải lại trang để xem.")
        if not AdvisoryReport.objects.filter(evaluation=row).exists():
            raise Refused(_report_missing(row, dossier))
        _refuse_while_asked(dossier, by)
        if row.meeting is None:
            raise Refused("Hãy xếp hồ sơ vào một phiên của hội đồng trước.")
        if row.meeting.round_id != dossier.round_id:
            raise Refused(f"Hồ sơ đã chuyển sang {dossier.round}. Hãy xếp hồ sơ vào một phiên của đợt đó.")
        row.scoring_since = timezone.now()
        row.save(update_fields=["scoring_since"])
        record("evaluation.begin_scoring", row, by=by)
        text = f"{dossier.product.name}: mời kê khai lợi ích liên quan và chấm điểm."
        notify(
            [seat.user for seat in _seats(row) if seat.is_scoring],
            text,
            url=reverse("councils:declare", args=[row.code]),
        )
    evaluation.scoring_since = row.scoring_since
    evaluation.dossier = row.dossier = dossier
    return evaluation


def _check_visited(row: Evaluation, grounds: Sequence[str]) -> None:
    """Somebody has been on the spot: always where the law sets no condition, else where one of its grounds holds."""
    named = kinds.site_check_grounds(row.dossier.kind)
    if unknown := [ground for ground in grounds if ground not in named]:
        raise Refused(f"Quyết định không nêu căn cứ «{unknown[0]}». Hãy tải lại trang và chọn lại.")
    if row.site_visits.exists() or (named and not grounds):
        return
    article = "Điều 7.6c" if named else "Điều 7.3c"
    raise Refused(f"Hãy ghi kết quả khảo sát thực tế trước khi gửi báo cáo ({article}).")


def _report_missing(row: Evaluation, dossier: Dossier) -> str:
    article = "Điều 7.3c" if sits(dossier.kind) else "Điều 7.6c"
    if row.team_id is None:
        return f"Chưa có báo cáo đánh giá. Hãy mở «Xem xét hồ sơ» và gửi báo cáo cho Chủ tịch hội đồng ({article})."
    return f"Tổ tư vấn chưa gửi báo cáo đánh giá. Hãy nhắc tổ tư vấn gửi báo cáo ({article})."


def _refuse_while_asked(dossier: Dossier, by: User) -> None:
    """An addition that may still come is waited for; once its day has gone by the request is closed and we go on."""
    if not end_overdue_request(dossier, by=by):
        due_on = AmendmentRequest.objects.get(dossier=dossier, closed_at=None).due_on
        raise Refused(
            f"Đang chờ chủ thể bổ sung hồ sơ, đến hết ngày {due_on:%d/%m/%Y}. Hãy chờ, hoặc rút yêu cầu bổ sung."
        )


def _seats(row: Evaluation, *parts: str) -> list[Seat]:
    seats = row.council.seats.held().select_related("user")
    return list(seats.filter(part__in=parts) if parts else seats)
