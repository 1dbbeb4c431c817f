"""A member's work: declare, open the sheet, mark, send, look again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from ocop.core.access import allows, require
from ocop.core.errors import Refused, Stale
from ocop.councils.access import seats_of
from ocop.councils.models import Evaluation, InterestDeclaration, Mark, RescoreRequest, ScoringSheet, Seat, SentSheet
from ocop.councils.queries.lines import lines_of
from ocop.councils.queries.standing import standing_of
from ocop.councils.tally import frozen, unanswered
from ocop.journal.actions import record
from ocop.notices.actions import notify
from ocop.producers.members import people_of
from ocop.programme.answers import WrongAnswers

if TYPE_CHECKING:
    from ocop.accounts.models import User

STALE = "Phiếu vừa được sửa ở cửa sổ khác. Hãy tải lại trang; nội dung chưa lưu vẫn còn trên máy này."


def _locked(evaluation: Evaluation) -> Evaluation:
    rows = Evaluation.objects.select_for_update(of=("self",)).select_related("dossier__product__producer", "council")
    return rows.get(pk=evaluation.pk)


def _seat(user: User, evaluation: Evaluation) -> Seat:
    seat = seats_of(user).filter(council=evaluation.council_id).first()
    if seat is None:
        raise PermissionDenied("not a member of this council")
    return seat


@transaction.atomic
def declare_interest(evaluation: Evaluation, *, has_interest: bool, by: User, reason: str = "") -> InterestDeclaration:
    """Kê khai lợi ích liên quan: before the dossier opens. An interest found later may still be declared, not undone.

    Raises:
        Refused: declared already; no reason given; the member acts for the producer and says there is no interest.
    """
    row = _locked(evaluation)
    seat = _seat(by, row)
    reason = reason.strip()[:300]
    if has_interest and not reason:
        raise Refused("Hãy ghi quan hệ, lợi ích liên quan.")
    if not has_interest and people_of(row.dossier.product.producer).filter(pk=by.pk).exists():
        raise Refused("Bạn đang đại diện cho chủ thể của sản phẩm này, nên phải kê khai là có lợi ích liên quan.")
    earlier = InterestDeclaration.objects.filter(seat=seat, evaluation=row).first()
    if earlier is not None:
        return _declare_later(earlier, row, has_interest, reason, by)
    require(by, "evaluation.declare", row)
    declaration = InterestDeclaration.objects.create(
        seat=seat, evaluation=row, has_interest=has_interest, reason=reason if has_interest else ""
    )
    _told(row, declaration, by)
    return declaration


def _declare_later(
    earlier: InterestDeclaration, row: Evaluation, has_interest: bool, reason: str, by: User
) -> InterestDeclaration:
    if earlier.has_interest:
        raise Refused(
            "Bạn đã kê khai có lợi ích với hồ sơ này. Nếu kê khai nhầm, hãy báo thư ký hội đồng bằng văn bản."
        )
    if not has_interest:
        raise Refused("Bạn đã kê khai không có lợi ích với hồ sơ này. Hãy mở hồ sơ để xem và chấm.")
    if row.concluded_at is not None:
        raise Refused("Hội đồng đã kết luận hồ sơ này. Hãy báo thư ký hội đồng bằng văn bản.")
    earlier.has_interest, earlier.reason, earlier.declared_at = True, reason, timezone.now()
    earlier.save(update_fields=["has_interest", "reason", "declared_at"])
    _told(row, earlier, by)
    return earlier


def _told(row: Evaluation, declaration: InterestDeclaration, by: User) -> None:
    record("evaluation.declare", row, by=by, co_loi_ich=declaration.has_interest)
    if declaration.has_interest:
        secretaries = row.council.seats.held().filter(part=Seat.Part.SECRETARY).select_related("user")
        text = f"{row.dossier.product.name}: {by} kê khai có lợi ích liên quan, không tham gia chấm."
        notify([seat.user for seat in secretaries if seat.user_id != by.pk], text, url=row.get_absolute_url())


@transaction.atomic
def declare_all(evaluations: Iterable[Evaluation], interests: Mapping[str, str], *, by: User) -> int:
    """Kê khai cho cả phiên: an interest with its reason where `interests` names the evaluation, none elsewhere."""
    count = 0
    for evaluation in evaluations:
        reason = interests.get(evaluation.code)
        declare_interest(evaluation, has_interest=reason is not None, reason=reason or "", by=by)
        count += 1
    if not count:
        raise Refused("Không còn hồ sơ nào cần kê khai.")
    return count


@transaction.atomic
def open_sheet(evaluation: Evaluation, *, by: User) -> ScoringSheet:
    """Mở phiếu chấm: the member's own sheet for this dossier, made at the first opening."""
    require(by, "evaluation.score", evaluation)
    seat = _seat(by, evaluation)
    sheet, _ = ScoringSheet.objects.get_or_create(evaluation_id=evaluation.pk, seat=seat)
    return sheet


