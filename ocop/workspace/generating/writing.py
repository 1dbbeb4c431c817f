"""Writes made-up data in bulk, as valid as the acts would have left it, marked as made up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import BytesIO
from itertools import islice
from random import Random
from typing import TypeVar

from django.db import transaction
from django.db.models import Q
from PIL import Image

from ocop.accounts.models import User
from ocop.certificates.models import Certificate, Recognition, RecognitionDecision, Revocation
from ocop.core.dates import today
from ocop.files.actions import store_bytes
from ocop.places.models import Succession, Unit
from ocop.producers.findable import producer_item, product_item
from ocop.producers.models import Producer, Product
from ocop.programme.models import Level, OrganisationType, ProductClass, Regime, RevocationGround
from ocop.search import index
from ocop.workspace.generating.composing import Made, Maker, code, makers, products
from ocop.workspace.generating.histories import POTENTIAL, Term, history, signing_days

SYNTHETIC = "Dữ liệu tổng hợp để thử tải"
BATCH = 2_000
T = TypeVar("T")
Tell = Callable[[str], object]


def generate(product_count: int, producer_count: int, *, seed: int, tell: Tell) -> None:
    """Fill the database with so many products and producers. The law and the units must be there."""
    before = Producer.objects.filter(provenance=SYNTHETIC).count()
    rng = Random(f"{seed}:{before}")
    country = Country()
    made = list(makers(rng, producer_count, [unit.name for unit in country.communes]))
    rows: list[Producer] = []
    for batch in _batches(made):
        with transaction.atomic():
            rows += _write_producers(rng, batch, country)
        tell(f"{len(rows)} chủ thể")
    count = 0
    paper = Paper(rng, country)
    for few in _batches(products(rng, product_count, made, [unit.name for unit in country.communes])):
        with transaction.atomic():
            _write_products(rng, few, rows, paper)
        count += len(few)
        tell(f"{count} sản phẩm")


def _batches(rows: Iterator[T] | list[T]) -> Iterator[list[T]]:
    rest = iter(rows)
    while batch := list(islice(rest, BATCH)):
        yield batch


class Country:
    """What stands already: communes with their provinces and what they were before, types, classes, regimes."""

    def __init__(self) -> None:
        rows = Unit.objects.filter(level=Unit.Level.COMMUNE, valid_to=None).select_related("parent__parent")
        self.communes = list(rows.order_by("code"))
        self.provinces = sorted({unit.parent for unit in self.communes if unit.parent}, key=lambda unit: unit.code)
        old = Succession.objects.filter(new__valid_to=None, old__level=Unit.Level.COMMUNE, is_main=True)
        self.before: dict[int, list[Unit]] = {}
        for each in old.select_related("old__parent__parent").order_by("pk"):
            self.before.setdefault(each.new_id, []).append(each.old)
        self.types = {each.code: each for each in OrganisationType.objects.all()}
        regimes = Regime.objects.exclude(validity_months=None).order_by("effective_from")
        self.regimes = list(regimes.prefetch_related("levels"))
        newest = self.regimes[-1]
        self.classes: dict[str, ProductClass] = {each.code: each for each in newest.product_classes.all()}
        self.ground = RevocationGround.objects.filter(regime=newest).order_by("code").first()
        self.months = newest.validity_months or 0

    def regime_on(self, day: date) -> Regime:
        """The decision that ruled on a day."""
        return next((each for each in reversed(self.regimes) if each.effective_from <= day), self.regimes[0])

    def decider(self, regime: Regime, stars: int | None, province: Unit) -> tuple[Level, Unit]:
        """Who decided: the level that decides such stars where its unit still stands, else the province's."""
        here = {Unit.Level.PROVINCE: province, Unit.Level.NATION: province.parent}
        levels = [each for each in regime.levels.all() if here.get(each.unit_level)]
        deciding = [each for each in levels if stars in each.decides_stars]
        level: Level = (deciding or levels)[0]
        return level, here[level.unit_level]  # type: ignore[index,return-value]


def _write_producers(rng: Random, made: list[Maker], country: Country) -> list[Producer]:
    rows = []
    for each in made:
        unit = country.communes[each.place]
        old = country.before.get(unit.pk, [])
        row = Producer(
            code=code(rng),
            name=each.name[:200],
            organisation_type=country.types[each.organisation],
            unit=unit,
            unit_as_filed=rng.choice(old) if old and rng.random() < 0.6 else unit,
            address=f"Ấp {rng.randint(1, 12)}",
            founded_on=date(each.founded, rng.randint(1, 12), rng.randint(1, 28)),
            provenance=SYNTHETIC,
            is_demo=True,
        )
        row.derive()
        rows.append(row)
    Producer.objects.bulk_create(rows, batch_size=500)
    index.put_many(producer_item(row) for row in rows)
    return rows


def _write_products(rng: Random, made: list[Made], makers: list[Producer], paper: Paper) -> None:
    rows = []
    for each in made:
        row = Product(
            code=code(rng),
            name=each.name[:200],
            producer=makers[each.maker],
            product_class=paper.country.classes[each.class_code],
            official_code=f"TH-{rng.randrange(10**7):07d}" if rng.random() < 0.8 else "",
            description=each.description,
            story=each.story,
            is_demo=True,
        )
        row.derive()
        rows.append(row)
    Product.objects.bulk_create(rows, batch_size=500)
    paper.recognise(rows)
    index.put_many(product_item(row) for row in rows)


