"""The file for the next level: the regime says what is in it; complete before it goes; one package for both sides."""

import hashlib
import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from docx import Document

from ocop.certificates import actions
from ocop.certificates.access import files_from_below
from ocop.certificates.actions import HigherInput
from ocop.certificates.models import UpwardFile, UpwardPaper
from ocop.certificates.upward import MANIFEST, package_of, state_of
from ocop.certificates.upward_drafts import draft_approval, letter_up
from ocop.core.access import allows
from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.councils.tests import factories as councils
from ocop.dossiers.models import State
from ocop.files.models import StoredFile
from ocop.files.tests.factories import StoredFileFactory, pdf_bytes, upload
from ocop.notices.models import Notice
from ocop.producers.models import Membership
from ocop.programme.models import ProductClass


def page(dossier, name="upward", *more):
    return reverse(f"certificates:{name}", args=[dossier.code, *more])


def signed_in(client, person):
    client.force_login(person)
    return client


def words(made):
    document = Document(io.BytesIO(made))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


@pytest.fixture
def up(world):
    """A dossier that goes up, with nothing prepared."""
    return world.concluded(mean="92", stars=5, ready=False)


def test_the_parts_are_those_the_regime_lists_for_the_kind(world, up):
    again = world.concluded(mean="92", stars=5, kind="re_evaluation", ready=False)

    assert [part.key for part in state_of(up).parts] == [
        "letter", "advisory_report", "council_report", "approval", "dossier", "extra_tests", "samples",
    ]  # fmt: skip
    assert [part.key for part in state_of(again).parts] == [
        "letter", "office_report", "dossier", "extra_tests", "samples",
    ]  # fmt: skip
    assert state_of(up).article == "điểm a khoản 3 Điều 6; điểm a khoản 5 Điều 7"


def test_forwarding_refuses_what_is_missing_and_names_it(world, up):
    world.prepare(up, but=("letter", "samples"))

    with pytest.raises(Refused) as caught:
        actions.forward([up], decision=world.paper(), by=world.leader)

    assert str(caught.value) == (
        f"Hồ sơ gửi cấp trên của «{up}» còn thiếu: bản ký của «Văn bản của UBND cấp tỉnh»; "
        "«Sản phẩm mẫu»: cần 5, mới ghi 0. Hãy bổ sung rồi chuyển lại."
    )
    up.refresh_from_db()
    assert up.state == State.CONCLUDED


def test_tourism_sends_no_samples(world, up):
    up.product.product_class = ProductClass.objects.get(regime=world.regime, criteria_set__number=26)
    up.product.save()
    world.prepare(up, but=("samples",))

    assert state_of(up).missing == []
    assert state_of(up).samples_needed == 0


def test_what_was_removed_is_missing_again_and_extra_tests_are_not_needed(world, up):
    world.prepare(up)
    assert state_of(up).missing == []

    actions.remove_upward(UpwardPaper.objects.get(part="letter"), by=world.officer)

    assert state_of(up).missing == ["bản ký của «Văn bản của UBND cấp tỉnh»"]


@pytest.mark.parametrize("who", ["ministry_officer", "minister", "commune_officer", "mai", "secretary", "stranger"])
def test_only_the_unit_prepares_its_file(world, up, who):
    person = getattr(world, who)

    with pytest.raises(PermissionDenied):
        actions.attach_upward(up, "letter", StoredFileFactory(), by=person)
    with pytest.raises(PermissionDenied):
        actions.count_upward_samples(up, 5, by=person)
    assert UpwardFile.objects.count() == 0


def test_nothing_is_prepared_for_what_does_not_go_up(world):
    with pytest.raises(Refused, match="không thuộc diện chuyển cấp trên"):
        actions.attach_upward(world.concluded(), "letter", StoredFileFactory(), by=world.officer)


def test_a_part_that_is_not_asked_for_is_refused(world, up):
    with pytest.raises(Refused, match="không có phần này"):
        actions.attach_upward(up, "office_report", StoredFileFactory(), by=world.officer)


def test_the_file_is_closed_once_it_is_sent(world, up):
    world.prepare(up)
    actions.forward([up], decision=world.paper(), by=world.leader)

    with pytest.raises(PermissionDenied):
        actions.attach_upward(up, "letter", StoredFileFactory(), by=world.officer)
    with pytest.raises(PermissionDenied):
        actions.remove_upward(UpwardPaper.objects.filter(part="letter")[0], by=world.officer)


