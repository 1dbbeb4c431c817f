"""What the demo dossiers need around them: producers, a round, a council with its team and meeting, sample papers."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import typst

from ocop.accounts.models import User
from ocop.core.dates import today
from ocop.councils import actions as councils
from ocop.councils.models import AdvisoryTeam, Council, Meeting, Seat
from ocop.files.actions import store_bytes
from ocop.files.models import StoredFile
from ocop.producers import actions as producers
from ocop.producers.models import Producer
from ocop.programme.models import Level, OrganisationType, Regime, Round
from ocop.programme.rounds import open_extra_round
from ocop.workspace.seeding.clock import BEGAN, days_ago
from ocop.workspace.seeding.people import PEOPLE, home_province, place_of
from ocop.workspace.seeding.products import PRODUCERS, DemoProducer, DemoProduct

_PAPER = Path(__file__).with_name("paper.typ")
_MARK = "bản mô phỏng"


class Stage:
    """The demo people in their parts, and what they set up before the first dossier."""

    def __init__(self, people: dict[str, User]) -> None:
        self.people = people
        self.province = home_province()
        self.regime = Regime.objects.accepting(today()).get()
        self.level = Level.objects.get(regime=self.regime, unit_level=self.province.level)
        self.members = [person.key for person in PEOPLE if person.what == "Thành viên hội đồng"]
        with days_ago(BEGAN):
            self.producers = {each.key: self._producer(each) for each in PRODUCERS}
        self.owners = {each.key: people[each.owner] for each in PRODUCERS}
        self.officers = {each.key: self._officer_of(each) for each in PRODUCERS}
        self.round = self._extra_round()
        self.council, self.team = self._council(), self._team()
        self.meeting = self._meeting()
        self._papers: dict[tuple[str, str], StoredFile] = {}

    def owner_of(self, product: DemoProduct) -> User:
        """Who acts for the product's producer."""
        return self.owners[product.producer]

    def officer_of(self, product: DemoProduct) -> User:
        """The officer of the producer's commune."""
        return self.officers[product.producer]

    def paper(self, title: str, whose: str, *, by: User) -> StoredFile:
        """A sample paper; the same one when the same is asked for again, as a producer attaches one licence twice."""
        if (title, whose) not in self._papers:
            name = f"{title[:60]} ({_MARK}).pdf"
            pdf = _pdf(title.rstrip(",. "), whose, f"{today():%d/%m/%Y}")
            self._papers[title, whose] = store_bytes(pdf, name=name, media_type="application/pdf", by=by)
        return self._papers[title, whose]

    def _officer_of(self, each: DemoProducer) -> User:
        return next(self.people[p.key] for p in PEOPLE if p.role and p.place == each.commune)

    def _producer(self, each: DemoProducer) -> Producer:
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
        part = Seat.Part
        agencies = {person.key: person.agency for person in PEOPLE}
        seats = [councils.SeatInput(self.people["ha"], part.CHAIR, "Lãnh đạo UBND cấp tỉnh", is_scoring=False)]
        seats += [councils.SeatInput(self.people[key], part.MEMBER, agencies[key]) for key in self.members]
        seats.append(councils.SeatInput(self.people["thu"], part.SECRETARY, agencies["thu"], is_scoring=False))
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
        # Today: what the demo's council concludes, it concludes on the day of its meeting.
        place = "Hội trường UBND tỉnh"
        return councils.plan_meeting(self.council, self.round, held_on=today(), place=place, by=self.people["son"])


def _pdf(title: str, whose: str, day: str) -> bytes:
    data = {
        "title": title,
        "number": "01/2026",
        "lines": [["Cấp cho", whose], ["Ngày cấp", day], ["Ghi chú", "Giấy tờ minh họa"]],
        "place": f"Vĩnh Long, ngày {day}",
    }
    return typst.compile(str(_PAPER), sys_inputs={"data": json.dumps(data)}, ignore_system_fonts=True)