class Paper:
    """Decisions, recognitions and certificates, numbered on from those that are there."""

    def __init__(self, rng: Random, country: Country) -> None:
        self.rng, self.country = rng, country
        self.day = today()
        self.clerk = User.objects.get_or_create(
            email="tong-hop@ocop.demo",
            defaults={"full_name": SYNTHETIC, "is_active": False, "is_demo": True, "password": "!"},
        )[0]
        self.decisions: dict[tuple[str, int, int, date], RecognitionDecision] = {}
        self.decision_count = RecognitionDecision.objects.filter(recorded_by=self.clerk).count()
        self.certificate_count = Certificate.objects.filter(number__startswith="TH").count()
        numbers = {unit.pk: number for number, unit in enumerate(country.provinces)}
        self.days = {pk: signing_days(number, self.day) for pk, number in numbers.items()}
        picture = BytesIO()
        Image.new("RGB", (600, 400), "white").save(picture, "PNG")
        self.scan = store_bytes(picture.getvalue(), name=f"{SYNTHETIC}.png", media_type="image/png", by=None)

    def recognise(self, rows: list[Product]) -> None:
        """Give every product its history."""
        waiting: list[tuple[Product, list[Term], Recognition | None]] = []
        for row in rows:
            terms = history(self.rng, self.day, self.country.months, self.days[self._province(row).pk])
            waiting.append((row, terms, None))
        revoked: list[tuple[Recognition, date]] = []
        while waiting:
            made = [self._recognition(row, terms, before) for row, terms, before in waiting]
            Recognition.objects.bulk_create(made, batch_size=500)
            self._certify(made)
            ended = zip(made, waiting, strict=True)
            revoked += [(one, terms[0].revoked_on) for one, (_, terms, _) in ended if terms[0].revoked_on]
            waiting = [
                (row, terms[1:], one) for one, (row, terms, _) in zip(made, waiting, strict=True) if len(terms) > 1
            ]
        self._revoke(revoked)

    def _province(self, row: Product) -> Unit:
        return row.producer.unit.parent  # type: ignore[return-value]

    def _recognition(self, row: Product, terms: list[Term], before: Recognition | None) -> Recognition:
        term = terms[0]
        day = term.start or term.known_valid_on or self.day
        regime = self.country.regime_on(day)
        kind = RecognitionDecision.Kind.RECOGNITION
        return Recognition(
            code=code(self.rng),
            product=row,
            regime=regime,
            decision=self._decision(kind, regime, term.stars, self._province(row), day) if term.start else None,
            stars=term.stars,
            potential_stars=None if term.stars else POTENTIAL,
            valid_from=term.start,
            valid_to=term.end,
            known_valid_on=term.known_valid_on,
            replaces=before,
            is_current=len(terms) == 1,
            provenance=SYNTHETIC,
        )

    def _decision(self, kind: str, regime: Regime, stars: int | None, province: Unit, day: date) -> RecognitionDecision:
        level, unit = self.country.decider(regime, stars, province)
        key = (str(kind), level.pk, unit.pk, day)
        if key not in self.decisions:
            self.decision_count += 1
            self.decisions[key] = RecognitionDecision.objects.create(
                code=code(self.rng),
                kind=kind,
                regime=regime,
                level=level,
                unit=unit,
                number=f"TH{self.decision_count}/QĐ-UBND",
                signed_on=day,
                signer_name=SYNTHETIC,
                signer_title="Chủ tịch",
                scan=self.scan,
                recorded_by=self.clerk,
                is_demo=True,
            )
        return self.decisions[key]

    def _certify(self, made: list[Recognition]) -> None:
        rows: list[Certificate] = []
        for each in made:
            if each.valid_from is None or each.valid_to is None or not each.stars:
                continue
            number = self.certificate_count + len(rows) + 1
            place = self._province(each.product).code
            rows.append(
                Certificate(
                    code=code(self.rng),
                    recognition=each,
                    number=f"TH{number:06d}/{each.valid_from:%Y}/GCN-OCOP-{place}",
                    issued_on=each.valid_from,
                    expires_on=each.valid_to,
                    product_name=each.product.name,
                    producer_name=each.product.producer.name,
                    address=each.product.producer.address,
                )
            )
        self.certificate_count += len(rows)
        Certificate.objects.bulk_create(rows, batch_size=500)

    def _revoke(self, revoked: list[tuple[Recognition, date]]) -> None:
        ground, kind = self.country.ground, RecognitionDecision.Kind.REVOCATION
        if ground is None:
            return
        Revocation.objects.bulk_create(
            Revocation(
                recognition=each,
                ground=ground,
                decision=self._decision(kind, ground.regime, each.stars, self._province(each.product), day),
                concluded_on=day - timedelta(days=7),
                revoked_on=day,
                reason=SYNTHETIC,
            )
            for each, day in revoked
        )


def is_empty() -> bool:
    """Whether nobody's own data is here: no product but demo ones."""
    return not Product.objects.exclude(Q(is_demo=True) | Q(producer__is_demo=True)).exists()
