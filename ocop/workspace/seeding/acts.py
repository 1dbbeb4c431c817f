"""What the demo people do to a dossier, one function an act of theirs, in the order of a dossier's life."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from ocop.certificates import actions as certificates
from ocop.certificates.models import RecognitionDecision
from ocop.core.dates import today
from ocop.councils import actions as councils
from ocop.councils.models import Evaluation
from ocop.dossiers import actions as dossiers
from ocop.dossiers.fields import fields_of
from ocop.dossiers.models import Dossier
from ocop.dossiers.queries.completeness import to_be_proved
from ocop.producers import actions as producers
from ocop.programme.models import EvidenceKind, RevocationGround
from ocop.workspace.seeding.choices import choices_for
from ocop.workspace.seeding.products import DemoProduct
from ocop.workspace.seeding.shelf import dress
from ocop.workspace.seeding.stage import Stage

_JUSTIFICATION = "Có hợp đồng, hóa đơn và hình ảnh kèm theo trong phần minh chứng (dữ liệu mẫu)."
_OPINIONS = (
    "Hương vị riêng, bao bì sạch; nên in hạn dùng to hơn.",
    "Nguyên liệu địa phương rõ ràng, cần mở rộng kênh bán hàng.",
    "Câu chuyện sản phẩm hay, nên đưa lên trang truy xuất.",
)
DAYS_TO_AMEND = 10
_TOPICS = {
    "local_material": "Trên 75% dừa trái mua của hộ trong xã, có sổ theo dõi.",
    "local_labour": "34 lao động, 31 người cư trú tại xã.",
    "idea_origin": "Nghề truyền thống của ấp, có từ những năm 1970.",
    "local_identity": "Cách nấu, cách ép khuôn riêng của vùng dừa Mỏ Cày.",
}


def draft(stage: Stage, each: DemoProduct) -> Dossier:
    """Add the product and begin its dossier."""
    leaf = stage.regime.product_classes.get(criteria_set__number=each.sheet)
    fields = {"name": each.name, "product_class": leaf, "description": each.description, "story": each.story}
    product = producers.add_product(stage.producers[each.producer], fields, by=stage.owner_of(each))
    dress(product, by=stage.owner_of(each))
    return dossiers.start(product, kind="first", by=stage.owner_of(each))


def fill(stage: Stage, dossier: Dossier, each: DemoProduct) -> None:
    """Write both forms, answer every criterion, attach papers."""
    owner = stage.owner_of(each)
    for form in dossier.regime.forms.filter(code__in=("01", "02")):
        content = dossier.form01 if form.code == "01" else dossier.form02
        empty = {f.key: _text(f.label, f.type, each) for f in fields_of(form) if not content.get(f.key)}
        dossiers.edit_form(dossier, form.code, empty, by=owner)
    chosen = choices_for(dossier.criteria_set.sheet, each.points, each.stars)
    answers = {code: dossiers.Answer(option, _JUSTIFICATION) for code, option in chosen.items()}
    dossiers.answer_all(dossier, answers, by=owner)
    needed = {
        rule["kind"]
        for rule in dossier.regime.policy.get("required_evidence", [])
        if dossier.criteria_set.number in rule["sheets"]
    }
    for kind in dossier.regime.evidence_kinds.all():
        if kind.order % 3 == 1 or kind.code in needed:
            _attach(stage, dossier, kind, each)
    changes = {f"changes.{n}": f"{what}: đã cập nhật (mẫu)." for n, what in enumerate(dossier.kind.must_show)}
    if changes:
        dossiers.edit_form(dossier, "02", changes, by=owner)
    for number, _ in to_be_proved(dossier):
        _attach(stage, dossier, dossier.regime.evidence_kinds.all()[0], each, proves=number)


def _attach(
    stage: Stage, dossier: Dossier, kind: EvidenceKind, each: DemoProduct, *, proves: int | None = None
) -> None:
    owner = stage.owner_of(each)
    paper = dossiers.Paper(
        kind=kind.code,
        title=kind.label,
        number="01/2026",
        issuer="Cơ quan cấp (mẫu)",
        issued_on=today() - timedelta(days=90),
        expires_on=today() + timedelta(days=900),
        proves=proves,
    )
    file = stage.paper(kind.label, stage.producers[each.producer].name, by=owner)
    dossiers.add_evidence(dossier, file, paper, by=owner)


def _text(label: str, kind: str, each: DemoProduct) -> str:
    if kind == "tick":
        return "on"
    if kind == "date":
        return "2019-03-01"
    if kind == "number":
        return "5"
    return f"{each.name}: {label.rsplit('.', maxsplit=1)[-1].strip().lower()[:80]}. Số liệu mẫu để trình diễn."


def submit(stage: Stage, dossier: Dossier, each: DemoProduct) -> None:
    """The producer files."""
    dossiers.submit(dossier, by=stage.owner_of(each))


def accept_below(stage: Stage, dossier: Dossier, each: DemoProduct) -> None:
    """The commune takes in."""
    dossiers.accept(dossier, by=stage.officer_of(each))


def send_back(stage: Stage, dossier: Dossier, each: DemoProduct) -> None:
    """The commune asks for two things."""
    items = [
        ("Phiếu kiểm nghiệm", "Phiếu đính kèm bị mờ, hãy chụp lại."),
        ("Mẫu số 02", "Nêu rõ sản lượng năm nay."),
    ]
    dossiers.send_back(dossier, items, due_on=today() + timedelta(days=DAYS_TO_AMEND), by=stage.officer_of(each))


def close_overdue(stage: Stage, dossier: Dossier, each: DemoProduct) -> None:
    """The commune closes what was not amended by its day."""
    reason = "Quá hạn bổ sung mà chưa nhận được phiếu kiểm nghiệm; cơ sở có thể lập hồ sơ mới."
    dossiers.close_overdue(dossier, reason=reason, by=stage.officer_of(each))


def refuse(stage: Stage, dossier: Dossier, each: DemoProduct) -> None:
    """The commune finds a disqualifier of the sheet."""
    ground = dossier.criteria_set.sheet.rejection[-1]
    reason = "Cơ sở đã ngừng đăng ký kinh doanh từ tháng trước."
    dossiers.refuse(dossier, ground=ground, reason=reason, by=stage.officer_of(each))


def withdraw(stage: Stage, dossier: Dossier, each: DemoProduct) -> None:
    """The producer takes it back."""
    dossiers.withdraw(dossier, reason="Hợp tác xã muốn hoàn thiện bao bì trước.", by=stage.owner_of(each))


def propose(stage: Stage, dossier: Dossier, each: DemoProduct) -> None:
    """The commune reports and proposes to the province."""
    officer = stage.officer_of(each)
    given = dossiers.ReportInput(
        topics=_TOPICS,
        letter_number="126/UBND-KT",
        letter_date=today(),
        letter=stage.paper("Công văn đề nghị đánh giá, phân hạng", each.name, by=officer),
    )
    dossiers.write_report(dossier, given, by=officer)
    dossiers.propose(dossier, by=officer)


def accept_above(stage: Stage, dossier: Dossier, each: DemoProduct) -> None:
    """The province takes in."""
    dossiers.accept(dossier, by=stage.people["son"])


def schedule(stage: Stage, dossier: Dossier, each: DemoProduct) -> None:
    """The province counts the samples and puts it into the round."""
    dossiers.count_samples(dossier, int(stage.regime.policy["samples"]["count"]), by=stage.people["son"])
    dossiers.schedule(dossier, stage.round, by=stage.people["son"])


def review(stage: Stage, dossier: Dossier, each: DemoProduct) -> None:
    """The province gives it to the council and its team."""
    councils.begin_review(
        dossier, council=stage.council, team=stage.team, meeting=stage.meeting, by=stage.people["son"]
    )


def score_partly(stage: Stage, dossier: Dossier, each: DemoProduct) -> None:
    """One member has sent, one has an interest, the others are waited for."""
    evaluation = _begin_scoring(stage, dossier)
    _sheet(stage, evaluation, each, 0)
    councils.declare_interest(
        evaluation, has_interest=True, reason="Em ruột là thành viên hợp tác xã.", by=stage.people[stage.members[-1]]
    )


def conclude(stage: Stage, dossier: Dossier, each: DemoProduct) -> None:
    """Every member scores and the council concludes."""
    evaluation = _begin_scoring(stage, dossier)
    for number in range(len(stage.members)):
        _sheet(stage, evaluation, each, number)
    councils.conclude(evaluation, discussion="Hội đồng thống nhất kết quả.", by=stage.people["thu"])
    dossier.refresh_from_db()


def _begin_scoring(stage: Stage, dossier: Dossier) -> Evaluation:
    evaluation = dossier.evaluations.get()
    adviser = stage.people["tu"]
    councils.record_site_visit(
        evaluation,
        visited_on=today(),
        participants="Tổ tư vấn, UBND xã, chủ thể",
        findings="Nhà xưởng một chiều, có sổ theo dõi nguyên liệu; nhãn đúng hồ sơ đăng ký.",
        by=adviser,
    )
    councils.file_advisory_report(evaluation, conclusion="Hồ sơ đủ, đề nghị Hội đồng đánh giá.", by=adviser)
    councils.begin_scoring(evaluation, by=stage.people["thu"])
    dossier.refresh_from_db()
    return evaluation


def _sheet(stage: Stage, evaluation: Evaluation, each: DemoProduct, number: int) -> None:
    member = stage.people[stage.members[number]]
    councils.declare_interest(evaluation, has_interest=False, by=member)
    sheet = councils.open_sheet(evaluation, by=member)
    criteria = evaluation.dossier.criteria_set.sheet
    chosen = choices_for(criteria, each.points - number % 3, each.stars, skip=number * 3)
    marks = {code: councils.MarkInput(option=option) for code, option in chosen.items()}
    councils.save_marks(sheet, marks, opinion=_OPINIONS[number % len(_OPINIONS)], by=member)
    councils.send_sheet(sheet, by=member)


def _decision(stage: Stage, what: str, *, by: str = "ha") -> certificates.DecisionInput:
    number = f"{1601 + RecognitionDecision.objects.filter(is_demo=True).count()}/QĐ"
    is_own = by == "ha"
    return certificates.DecisionInput(
        number=f"{number}-UBND" if is_own else f"{number}-BNNMT",
        signed_on=today(),
        signer_name=stage.people["ha"].full_name if is_own else "Lãnh đạo Bộ (mẫu)",
        signer_title="KT. Chủ tịch, Phó Chủ tịch" if is_own else "Bộ trưởng",
        scan=stage.paper(f"{what} {number}", "UBND tỉnh", by=stage.people[by]),
    )


def recognise(stage: Stage, dossier: Dossier, each: DemoProduct) -> None:
    """The leader's decision is recorded; a certificate follows."""
    decision = _decision(stage, "Quyết định công nhận kết quả đánh giá, phân hạng")
    certificates.recognise([dossier], decision=decision, by=stage.people["ha"])


