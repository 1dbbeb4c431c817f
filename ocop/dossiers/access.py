"""Who sees a dossier and who edits it. Councils and certificates add their own grants."""

from django.db.models import Exists, OuterRef, Q

from ocop.accounts.models import Role, User
from ocop.accounts.queries import units_under, units_where
from ocop.core.access import EVERY, grant
from ocop.core.dates import today
from ocop.dossiers.models import (
    CLOSED,
    AmendmentRequest,
    Dossier,
    Evidence,
    Refusal,
    ScreeningReport,
    Snapshot,
    State,
    Step,
)
from ocop.files.access import belongs
from ocop.producers.members import acts_for_a_producer, producers_of
from ocop.producers.models import Membership
from ocop.programme.models import Level


def own(user: User) -> Q:
    """Dossiers of producers the person acts for."""
    return Q(product__producer__in=producers_of(user).values("pk"))


def not_own(user: User) -> Q:
    """Dossiers of producers the person does not act for: nobody handles her own."""
    return ~own(user) if acts_for_a_producer(user) else EVERY


def on_my_desk(user: User) -> Q:
    """Dossiers lying at a unit where the person is an officer, but not of her own producer."""
    return Q(desk__in=units_where(user, Role.OFFICER).values("pk")) & not_own(user)


def on_my_screening_desk(user: User) -> Q:
    """Dossiers on the officer's desk at a level that checks and proposes."""
    return on_my_desk(user) & Q(level__task=Level.Task.SCREEN)


def on_my_deciding_desk(user: User) -> Q:
    """Dossiers on the officer's desk at a level that evaluates."""
    return on_my_desk(user) & Q(level__task=Level.Task.DECIDE)


def passed_my_desk(user: User) -> Q:
    """Dossiers that once lay at a unit where the person is an officer, but not of her own producer."""
    units = units_where(user, Role.OFFICER).values("pk")
    passed = Step.objects.filter(Q(from_desk__in=units) | Q(to_desk__in=units), dossier=OuterRef("pk"))
    return Q(Exists(passed)) & not_own(user)


def overdue_on_my_desk(user: User) -> Q:
    """Dossiers sent back from the officer's desk whose day for amending has passed."""
    over = AmendmentRequest.objects.filter(dossier=OuterRef("pk"), closed_at=None, due_on__lt=today())
    return on_my_desk(user) & Q(Exists(over))


def asked_to_amend(user: User) -> Q:
    """Own dossiers with an open request for additions while they are being reviewed."""
    asked = AmendmentRequest.objects.filter(dossier=OuterRef("pk"), closed_at=None)
    return own(user) & Q(state=State.IN_REVIEW) & Q(Exists(asked))


def own_in_hand(user: User) -> Q:
    """Own dossiers not handed in, or handed back."""
    return own(user) & Q(state__in=(State.DRAFT, State.RETURNED))


def being_screened_by_me(user: User) -> Q:
    """Dossiers the officer is checking at a level that screens."""
    return on_my_screening_desk(user) & Q(state=State.UNDER_CHECK)


def files_of(dossiers: Q) -> Q:
    """Files that belong to any of these dossiers: evidence, frozen copies, reports and letters."""
    rows = Dossier.objects.filter(dossiers).values("pk")
    return (
        Q(pk__in=Evidence.objects.filter(dossier__in=rows).values("file"))
        | Q(pk__in=Snapshot.files.through.objects.filter(snapshot__dossier__in=rows).values("storedfile"))
        | Q(pk__in=ScreeningReport.objects.filter(dossier__in=rows).values("letter"))
        | Q(pk__in=ScreeningReport.objects.filter(dossier__in=rows).values("signed_report"))
    )


def files_of_dossiers() -> Q:
    """Files that belong to a dossier: its papers, reports, letters, proofs of a refusal."""
    return (
        Q(Exists(Evidence.objects.filter(file=OuterRef("pk"))))
        | Q(Exists(ScreeningReport.objects.filter(Q(letter=OuterRef("pk")) | Q(signed_report=OuterRef("pk")))))
        | Q(Exists(Refusal.objects.filter(proof=OuterRef("pk"))))
    )


def files_of_mine(user: User) -> Q:
    """Evidence and frozen copies of the producer's own dossiers; not the officers' report and letter."""
    rows = Dossier.objects.filter(own(user)).values("pk")
    return Q(pk__in=Evidence.objects.filter(dossier__in=rows).values("file")) | Q(
        pk__in=Snapshot.files.through.objects.filter(snapshot__dossier__in=rows).values("storedfile")
    )


def files_on_my_desk(user: User) -> Q:
    """Every file of dossiers that lie or lay at the officer's unit, proofs of a refusal included."""
    dossiers = on_my_desk(user) | passed_my_desk(user)
    refusals = Refusal.objects.filter(dossier__in=Dossier.objects.filter(dossiers).values("pk"), proof__isnull=False)
    return files_of(dossiers) | Q(pk__in=refusals.values("proof"))


def to_be_judged_on_my_desk(user: User) -> Q:
    """Dossiers at a level that evaluates, on the officer's desk, whose result is not known yet."""
    return on_my_deciding_desk(user) & ~Q(state__in=(*CLOSED, State.CONCLUDED, State.FORWARDED))


def entries_of_my_producers(user: User) -> Q:
    """Journal lines written by people who act for producers of the administrator's area."""
    units = units_under(user, Role.ADMINISTRATOR).values("pk")
    return Q(by__in=Membership.objects.filter(producer__unit__in=units).values("user"))


belongs(files_of_dossiers)
grant("entry.view", entries_of_my_producers, because="quản trị viên xem nhật ký của chủ thể trên địa bàn mình")
grant("dossier.view", own, because="chủ thể xem hồ sơ của mình")
grant("dossier.view", on_my_desk, because="cán bộ xem hồ sơ đang ở đơn vị mình")
grant("dossier.view", passed_my_desk, because="cán bộ xem hồ sơ đã qua đơn vị mình")
grant("dossier.edit", own_in_hand, because="chủ thể sửa hồ sơ chưa nộp hoặc bị trả lại")
grant("dossier.edit", asked_to_amend, because="chủ thể bổ sung theo yêu cầu khi đang được xem xét")
grant("dossier.edit", being_screened_by_me, because="cán bộ hoàn thiện giúp chủ thể khi đang kiểm tra (Điều 10.4)")
grant("dossier.write_report", being_screened_by_me, because="cán bộ lập báo cáo Mẫu số 03")
grant("dossier.read_report", on_my_desk, because="cán bộ đọc báo cáo của cấp kiểm tra")
grant("dossier.read_report", passed_my_desk, because="cán bộ đọc báo cáo của cấp kiểm tra")
grant("dossier.answer_request", asked_to_amend, because="chủ thể trả lời yêu cầu bổ sung")
grant("storedfile.view", files_of_mine, because="chủ thể xem minh chứng và bản đã nộp của mình")
grant("storedfile.view", files_on_my_desk, because="cán bộ xem tệp của hồ sơ ở đơn vị mình")
grant("dossier.count_samples", to_be_judged_on_my_desk, because="cán bộ cấp đánh giá đếm sản phẩm mẫu (Điều 6.2d)")