def test_the_ministry_is_told_and_reads_every_paper(world, up):
    world.prepare(up)
    before = who_reads(world, up)

    decision = actions.forward([up], decision=world.paper(), by=world.leader)

    papers = list(UpwardPaper.objects.filter(upward__dossier=up).select_related("file"))
    seen = StoredFile.objects.allowed(world.ministry_officer, "storedfile.view")
    assert before == ["leader", "officer"]
    assert who_reads(world, up) == ["leader", "officer", "ministry_officer"]
    assert {paper.part for paper in papers} == {
        "letter", "advisory_report", "council_report", "approval", "dossier",
    }  # fmt: skip
    assert all(seen.filter(pk=paper.file_id).exists() for paper in papers)
    assert decision.scan in [paper.file for paper in papers]
    assert Notice.objects.filter(to=world.ministry_officer, text__contains="chuyển cấp trên").count() == 1
    assert not StoredFile.objects.allowed(world.mai, "storedfile.view").filter(pk=papers[0].file_id).exists()
    assert StoredFile.objects.filter(files_from_below(world.stranger)).count() == 0


def who_reads(world, dossier):
    names = ("leader", "officer", "ministry_officer", "commune_officer", "mai", "secretary", "stranger")
    return [name for name in names if allows(getattr(world, name), "dossier.read_upward", dossier)]


# The package, from the council's own work on


@pytest.fixture
def sent(cast):
    """A dossier that went up from its council's own conclusion."""
    dossier = councils.concluded(cast).dossier
    actions.attach_upward(dossier, "letter", StoredFileFactory(uploaded_by=cast.son), by=cast.son)
    actions.count_upward_samples(dossier, 5, by=cast.son)
    decision = actions.DecisionInput("30/QĐ-UBND", today(), "Trương Thị Hà", "Chủ tịch", upload(pdf_bytes()))
    actions.forward([dossier], decision=decision, by=cast.ha)
    return dossier


def test_the_package_holds_every_part_with_the_sha_256_of_each_file(cast, sent):
    with zipfile.ZipFile(package_of(UpwardFile.objects.get())) as package:
        names = package.namelist()
        lines = [line for line in package.read(MANIFEST).decode().splitlines() if not line.startswith("#")]
        listed = dict(reversed(line.split("  ", 1)) for line in lines)
        actual = {name: hashlib.sha256(package.read(name)).hexdigest() for name in names if name != MANIFEST}
        minutes = words(package.read(next(name for name in names if "bien-ban" in name)))

    assert listed == actual
    assert sorted({name.split("/")[0] for name in actual}) == [
        "01-letter", "02-advisory-report", "03-council-report", "04-approval", "05-dossier",
    ]  # fmt: skip
    assert {"mau-so-01", "mau-so-02", "mau-so-03"} <= {name.split("/")[-1][3:12] for name in actual}
    assert any("/minh-chung/" in name for name in actual)
    assert sent.product.name in minutes


def test_the_package_is_the_same_for_the_province_and_the_ministry(cast, sent, client):
    url = page(sent, "upward_package")

    answers = {
        name: signed_in(client, getattr(cast, name)).get(url)
        for name in ("son", "ha", "minh", "lan", "mai", "hoa", "an")
    }

    assert {name: answer.status_code for name, answer in answers.items()} == {
        "son": 200, "ha": 200, "minh": 200, "lan": 403, "mai": 403, "hoa": 404, "an": 404,
    }  # fmt: skip
    taken = {b"".join(answers[name].streaming_content) for name in ("son", "ha", "minh")}
    assert len(taken) == 1


def test_a_file_that_changed_on_disk_is_not_packed(cast, sent):
    file = UpwardPaper.objects.get(part="letter").file
    with Path(file.content.path).open("ab") as bytes_on_disk:
        bytes_on_disk.write(b"x")

    with pytest.raises(Refused, match="không còn nguyên vẹn"):
        package_of(UpwardFile.objects.get())