@dataclass(frozen=True)
class MarkInput:
    """What changes in one line of a sheet; None leaves it. `option` "" is «không đạt mức nào»."""

    option: str | None = None
    is_rejected: bool | None = None
    note: str | None = None


@contextmanager
def _filling(sheet: ScoringSheet, by: User) -> Iterator[ScoringSheet]:
    """Lock a sheet to write in it; it must still be the member's own draft."""
    with transaction.atomic():
        # The evaluation too: a sheet is not sent while the council concludes.
        Evaluation.objects.select_for_update().get(pk=sheet.evaluation_id)
        row = (
            ScoringSheet.objects.select_for_update(of=("self",))
            .select_related("evaluation__dossier__criteria_set", "evaluation__council", "seat__user")
            .get(pk=sheet.pk)
        )
        if not allows(by, "scoringsheet.edit", row):
            if row.seat.user_id == by.pk and row.state == ScoringSheet.State.SENT:
                raise Refused("Phiếu đã gửi nên không sửa được. Nếu cần xem lại, hãy nhờ thư ký hội đồng đề nghị.")
            if row.seat.user_id == by.pk and row.evaluation.concluded_at is not None:
                raise Refused("Hội đồng đã kết luận hồ sơ này nên không sửa phiếu được nữa.")
            raise PermissionDenied("scoringsheet.edit")
        yield row
    sheet.version, sheet.opinion, sheet.state = row.version, row.opinion, row.state
    sheet.total, sheet.sent_at = row.total, row.sent_at


def save_marks(
    sheet: ScoringSheet,
    marks: Mapping[str, MarkInput],
    *,
    by: User,
    opinion: str | None = None,
    version: int | None = None,
) -> ScoringSheet:
    """Lưu phiếu: write the changed lines and the opinion, and count the change.

    `version` is what the window last knew. A window that missed the answer to its own saving may send the same again.

    Raises:
        Stale: another window changed the sheet meanwhile.
        Refused: an unknown criterion or option; the sheet is sent.
    """
    with _filling(sheet, by) as row:
        existing = {mark.criterion: mark for mark in row.marks.all()}
        changed = [_apply(row, existing, code, given) for code, given in marks.items()]
        written = [mark for mark in changed if mark is not None]
        text = row.opinion if opinion is None else opinion.strip().replace("\x00", "")[:20_000]
        if not written and text == row.opinion:
            return sheet
        if version is not None and version != row.version:
            raise Stale(STALE)
        for mark in written:
            mark.save()
        row.opinion = text
        row.version += 1
        row.save(update_fields=["opinion", "version"])
    return sheet


def save_mark(
    sheet: ScoringSheet, criterion: str, option: str, *, by: User, note: str | None = None, version: int | None = None
) -> ScoringSheet:
    """Chấm một tiêu chí: an option, or "" for none of them."""
    return save_marks(sheet, {criterion: MarkInput(option=option, note=note)}, by=by, version=version)


def save_opinion(sheet: ScoringSheet, opinion: str, *, by: User, version: int | None = None) -> ScoringSheet:
    """Ghi ý kiến của người đánh giá, in words."""
    return save_marks(sheet, {}, opinion=opinion, by=by, version=version)


