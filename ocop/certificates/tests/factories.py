"""A small law, places and results to decide on. States that a council reaches are set here, not walked to."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from ocop.accounts.models import Role
from ocop.accounts.tests.factories import AppointmentFactory, UserFactory
from ocop.certificates import actions
from ocop.certificates.actions import DecisionInput
from ocop.certificates.drafts import address_of
from ocop.certificates.models import Certificate, Recognition, RecognitionDecision
from ocop.certificates.upward import state_of
from ocop.core.dates import add_months, today
from ocop.councils.models import Council, Evaluation, Seat
from ocop.dossiers.models import Dossier, State
from ocop.files.tests.factories import StoredFileFactory
from ocop.places.models import Unit
from ocop.places.tests.factories import NationFactory, ProvinceFactory, UnitFactory
from ocop.producers.models import Membership, Producer, Product
from ocop.programme.models import OrganisationType, Regime


def make_law():
    """The decision in force, as every test database holds it."""
    return Regime.objects.get(code="26-2026")


def make_regime(code, **fields):
    """Another decision, with nothing but its name and term."""
    return Regime.objects.create(
        **{
            "code": code,
            "name": code,
            "decision_number": code,
            "decision_date": date(2020, 1, 1),
            "effective_from": date(2020, 1, 1),
            "has_sheets": False,
            "policy": {},
            "fingerprint": code,
        }
        | fields
    )


def home():
    """The one province of these tests."""
    return Unit.objects.filter(level="province", code="86").first() or ProvinceFactory(code="86", name="Vĩnh Long")


class ProducerFactory(DjangoModelFactory):
    class Meta:
        model = Producer

    name = factory.Sequence(lambda n: f"Hợp tác xã Bưởi {n}")
    unit = factory.LazyFunction(lambda: UnitFactory(parent=home()))
    address = "Ấp 1"
    phone = "0909000111"
    email = "kin@ocop.test"
    ethnicity = "Khmer"
    representative = "Trần Thị Kín"


class ProductFactory(DjangoModelFactory):
    class Meta:
        model = Product

    name = factory.Sequence(lambda n: f"Mứt dừa {n}")
    producer = factory.SubFactory(ProducerFactory)


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = RecognitionDecision

    kind = RecognitionDecision.Kind.RECOGNITION
    regime = factory.LazyFunction(make_law)
    level = factory.LazyAttribute(lambda o: o.regime.levels.get(key="province"))
    unit = factory.LazyFunction(home)
    number = factory.Sequence(lambda n: f"{10_000 + n}/QĐ-UBND")  # never one that a test names itself
    signed_on = factory.LazyFunction(today)
    signer_name = "Lê Văn Ký"
    signer_title = "Chủ tịch"
    scan = factory.SubFactory(StoredFileFactory)
    recorded_by = factory.SubFactory(UserFactory)


class RecognitionFactory(DjangoModelFactory):
    """Recognised today by a decision, for the whole term."""

    class Meta:
        model = Recognition

    product = factory.SubFactory(ProductFactory)
    decision = factory.SubFactory(DecisionFactory)
    regime = factory.LazyAttribute(lambda o: o.decision.regime if o.decision else make_law())
    stars = 4
    valid_from = factory.LazyAttribute(lambda o: o.decision.signed_on if o.decision else None)
    valid_to = factory.LazyAttribute(lambda o: add_months(o.valid_from, 36) if o.valid_from else None)


class CertificateFactory(DjangoModelFactory):
    class Meta:
        model = Certificate

    recognition = factory.SubFactory(RecognitionFactory)
    number = factory.Sequence(lambda n: f"{n:03d}/2026/GCN-OCOP-86")
    issued_on = factory.LazyAttribute(lambda o: o.recognition.valid_from)
    expires_on = factory.LazyAttribute(lambda o: o.recognition.valid_to)
    product_name = factory.LazyAttribute(lambda o: o.recognition.product.name)
    producer_name = factory.LazyAttribute(lambda o: o.recognition.product.producer.name)
    address = factory.LazyAttribute(lambda o: address_of(o.recognition.product))


def imported(**fields):
    """A recognition of which a source says only that it was valid on a day."""
    fields.setdefault("known_valid_on", date(2023, 12, 31))
    return RecognitionFactory(
        decision=None, valid_from=None, valid_to=None, provenance="Báo cáo số 95, Phụ lục II", **fields
    )


class World:
    """One province with a commune, its people, and dossiers that a council has concluded."""

    def __init__(self):
        self.regime = make_law()
        self.organisation = OrganisationType.objects.get(code="cooperative")
        self.nation = NationFactory()
        self.province = home()
        self.commune = UnitFactory(name="Hòa Lộc", parent=self.province)
        self.leader = self._held(Role.LEADER, self.province)
        self.officer = self._held(Role.OFFICER, self.province)
        self.minister = self._held(Role.LEADER, self.nation)
        self.ministry_officer = self._held(Role.OFFICER, self.nation)
        self.commune_officer = self._held(Role.OFFICER, self.commune)
        self.stranger = UserFactory()
        self.secretary = UserFactory()
        self.producer = ProducerFactory(unit=self.commune, organisation_type=self.organisation)
        self.mai = UserFactory(full_name="Nguyễn Thị Mai")
        Membership.objects.create(user=self.mai, producer=self.producer, starts=date(2026, 1, 1))
        self.council = Council.objects.create(
            unit=self.province,
            level=self.regime.levels.get(key="province"),
            name="Hội đồng đánh giá",
            decision_number="1",
            decision_date=date(2026, 6, 1),
            created_by=self.officer,
            regulation_number="2",
            regulation_date=date(2026, 6, 1),
            quorum_percent=70,
            spread_limit=10,
        )
        Seat.objects.create(council=self.council, user=self.secretary, part=Seat.Part.SECRETARY, agency="VP")

    def _held(self, role, unit):
        return AppointmentFactory(role=role, unit=unit, position="Chủ tịch", starts=date(2026, 1, 1)).user

    def concluded(self, *, mean="76.5", stars=4, outcome="rated", product=None, kind="first", ago=2, ready=True):
        """A dossier with a council's result, waiting for the leader; one that goes up has its file ready."""
        dossier = Dossier.objects.create(
            product=product or ProductFactory(producer=self.producer),
            kind=self.regime.dossier_kinds.get(key=kind),
            regime=self.regime,
            criteria_set=self.regime.criteria_sets.first(),
            state=State.CONCLUDED,
            desk=self.province,
            level=self.council.level,
            created_by=self.mai,
            filed_at=datetime.now(UTC) - timedelta(days=60),
        )
        self.rate(dossier, mean=mean, stars=stars, outcome=outcome, ago=ago)
        if ready and outcome == "rated" and Decimal(mean) >= self.council.level.forward_from:
            self.prepare(dossier)
        return dossier

    def prepare(self, dossier, *, but=()):
        """The officer attaches every signed paper the file for the next level needs, and counts the samples."""
        for part in state_of(dossier).parts:
            if part.missing and part.takes_papers and part.key not in but:
                scan = StoredFileFactory(uploaded_by=self.officer)
                actions.attach_upward(dossier, part.key, scan, number="88/UBND", by=self.officer)
        if "samples" not in but:
            actions.count_upward_samples(dossier, 5, by=self.officer)
        return dossier

    def rate(self, dossier, *, mean="76.5", stars=4, outcome="rated", ago=2):
        return Evaluation.objects.create(
            dossier=dossier,
            council=self.council,
            opened_by=self.officer,
            concluded_at=datetime.now(UTC) - timedelta(days=ago),
            concluded_by=self.secretary,
            outcome=outcome,
            mean=Decimal(mean),
            stars=stars,
        )

    def paper(self, number="12/QĐ-UBND", signed_on=None, **fields):
        """A signed decision of the province."""
        return DecisionInput(
            number=number,
            signed_on=signed_on or today(),
            signer_name="Lê Văn Ký",
            signer_title="Chủ tịch",
            scan=fields.get("scan") or StoredFileFactory(uploaded_by=self.leader),
        )
