import json
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from shutil import copytree

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import translation

from ocop.core import versions
from ocop.core.errors import Refused
from ocop.journal.models import Entry
from ocop.places.models import Unit
from ocop.programme.actions import load_law
from ocop.programme.models import (
    Clock,
    CriteriaSet,
    DossierKind,
    EvidenceKind,
    Holiday,
    LawForm,
    Level,
    OrganisationType,
    ProductClass,
    Reading,
    Regime,
    RevocationGround,
    RoundRule,
    StarBand,
)
from ocop.programme.scoring import Rules
from ocop.programme.tests.filled import rules, sheet

pytestmark = pytest.mark.django_db

MODELS = (
    Regime, Level, StarBand, Clock, DossierKind, RoundRule, CriteriaSet, ProductClass, LawForm, EvidenceKind, Reading,
    RevocationGround, OrganisationType, Holiday,
)  # fmt: skip


@pytest.fixture
def files(tmp_path):
    """A copy of law/ that may be changed."""
    return Path(copytree(settings.LAW_DIR, tmp_path / "law"))


def change(path, old, new):
    text = path.read_text()
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new))


def rows():
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in MODELS}


def refusal(files):
    before = rows()
    with pytest.raises(Refused) as caught:
        load_law(files)
    assert rows() == before
    return str(caught.value)


@pytest.fixture
def in_force():
    return Regime.objects.get(code="26-2026")


def test_the_decisions_are_published(in_force):
    assert list(Regime.objects.values_list("code", flat=True)) == ["26-2026", "1489-2025", "148-2023", "1048-2019"]
    assert (in_force.citation, in_force.validity_months) == ("Quyết định số 26/2026/QĐ-TTg ngày 22/05/2026", 36)
    assert list(Regime.objects.accepting(date(2026, 5, 22))) == [in_force]
    assert list(Regime.objects.accepting(date(2026, 5, 21))) == []


def test_the_route_of_each_decision_is_published():
    routes = {
        regime.code: [(level.key, level.task, level.decides_stars, level.forward_from) for level in regime.levels.all()]
        for regime in Regime.objects.all()
    }

    assert routes == {
        "26-2026": [
            ("commune", "screen", [], None), ("province", "decide", [3, 4], Decimal(90)),
            ("centre", "decide", [5], None),
        ],
        "1489-2025": [
            ("commune", "screen", [], None), ("province", "decide", [3, 4], Decimal(90)),
            ("centre", "decide", [5], None),
        ],
        "148-2023": [
            ("commune", "screen", [], None), ("district", "decide", [3], Decimal(70)),
            ("province", "decide", [4], Decimal(90)), ("centre", "decide", [5], None),
        ],
        "1048-2019": [("province", "decide", [3, 4], None), ("centre", "decide", [5], None)],
    }  # fmt: skip


def test_levels_keep_councils_and_topics_as_details(in_force):
    commune, province, _ = in_force.levels.all()

    assert commune.details["screening_topics"]["fields"] == [
        "local_material", "local_labour", "idea_origin", "local_identity",
    ]  # fmt: skip
    assert (province.details["council"]["chair"], len(province.details["council"]["members"])) == (
        "Lãnh đạo UBND cấp tỉnh",
        8,
    )
    assert (province.decider, province.article, "key" in province.details) == (
        "Chủ tịch UBND cấp tỉnh",
        "điểm a khoản 1 Điều 4; điểm e khoản 3 Điều 7",
        False,
    )


def test_bands_clocks_kinds_and_rounds_are_published(in_force):
    assert [(b.stars, b.lower, b.upper, b.certificate) for b in in_force.bands.all()] == [
        (5, 90, 100, True), (4, 70, 90, True), (3, 50, 70, True), (2, 30, 50, False), (1, 0, 30, False),
    ]  # fmt: skip
    assert {c.key: (c.level and c.level.key, c.days, c.kind) for c in in_force.clocks.all()} == {
        "screening": ("commune", 15, "working"),
        "re_evaluation": (None, 45, "calendar"),
        "late_extension": (None, 180, "calendar"),
        "revocation": (None, 15, "calendar"),
    }
    assert [
        (k.key, k.needs_recognition, k.open_days_before, k.close_days_before, k.council_mode, k.clock and k.clock.key)
        for k in in_force.dossier_kinds.all()
    ] == [
        ("first", False, None, None, "meeting", None),
        ("upgrade", True, None, None, "meeting", None),
        ("re_evaluation", True, 180, 120, "written", "re_evaluation"),
    ]
    assert [
        (r.level.key, r.ordinal, r.proposed_before, r.held_before)
        for r in RoundRule.objects.filter(level__regime=in_force).order_by("level__order", "ordinal")
    ] == [
        ("province", 1, "30/04", "30/06"), ("province", 2, "30/10", "30/12"),
        ("centre", 1, "30/07", "30/09"), ("centre", 2, "30/01", "30/03"),
    ]  # fmt: skip


