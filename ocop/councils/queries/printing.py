"""Papers of a council as DOCX, from what is stored: the sheet sent, the minutes, the team's report, the proposal."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone

from ocop.councils.models import Council, Evaluation, Meeting, ScoringSheet, Seat
from ocop.councils.queries.lines import lines_sent, self_points
from ocop.councils.queries.scores import outcome_words
from ocop.dossiers.models import Dossier
from ocop.papers import advisory_report, leader_report, minutes, scoring_sheet
from ocop.papers.parts import Heading, ProductRow, Signer
from ocop.papers.sheet import sheet_from_law
from ocop.places.models import Unit
from ocop.programme.averages import truncated


def _address(dossier: Dossier) -> str:
    producer = dossier.product.producer
    return ", ".join(part for part in (producer.address, producer.unit.path) if part)


def sheet_docx(sheet: ScoringSheet) -> bytes:
    """Phiếu đánh giá of one member, as last sent."""
    dossier, producer = sheet.evaluation.dossier, sheet.evaluation.dossier.product.producer
    sent = sheet.sent.order_by("number").last()
    lines = lines_sent(sent.content) if sent else {}
    criteria = dossier.criteria_set.sheet
    found = [criteria.criterion(code).gate for code, line in lines.items() if line.is_rejected]
    return scoring_sheet.render(
        scoring_sheet.ScoringSheetPaper(
            sheet=sheet_from_law(dossier.criteria_set.content, decision=dossier.regime.citation),
            product=dossier.product.name,
            product_code=dossier.product.official_code,
            producer=producer.name,
            phone=producer.phone,
            address=_address(dossier),
            choices={code: line.option for code, line in lines.items() if line.option} if sent else None,
            remarks={code: line.note for code, line in lines.items() if line.note},
            opinion=sent.content["opinion"] if sent else "",
            rejected_because="; ".join(gate.text for gate in found if gate),
            council=sheet.evaluation.council.name,
            scorer=str(sheet.seat.user),
            scorer_position=sheet.seat.agency,
            place=_place(sheet.evaluation.council.unit),
            day=timezone.localdate(sent.sent_at) if sent else None,
            demo=dossier.is_demo,
        )
    )


def _place(unit: Unit) -> str:
    return unit.name


def _people(unit: Unit) -> str:
    return f"Ủy ban nhân dân {unit.full_name}" if unit.level != Unit.Level.NATION else "Bộ Nông nghiệp và Môi trường"


def _heading(body: Council, symbol: str) -> Heading:
    return Heading(body=body.name, parent=_people(body.unit), symbol=symbol, place=_place(body.unit))


def _attendee(seat: Seat, **more: str) -> minutes.Attendee:
    return minutes.Attendee(name=str(seat.user), position=seat.agency, role=seat.get_part_display(), **more)


def minutes_docx(meeting: Meeting, evaluations: Sequence[Evaluation]) -> bytes:
    """Biên bản of a meeting over its concluded dossiers."""
    council = meeting.council
    seats = list(council.seats.filter(ended_on=None).select_related("user"))
    absences = {absence.seat_id: absence.reason for absence in meeting.absences.all()}
    present = [seat for seat in seats if seat.pk not in absences]
    chair = next((seat for seat in seats if seat.part == Seat.Part.CHAIR), None)
    secretary = next((seat for seat in seats if seat.part == Seat.Part.SECRETARY), None)
    scoring = [seat for seat in seats if seat.is_scoring]
    there = sum(seat.pk not in absences for seat in scoring)
    required = -(-len(scoring) * council.quorum_percent // 100)
    excluded = [
        minutes.Attendee(left["name"], left["agency"], reason=left["why"], product=row.dossier.product.name)
        for row in evaluations
        for left in row.result.get("left_out", ())
        if "lợi ích" in left["why"]
    ]
    return minutes.render(
        minutes.Minutes(
            heading=_heading(council, "BB-HĐ"),
            products=tuple(_product(row) for row in evaluations),
            chair=Signer(("Chủ tịch Hội đồng",), str(chair.user) if chair else ""),
            secretary=Signer(("Thư ký",), str(secretary.user) if secretary else ""),
            basis=_basis(council, evaluations),
            starts_at=None,
            venue=meeting.place,
            mode=meeting.get_mode_display(),
            present=tuple(_attendee(seat) for seat in present),
            absent=tuple(_attendee(seat, reason=absences[seat.pk]) for seat in seats if seat.pk in absences),
            excluded=tuple(excluded),
            quorum=minutes.Quorum(
                there, len(scoring), required, there >= required, f"Quy chế {council.regulation_number}"
            ),
            conclusion=tuple(meeting.discussion.split("\n")) if meeting.discussion else (),
            demo=any(row.dossier.is_demo for row in evaluations),
        )
    )


def _basis(council: Council, evaluations: Sequence[Evaluation]) -> tuple[str, ...]:
    regimes = {row.dossier.regime.citation for row in evaluations}
    return (
        *(f"Căn cứ {citation} của Thủ tướng Chính phủ" for citation in sorted(regimes)),
        f"Căn cứ Quyết định số {council.decision_number} ngày {council.decision_date:%d/%m/%Y} thành lập Hội đồng",
        f"Căn cứ Quy chế ban hành theo Quyết định số {council.regulation_number} "
        f"ngày {council.regulation_date:%d/%m/%Y}",
    )


def _product(row: Evaluation) -> minutes.ProductResult:
    dossier, result = row.dossier, row.result
    sheet = dossier.criteria_set.sheet
    totals = []
    for member in result.get("members", ()):
        parts = {part.code: 0 for part in sheet.parts}
        for code, points in member["points"].items():
            parts[sheet.criterion(code).part] += points
        totals.append(minutes.MemberTotal(member["name"], member["total"], tuple(parts.values())))
    totals += [minutes.MemberTotal(left["name"], note=left["why"]) for left in result.get("left_out", ())]
    missed = [
        f"{sheet.criterion_of(option)} ({stars} sao)"
        for stars, options in result.get("missed", {}).items()
        for option in options
    ]
    return minutes.ProductResult(
        name=dossier.product.name,
        producer=dossier.product.producer.name,
        code=dossier.product.official_code,
        address=_address(dossier),
        sheet=str(dossier.criteria_set),
        round_kind=dossier.kind.label,
        totals=tuple(totals),
        mean=_mean(row),
        spread=result.get("spread"),
        spread_limit=Decimal(result["spread_limit"]) if "spread_limit" in result else None,
        gates_missed=tuple(missed),
        stars=row.stars,
        outcome="" if row.stars else outcome_words(row.outcome, row.stars),
        discussion=row.discussion,
    )


def _mean(row: Evaluation) -> Decimal | None:
    return truncated(Fraction(row.result["mean"]), 4) if row.result else None


def leader_docx(meeting: Meeting, evaluations: Sequence[Evaluation]) -> bytes:
    """Tờ trình: the council reports the results and proposes to recognise them (Điều 7.3d)."""
    council = meeting.council
    chair = council.seats.filter(part=Seat.Part.CHAIR, ended_on=None).select_related("user").first()
    rows = tuple(
        ProductRow(
            name=row.dossier.product.name,
            producer=row.dossier.product.producer.name,
            address=_address(row.dossier),
            code=row.dossier.product.official_code,
            round_kind=row.dossier.kind.label,
            mean=_mean(row),
            stars=row.stars,
            note="" if row.stars else outcome_words(row.outcome, row.stars),
        )
        for row in evaluations
    )
    decider = council.level.head_at(council.unit)
    return leader_report.render(
        leader_report.LeaderReport(
            heading=_heading(council, "TTr-HĐ"),
            signer=Signer(("TM. Hội đồng", "Chủ tịch"), str(chair.user) if chair else ""),
            products=rows,
            receivers_above=(decider,) if decider else (),
            basis=_basis(council, evaluations),
            opening=(
                f"{council.name} báo cáo kết quả đánh giá, phân hạng tại {str(meeting).lower()}, {meeting.round}.",
            ),
            proposals=(f"Kính trình {decider or 'cấp có thẩm quyền'} xem xét, quyết định.",),
            demo=any(row.dossier.is_demo for row in evaluations),
        )
    )


def advisory_docx(evaluation: Evaluation) -> bytes:
    """Báo cáo của tổ tư vấn on one dossier."""
    dossier, team = evaluation.dossier, evaluation.team
    report = getattr(evaluation, "advisory_report", None)
    sheet = dossier.criteria_set.sheet
    findings = list(evaluation.findings.all())
    proposed = [sheet.option(f.option).points for f in findings if f.option and sheet.has_option(f.option)]
    visits = [f"{visit}: {visit.findings}" for visit in evaluation.site_visits.all()]
    asked = [item.subject for request in dossier.amendment_requests.all() for item in request.items.all()]
    members = list(team.members.filter(ended_on=None).select_related("user")) if team else []
    return advisory_report.render(
        advisory_report.AdvisoryReport(
            heading=Heading(
                body=team.name if team else _people(evaluation.council.unit),
                parent=_people(evaluation.council.unit) if team else "",
                symbol="BC-TTV",
                place=_place(evaluation.council.unit),
                day=timezone.localdate(report.filed_at) if report else None,
            ),
            findings=(
                advisory_report.Finding(
                    product=dossier.product.name,
                    producer=dossier.product.producer.name,
                    code=dossier.product.official_code,
                    address=_address(dossier),
                    site_visit=" ".join(visits),
                    supplements=tuple(asked),
                    concerns=tuple(f"{f.criterion}: {f.text}" for f in findings if f.text),
                    self_total=self_points(dossier),
                    suggested_total=sum(proposed) if proposed else None,
                    conclusion=report.conclusion if report else "",
                ),
            ),
            signer=Signer(("TM. Tổ tư vấn", "Tổ trưởng"), next((str(m.user) for m in members if m.is_lead), "")),
            receivers_above=("Chủ tịch Hội đồng",),
            members=tuple(
                minutes.Attendee(str(m.user), m.agency, "Tổ trưởng" if m.is_lead else "Thành viên") for m in members
            ),
            demo=dossier.is_demo,
            draft=report is None,
        )
    )
