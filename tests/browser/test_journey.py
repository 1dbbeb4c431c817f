"""One product walks from sign-up to the certificate anybody can verify, on a telephone and on a desktop computer."""

import pytest

from ocop.accounts.models import Appointment, Role, User
from ocop.core.dates import today
from ocop.programme.models import CriteriaSet
from ocop.workspace.seeding.choices import choices_for
from tests.browser import journey_filing as filing
from tests.browser import journey_judging as judging
from tests.browser import journey_preparing as preparing
from tests.browser.walk import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def dung(cast):
    """A fourth member, who has an interest."""
    user = User.objects.create_user("ly.quoc.dung@vidu.vn", PASSWORD, full_name="Lý Quốc Dũng")
    Appointment.objects.create(user=user, role=Role.MEMBER, unit=cast.province, starts=today())
    return user


def test_a_product_goes_from_sign_up_to_its_certificate(walk, cast, dung):
    sheet = CriteriaSet.objects.get(regime__code="26-2026", number=7).sheet

    code = file_a_complete_dossier(walk, sheet)
    check_at_the_commune(walk, cast)
    prepare_at_the_province(walk, cast, dung)
    review_as_team(walk, cast, sheet)
    score_in_the_council(walk, cast, sheet, dung)
    conclude_and_recognise(walk, cast)
    verify_as_anybody(walk, code)


def file_a_complete_dossier(walk, sheet) -> str:
    """Steps 1 of the issue: account, producer, product, forms, self-assessment, papers, filing."""
    man = filing.sign_up(walk)
    filing.register_producer(walk, man)
    filing.add_product(walk, man)
    code = filing.start_dossier(walk, man)
    filing.fill_form(walk, man, "01")
    man.get_by_role("button", name="Lưu và sang phần sau").click()
    filing.fill_form(walk, man, "02")
    filing.nothing_is_lost_by_loading_again(man)
    man.get_by_role("button", name="Lưu và sang phần sau").click()
    first, forgotten = sheet.criteria[0].code, sheet.criteria[1].code
    filing.self_score(walk, man, sheet, choices_for(sheet, 84, 4), leave_out=forgotten)
    filing.upload_paper(man, "Giấy đăng ký kinh doanh", "Giấy đăng ký hợp tác xã")
    filing.check_dossier(man)
    filing.refused_while_something_is_missing(walk, man)
    filing.mend_criterion(man, forgotten)
    man.get_by_role("link", name="Minh chứng", exact=True).click()
    filing.upload_paper(man, "Giấy chứng nhận cơ sở đủ điều kiện", "Giấy chứng nhận an toàn thực phẩm")
    filing.upload_paper(man, "Nguồn gốc nguyên liệu", "Hợp đồng mua dừa trái", criterion=first)
    filing.upload_paper(man, "Sử dụng lao động", "Danh sách lao động", criterion=forgotten)
    walk.picture(man, "minh-chung")
    filing.check_dossier(man)
    filing.submit(walk, man, "lan-dau")
    return code


def check_at_the_commune(walk, cast) -> None:
    """Step 2: inbox, clock, reading, sending back, completing, Form 03, proposing."""
    lan = walk.at(cast.lan)
    filing.sees_clock(walk, lan)
    filing.open_from_inbox(lan)
    filing.read_paper_in_page(walk, lan, "Hợp đồng mua dừa trái", "xa-xem-minh-chung")
    filing.accept(lan)
    filing.send_back(walk, lan)

    man = walk.at_email(filing.EMAIL)
    filing.open_from_inbox(man)
    man.get_by_role("link", name="Trả lời và nộp lại").click()
    walk.picture(man, "chu-the-thay-yeu-cau")
    filing.answer_request(man, button="Lưu trả lời")
    filing.submit(walk, man, "nop-lai")

    lan = walk.at(cast.lan)
    filing.open_from_inbox(lan)
    filing.accept(lan)
    filing.complete_for_producer(walk, lan)
    filing.open_from_inbox(walk.at(cast.lan))
    filing.write_form_03_and_propose(walk, lan)


def prepare_at_the_province(walk, cast, dung) -> None:
    """Step 3: receipt, samples, round, council, team, meeting."""
    son = walk.at(cast.son)
    filing.open_from_inbox(son)
    walk.picture(son, "tinh-nhan-ho-so")
    filing.accept(son)
    preparing.count_samples(walk, son)
    preparing.schedule_in_extra_round(walk, son)
    preparing.set_up_council(walk, son, cast, [*cast.members, dung])
    preparing.plan_meeting(walk, son)
    preparing.set_up_team(walk, son, cast.tu)
    filing.open_from_inbox(walk.at(cast.son))
    preparing.begin_review(walk, son)


def review_as_team(walk, cast, sheet) -> None:
    """Step 4: findings, an addition, the visit, the report."""
    tu = walk.at(cast.tu)
    judging.go_to(tu, "Việc chấm điểm")
    preparing.find_on_criteria(walk, tu, sheet, choices_for(sheet, 84, 4))
    preparing.ask_for_addition(walk, tu)

    man = walk.at_email(filing.EMAIL)
    filing.open_from_inbox(man)
    man.get_by_role("link", name="Trả lời yêu cầu bổ sung").click()
    filing.answer_request(man, button="Gửi phần bổ sung")
    filing.said(man, "Đã gửi phần bổ sung")

    tu.reload()
    preparing.report_as_team(walk, tu)


def score_in_the_council(walk, cast, sheet, dung) -> None:
    """Step 5: declarations, sheets, nobody sees another's score before sending."""
    judging.begin_scoring(walk, walk.at(cast.thu))
    judging.declare(walk, walk.at(dung), interest="Em ruột là thành viên hợp tác xã.")
    address = ""
    for number, member in enumerate(cast.members):
        name = member.full_name.split()[-1].lower()
        page = walk.at(member)
        judging.declare(walk, page)
        if address:
            judging.cannot_read(page, address)
            expect_no_scores(page)
        marks = choices_for(sheet, 84 - 6 * number, 4, skip=5 * number)
        judging.score(walk, page, marks, opinion=judging.OPINIONS[number], name=name)
        judging.send_sheet(walk, page, name)
        assert address == "" or page.request.get(address).status == 200
        address = page.url


def expect_no_scores(page) -> None:
    judging.expect(page.get_by_text("Bảng điểm")).to_have_count(0)


def conclude_and_recognise(walk, cast) -> None:
    """Steps 6 and 7: looking again, the conclusion, the minutes, the decision."""
    thu = walk.at(cast.thu)
    judging.ask_to_look_again(walk, thu, [cast.tam, cast.chi])
    judging.keep_score(walk, walk.at(cast.tam))
    judging.look_again(walk, walk.at(cast.chi))
    thu = walk.at(cast.thu)
    judging.conclude(walk, thu)
    judging.close_meeting(walk, thu)
    judging.download_minutes(thu)
    judging.recognise(walk, walk.at(cast.ha))


def verify_as_anybody(walk, code) -> None:
    """Step 8: portal, certificate, QR, number; and the producer is told."""
    visitor = walk.new_page()
    judging.find_on_portal(walk, visitor)
    number, pdf = judging.certificate_of(visitor)
    judging.verify_by_qr(walk, visitor, judging.scan_qr(pdf))
    judging.verify_by_number(walk, visitor, number)
    man = walk.at_email(filing.EMAIL)
    judging.expect(filing.notices_of(walk, man, "thong-bao")).to_contain_text(filing.PRODUCT)
    man.goto(f"/ban-lam-viec/ho-so/{code}/")
    walk.picture(man, "cac-buoc-da-qua")