def _apply(row: ScoringSheet, existing: Mapping[str, Mark], code: str, given: MarkInput) -> Mark | None:
    """The line as it becomes, not saved yet; None when nothing changes."""
    criteria = row.evaluation.dossier.criteria_set.sheet
    if not criteria.has_criterion(code):
        raise Refused(f"Bộ tiêu chí này không có tiêu chí {code}. Hãy tải lại trang.")
    criterion = criteria.criterion(code)
    if given.option and given.option not in {option.id for option in criterion.options}:
        raise Refused(f"Tiêu chí {code} không có mức «{given.option}». Hãy tải lại trang.")
    if given.is_rejected and criterion.gate is None:
        raise Refused(f"Tiêu chí {code} không có căn cứ loại hoặc dừng đánh giá.")
    mark = existing.get(code) or Mark(sheet=row, criterion=code, is_answered=False)
    before = (mark.option, mark.is_answered, mark.is_rejected, mark.note)
    if given.option is not None:
        mark.option, mark.is_answered = given.option, True
    if given.is_rejected is not None:
        mark.is_rejected = given.is_rejected
    if given.note is not None:
        mark.note = given.note.strip().replace("\x00", "")[:5_000]
    return mark if (mark.option, mark.is_answered, mark.is_rejected, mark.note) != before else None


def send_sheet(sheet: ScoringSheet, *, by: User) -> SentSheet:
    """Gửi phiếu: the answers are frozen with their total; from here on the member sees the others' sheets.

    Raises:
        Refused: a criterion is not answered, an answer cannot stand, or there is no opinion in words.
    """
    with _filling(sheet, by) as row:
        criteria_set = row.evaluation.dossier.criteria_set
        lines = lines_of(row)
        if missing := unanswered(criteria_set.sheet, lines):
            codes = ", ".join(criterion.code for criterion in missing[:8]) + ("…" if len(missing) > 8 else "")
            raise Refused(f"Còn {len(missing)} tiêu chí chưa chấm: {codes}. Hãy chấm đủ rồi gửi.")
        if not row.opinion.strip():
            raise Refused("Hãy ghi ý kiến của người đánh giá trước khi gửi.")  # Phụ lục II: «Ý kiến của người đánh giá»
        try:
            content, total = frozen(criteria_set.sheet, lines, row.opinion, criteria_set.fingerprint)
        except WrongAnswers as error:
            raise Refused(" ".join(error.sentences[:3])) from error
        now = timezone.now()
        sent = SentSheet.objects.create(sheet=row, number=row.sent.count() + 1, content=content, total=total)
        row.state, row.total, row.sent_at = ScoringSheet.State.SENT, sent.total, row.sent_at or now
        row.version += 1
        row.save(update_fields=["state", "total", "sent_at", "version"])
        answered = row.rescore_requests.filter(answered_at=None).update(answered_at=now, answer="Đã chấm lại.")
        record("scoringsheet.send", row.evaluation, by=by, lan=sent.number, cham_lai=bool(answered))
        _tell_when_all_sent(row)
    return sent


def _tell_when_all_sent(row: ScoringSheet) -> None:
    secretaries = row.evaluation.council.seats.held().filter(part=Seat.Part.SECRETARY).select_related("user")
    for seat in secretaries:
        if allows(seat.user, "evaluation.see_scores", row.evaluation):
            text = f"{row.evaluation.dossier.product}: các thành viên đã gửi đủ phiếu chấm."
            notify([seat.user], text, url=row.evaluation.get_absolute_url())


@contextmanager
def _looking_again(sheet: ScoringSheet, by: User) -> Iterator[tuple[ScoringSheet, list[RescoreRequest]]]:
    with transaction.atomic():
        Evaluation.objects.select_for_update().get(pk=sheet.evaluation_id)
        row = ScoringSheet.objects.select_for_update(of=("self",)).select_related("evaluation").get(pk=sheet.pk)
        requests = list(row.rescore_requests.filter(answered_at=None))
        if row.seat.user_id == by.pk and not requests:
            raise Refused("Không còn đề nghị xem lại nào đang chờ với phiếu này.")
        require(by, "scoringsheet.look_again", row)
        yield row, requests


def reopen_sheet(sheet: ScoringSheet, *, by: User) -> ScoringSheet:
    """Chấm lại: the member asked to look again opens the sheet; what was sent counts until it is sent anew."""
    with _looking_again(sheet, by) as (row, _):
        if row.state != ScoringSheet.State.DRAFT:
            row.state = ScoringSheet.State.DRAFT
            row.version += 1
            row.save(update_fields=["state", "version"])
            record("scoringsheet.reopen", row.evaluation, by=by)
    sheet.state, sheet.version = row.state, row.version
    return sheet