def test_sheets_and_classes_are_published(in_force):
    snacks = ProductClass.objects.get(regime=in_force, code="I.3.a")

    assert in_force.criteria_sets.count() == 26
    assert snacks.criteria_set.sheet == sheet(5)
    assert (snacks.path, snacks.group.code, snacks.ministries) == (
        "Sản phẩm thực phẩm › Thực phẩm chế biến › Đồ ăn nhanh",
        "I",
        ["Bộ Công Thương"],
    )


def test_every_set_is_a_leaf_with_its_sheet(in_force):
    leaves = in_force.product_classes.filter(children=None)

    assert [leaf.criteria_set.number for leaf in leaves] == list(range(1, 27))
    assert {leaf.depth for leaf in leaves} == {"set"}
    assert in_force.product_classes.get(code="I.6").parent.code == "I"
    assert in_force.product_classes.exclude(depth="set").filter(criteria_set__isnull=False).count() == 0


def test_older_classes_have_no_sheets():
    older = ProductClass.objects.filter(regime__code="148-2023", depth="set")

    assert (older.count(), older.filter(criteria_set=None).count()) == (26, 26)


def test_forms_evidence_readings_and_grounds_are_published(in_force):
    assert [form.code for form in in_force.forms.all()] == ["01", "02", "03"]
    assert (in_force.evidence_kinds.count(), in_force.evidence_kinds.first().label) == (15, "Giấy đăng ký kinh doanh")
    assert (in_force.reading("gate_uses"), in_force.reading("members_spread_limit")) == ("majority", 10)
    assert {ground.code for ground in in_force.revocation_grounds.all()} == set("abcdđe")
    assert Rules.from_regime(in_force.policy) == rules()


def test_organisations_and_days_off_are_loaded():
    assert list(OrganisationType.objects.filter(only_groups=["VI"]).values_list("code", flat=True)) == [
        "association", "federation", "operation_centre", "equivalent",
    ]  # fmt: skip
    assert Holiday.objects.get(day="2026-08-22").is_workday is True
    assert Holiday.objects.get(day="2027-02-10").article.endswith("(chưa kiểm chứng)")


def test_every_row_of_the_law_in_force_cites_its_article(in_force):
    uncited = [
        str(row)
        for relation in ("levels", "bands", "clocks", "dossier_kinds", "criteria_sets", "product_classes", "forms",
                         "evidence_kinds", "readings", "revocation_grounds")
        for row in getattr(in_force, relation).all()
        if not row.article
    ]  # fmt: skip

    assert uncited == []


def test_loading_again_changes_nothing():
    before, entries = rows(), Entry.objects.count()

    assert load_law() == []
    assert (rows(), Entry.objects.count()) == (before, entries)


def test_layout_and_comments_of_a_file_may_change(files):
    change(files / "26-2026" / "regime.yaml", "has_sheets: true", "has_sheets:   true   # có phiếu")

    assert load_law(files) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("26-2026/regime.yaml", "days: 45", "days: 46", "regime.yaml"),
        ("26-2026/sheets/05-do-an-nhanh.yaml", 'label: "Chế biến đơn giản"', 'label: "Đơn giản"', "phiếu số 5"),
        ("26-2026/classes.yaml", 'name: "Đồ ăn nhanh"', 'name: "Ăn nhanh"', "classes.yaml hoặc forms.yaml"),
        ("26-2026/forms.yaml", 'title: "Thông tin chung"', 'title: "Thông tin"', "classes.yaml hoặc forms.yaml"),
        ("148-2023/regime.yaml", "months: 36", "months: 24", "regime.yaml"),
    ],
)
def test_a_published_decision_whose_file_differs_is_refused(files, file, old, new, named):
    change(files / file, old, new)

    sentence = refusal(files)

    assert sentence == (
        f"Văn bản {file.partition('/')[0]} đã công bố, không được sửa; tệp khác với bản đã công bố: {named}. "
        "Hãy khôi phục tệp, hoặc lập thư mục mới cho văn bản mới."
    )


