"""What is measured on: the demo's people and papers, a council of eleven over a meeting's dossiers, a full list.

A dossier that is filed is filed by the actions. The fifty before the council and the products of the list are rows
written at once, as valid as the actions would have left them.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from itertools import islice
from typing import Any

from django.utils import timezone

from ocop.accounts.models import Appointment, Role, User
from ocop.certificates.models import Certificate, Recognition, RecognitionDecision
from ocop.core.dates import add_months, today
from ocop.councils import actions as councils
from ocop.councils.models import Evaluation, InterestDeclaration, Mark, Meeting, ScoringSheet, Seat, SentSheet
from ocop.councils.tally import Line, Scorer, frozen
from ocop.dossiers.actions import Paper, add_evidence
from ocop.dossiers.models import Dossier, State
from ocop.producers.models import Product
from ocop.programme.models import CriteriaSet, DossierKind, ProductClass
from ocop.programme.sheets import Sheet
from ocop.workspace.seeding import acts
from ocop.workspace.seeding.choices import choices_for
from ocop.workspace.seeding.people import make_people
from ocop.workspace.seeding.products import PRODUCTS
from ocop.workspace.seeding.stage import Stage

OPINION = "Sản phẩm có nguyên liệu địa phương, bao bì sạch."
MEMBERS = 11


class World:
    """Everything the cases need, each part made when it is first asked for."""

    @cached_property
    def stage(self) -> Stage:
        """The demo's people, producers, round, team."""
        return Stage(make_people())

    @cached_property
    def leaf(self) -> ProductClass:
        """The class of the measured products."""
        return self.stage.regime.product_classes.get(criteria_set__number=PRODUCTS[0].sheet)

    def ready_dossier(self) -> Dossier:
        """A dossier with every field, every answer and a paper of every kind, not filed."""
        each = PRODUCTS[0]
        dossier = acts.draft(self.stage, each)
        acts.fill(self.stage, dossier, each)
        held = set(dossier.evidence.values_list("kind__code", flat=True))
        owner = self.stage.owner_of(each)
        for kind in dossier.regime.evidence_kinds.exclude(code__in=held):
            add_evidence(dossier, self.stage.paper(kind.label, "", by=owner), Paper(kind.code, kind.label), by=owner)
        return dossier

    @cached_property
    def meeting(self) -> Meeting:
        """A meeting of a council of eleven scoring members."""
        agencies = self.stage.level.details.get("council", {}).get("agencies", [])
        seats = [
            councils.SeatInput(self.stage.people["ha"], Seat.Part.CHAIR, "UBND cấp tỉnh", is_scoring=False),
            councils.SeatInput(self.stage.people["thu"], Seat.Part.SECRETARY, "Cơ quan tham mưu", is_scoring=False),
        ]
        for number in range(MEMBERS):
            member = User.objects.create(email=f"tv{number}@ocop.demo", full_name=f"Thành viên {number}", is_demo=True)
            Appointment.objects.create(user=member, role=Role.MEMBER, unit=self.stage.province, starts=today())
            agency = str(agencies[number]) if number < len(agencies) else f"Sở {number}"
            seats.append(councils.SeatInput(member, Seat.Part.MEMBER, agency[:160]))
        council = councils.set_up_council(
            self.stage.province,
            self.stage.level,
            councils.BodyInput("Hội đồng 11 thành viên", "1/QĐ-UBND", today()),
            councils.Regulation(
                "2/QĐ-HĐ", today(), quorum_percent=75, spread_limit=Decimal(10), allows_extra_rounds=True
            ),
            seats,
            by=self.stage.people["son"],
            confirmed=True,
        )
        place, officer = "Hội trường", self.stage.people["son"]
        return councils.plan_meeting(council, self.stage.round, held_on=today(), place=place, by=officer)

    def scored(self, count: int) -> list[Evaluation]:
        """Dossiers of the meeting that all members have scored and sent, ready to be concluded."""
        kind = DossierKind.objects.get(regime=self.stage.regime, key="first")
        dossiers = [
            Dossier(
                product=product,
                kind=kind,
                regime=self.stage.regime,
                criteria_set=self.criteria_set,
                state=State.IN_SCORING,
                desk=self.stage.province,
                level=self.stage.level,
                round=self.stage.round,
                created_by=self.stage.people["mai"],
                filed_at=timezone.now(),
                is_demo=True,
            )
            for product in self.products("Hồ sơ", count)
        ]
        evaluations = Evaluation.objects.bulk_create(
            Evaluation(
                dossier=dossier,
                council=self.meeting.council,
                team=self.stage.team,
                meeting=self.meeting,
                opened_by=self.stage.people["son"],
                scoring_since=timezone.now(),
            )
            for dossier in Dossier.objects.bulk_create(dossiers)
        )
        self._send_sheets(evaluations)
        return evaluations

    def _send_sheets(self, evaluations: list[Evaluation]) -> None:
        seats = list(self.meeting.council.seats.filter(is_scoring=True))
        InterestDeclaration.objects.bulk_create(
            InterestDeclaration(seat=seat, evaluation=evaluation, has_interest=False)
            for evaluation in evaluations
            for seat in seats
        )
        lines = [self.lines(number) for number in range(len(seats))]
        kept = [self.sent(number) for number in range(len(seats))]
        numbers = {seat.pk: number for number, seat in enumerate(seats)}
        sheets = ScoringSheet.objects.bulk_create(
            ScoringSheet(
                evaluation=evaluation,
                seat=seat,
                state=ScoringSheet.State.SENT,
                opinion=OPINION,
                sent_at=timezone.now(),
                total=kept[numbers[seat.pk]]["total"],
            )
            for evaluation in evaluations
            for seat in seats
        )
        SentSheet.objects.bulk_create(
            SentSheet(sheet=sheet, number=1, content=content, total=content["total"])
            for sheet in sheets
            for content in [kept[numbers[sheet.seat_id]]]
        )
        marks = (
            Mark(sheet=sheet, criterion=code, option=line.option)
            for sheet in sheets
            for code, line in lines[numbers[sheet.seat_id]].items()
        )
        while batch := list(islice(marks, 2000)):
            Mark.objects.bulk_create(batch)

    def lines(self, number: int) -> dict[str, Line]:
        """What the member of this number answers."""
        chosen = choices_for(self.sheet, 84 - number % 3, 4, skip=number * 3 % len(self.sheet.criteria))
        return {code: Line(option) for code, option in chosen.items()}

    def sent(self, number: int) -> dict[str, Any]:
        """The frozen sheet of the member of this number."""
        return frozen(self.sheet, self.lines(number), OPINION, self.criteria_set.fingerprint)[0]

    def scorers(self) -> list[Scorer]:
        """Eleven members with their sheets."""
        return [
            Scorer(seat=str(n), name=f"Thành viên {n}", agency="", part="", sent=1, content=self.sent(n))
            for n in range(MEMBERS)
        ]

    @cached_property
    def criteria_set(self) -> CriteriaSet:
        """The measured scoring sheet as the law has it."""
        return self.stage.regime.criteria_sets.get(number=PRODUCTS[0].sheet)

    @cached_property
    def sheet(self) -> Sheet:
        """The measured scoring sheet."""
        return self.criteria_set.sheet

    def products(self, name: str, count: int) -> list[Product]:
        """Products of the demo's first producer."""
        producer = self.stage.producers[PRODUCTS[0].producer]
        return [
            Product.objects.create(
                name=f"{name} {number}",
                producer=producer,
                product_class=self.leaf,
                is_demo=True,
                description="Hộp 300 g",
            )
            for number in range(count)
        ]

    def decision(self) -> RecognitionDecision:
        """A decision that recognises."""
        leader = self.stage.people["ha"]
        return RecognitionDecision.objects.create(
            kind=RecognitionDecision.Kind.RECOGNITION,
            regime=self.stage.regime,
            level=self.stage.level,
            unit=self.stage.province,
            number="1/QĐ-UBND",
            signed_on=today(),
            signer_name=str(leader),
            signer_title="Chủ tịch",
            scan=self.stage.paper("Quyết định công nhận", "UBND tỉnh", by=leader),
            recorded_by=leader,
            is_demo=True,
        )

    def recognised(self, count: int) -> list[Certificate]:
        """Products with stars and a certificate, on the public list."""
        decision = self.decision()
        until = add_months(today(), 36)
        recognitions = Recognition.objects.bulk_create(
            Recognition(
                product=product,
                regime=self.stage.regime,
                decision=decision,
                stars=3 + number % 2,
                score=Decimal(75),
                valid_from=today(),
                valid_to=until,
            )
            for number, product in enumerate(self.products("Sản phẩm", count))
        )
        return Certificate.objects.bulk_create(
            Certificate(recognition=each, number=f"{number:04d}/GCN", issued_on=today(), expires_on=until)
            for number, each in enumerate(recognitions)
        )