def keep_score(sheet: ScoringSheet, *, answer: str, by: User) -> ScoringSheet:
    """Giữ điểm: the member asked to look again keeps the score and says why."""
    with _looking_again(sheet, by) as (row, requests):
        if not answer.strip():
            raise Refused("Hãy ghi vì sao giữ nguyên điểm.")
        for request in requests:
            request.answered_at, request.answer = timezone.now(), answer.strip()[:5_000]
            request.save(update_fields=["answered_at", "answer"])
        if row.state == ScoringSheet.State.DRAFT:
            _put_back(row)
        row.state = ScoringSheet.State.SENT
        row.version += 1
        row.save(update_fields=["state", "version"])
        record("scoringsheet.keep", row.evaluation, by=by)
    sheet.state, sheet.version = row.state, row.version
    return sheet


def _put_back(row: ScoringSheet) -> None:
    """The lines again as they were sent, where the member had begun to change them."""
    sent = row.sent.latest("number")
    answers, notes = sent.content["answers"], sent.content["notes"]
    options = {option.rpartition("-")[0]: option for option in answers["chosen"]}
    row.marks.all().delete()
    codes = sorted({*options, *answers["none"], *answers["rejected"], *notes})
    row.marks.bulk_create(
        Mark(
            sheet=row,
            criterion=code,
            option=options.get(code, ""),
            is_answered=code in options or code in answers["none"],
            is_rejected=code in answers["rejected"],
            note=notes.get(code, ""),
        )
        for code in codes
    )
    row.opinion = sent.content["opinion"]
    row.save(update_fields=["opinion"])


def ask_rescore(sheet: ScoringSheet, *, reason: str, by: User) -> RescoreRequest:
    """Đề nghị xem lại: the secretary asks a member whose total lies far from the others; the member may keep it.

    Raises:
        Refused: not all have sent, the dossier is concluded, no reason, or a request is waiting.
    """
    with transaction.atomic():
        row = (
            ScoringSheet.objects.select_for_update(of=("self",))
            .select_related("evaluation", "seat__user")
            .get(pk=sheet.pk)
        )
        require(by, "evaluation.ask_again", row.evaluation)
        if row.evaluation.concluded_at is not None:
            raise Refused(
                "Hội đồng đã kết luận hồ sơ này nên không đề nghị xem lại được. Tải lại trang để xem kết luận."
            )
        if not allows(by, "evaluation.see_scores", row.evaluation) or row.sent_at is None:
            raise Refused("Chỉ đề nghị xem lại khi mọi thành viên đã gửi phiếu. Hãy chờ đủ phiếu.")
        if not reason.strip():
            raise Refused("Hãy ghi lý do đề nghị xem lại.")
        if row.rescore_requests.filter(answered_at=None).exists():
            raise Refused(f"Đang chờ {row.seat.user} trả lời đề nghị trước.")
        request = RescoreRequest.objects.create(sheet=row, reason=reason.strip()[:5_000], asked_by=by)
        record("scoringsheet.ask_again", row.evaluation, by=by, nguoi=str(row.seat.user))
        text = f"{row.evaluation.dossier.product}: thư ký hội đồng đề nghị xem lại phiếu chấm."
        notify([row.seat.user], text, url=row.get_absolute_url())
    return request


@transaction.atomic
def ask_all_beyond(evaluation: Evaluation, *, reason: str, by: User) -> list[RescoreRequest]:
    """Đề nghị mọi thành viên chênh quá mức xem lại: those beyond a limit of the Quy chế, not asked yet, are asked.

    Raises:
        Refused: as for one; or there is nobody to ask.
    """
    row = _locked(evaluation)
    require(by, "evaluation.ask_again", row)
    places = standing_of(row).beyond() if allows(by, "evaluation.see_scores", row) else []
    open_ones = [each for each in places if each.seat.is_held and not (each.open_request or each.has_answered)]
    sheets = [each.sheet for each in open_ones if each.sheet]
    if not sheets:
        raise Refused("Không còn thành viên nào chênh quá mức mà chưa được đề nghị xem lại. Hãy tải lại trang.")
    return [ask_rescore(sheet, reason=reason, by=by) for sheet in sheets]