def test_the_page_shows_the_ministry_what_was_sent_without_forms(cast, sent, client):
    shown = signed_in(client, cast.minh).get(page(sent)).content.decode()

    assert "Tải gói hồ sơ (ZIP)" in shown
    assert "Biên bản của Hội đồng" in shown
    assert "Thêm văn bản đã ký" not in shown
    assert page(sent) in client.get(sent.get_absolute_url()).content.decode()


def test_the_officer_prepares_on_the_page(world, up, client):
    signed_in(client, world.officer)
    before = client.get(page(up)).content.decode()
    client.post(
        page(up),
        {"part": "letter", "number": "88/UBND", "signed_on": today().isoformat(), "upload": upload(pdf_bytes())},
    )
    client.post(page(up, "upward_samples"), {"count": "5"})

    assert "bản ký của «Văn bản của UBND cấp tỉnh»" in before
    letter = UpwardPaper.objects.get()
    assert (letter.part, letter.number, UpwardFile.objects.get().samples) == ("letter", "88/UBND", 5)
    client.post(page(up, "upward_remove", letter.code))
    letter.refresh_from_db()
    assert letter.removed_at is not None
    assert client.post(page(up, "upward_samples"), {"count": "-1"}).status_code == 302
    assert client.get(page(up, "upward_package")).status_code == 302


def test_the_page_keeps_what_was_typed_when_the_scan_is_refused(world, up, client):
    answer = signed_in(client, world.officer).post(
        page(up), {"part": "letter", "number": "88/UBND", "upload": upload(b"khong phai pdf")}
    )

    assert 'value="88/UBND"' in answer.content.decode()
    assert UpwardPaper.objects.count() == 0


def test_the_page_is_not_for_others(world, up, client):
    people = ("mai", "stranger", "ministry_officer")
    answers = {name: signed_in(client, getattr(world, name)).get(page(up)).status_code for name in people}

    assert answers == {"mai": 403, "stranger": 404, "ministry_officer": 404}


# Drafts


def test_the_letter_names_the_offices_and_lists_the_parts(world, up, client):
    said = words(letter_up(up))

    assert "Ủy ban nhân dân tỉnh Vĩnh Long đề nghị Bộ Nông nghiệp và Môi trường đánh giá, phân hạng" in said
    assert "3. Báo cáo đánh giá của Hội đồng cấp tỉnh." in said
    assert "01 bộ giấy" in said or "1 bộ giấy, 1 bộ điện tử" in said
    assert signed_in(client, world.officer).get(page(up, "upward_letter")).status_code == 200


def test_the_draft_of_the_approval_is_made_for_what_goes_up(world, up, client):
    said = words(draft_approval([up]))
    answer = signed_in(client, world.officer).get(reverse("certificates:draft"), {"hs": up.code})

    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH VĨNH LONG" in said
    assert "Phê duyệt kết quả đánh giá 01 sản phẩm OCOP của tỉnh Vĩnh Long có tiềm năng đạt 5 sao" in said
    assert "phe-duyet" in answer["Content-Disposition"]
    with pytest.raises(Refused, match="Không có hồ sơ nào thuộc diện chuyển cấp trên"):
        draft_approval([world.concluded()])


# Nobody decides her own


def test_a_leader_does_not_decide_on_her_own_producer(world):
    dossier, up = world.concluded(), world.concluded(mean="92", stars=5)
    Membership.objects.create(user=world.leader, producer=world.producer)
    Membership.objects.create(user=world.officer, producer=world.producer)

    with pytest.raises(PermissionDenied):
        actions.recognise([dossier], decision=world.paper(), by=world.leader)
    with pytest.raises(PermissionDenied):
        actions.close_unrecognised([dossier], by=world.leader)
    with pytest.raises(PermissionDenied):
        actions.forward([up], decision=world.paper(), by=world.leader)
    with pytest.raises(PermissionDenied):
        actions.count_upward_samples(up, 5, by=world.officer)


def test_an_officer_does_not_record_the_answer_on_her_own_producer(world):
    up = world.concluded(mean="92", stars=5)
    actions.forward([up], decision=world.paper(), by=world.leader)
    Membership.objects.create(user=world.officer, producer=world.producer)

    with pytest.raises(PermissionDenied):
        actions.return_from_higher(up, HigherInput(world.paper("9"), Decimal(80), 4), by=world.officer)
