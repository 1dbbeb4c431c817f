"""The real lists, counted against what their documents say of themselves."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from ocop.accounts.models import Appointment, Role, User
from ocop.certificates.models import Certificate, Recognition, RecognitionDecision
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.journal.models import Entry
from ocop.places.models import Unit
from ocop.places.tests.conftest import loaded
from ocop.producers.actions import decide_pair, settle_place
from ocop.producers.models import DoubtfulPair, PotentialProduct, Producer, Product
from ocop.workspace.seeding import lists
from ocop.workspace.seeding.demo import seed_demo
from ocop.workspace.seeding.lists import load_an_giang, load_ca_mau, rows_of

pytestmark = pytest.mark.django_db

DIVIDED = "Xã Vĩnh Châu đã chia vào phường Châu Đốc, phường Vĩnh Tế. Hãy chọn đơn vị hôm nay."
TWO_PLACES = (
    "«xã Bình Thạnh» ở huyện Thoại Sơn, An Giang có thể là: xã Bình Thành, huyện Thoại Sơn, tỉnh An Giang; "
    "xã Bình Thạnh, huyện Châu Thành, tỉnh An Giang. Hãy chọn một."
)
QUESTIONS = [
    f"angiang_products:3:22 «Lạp xưởng»: {DIVIDED}",
    f"angiang_products:3:24 «Mãng cầu hoàng hậu»: {DIVIDED}",
    f"angiang_products:3:41 «Trà sâm Đinh lăng»: {TWO_PLACES}",
    f"angiang_products:3:42 «Rượu sâm Đinh lăng»: {TWO_PLACES}",
    f"angiang_products:3:63 «Thanh nhãn Liên Xương»: {DIVIDED}",
    "angiang_products:3:71 «Mắm linh xay»: Xã Phú Hội đã chia vào xã An Phú, xã Nhơn Hội. Hãy chọn đơn vị hôm nay.",
]
PAIRS = {
    (
        "Công ty Cổ phần thực phẩm rau quả An Giang",
        "Công ty cổ phần rau củ quả thực phẩm An Giang",
        "Tên này nằm trong tên kia, cùng địa bàn.",
    ),
    (
        "Công ty cổ phần rau củ quả thực phẩm An Giang",
        "Công ty cổ phần rau củ quả thực phẩm An Giang (Antesco)",
        "Tên chỉ khác vài chữ.",
    ),
    ("Cơ Sở Sản Xuất Khô Bò Phú Vinh", "Hộ kinh doanh Phú Vinh", "Tên này nằm trong tên kia, cùng địa bàn."),
    (
        "Cơ sở Bà Giáo Khỏe 7777777",
        "Bà Giáo Khoẻ “7777777”",
        "Tên giống nhau khi bỏ chữ chỉ loại hình, cùng địa bàn.",
    ),
}


@pytest.fixture(scope="module", autouse=True)
def done(django_db_setup, django_db_blocker):
    """Both lists, loaded once for this file: what each load said."""
    with loaded(django_db_blocker, {"83", "89", "96"}), transaction.atomic():
        yield load_an_giang(), load_ca_mau()


def district_of(unit):
    return unit.at_level(Unit.Level.DISTRICT).name


def officer_of_an_giang():
    officer = User.objects.create_user("can.bo@vidu.vn", full_name="Cán bộ tỉnh")
    province = Unit.objects.current().get(level=Unit.Level.PROVINCE, code="91")
    Appointment.objects.create(user=officer, role=Role.OFFICER, unit=province, starts=today())
    return officer


def recognitions():
    return Recognition.objects.filter(provenance=lists.AN_GIANG).select_related(
        "product__producer__unit", "product__producer__unit_as_filed__parent", "product__producer__organisation_type"
    )


def test_an_giang_counts_by_district_and_stars_as_the_report_does():
    counted = {row["district"]: Counter() for row in rows_of("angiang_stats_2023.csv")}
    for each in recognitions():
        rank = f"star_{each.stars}" if each.stars else f"potential_{each.potential_stars}"
        counted[district_of(each.product.producer.unit_as_filed)][rank] += 1

    assert counted == {
        row["district"]: Counter({rank: int(row[rank]) for rank in ("star_5", "potential_5", "star_4", "star_3")})
        for row in rows_of("angiang_stats_2023.csv")
    }
    assert {name: stars.total() for name, stars in counted.items()} == {
        row["district"]: int(row["total_valid"]) for row in rows_of("angiang_stats_2023.csv")
    }


def test_an_giang_counts_by_type_of_producer():
    assert Counter(each.product.producer.organisation_type.code for each in recognitions()) == {
        "business_household": 48,
        "enterprise": 38,
        "premises": 17,
        "cooperative": 5,
    }


def test_an_giang_lies_in_an_giang_of_today():
    units = {each.product.producer.unit for each in recognitions()}

    assert {(unit.at_level(Unit.Level.PROVINCE).code, unit.valid_to) for unit in units} == {("91", None)}


def test_what_the_report_does_not_say_stays_unknown():
    known = recognitions().values_list("decision", "dossier", "score", "valid_from", "valid_to", "replaces")

    assert set(known) == {(None, None, None, None, None, None)}
    assert set(recognitions().values_list("regime__code", "known_valid_on", "is_current")) == {
        ("148-2023", lists.AN_GIANG_STATE, True)
    }
    assert (RecognitionDecision.objects.count(), Certificate.objects.count()) == (0, 0)
    assert set(Product.objects.values_list("product_class", "official_code", "is_demo")) == {(None, "", False)}
    assert set(Producer.objects.values_list("phone", "email", "registration_number", "founded_on")) == {
        ("", "", "", None)
    }


def test_every_row_says_where_it_comes_from():
    rows = {f"angiang_products:{row['star_level']}:{row['seq']}": row for row in rows_of("angiang_products.csv")}

    assert {each.source_row: each.product.name for each in recognitions()} == {
        key: row["product"] for key, row in rows.items()
    }
    assert set(Producer.objects.values_list("provenance", "is_demo")) == {(lists.AN_GIANG, False)}
    imports = Entry.objects.filter(verb="recognition.import")
    assert {(entry.details["dong"], entry.details["nguon"]) for entry in imports} == {
        (key, lists.AN_GIANG) for key in rows
    }


def test_rows_whose_place_is_unclear_are_listed_and_keep_their_district(done):
    an_giang, _ = done
    unclear = [each for each in recognitions() if each.product.producer.unit_as_filed.level != Unit.Level.COMMUNE]

    assert (an_giang.made, an_giang.known) == (108, 0)
    assert an_giang.open_questions == QUESTIONS
    assert [
        (each.source_row, each.product.producer.unit_as_filed.name, each.product.producer.unit.level)
        for each in sorted(unclear, key=lambda each: each.source_row)
    ] == [
        ("angiang_products:3:41", "Thoại Sơn", Unit.Level.PROVINCE),
        ("angiang_products:3:42", "Thoại Sơn", Unit.Level.PROVINCE),
    ]


def test_producers_whose_commune_is_not_clear_wait_for_an_officer_who_sees_all_the_heirs():
    waiting = {
        producer.name: sorted(unit.full_name for unit in producer.place_choices.all())
        for producer in Producer.objects.in_doubt()
    }

    assert waiting == {
        "Cơ sở Minh Hương": ["phường Châu Đốc", "phường Vĩnh Tế"],
        "Hộ kinh doanh Liên Xương": ["phường Châu Đốc", "phường Vĩnh Tế"],
        "Hiệu mắm Út Nhanh": ["xã An Phú", "xã Nhơn Hội"],
        "Hộ kinh doanh Vương Kim": ["xã Bình Hòa", "xã Thoại Sơn"],
    }


def test_a_place_an_officer_confirmed_is_not_asked_again_when_the_list_is_loaded_again():
    officer = officer_of_an_giang()
    producer = Producer.objects.get(name="Hiệu mắm Út Nhanh")
    district = district_of(producer.unit_as_filed)

    settle_place(producer, producer.place_choices.get(name="Nhơn Hội"), by=officer)
    load_an_giang()

    producer.refresh_from_db()
    assert (producer.unit.name, district_of(producer.unit_as_filed)) == ("Nhơn Hội", district)
    assert Producer.objects.in_doubt().count() == 3


def test_a_list_loaded_before_places_were_doubted_is_doubted_when_loaded_again():
    Producer.objects.update(place_problem="")
    Producer.place_choices.through.objects.all().delete()

    load_an_giang()

    assert [producer.place_choices.count() for producer in Producer.objects.in_doubt()] == [2, 2, 2, 2]


def test_ca_mau_counts_by_district_and_year_as_the_plan_does(done):
    counted = {}
    for each in PotentialProduct.objects.select_related("unit_as_filed__parent"):
        counted.setdefault(district_of(each.unit_as_filed), Counter())[each.planned_year] += 1

    assert (done[1].made, done[1].known) == (237, 0)
    assert counted == {
        "Cà Mau": {2022: 13, 2023: 17, 2024: 9, 2025: 5},
        "Cái Nước": {2022: 2, 2023: 9, 2024: 4, 2025: 5},
        "Đầm Dơi": {2022: 17, 2023: 7, 2024: 4, 2025: 6},
        "Năm Căn": {2022: 1, 2023: 9, 2024: 6, 2025: 13},
        "Ngọc Hiển": {2022: 5, 2023: 10, 2024: 7, 2025: 8},
        "Phú Tân": {2022: 4, 2023: 9, 2024: 4, 2025: 1},
        "Thới Bình": {2022: 2, 2023: 4, 2024: 2, 2025: 4},
        "Trần Văn Thời": {2022: 4, 2023: 10, 2024: 7},
        "U Minh": {2022: 1, 2023: 12, 2024: 11, 2025: 5},
    }


def test_ca_mau_says_which_communes_were_divided(done):
    unclear = PotentialProduct.objects.exclude(problem="")

    assert (unclear.count(), len(done[1].open_questions)) == (44, 44)
    assert all("đã chia vào" in each.problem and each.unit.level == Unit.Level.COMMUNE for each in unclear)
    assert set(PotentialProduct.objects.values_list("provenance", flat=True)) == {lists.CA_MAU}
    assert Producer.objects.filter(name__contains="Gia Cà Mau").count() == 0


def test_potential_products_are_on_no_public_page(client):
    names = set(PotentialProduct.objects.values_list("name", "producer_name"))
    recognised = set(Product.objects.values_list("name", flat=True))
    secret = {name for pair in names for name in pair if len(name) > 12} - recognised
    first = PotentialProduct.objects.filter(name="Rượu trái giác")[0]
    recognition = recognitions().first()
    pages = [f"/san-pham/?trang={page}" for page in range(1, 12)] + [f"/chu-the/?trang={page}" for page in range(1, 9)]
    pages += ["/", "/san-pham/?q=rượu+trái+giác", "/chu-the/?q=Gia+Cà+Mau", "/san-pham/?q=", "/xac-thuc/?so=1"]

    shown = "".join(client.get(page).content.decode() for page in pages)

    assert recognition.product.name in shown
    assert sorted(name for name in secret if name in shown) == []
    assert client.get(f"/san-pham/{first.slug}-{first.code}/").status_code == 404
    assert client.get("/chu-the/cua-toi/tiem-nang/").status_code == 302


def test_loading_again_changes_nothing():
    def everything():
        chosen = Producer.place_choices.through
        models = (Recognition, Product, Producer, PotentialProduct, DoubtfulPair, Entry, chosen)
        return [list(model.objects.order_by("pk").values()) for model in models]

    before = everything()

    again = load_an_giang(), load_ca_mau()

    assert [(each.made, each.known, each.open_questions) for each in again] == [(0, 108, []), (0, 237, [])]
    assert everything() == before


def test_seed_brings_no_demo_into_a_real_installation(settings):
    settings.DEMO = False
    said = StringIO()

    call_command("seed", stdout=said)

    assert said.getvalue().splitlines() == [
        "An Giang: sản phẩm được công nhận: 0 mới, 108 đã có.",
        "Cà Mau: sản phẩm tiềm năng: 0 mới, 237 đã có.",
    ]
    assert not User.objects.filter(is_demo=True).exists()
    with pytest.raises(Refused, match="chế độ trình diễn"):
        seed_demo()


def test_producers_that_may_be_one_are_put_to_a_person_and_not_merged():
    pairs = DoubtfulPair.objects.select_related("first", "second")

    assert {(pair.first.name, pair.second.name, pair.reason) for pair in pairs} == PAIRS
    assert set(pairs.values_list("state", "decided_by")) == {("open", None)}
    assert Producer.objects.count() == 78  # 79 spellings in print: one differs in case and in where the tone stands


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Chế biến Thuỷ Hải sản Thanh Tùng", "chế biến thủy hải sản  Thanh Tùng", True),
        ("Cơ sở Bảo Trang", "Cơ sở Bão Trang", False),
        ("Cơ sở Hoa Kiều", "Cơ sở Hoà Kiều", False),
        ("Cơ sở Đại Phát", "Cơ sở Dại Phát", False),
    ],
)
def test_names_are_one_only_but_for_case_and_where_a_tone_stands(one, other, same):
    assert (lists._spelt(one) == lists._spelt(other)) is same


def test_a_decided_pair_is_not_asked_again():
    officer = officer_of_an_giang()
    pair = DoubtfulPair.objects.all()[0]

    decide_pair(pair, DoubtfulPair.State.DIFFERENT, by=officer)
    new = lists.find_doubtful_pairs(lists.AN_GIANG)

    pair.refresh_from_db()
    assert (new, DoubtfulPair.objects.count()) == (0, len(PAIRS))
    assert (pair.state, pair.decided_by) == (DoubtfulPair.State.DIFFERENT, officer)
