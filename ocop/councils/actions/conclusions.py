"""The council's conclusion: one dossier, or all that are ready in a meeting, with the same checks (Điều 7.3d, 7.4d)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ocop.accounts.models import Role
from ocop.accounts.queries import people_at
from ocop.core.access import require
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.councils.models import Evaluation, Meeting
from ocop.councils.queries.standing import Session, Standing
from ocop.councils.tally import result_json, tally
from ocop.councils.workflow import CONCLUDE
from ocop.dossiers.actions import moving
from ocop.dossiers.actions.moving_all import moving_all
from ocop.dossiers.models import Dossier
from ocop.journal.actions import name_of, record
from ocop.journal.models import Entry
from ocop.notices.actions import notify
from ocop.programme.scoring import Rules

if TYPE_CHECKING:
    from ocop.accounts.models import User


@dataclass(frozen=True)
class NotReady:
    """A dossier the meeting could not be closed over, and why."""

    evaluation: Evaluation
    sentence: str


@transaction.atomic
def write_conclusion(evaluation: Evaluation, discussion: str, *, by: User) -> Evaluation:
    """Ghi ý kiến thảo luận on one dossier before it is concluded."""
    row = Evaluation.objects.select_for_update().get(pk=evaluation.pk)
    require(by, "evaluation.ask_again", row)
    if row.concluded_at is not None:
        raise Refused(
            "Hội đồng đã kết luận hồ sơ này nên không sửa ý kiến được nữa. Hãy tải lại trang để xem kết luận."
        )
    row.discussion = discussion.strip().replace("\x00", "")[:20_000]
    row.save(update_fields=["discussion"])
    record("evaluation.write_discussion", row, by=by)
    evaluation.discussion = row.discussion
    return evaluation


def conclude(evaluation: Evaluation, *, by: User, discussion: str = "", without_answers: bool = False) -> Evaluation:
    """Kết luận: the sheets sent become the result, frozen with every choice; the secretary's act.

    Args:
        discussion: what the council said; needed when members lie further apart than the Quy chế allows.
        without_answers: go on though a member within the limit has not answered a request to look again; needs the
            discussion too.

    Raises:
        Refused: before the meeting's day, a sheet is missing, no quorum, a member beyond the limit of the Quy chế has
            not looked again, a request waits, or members lie too far apart without a discussion.
    """
    with transaction.atomic():
        dossier = Evaluation.objects.select_related("dossier").get(pk=evaluation.pk).dossier
        with moving(dossier, CONCLUDE, by=by):
            session = Session.load([evaluation.pk], lock=True)
            standing = session.standings[0]
            row = standing.evaluation
            if row.concluded_at is not None:
                raise Refused("Hội đồng đã kết luận hồ sơ này. Tải lại trang để xem.")
            row.discussion = discussion.strip().replace("\x00", "")[:20_000] or row.discussion
            if why := why_not(standing, without_answers=without_answers):
                raise Refused(why)
            _freeze(session, [standing], by)
            record("evaluation.conclude", row, by=by, bo_qua_xem_lai=without_answers and standing.waiting_requests > 0)
        _tell_leaders(row.council.unit, [row], by)
    for name in ("concluded_at", "concluded_by", "discussion", "outcome", "mean", "stars", "result"):
        setattr(evaluation, name, getattr(row, name))
    evaluation.dossier = dossier
    return evaluation


def conclude_all(meeting: Meeting, *, by: User) -> tuple[list[Evaluation], list[NotReady]]:
    """Kết luận các hồ sơ đã đủ phiếu of the meeting; say why the others are not ready. Few queries.

    Raises:
        Refused: none is left, or none is ready.
        PermissionDenied: not a secretary of the council.
    """
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update(of=("self",)).select_related("council__unit").get(pk=meeting.pk)
        require(by, "meeting.close", meeting)
        mine = Evaluation.objects.allowed(by, "evaluation.ask_again").filter(meeting=meeting, concluded_at=None)
        pks = list(mine.values_list("pk", flat=True))
        # Dossiers before evaluations, as in `conclude`: two sessions closed at once must not wait for each other.
        list(Dossier.objects.select_for_update(of=("self",)).filter(evaluations__in=pks).order_by("pk"))
        session = Session.load(pks, lock=True)
        if not session.standings:
            raise Refused("Phiên này không còn hồ sơ nào chờ kết luận.")
        ready, waiting = [], []
        for standing in session.standings:
            if why := why_not(standing):
                waiting.append(NotReady(standing.evaluation, why))
            else:
                ready.append(standing)
        if not ready:
            listed = " ".join(f"{each.evaluation.dossier}: {each.sentence}" for each in waiting[:3])
            raise Refused(f"Chưa hồ sơ nào kết luận được. {listed}")
        dossiers = [standing.evaluation.dossier for standing in ready]
        with moving_all(dossiers, CONCLUDE, by=by):
            _freeze(session, ready, by)
            concluded = [standing.evaluation for standing in ready]
            _record_all(concluded, by)
        record("meeting.conclude_all", meeting, by=by, so_ho_so=len(concluded), con_lai=len(waiting))
        _tell_leaders(meeting.council.unit, concluded, by)
    return concluded, waiting


def why_not(standing: Standing, *, without_answers: bool = False) -> str:
    """Why this dossier cannot be concluded yet, as a sentence; "" when it can."""
    if why := _too_early(standing) or _too_few(standing) or _unheard(standing):
        return why
    if standing.waiting_requests and not without_answers:
        return "Còn đề nghị xem lại điểm chưa được trả lời. Hãy chờ, hoặc ghi ý kiến thảo luận và chọn bỏ qua."
    return "" if standing.evaluation.discussion.strip() else _words_needed(standing)


def _too_early(standing: Standing) -> str:
    evaluation, meeting = standing.evaluation, standing.evaluation.meeting
    if evaluation.dossier.state not in CONCLUDE.sources:
        return f"Hồ sơ đang ở bước «{evaluation.dossier.get_state_display()}», hội đồng chưa chấm."
    if meeting is not None and today() < meeting.held_on:
        return (
            f"Phiên được xếp ngày {meeting.held_on:%d/%m/%Y}, chưa tới. Hãy kết luận từ hôm đó; nếu họp sớm hơn, hãy "
            "xếp phiên mới đúng ngày và chuyển hồ sơ sang."
        )
    return ""


def _too_few(standing: Standing) -> str:
    quorum = standing.quorum
    if standing.waited_for:
        names = ", ".join(str(seat.user) for seat in standing.waited_for[:5])
        return f"Chưa gửi phiếu: {names}. Hãy nhắc các thành viên này, hoặc ghi vắng mặt."
    if not quorum.is_reached:
        return (
            f"Chưa đủ số thành viên theo quy chế: {quorum.present}/{quorum.total} người chấm, cần ít nhất "
            f"{quorum.required} ({quorum.percent} %). Hãy bổ sung thành viên hoặc chuyển hồ sơ sang phiên khác."
        )
    return ""


def _unheard(standing: Standing) -> str:
    """Whom to ask before concluding: members beyond a limit of the Quy chế who have not looked again; "" when nobody.

    Whoever has left the council since is not waited for: the sheet sent stays as it is.
    """
    open_ones = [place for place in standing.beyond() if place.seat.is_held and not place.has_answered]
    if not open_ones:
        return ""
    if to_ask := [str(place.seat.user) for place in open_ones if place.open_request is None]:
        return (
            f"Điểm chênh quá mức của quy chế. Hãy đề nghị xem lại phiếu: {', '.join(to_ask)}. Mỗi người chấm lại hoặc "
            "giữ điểm và ghi lý do, rồi mới kết luận."
        )
    names = ", ".join(str(place.seat.user) for place in open_ones)
    return f"Đang chờ xem lại phiếu chênh quá mức: {names}. Hãy nhắc chấm lại, hoặc giữ điểm và ghi lý do."


def _words_needed(standing: Standing) -> str:
    """What the council has to discuss in words before it concludes; "" when nothing."""
    if standing.spread > standing.evaluation.council.spread_limit:
        limit = f"{standing.evaluation.council.spread_limit.normalize():f}"
        return (
            f"Điểm các thành viên chênh {standing.spread} điểm, quá mức {limit} của quy chế: hãy ghi ý kiến thảo luận "
            "của hội đồng trước khi kết luận."
        )
    if codes := standing.criteria_beyond:
        return (
            f"Tiêu chí {', '.join(codes[:5])} chênh quá mức của quy chế: hãy ghi ý kiến thảo luận của hội đồng trước "
            "khi kết luận."
        )
    if standing.waiting_requests:
        return "Hãy ghi ý kiến thảo luận của hội đồng trước khi bỏ qua đề nghị xem lại."
    return ""


def _freeze(session: Session, standings: Sequence[Standing], by: User) -> None:
    now = timezone.now()
    rules: dict[int, Rules] = {}
    for standing in standings:
        row = standing.evaluation
        regime = row.dossier.regime
        if regime.pk not in rules:
            rules[regime.pk] = Rules.from_regime(regime.policy)
        counted = tally(row.dossier.criteria_set.sheet, standing.scorers, rules[regime.pk])
        row.concluded_at, row.concluded_by = now, by
        row.outcome, row.stars, row.mean = counted.result.outcome, counted.stars, counted.stored_mean
        row.result = result_json(
            counted,
            rules[regime.pk],
            spread_limit=row.council.spread_limit,
            criterion_spread_limit=row.council.criterion_spread_limit,
            quorum=standing.quorum,
            left_out=standing.left_out,
        ) | {"discussion": row.discussion, "requests": standing.requests}
    rows = [standing.evaluation for standing in standings]
    Evaluation.objects.bulk_update(rows, ["discussion", "outcome", "stars", "mean", "result"])
    # Last: from here on the database refuses to change these rows.
    Evaluation.objects.filter(pk__in=[row.pk for row in rows]).update(concluded_at=now, concluded_by=by)


def _record_all(concluded: Sequence[Evaluation], by: User) -> None:
    Entry.objects.bulk_create(
        Entry(by=by, by_name=str(by), verb="evaluation.conclude", thing=name_of(row), label=str(row)[:200])
        for row in concluded
    )


def _tell_leaders(unit: object, concluded: Sequence[Evaluation], by: User) -> None:
    """The leader of the unit hears that there is something to decide on; the figures stay on the page."""
    leaders = [person for person in people_at(unit, Role.LEADER) if person.pk != by.pk]  # type: ignore[arg-type]
    if len(concluded) == 1:
        text = f"{concluded[0].dossier}: hội đồng đã kết luận, chờ quyết định."
        notify(leaders, text, url=concluded[0].get_absolute_url())
    else:
        notify(leaders, f"Hội đồng đã kết luận {len(concluded)} hồ sơ, chờ quyết định.", url=reverse("councils:list"))
