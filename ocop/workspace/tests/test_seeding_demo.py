"""The demo set: seeded once for this file, then looked at from every side."""

import gc
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.hashers import check_password
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.conf import Conf
from django_q.models import OrmQ

from conftest import _unit
from ocop.accounts.models import User
from ocop.certificates.models import Certificate, Recognition, RecognitionDecision, UpwardPaper
from ocop.core.dates import today
from ocop.core.workflow import all_transitions
from ocop.councils.models import AdvisoryTeam, Council, ScoringSheet
from ocop.dossiers.models import AmendmentRequest, Dossier, State
from ocop.dossiers.queries.completeness import gaps_of
from ocop.files.models import StoredFile
from ocop.notices.models import Notice
from ocop.places.models import Unit
from ocop.places.tests.conftest import loaded
from ocop.producers.models import Producer, Product
from ocop.trade.models import (
    CraftVillage,
    Enquiry,
    GiftSet,
    Honour,
    Market,
    PointOfSale,
    ShopLink,
    TourismSite,
)
from ocop.workspace.seeding.acts import DAYS_TO_AMEND
from ocop.workspace.seeding.again import AGAIN
from ocop.workspace.seeding.demo import seed_demo
from ocop.workspace.seeding.people import PASSWORD, PEOPLE, is_at_home, make_people
from ocop.workspace.seeding.products import PRODUCTS

pytestmark = pytest.mark.django_db
RECORDS = (Market, PointOfSale, CraftVillage, TourismSite, GiftSet)


@pytest.fixture(autouse=True)
def jobs_wait(monkeypatch):
    """Jobs are queued as in service and stay in the queue."""
    monkeypatch.setattr(Conf, "SYNC", False)


@pytest.fixture(scope="module")
def units(django_db_setup, django_db_blocker):
    """The home province."""
    with loaded(django_db_blocker, {"83", "86"}):
        yield


@pytest.fixture(scope="module")
def demo(units, django_db_blocker):
    """The demo set; how many dossiers the first run made."""
    with django_db_blocker.unblock(), transaction.atomic():
        sync, Conf.SYNC = Conf.SYNC, False
        try:
            made = seed_demo()
        finally:
            Conf.SYNC = sync
        yield made
        transaction.set_rollback(True)


def everything():
    """Every row of the system, by table."""
    models = [model for model in apps.get_models() if model.__module__.startswith(("ocop.", "django_q."))]
    return {model.__name__: sorted(model._base_manager.values_list("pk", flat=True)) for model in models}


def kept_files(settings):
    gc.collect()  # bytes whose transaction was rolled back go when the last reference to them does
    return sorted(path for path in Path(settings.PRIVATE_ROOT).rglob("*") if path.is_file())


def test_a_run_stopped_on_the_way_leaves_nothing_behind(units, settings):
    """The database stops answering after a thousand statements, when a dossier is half made."""
    before, files = everything(), kept_files(settings)
    left = iter(range(1000))

    def stops(execute, *args):
        if next(left, None) is None and not str(args[0]).startswith(("ROLLBACK", "RELEASE")):
            raise KeyboardInterrupt
        return execute(*args)

    with pytest.raises(KeyboardInterrupt), connection.execute_wrapper(stops), transaction.atomic():
        seed_demo()

    assert next(left, None) is None
    assert (everything(), kept_files(settings)) == (before, files)


def test_every_dossier_stands_where_it_should(demo):
    found = Dossier.objects.filter(kind__key="first").select_related("desk")
    again = Dossier.objects.exclude(kind__key="first").order_by("pk")

    assert (demo, len(PRODUCTS), len(AGAIN)) == (21, 18, 2)
    assert [(each.product.name, each.kind.key, each.state, each.desk.name) for each in again] == [
        ("Kẹo dừa sầu riêng", "upgrade", State.UNDER_CHECK, "Mỏ Cày"),
        ("Bánh tráng nước cốt dừa", "re_evaluation", State.UNDER_CHECK, "Giồng Trôm"),
    ]
    assert {each.product.name: (each.state, each.desk and each.desk.name) for each in found} == {
        "Kẹo chuối tươi": (State.DRAFT, None),
        "Kẹo dừa gừng": (State.SUBMITTED, "Mỏ Cày"),
        "Kẹo dừa ca cao": (State.UNDER_CHECK, "Mỏ Cày"),
        "Bánh tráng sữa dừa": (State.SUBMITTED, "Giồng Trôm"),
        "Giỏ cọng lá dừa": (State.WITHDRAWN, "Mỏ Cày"),
        "Bánh tráng mè đen": (State.UNDER_CHECK, "Giồng Trôm"),
        "Bánh phồng sữa": (State.RETURNED, "Mỏ Cày"),
        "Bánh tráng chuối nướng": (State.LAPSED, "Giồng Trôm"),
        "Cơm rượu nếp cẩm": (State.REFUSED, "Giồng Trôm"),
        "Tinh dầu bưởi": (State.SUBMITTED, "Vĩnh Long"),
        "Du lịch vườn dừa ven sông": (State.SCHEDULED, "Vĩnh Long"),
        "Nước màu dừa": (State.IN_REVIEW, "Vĩnh Long"),
        "Thạch dừa tươi nguyên vị đóng ly giấy, vị lá dứa và vị đường thốt nốt": (State.IN_SCORING, "Vĩnh Long"),
        "Mứt dừa non ba màu": (State.CONCLUDED, "Vĩnh Long"),
        "Kẹo dừa sầu riêng": (State.RECOGNISED, "Vĩnh Long"),
        "Kẹo dừa lá dứa": (State.RECOGNISED, "Vĩnh Long"),
        "Rượu dừa": (State.NOT_RECOGNISED, "Vĩnh Long"),
        "Mật hoa dừa cô đặc": (State.FORWARDED, "Vĩnh Long"),
        "Dầu dừa ép lạnh": (State.RECOGNISED, "Vĩnh Long"),
    }