def test_a_sheet_taken_away_is_refused(files):
    (files / "26-2026" / "sheets" / "26-du-lich-cong-dong-sinh-thai-diem.yaml").unlink()

    assert refusal(files) == ("Văn bản chưa nạp được:\n26-2026: phân nhóm VI.1 không có phiếu chấm điểm của mình")


def new_decision(files):
    """A later decision: today's rules under another code."""
    folder = files / "30-2030"
    copytree(files / "26-2026", folder)
    change(folder / "regime.yaml", 'code: "26-2026"', 'code: "30-2030"')
    change(folder / "regime.yaml", "effective_from: 2026-05-22", "effective_from: 2030-01-01")
    return folder


def test_a_new_decision_is_added_beside_the_old(files, in_force):
    new_decision(files)

    assert load_law(files) == ["Đã công bố Quyết định số 26/2026/QĐ-TTg ngày 22/05/2026: 26 phiếu chấm điểm."]
    assert [r.code for r in Regime.objects.accepting(date(2030, 1, 1))] == ["30-2030", "26-2026"]
    assert Entry.objects.latest("pk").verb == "publish"
    assert load_law(files) == []


def test_nothing_is_published_when_one_of_the_decisions_is_refused(files):
    new_decision(files)
    change(files / "26-2026" / "regime.yaml", "days: 45", "days: 46")

    assert "26-2026" in refusal(files)


def test_nothing_is_published_when_a_sheet_does_not_add_up(files):
    change(new_decision(files) / "sheets" / "05-do-an-nhanh.yaml", "max: 16", "max: 17")

    assert refusal(files).splitlines() == [
        "Văn bản chưa nạp được:",
        "30-2030: phiếu 5: Phần A: tổng điểm các mục khác 40.",
        "30-2030: phiếu 5: Mục 1: tổng điểm các tiêu chí khác 17.",
    ]


def test_nothing_is_published_when_the_days_off_fail_at_the_end(files):
    new_decision(files)
    change(files / "organisations.yaml", 'label: "Trang trại"', 'label: "Nông trại"')

    assert refusal(files) == "Loại hình tổ chức «farm» đã công bố, không được sửa; hãy thêm mã mới."


def test_an_unreadable_file_is_refused(files):
    (files / "holidays.yaml").unlink()

    assert "Không đọc được law/holidays.yaml" in refusal(files)


def test_a_kind_of_organisation_may_be_added(files):
    with (files / "organisations.yaml").open("a") as file:
        file.write('  - {code: union, label: "Liên hiệp hợp tác xã", may_apply: false, only_groups: [], article: ""}\n')

    assert load_law(files) == ["Đã thêm loại hình tổ chức «Liên hiệp hợp tác xã»."]
    assert OrganisationType.objects.last().code == "union"


def test_days_off_may_be_added_corrected_and_taken_away(files):
    path = files / "holidays.yaml"
    change(path, '  - {day: 2027-09-03, name: "Quốc khánh (ngày liền kề)"', '  - {day: 2027-09-01, name: "Quốc khánh"')
    change(path, 'name: "Nghỉ hoán đổi với ngày 22/08/2026"', 'name: "Nghỉ hoán đổi"')

    assert load_law(files) == [
        "Đã sửa ngày 31/08/2026: Nghỉ hoán đổi.",
        "Đã bỏ ngày 03/09/2027: Quốc khánh (ngày liền kề).",
        "Đã thêm 1 ngày nghỉ và ngày làm bù.",
    ]
    assert Holiday.objects.get(day="2026-08-31").name == "Nghỉ hoán đổi"
    assert list(Holiday.objects.filter(day__gte="2027-09-01", day__lt="2027-10-01").values_list("day", flat=True)) == [
        date(2027, 9, 1),
        date(2027, 9, 2),
    ]
    assert sorted(Entry.objects.order_by("-pk").values_list("verb", flat=True)[:2]) == ["correct", "remove"]
    assert load_law(files) == []


