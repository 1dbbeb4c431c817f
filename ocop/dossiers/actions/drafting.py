"""Writing a dossier: start, fill the forms, score oneself, attach evidence."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from ocop.core.access import require
from ocop.core.dates import today
from ocop.core.errors import Refused, Stale
from ocop.dossiers.actions.moving import locked
from ocop.dossiers.fields import fields_of
from ocop.dossiers.models import Dossier, Evidence, SelfScore, State
from ocop.dossiers.queries.prefill import prefilled
from ocop.dossiers.standing import Standing, standing_of
from ocop.dossiers.typed import typed
from ocop.journal.actions import record
from ocop.programme.models import DossierKind, EvidenceKind, Regime

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ocop.accounts.models import User
    from ocop.files.models import StoredFile
    from ocop.producers.models import Product


def regime_today() -> Regime:
    """The regime a new dossier is written under today. Refused when no decision accepts filings."""
    regime = Regime.objects.accepting(today()).first()
    if regime is None:
        raise Refused("Hiện chưa có quyết định nào nhận hồ sơ mới. Hãy hỏi cơ quan quản lý OCOP cấp tỉnh.")
    return regime


def start(product: Product, *, kind: str, by: User) -> Dossier:
    """Lập hồ sơ: begin a dossier of a kind (first, upgrade, re-evaluation) for a product.

    Raises:
        Refused: the product has an open dossier, has no class, or the kind does not fit its recognition.
    """
    require(by, "product.prepare_dossier", product)
    regime = regime_today()
    leaf = product.product_class
    if leaf is None or leaf.regime_id != regime.pk or leaf.criteria_set is None:
        raise Refused(f"Hãy sửa sản phẩm và chọn phân nhóm theo Phụ lục I của {regime.citation}.")
    dossier_kind = DossierKind.objects.filter(regime=regime, key=kind).first()
    if dossier_kind is None:
        raise Refused("Loại hồ sơ này không có trong quyết định đang áp dụng. Hãy tải lại trang rồi chọn lại.")
    check_kind(dossier_kind, standing_of(product))
    try:
        with transaction.atomic():
            dossier = Dossier.objects.create(
                product=product,
                kind=dossier_kind,
                regime=regime,
                criteria_set=leaf.criteria_set,
                created_by=by,
                is_demo=product.is_demo,
            )
            dossier.form01, dossier.form02 = prefilled(dossier)
            dossier.save(update_fields=["form01", "form02"])
            record("dossier.start", dossier, by=by, loai=dossier_kind.label)
    except IntegrityError as error:
        raise Refused("Sản phẩm này đang có một hồ sơ chưa xong. Hãy mở hồ sơ đó để làm tiếp.") from error
    return dossier


def check_kind(kind: DossierKind, standing: Standing | None) -> None:
    """Refuse a kind that does not fit what the product holds, or comes before its window (Điều 6.1, 7.6a)."""
    if kind.needs_recognition and standing is None:
        raise Refused(f"Sản phẩm chưa từng được công nhận nên không thể nộp hồ sơ «{kind.label}». Hãy chọn «Lần đầu».")
    if not kind.needs_recognition and standing is not None and standing.is_in_force:
        raise Refused("Sản phẩm đang được công nhận. Hãy chọn «Nâng hạng» hoặc «Đánh giá lại».")
    if kind.needs_recognition and standing is not None:
        _check_held(kind, standing)
    if kind.open_days_before is None or standing is None or standing.valid_to is None:
        return
    opens = standing.valid_to - timedelta(days=kind.open_days_before)
    if today() < opens:
        raise Refused(
            f"Chưa đến kỳ «{kind.label}»: giấy chứng nhận hết hạn ngày {standing.valid_to:%d/%m/%Y}, "
            f"nộp được từ ngày {opens:%d/%m/%Y}. Hãy quay lại từ ngày đó."
        )


def _check_held(kind: DossierKind, standing: Standing) -> None:
    """Refuse a kind that needs more than what the product holds (reading `recognition_for_kind`)."""
    if standing.is_revoked:
        raise Refused(
            f"Công nhận của sản phẩm đã bị thu hồi nên không nộp được hồ sơ «{kind.label}». Hãy chọn «Lần đầu»."
        )
    needs = kind.regime.reading_or("recognition_for_kind", {}).get(kind.key, {})
    if needs.get("in_force") and not standing.is_in_force:
        raise Refused(
            f"Hồ sơ «{kind.label}» cần công nhận còn hiệu lực; công nhận của sản phẩm đã hết hoặc chưa rõ thời hạn. "
            "Hãy chọn «Lần đầu» hoặc «Đánh giá lại»."
        )
    bands = kind.regime.policy.get("star_bands", ())
    highest = max((int(band["stars"]) for band in bands if band["certificate"]), default=None)
    if needs.get("below_highest") and highest is not None and (standing.stars or 0) >= highest:
        raise Refused(
            f"Sản phẩm đã đạt hạng cao nhất ({highest} sao) nên không còn hạng để nâng. "
            "Khi gần hết hạn giấy chứng nhận, hãy chọn «Đánh giá lại»."
        )


@contextmanager
def editable(dossier: Dossier, *, by: User) -> Iterator[Dossier]:
    """Lock a dossier whose papers change; the windows in which its text is typed stay valid."""
    with transaction.atomic():
        row = locked(dossier)
        require(by, "dossier.edit", row)
        yield row


@contextmanager
def editing(
    dossier: Dossier, *, by: User, version: int | None = None, is_again: Callable[[Dossier], bool] = lambda row: False
) -> Iterator[Dossier]:
    """Lock a dossier to change its text; refuse a stale window; count the change.

    `version` is what the person's window last knew; None skips the check (server-side acts). A window that missed the
    answer to its own saving may send the same again: `is_again` says whether the row holds it already.
    """
    with editable(dossier, by=by) as row:
        if version is not None and version != row.version and not is_again(row):
            raise Stale(
                "Hồ sơ vừa được sửa ở cửa sổ khác. Nội dung đang gõ vẫn còn trên máy này: "
                "tải lại trang rồi chọn bản muốn giữ."
            )
        yield row
        row.version += 1
        row.save(update_fields=["form01", "form02", "version"])
        dossier.version, dossier.form01, dossier.form02 = row.version, row.form01, row.form02


def edit_form(dossier: Dossier, form: str, values: Mapping[str, Any], *, by: User, version: int | None = None) -> int:
    """Điền mẫu: write some fields of Form 01 or 02. Unknown fields are refused. Returns the new version."""

    def is_again(row: Dossier) -> bool:
        content = row.form01 if form == "01" else row.form02
        return all(content.get(key, "") == typed(value, "") for key, value in values.items())

    with editing(dossier, by=by, version=version, is_again=is_again) as row:
        law_form = row.regime.forms.filter(code=form).first()
        if law_form is None or form not in ("01", "02"):
            raise Refused("Không có mẫu này trong quyết định đang áp dụng. Hãy tải lại trang.")
        known = {field.key for field in fields_of(law_form)} | {f"changes.{n}" for n in range(len(row.kind.must_show))}
        if unknown := sorted(set(values) - known):
            raise Refused(f"Mẫu số {form} không có mục «{unknown[0]}». Hãy tải lại trang.")
        content = row.form01 if form == "01" else row.form02
        labels = {field.key: field.label for field in fields_of(law_form)}
        content.update({key: typed(value, labels.get(key, "Thay đổi phải nêu")) for key, value in values.items()})
        _note_help(row, by, f"Mẫu số {form}: {', '.join(values)}")
    return dossier.version


@dataclass(frozen=True)
class Answer:
    """A self-assessment of one criterion: an option, "" for none of them; None leaves the choice as it is."""

    option: str | None = None
    justification: str | None = None


def answer(dossier: Dossier, criterion: str, given: Answer, *, by: User, version: int | None = None) -> int:
    """Tự chấm một tiêu chí: choose an option or none, and justify it. Returns the new version."""
    return answer_all(dossier, {criterion: given}, by=by, version=version)


def answer_all(dossier: Dossier, given: Mapping[str, Answer], *, by: User, version: int | None = None) -> int:
    """Tự chấm: the answers to some criteria by code, all of them or none. Returns the new version."""

    def is_again(row: Dossier) -> bool:
        lines = {line.criterion: line for line in row.self_scores.filter(criterion__in=list(given))}
        return all(code in lines and _says(lines[code], each) for code, each in given.items())

    with editing(dossier, by=by, version=version, is_again=is_again) as row:
        sheet = row.criteria_set.sheet
        lines = {line.criterion: line for line in row.self_scores.filter(criterion__in=list(given))}
        for code, each in given.items():
            if not sheet.has_criterion(code):
                raise Refused(f"Bộ tiêu chí này không có tiêu chí «{code}». Hãy tải lại trang.")
            if each.option and each.option not in {option.id for option in sheet.criterion(code).options}:
                raise Refused(f"Tiêu chí {code} không có mức «{each.option}». Hãy tải lại trang.")
            line = lines.get(code) or SelfScore(dossier=row, criterion=code)
            if each.option is not None:
                line.option, line.is_answered = each.option, True
            if each.justification is not None:
                line.justification = typed(each.justification, f"Mô tả, chứng minh của tiêu chí {code}")
            line.save()
        _note_help(row, by, f"tiêu chí {', '.join(given)}")
    return dossier.version


def _says(line: SelfScore, given: Answer) -> bool:
    option = given.option is None or (line.is_answered and line.option == given.option)
    return option and given.justification in (None, line.justification)


@dataclass(frozen=True)
class Paper:
    """What is said of an evidence file."""

    kind: str
    title: str
    criterion: str = ""
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    proves: int | None = None
    """Of what the kind of dossier must show, the item this paper is attached for."""


def add_evidence(dossier: Dossier, file: StoredFile, paper: Paper, *, by: User) -> Evidence:
    """Đính kèm minh chứng: attach a checked file as evidence of a kind, for a criterion or the whole dossier."""
    with editable(dossier, by=by) as row:
        kind = EvidenceKind.objects.filter(regime=row.regime, code=paper.kind).first()
        if kind is None:
            raise Refused("Hãy chọn loại minh chứng trong danh sách.")
        if paper.criterion and not row.criteria_set.sheet.has_criterion(paper.criterion):
            raise Refused(f"Bộ tiêu chí này không có tiêu chí {paper.criterion}. Hãy chọn lại.")
        if paper.issued_on and paper.expires_on and paper.expires_on < paper.issued_on:
            raise Refused("Ngày hết hạn đứng trước ngày cấp. Hãy xem lại hai ngày này trên giấy tờ.")
        if paper.issued_on and paper.issued_on > today():
            raise Refused("Ngày cấp ở tương lai. Hãy xem lại ngày trên giấy tờ.")
        if paper.proves is not None and not 0 <= paper.proves < len(row.kind.must_show):
            raise Refused(f"Hồ sơ «{row.kind}» không có thay đổi này để minh chứng. Hãy tải lại trang rồi chọn lại.")
        evidence = Evidence.objects.create(
            dossier=row,
            kind=kind,
            file=file,
            criterion=paper.criterion,
            title=typed(paper.title, "Tên giấy tờ", most=200) or kind.label,
            number=typed(paper.number, "Số", most=80),
            issuer=typed(paper.issuer, "Nơi cấp", most=160),
            issued_on=paper.issued_on,
            expires_on=paper.expires_on,
            proves=paper.proves,
            added_by=by,
        )
        record("dossier.add_evidence", row, by=by, giay_to=evidence.title, sha256=file.sha256)
    return evidence


def remove_evidence(evidence: Evidence, *, by: User) -> None:
    """Gỡ minh chứng: take a paper out of the dossier. What was filed with it keeps it."""
    with editable(evidence.dossier, by=by) as row:
        evidence = row.evidence.select_for_update().get(pk=evidence.pk)
        if evidence.removed_at is None:
            evidence.removed_at = timezone.now()
            evidence.save(update_fields=["removed_at"])
            record("dossier.remove_evidence", row, by=by, giay_to=evidence.title)


def _note_help(row: Dossier, by: User, what: str) -> None:
    """An officer who completes a dossier for the producer leaves a line each time (Điều 10.4)."""
    if row.state == State.UNDER_CHECK:
        record("dossier.edit_on_behalf", row, by=by, muc=what)