def close_unrecognised(stage: Stage, dossier: Dossier, each: DemoProduct) -> None:
    """The result is below what is certified."""
    note = "Dưới mức được cấp giấy chứng nhận."
    certificates.close_unrecognised([dossier], by=stage.people["ha"], note=note)


def revoke(stage: Stage, dossier: Dossier, each: DemoProduct) -> None:
    """The recognition is taken back on the regime's first ground."""
    recognition = dossier.product.recognitions.get(is_current=True)
    ground = RevocationGround.objects.filter(regime=stage.regime)[0]
    given = certificates.RevocationInput(
        ground=ground,
        decision=_decision(stage, "Quyết định thu hồi"),
        reason="Ghi sai xuất xứ nguyên liệu trong hồ sơ (dữ liệu mẫu).",
        concluded_on=today(),
    )
    certificates.revoke(recognition, given, by=stage.people["ha"])


def forward(stage: Stage, dossier: Dossier, each: DemoProduct) -> None:
    """The province puts the file together, approves the result and sends it up."""
    officer = stage.people["son"]
    letter = stage.paper("Công văn đề nghị Bộ đánh giá, phân hạng", each.name, by=officer)
    certificates.attach_upward(dossier, "letter", letter, number="412/UBND-NN", signed_on=today(), by=officer)
    certificates.count_upward_samples(dossier, int(stage.regime.policy["samples"]["count"]), by=officer)
    decision = _decision(stage, "Quyết định phê duyệt kết quả đánh giá")
    certificates.forward([dossier], decision=decision, by=stage.people["ha"])


def record_above(stage: Stage, dossier: Dossier, each: DemoProduct) -> None:
    """The ministry's answer is recorded."""
    given = certificates.HigherInput(
        decision=_decision(stage, "Quyết định công nhận của Bộ", by="son"),
        points=Decimal("93.5"),
        stars=5,
        certificate_number="05/2026/GCN-OCOP-BNNMT",
    )
    certificates.record_higher_result(dossier, given, by=stage.people["son"])