def test_the_command_says_what_was_done(files):
    new_decision(files)
    out, again = StringIO(), StringIO()

    call_command("load_law", law_dir=files, stdout=out)
    call_command("load_law", law_dir=files, stdout=again)

    assert out.getvalue() == "Đã công bố Quyết định số 26/2026/QĐ-TTg ngày 22/05/2026: 26 phiếu chấm điểm.\n"
    assert again.getvalue() == "Văn bản đã được nạp đủ, không có gì mới.\n"


def test_the_command_is_quiet_when_asked():
    out = StringIO()

    call_command("load_law", verbosity=0, stdout=out)

    assert out.getvalue() == ""


def test_the_command_refuses_in_a_sentence(files):
    change(files / "26-2026" / "regime.yaml", "days: 45", "days: 46")

    with pytest.raises(CommandError, match="Văn bản 26-2026 đã công bố, không được sửa"):
        call_command("load_law", law_dir=files)


def test_pages_kept_from_before_are_not_shown_after_a_kind_of_organisation_came(files):
    load_law(files)
    assert not versions.is_unsettled()

    path = files / "organisations.yaml"
    added = {"code": "guild", "label": "Phường hội", "may_apply": False, "only_groups": [], "article": ""}
    path.write_text(f"{path.read_text()}  - {json.dumps(added)}\n")
    load_law(files)

    assert versions.is_unsettled()


@pytest.mark.parametrize("model", [Level, StarBand, Clock, RevocationGround])
def test_rows_of_the_law_written_in_bulk_change_the_version(model):
    model.objects.bulk_create([])

    assert versions.is_unsettled()


def test_a_published_decision_may_be_completed_but_not_changed(files, in_force):
    path = files / "26-2026" / "regime.yaml"
    text = path.read_text()
    added = '  - {key: asked_later, value: 3, why: "Câu hỏi nảy sinh sau khi công bố.", article: "Điều 1"}\n'
    path.write_text((text + added).replace('chief: "Bộ trưởng"}', 'chief: "Bộ trưởng", short: "Bộ"}'))

    said = load_law(files)

    again = Regime.objects.get(code="26-2026")
    assert said == [
        f"Đã ghi thêm 2 mục vào {again.citation}: levels.2.names.short, readings.{len(in_force.policy['readings'])}."
    ]
    assert (again.reading("asked_later"), again.levels.get(key="centre").details["names"]["short"]) == (3, "Bộ")
    assert Entry.objects.get(verb="regime.complete").details["them"][0] == "levels.2.names.short"
    assert load_law(files) == []
    path.write_text(text)
    assert "đã công bố, không được sửa" in refusal(files)


def test_a_decision_is_not_completed_while_its_forms_differ(files):
    path = files / "26-2026" / "regime.yaml"
    path.write_text(path.read_text() + '  - {key: asked_later, value: 3, why: "Hỏi sau.", article: "Điều 1"}\n')
    forms = files / "26-2026" / "forms.yaml"
    forms.write_text(forms.read_text().replace("Phiếu đăng ký", "Phiếu đề nghị", 1))

    assert "đã công bố, không được sửa" in refusal(files)


def test_offices_are_named_by_the_decision(in_force):
    province = Unit(level="province", code="92", name="Cần Thơ", kind="thành phố", valid_from=date(2025, 7, 1))
    level, centre = in_force.levels.get(key="province"), in_force.levels.get(key="centre")

    with translation.override("en"):
        named = (level.head_at(province), level.body_at(province), level.symbol_of("QĐ"), centre.head_at(province))

    assert named == (
        "Chủ tịch Ủy ban nhân dân thành phố Cần Thơ",
        "Ủy ban nhân dân thành phố Cần Thơ",
        "QĐ-UBND",
        "Bộ trưởng Bộ Nông nghiệp và Môi trường",
    )
    assert Level(name="Cấp huyện", decider="Chủ tịch UBND cấp huyện").head_at(province) == "Chủ tịch UBND cấp huyện"