def test_the_demo_shows_every_state_of_the_workflow(demo):
    """A state added to the workflow needs a demo dossier that stands in it."""
    moves = [each for each in all_transitions() if each.model == "dossier"]

    shown = set(Dossier.objects.values_list("state", flat=True))

    assert shown == set(State.values) == {state for each in moves for state in (*each.sources, each.target)}


def test_the_lapsed_dossier_was_sent_back_early_enough(demo):
    steps = Dossier.objects.get(state=State.LAPSED).steps.order_by("pk")
    request = AmendmentRequest.objects.get(dossier__state=State.LAPSED)

    assert [each.transition for each in steps] == ["submit", "accept", "send_back", "close_overdue"]
    assert request.due_on == timezone.localdate(steps[2].at) + timedelta(days=DAYS_TO_AMEND)
    assert request.due_on < timezone.localdate(steps[3].at) == today()


def test_results_are_as_the_dossiers_deserve(demo):
    recognised = Recognition.objects.with_state(today()).order_by("pk")

    assert [(each.product.name, each.stars, each.state) for each in recognised] == [
        ("Kẹo dừa sầu riêng", 4, "valid"),
        ("Kẹo dừa lá dứa", 3, "revoked"),
        ("Dầu dừa ép lạnh", 5, "valid"),
        ("Bánh tráng nước cốt dừa", 4, "valid"),
    ]
    concluded = Dossier.objects.exclude(evaluations__concluded_at=None).order_by("pk")
    assert [(str(each), each.evaluations.get().stars) for each in concluded] == [
        ("Kẹo dừa sầu riêng", 4),
        ("Kẹo dừa lá dứa", 3),
        ("Mứt dừa non ba màu", 3),
        ("Mật hoa dừa cô đặc", 5),
        ("Dầu dừa ép lạnh", 5),
        ("Rượu dừa", 2),
    ]
    scoring = Dossier.objects.get(state=State.IN_SCORING).evaluations.get()
    assert [sheet.state for sheet in scoring.sheets.all()] == [ScoringSheet.State.SENT]
    assert scoring.declarations.filter(has_interest=True).count() == 1


def test_only_the_draft_and_the_returned_dossier_have_something_to_do(demo):
    open_ones = [each.product.name for each in Dossier.objects.for_page() if any(gap.blocks for gap in gaps_of(each))]

    assert sorted(open_ones) == ["Bánh phồng sữa", "Kẹo chuối tươi"]


def test_everything_says_it_is_a_sample(demo):
    for model in (User, Producer, Product, Dossier, RecognitionDecision):
        assert set(model.objects.values_list("is_demo", flat=True)) == {True}
    assert all(email.endswith("@ocop.demo") for email in User.objects.values_list("email", flat=True))
    for body in (Council, AdvisoryTeam):
        assert all(name.endswith("(mẫu)") for name in body.objects.values_list("name", flat=True))
    ends = ("(bản mô phỏng).pdf", "(bản mô phỏng).jpg")
    names = set(StoredFile.objects.values_list("name", flat=True))
    ours = set(UpwardPaper.objects.filter(file__name__endswith=".docx").values_list("file__name", flat=True))
    assert [name for name in names - ours if not name.endswith(ends)] == []


def test_each_person_can_sign_in(demo):
    people = User.objects.order_by("pk")

    assert [person.full_name for person in people] == [person.full_name for person in PEOPLE if is_at_home(person)]
    assert all(check_password(PASSWORD, person.password) for person in people)


def test_who_looks_after_an_giangs_old_list_is_there_with_that_province(demo):
    _unit("province", "91", "An Giang", "tỉnh", Unit.objects.get(level="nation"))

    khoa = make_people()["khoa"]

    assert [(str(each.unit), each.role) for each in khoa.appointments.all()] == [("tỉnh An Giang", "officer")]
    assert User.objects.count() == len(PEOPLE)


def test_certificates_wait_for_the_worker_and_nobody_is_mailed(demo):
    assert Notice.objects.count() > 100
    assert [job.func() for job in OrmQ.objects.all()] == ["ocop.certificates.actions.rendering.render_certificate"] * 2

    for job in OrmQ.objects.all():
        for _ in range(2):  # a worker may run a job twice
            import_string(job.func())(*job.args())

    own = Certificate.objects.exclude(number="05/2026/GCN-OCOP-BNNMT").order_by("pk")
    assert [each.file.media_type for each in own] == ["application/pdf"] * 2
    assert StoredFile.objects.filter(name__startswith="giay-chung-nhan-").count() == 2
    assert mail.outbox == []


def test_seeding_again_changes_nothing(demo):
    before = everything()

    assert seed_demo() == 0
    assert everything() == before


def test_the_trade_records_are_samples_and_hang_on_samples_only(demo):
    counts = [model.objects.filter(is_public=True, is_demo=True).count() for model in RECORDS]

    assert counts == [4, 6, 3, 3, 3]
    assert [model.objects.filter(is_demo=False).count() for model in RECORDS] == [0] * 5
    assert ShopLink.objects.count() > 5
    assert ShopLink.objects.filter(product__is_demo=False).count() == 0
    assert Honour.objects.filter(product__is_demo=False).count() == 0
    assert sorted(Enquiry.objects.filter(is_demo=True).values_list("state", flat=True)) == ["answered", "new", "seen"]
