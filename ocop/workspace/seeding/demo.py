"""A small worked set of demo dossiers in every state, made only by calling the actions, as people would."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import typst
from django.db import transaction

from ocop.accounts.models import User
from ocop.certificates import actions as certificates
from ocop.certificates.models import RecognitionDecision
from ocop.core.dates import today
from ocop.councils import actions as councils
from ocop.councils.models import AdvisoryTeam, Council, Evaluation, Meeting, Seat
from ocop.dossiers import actions as dossiers
from ocop.dossiers.fields import fields_of
from ocop.dossiers.models import Dossier
from ocop.files.actions import store_bytes
from ocop.files.models import StoredFile
from ocop.producers import actions as producers
from ocop.producers.models import Producer, Product
from ocop.programme.models import Level, OrganisationType, Regime, RevocationGround, Round
from ocop.programme.rounds import open_extra_round
from ocop.workspace.seeding.choices import choices_for
from ocop.workspace.seeding.people import PEOPLE, home_province, make_people, place_of
from ocop.workspace.seeding.products import PRODUCERS, PRODUCTS, DemoProduct

_PAPER = Path(__file__).with_name("paper.typ")
_MARK = "bản mô phỏng"


def is_seeded() -> bool:
    """Whether the demo is there already."""
    return Product.objects.filter(is_demo=True).exists()


@transaction.atomic
def seed_demo() -> int:
    """Make the demo people, producers, council and dossiers. Returns how many dossiers; 0 when they are there."""
    people = make_people()
    return 0 if is_seeded() else _Demo(people).run()


class _Demo:
    """Walks each demo product as far as its `reaches` says."""

    def __init__(self, people: dict[str, User]) -> None:
        self.people = people
        self.province = home_province()
        self.regime = Regime.objects.accepting(today()).get()
        self.level = Level.objects.get(regime=self.regime, unit_level=self.province.level)
        self.members = [person.key for person in PEOPLE if person.what == "Thành viên hội đồng"]

    def run(self) -> int:
        self.producers = {each.key: self._producer(each) for each in PRODUCERS}
        self.owners = {each.key: self.people[each.owner] for each in PRODUCERS}
        self.officers = {each.key: self._officer_of(self.producers[each.key]) for each in PRODUCERS}
        self.round = self._extra_round()
        self.council, self.team = self._council(), self._team()
        self.meeting = self._meeting()
        for product in PRODUCTS:
            self._walk(product)
        return len(PRODUCTS)

    def _officer_of(self, producer: Producer) -> User:
        officers = (self.people[p.key] for p in PEOPLE if p.role and p.place == producer.unit.name)
        return next(officers)

    def _producer(self, each: Any) -> Producer:
        commune = place_of(each.commune)
        fields = {
            "name": each.name,
            "organisation_type": OrganisationType.objects.get(code=each.organisation),
            "unit": commune,
            "address": each.address,
            "representative": each.representative,
            "position": "Giám đốc" if each.organisation == "cooperative" else "Chủ hộ",
            "gender": each.gender,
            "ethnicity": "Kinh",
            "permanent_address": f"{each.address}, {commune.path}",
            "phone": "0900 000 000",
            "email": f"{each.key}@ocop.demo",
            "is_contact_public": True,
            "founded_on": today().replace(year=2019, month=3, day=1),
            "registration_number": "5500 000 000",
            "introduction": each.introduction,
        }
        return producers.register(fields, by=self.people[each.owner])

    def _extra_round(self) -> Round:
        return open_extra_round(
            self.level,
            self.province,
            basis="Quy chế số 1521/QĐ-HĐ và Kế hoạch số 88/KH-UBND (dữ liệu mẫu)",
            proposed_before=today() + timedelta(days=14),
            held_before=today() + timedelta(days=38),
        )

    def _council(self) -> Council:
        member = Seat.Part.MEMBER
        agencies = {person.key: person.agency for person in PEOPLE}
        seats = [councils.SeatInput(self.people["ha"], Seat.Part.CHAIR, "Lãnh đạo UBND cấp tỉnh", is_scoring=False)]
        seats += [councils.SeatInput(self.people[key], member, agencies[key]) for key in self.members]
        seats.append(councils.SeatInput(self.people["thu"], Seat.Part.SECRETARY, agencies["thu"], is_scoring=False))
        return councils.set_up_council(
            self.province,
            self.level,
            councils.BodyInput("Hội đồng đánh giá, phân hạng sản phẩm OCOP tỉnh (mẫu)", "1520/QĐ-UBND", today()),
            councils.Regulation(
                number="1521/QĐ-HĐ",
                date=today(),
                quorum_percent=75,
                spread_limit=Decimal(self.regime.reading("members_spread_limit")),
                allows_extra_rounds=True,
            ),
            seats,
            by=self.people["son"],
            confirmed=True,
        )

    def _team(self) -> AdvisoryTeam:
        return councils.set_up_team(
            self.province,
            self.level,
            councils.BodyInput("Tổ tư vấn Hội đồng cấp tỉnh (mẫu)", "1522/QĐ-UBND", today()),
            [councils.TeamInput(self.people["tu"], "Chi cục Quản lý chất lượng", is_lead=True)],
            by=self.people["son"],
        )

    def _meeting(self) -> Meeting:
        held_on = today() + timedelta(days=10)
        place = "Hội trường UBND tỉnh"
        return councils.plan_meeting(self.council, self.round, held_on=held_on, place=place, by=self.people["son"])

    def _walk(self, product: DemoProduct) -> None:
        dossier = self._draft(product)
        for step in _ROUTES[product.reaches]:
            dossier = step(self, dossier, product) or dossier

    def _draft(self, each: DemoProduct) -> Dossier:
        leaf = self.regime.product_classes.get(criteria_set__number=each.sheet)
        fields = {"name": each.name, "product_class": leaf, "description": each.description, "story": each.story}
        owner = self.owners[each.producer]
        product = producers.add_product(self.producers[each.producer], fields, by=owner)
        return dossiers.start(product, kind="first", by=owner)

    def fill(self, dossier: Dossier, each: DemoProduct) -> None:
        owner = self.owners[each.producer]
        for form in dossier.regime.forms.filter(code__in=("01", "02")):
            content = dossier.form01 if form.code == "01" else dossier.form02
            empty = {f.key: _text(f.label, f.type, each) for f in fields_of(form) if not content.get(f.key)}
            dossiers.edit_form(dossier, form.code, empty, by=owner)
        chosen = choices_for(dossier.criteria_set.sheet, each.points, each.stars)
        for code, option in chosen.items():
            dossiers.answer(dossier, code, dossiers.Answer(option, _JUSTIFICATION), by=owner)
        for kind in dossier.regime.evidence_kinds.all():
            if kind.order % 2 or dossiers_need(dossier, kind.code):
                file = self.paper(kind.label, dossier.product.producer.name, by=owner)
                paper = dossiers.Paper(
                    kind=kind.code,
                    title=kind.label,
                    number="01/2026",
                    issuer="Cơ quan cấp (mẫu)",
                    issued_on=today() - timedelta(days=90),
                    expires_on=today() + timedelta(days=900),
                )
                dossiers.add_evidence(dossier, file, paper, by=owner)

    def paper(self, title: str, whose: str, *, by: User) -> StoredFile:
        data = {
            "title": title.rstrip(",. "),
            "number": "01/2026",
            "lines": [["Cấp cho", whose], ["Ngày cấp", f"{today():%d/%m/%Y}"], ["Ghi chú", "Giấy tờ minh họa"]],
            "place": f"Vĩnh Long, ngày {today():%d/%m/%Y}",
        }
        pdf = typst.compile(str(_PAPER), sys_inputs={"data": json.dumps(data)}, ignore_system_fonts=True)
        return store_bytes(pdf, name=f"{title[:60]} ({_MARK}).pdf", media_type="application/pdf", by=by)

    def submit(self, dossier: Dossier, each: DemoProduct) -> Dossier:
        return dossiers.submit(dossier, by=self.owners[each.producer])

    def accept_below(self, dossier: Dossier, each: DemoProduct) -> Dossier:
        return dossiers.accept(dossier, by=self.officers[each.producer])

    def send_back(self, dossier: Dossier, each: DemoProduct) -> Dossier:
        items = [
            ("Phiếu kiểm nghiệm", "Phiếu đính kèm bị mờ, hãy chụp lại."),
            ("Mẫu số 02", "Nêu rõ sản lượng năm nay."),
        ]
        due = today() + timedelta(days=10)
        return dossiers.send_back(dossier, items, due_on=due, by=self.officers[each.producer])

    def refuse(self, dossier: Dossier, each: DemoProduct) -> Dossier:
        ground = dossier.criteria_set.sheet.rejection[-1]
        reason = "Cơ sở đã ngừng đăng ký kinh doanh từ tháng trước."
        return dossiers.refuse(dossier, ground=ground, reason=reason, by=self.officers[each.producer])

    def withdraw(self, dossier: Dossier, each: DemoProduct) -> Dossier:
        reason = "Hợp tác xã muốn hoàn thiện bao bì trước."
        return dossiers.withdraw(dossier, reason=reason, by=self.owners[each.producer])

    def propose(self, dossier: Dossier, each: DemoProduct) -> Dossier:
        officer = self.officers[each.producer]
        given = dossiers.ReportInput(
            topics=_TOPICS,
            letter_number="126/UBND-KT",
            letter_date=today(),
            letter=self.paper("Công văn đề nghị đánh giá, phân hạng", dossier.product.name, by=officer),
        )
        dossiers.write_report(dossier, given, by=officer)
        return dossiers.propose(dossier, by=officer)

    def accept_above(self, dossier: Dossier, each: DemoProduct) -> Dossier:
        return dossiers.accept(dossier, by=self.people["son"])

    def schedule(self, dossier: Dossier, each: DemoProduct) -> Dossier:
        dossiers.count_samples(dossier, int(self.regime.policy["samples"]["count"]), by=self.people["son"])
        return dossiers.schedule(dossier, self.round, by=self.people["son"])

    def review(self, dossier: Dossier, each: DemoProduct) -> None:
        councils.begin_review(
            dossier, council=self.council, team=self.team, meeting=self.meeting, by=self.people["son"]
        )

    def score_partly(self, dossier: Dossier, each: DemoProduct) -> None:
        self._begin_scoring(dossier)
        evaluation = dossier.evaluations.get()
        self._sheet(evaluation, each, 0)
        councils.declare_interest(
            evaluation, has_interest=True, reason="Em ruột là thành viên hợp tác xã.", by=self.people[self.members[-1]]
        )

    def _begin_scoring(self, dossier: Dossier) -> None:
        evaluation = dossier.evaluations.get()
        adviser = self.people["tu"]
        councils.record_site_visit(
            evaluation,
            visited_on=today(),
            participants="Tổ tư vấn, UBND xã, chủ thể",
            findings="Nhà xưởng một chiều, có sổ theo dõi nguyên liệu; nhãn đúng hồ sơ đăng ký.",
            by=adviser,
        )
        councils.file_advisory_report(evaluation, conclusion="Hồ sơ đủ, đề nghị Hội đồng đánh giá.", by=adviser)
        councils.begin_scoring(evaluation, by=self.people["thu"])
        dossier.refresh_from_db()

    def _sheet(self, evaluation: Evaluation, each: DemoProduct, number: int) -> None:
        member = self.people[self.members[number]]
        councils.declare_interest(evaluation, has_interest=False, by=member)
        sheet = councils.open_sheet(evaluation, by=member)
        criteria = evaluation.dossier.criteria_set.sheet
        chosen = choices_for(criteria, each.points - number % 3, each.stars, skip=number * 3)
        marks = {code: councils.MarkInput(option=option) for code, option in chosen.items()}
        councils.save_marks(sheet, marks, opinion=_OPINIONS[number % len(_OPINIONS)], by=member)
        councils.send_sheet(sheet, by=member)

    def conclude(self, dossier: Dossier, each: DemoProduct) -> Dossier:
        self._begin_scoring(dossier)
        evaluation = dossier.evaluations.get()
        for number in range(len(self.members)):
            self._sheet(evaluation, each, number)
        councils.conclude(evaluation, discussion="Hội đồng thống nhất kết quả.", by=self.people["thu"])
        return Dossier.objects.for_page().get(pk=dossier.pk)

    def _decision(self, what: str, *, by: str = "ha") -> certificates.DecisionInput:
        number = RecognitionDecision.objects.count() + 1
        return certificates.DecisionInput(
            number=f"{1600 + number}/QĐ-{'UBND' if by == 'ha' else 'BNNMT'}",
            signed_on=today(),
            signer_name=self.people["ha"].full_name if by == "ha" else "Lãnh đạo Bộ (mẫu)",
            signer_title="KT. Chủ tịch, Phó Chủ tịch" if by == "ha" else "Bộ trưởng",
            scan=self.paper(what, "UBND tỉnh", by=self.people["ha" if by == "ha" else "son"]),
        )

    def recognise(self, dossier: Dossier, each: DemoProduct) -> None:
        decision = self._decision("Quyết định công nhận kết quả đánh giá, phân hạng")
        certificates.recognise([dossier], decision=decision, by=self.people["ha"])

    def close_unrecognised(self, dossier: Dossier, each: DemoProduct) -> None:
        certificates.close_unrecognised([dossier], by=self.people["ha"], note="Dưới mức được cấp giấy chứng nhận.")

    def revoke(self, dossier: Dossier, each: DemoProduct) -> None:
        recognition = dossier.product.recognitions.get(is_current=True)
        ground = RevocationGround.objects.filter(regime=self.regime).first()
        if ground is None:
            return
        given = certificates.RevocationInput(
            ground=ground,
            decision=self._decision("Quyết định thu hồi"),
            reason="Ghi sai xuất xứ nguyên liệu trong hồ sơ (dữ liệu mẫu).",
            concluded_on=today(),
        )
        certificates.revoke(recognition, given, by=self.people["ha"])

    def forward(self, dossier: Dossier, each: DemoProduct) -> None:
        decision = self._decision("Quyết định phê duyệt kết quả đánh giá")
        certificates.forward([dossier], decision=decision, by=self.people["ha"])

    def record_above(self, dossier: Dossier, each: DemoProduct) -> None:
        dossier = Dossier.objects.for_page().get(pk=dossier.pk)
        given = certificates.HigherInput(
            decision=self._decision("Quyết định công nhận của Bộ", by="son"),
            points=Decimal("93.5"),
            stars=5,
            certificate_number="05/2026/GCN-OCOP-BNNMT",
        )
        certificates.record_higher_result(dossier, given, by=self.people["son"])


def dossiers_need(dossier: Dossier, kind: str) -> bool:
    """Whether the regime refuses this dossier without a paper of the kind."""
    rules = dossier.regime.policy.get("required_evidence", [])
    return any(rule["kind"] == kind and dossier.criteria_set.number in rule["sheets"] for rule in rules)


def _text(label: str, kind: str, each: DemoProduct) -> str:
    if kind == "tick":
        return "on"
    if kind == "date":
        return "2019-03-01"
    if kind == "number":
        return "5"
    return f"{each.name}: {label.rsplit('.', maxsplit=1)[-1].strip().lower()[:80]}. Số liệu mẫu để trình diễn."


_JUSTIFICATION = "Có hợp đồng, hóa đơn và hình ảnh kèm theo trong phần minh chứng (dữ liệu mẫu)."
_OPINIONS = (
    "Hương vị riêng, bao bì sạch; nên in hạn dùng to hơn.",
    "Nguyên liệu địa phương rõ ràng, cần mở rộng kênh bán hàng.",
    "Câu chuyện sản phẩm hay, nên đưa lên trang truy xuất.",
)
_TOPICS = {
    "local_material": "Trên 75% dừa trái mua của hộ trong xã, có sổ theo dõi.",
    "local_labour": "34 lao động, 31 người cư trú tại xã.",
    "idea_origin": "Nghề truyền thống của ấp, có từ những năm 1970.",
    "local_identity": "Cách nấu, cách ép khuôn riêng của vùng dừa Mỏ Cày.",
}

Act = Callable[[_Demo, Dossier, DemoProduct], Dossier | None]
_FILED: tuple[Act, ...] = (_Demo.fill, _Demo.submit)
_ACCEPTED: tuple[Act, ...] = (*_FILED, _Demo.accept_below)
_PROPOSED: tuple[Act, ...] = (*_ACCEPTED, _Demo.propose)
_SCHEDULED: tuple[Act, ...] = (*_PROPOSED, _Demo.accept_above, _Demo.schedule)
_REVIEW: tuple[Act, ...] = (*_SCHEDULED, _Demo.review)
_CONCLUDED: tuple[Act, ...] = (*_REVIEW, _Demo.conclude)
_ROUTES: dict[str, tuple[Act, ...]] = {
    "draft": (),
    "submitted": _FILED,
    "withdrawn": (*_FILED, _Demo.withdraw),
    "accepted": _ACCEPTED,
    "returned": (*_ACCEPTED, _Demo.send_back),
    "refused": (*_ACCEPTED, _Demo.refuse),
    "proposed": _PROPOSED,
    "scheduled": _SCHEDULED,
    "in_review": _REVIEW,
    "in_scoring": (*_REVIEW, _Demo.score_partly),
    "concluded": _CONCLUDED,
    "recognised": (*_CONCLUDED, _Demo.recognise),
    "revoked": (*_CONCLUDED, _Demo.recognise, _Demo.revoke),
    "not_recognised": (*_CONCLUDED, _Demo.close_unrecognised),
    "forwarded": (*_CONCLUDED, _Demo.forward),
    "recognised_above": (*_CONCLUDED, _Demo.forward, _Demo.record_above),
}
