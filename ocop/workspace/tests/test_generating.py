"""Made-up data: the same for the same seed, valid, marked, findable, and never mixed into real data unasked."""

from collections import Counter
from datetime import date
from random import Random

import pytest
from django.core.management import CommandError, call_command

from ocop.accounts.models import User
from ocop.certificates.models import Certificate, Recognition, RecognitionDecision
from ocop.core.dates import add_months
from ocop.producers.models import Producer, Product
from ocop.programme.models import OrganisationType, Regime
from ocop.search.index import entries, find
from ocop.workspace.generating.composing import makers, products
from ocop.workspace.generating.histories import STARS, history, signing_days
from ocop.workspace.generating.words import GOODS, ORGANISATIONS
from ocop.workspace.generating.writing import SYNTHETIC, generate

PLACES = ["Mỏ Cày", "Cái Bè", "Sa Pa", "Kim Long"]
TODAY = date(2026, 11, 23)


def composed(seed, count=300):
    rng = Random(seed)
    made = list(makers(rng, count // 3, PLACES))
    return made, list(products(rng, count, made, PLACES))


def test_the_same_seed_makes_the_same():
    assert composed(1) == composed(1)
    assert composed(1) != composed(2)


def test_every_producer_has_a_product_and_no_two_of_one_name():
    made, goods = composed(1)

    assert {each.maker for each in goods} == set(range(len(made)))
    assert max(Counter((each.maker, each.name) for each in goods).values()) == 1


def test_goods_are_shared_out_over_a_hundred():
    assert sum(goods.share for goods in GOODS.values()) == pytest.approx(100)
    assert sum(weight for weight, _ in ORGANISATIONS.values()) == 100


def histories(count=3000):
    rng, day = Random(3), signing_days(5, TODAY)
    return [history(rng, TODAY, 36, day) for _ in range(count)]


def test_histories_are_valid():
    for terms in histories():
        for term, later in zip(terms, [*terms[1:], None], strict=True):
            if term.start is None:
                assert (len(terms), term.known_valid_on is not None) == (1, True)
                continue
            assert term.end == add_months(term.start, 36) and term.start <= TODAY
            assert later is None or later.start > term.start
            assert term.revoked_on is None or (later is None and term.start < term.revoked_on <= TODAY)


def test_histories_hold_every_kind_in_believable_parts():
    last = [terms[-1] for terms in histories()]
    stars = Counter(term.stars for term in last)

    assert set(stars) == set(STARS)
    assert 0.65 < stars[3] / len(last) < 0.8
    assert 0.05 < sum(1 for term in last if term.end and term.end < TODAY) / len(last) < 0.2
    assert sum(1 for term in last if term.revoked_on) > 5
    assert sum(1 for terms in histories() if len(terms) > 1) > 100


@pytest.mark.parametrize("number", [0, 7, 33])
@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 1, 1), date(2024, 2, 29), date(2025, 12, 31)])
def test_signing_days_are_not_after_today(number, day):
    signed = signing_days(number, TODAY)(day)

    assert signed <= TODAY
    assert signed == signing_days(number, TODAY)(signed)


def test_made_up_data_is_written_marked_and_found(cast):
    told = []

    generate(60, 20, seed=1, tell=told.append)

    assert told == ["20 chủ thể", "60 sản phẩm"]
    assert (Product.objects.count(), Producer.objects.filter(provenance=SYNTHETIC).count()) == (60, 20)
    assert Product.objects.exclude(is_demo=True).count() == 0
    assert Recognition.objects.current().count() == 60
    assert Recognition.objects.exclude(provenance=SYNTHETIC).count() == 0
    dated = Recognition.objects.filter(stars__isnull=False, valid_from__isnull=False)
    assert Certificate.objects.count() == dated.count() > 40
    assert all(each.decision.signed_on == each.valid_from for each in dated.select_related("decision"))
    assert User.objects.get(email="tong-hop@ocop.demo").is_active is False
    assert [len(list(entries(kind))) for kind in ("product", "producer")] == [60, 20]
    one = Product.objects.order_by("pk").first()
    assert one.code in [hit.key for hit in find(f"{one.name} {one.producer.name}").hits]


def test_more_can_be_made(cast):
    for _ in range(2):
        generate(12, 4, seed=1, tell=print)

    assert Product.objects.count() == 24
    numbers = RecognitionDecision.objects.values_list("number", flat=True)
    assert len(numbers) == len(set(numbers))


def test_the_words_fit_the_law(db):
    newest = Regime.objects.exclude(validity_months=None).order_by("-effective_from").first()
    leaves = newest.product_classes.filter(criteria_set__isnull=False)

    assert set(GOODS) == set(leaves.values_list("code", flat=True))
    assert set(ORGANISATIONS) <= set(OrganisationType.objects.values_list("code", flat=True))


def test_real_data_is_not_mixed_unasked(cast, settings):
    settings.DEMO = False
    Product.objects.create(name="Bưởi", producer=cast.producer)

    with pytest.raises(CommandError, match="Hệ thống đang chứa dữ liệu thật"):
        call_command("generate", products=3)

    assert Product.objects.count() == 1


@pytest.mark.parametrize("counts", [{"products": 3, "producers": 4}, {"products": 0}, {"products": 5, "producers": -1}])
def test_impossible_counts_are_refused(db, counts):
    with pytest.raises(CommandError, match="Số chủ thể"):
        call_command("generate", **counts)
