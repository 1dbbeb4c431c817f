"""Papers of a council as DOCX, from what is stored: the sheet sent, the minutes, the team's report, the proposal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone

from ocop.councils.models import Council, Evaluation, Meeting, ScoringSheet, Seat
from ocop.councils.queries.lines import lines_sent, self_points
from ocop.councils.queries.minutes import minutes_of, product_of
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


def _heading(of: Council, symbol: str, *, body: str = "", day: date | None = None) -> Heading:
    return Heading(body=body or of.name, parent=_people(of.unit), symbol=symbol, place=_place(of.unit), day=day)


def _attendees(people: Sequence[Mapping[str, str]]) -> tuple[minutes.Attendee, ...]:
    return tuple(
        minutes.Attendee(
            each["name"], each["agency"], each.get("part", ""), each.get("reason", ""), each.get("product", "")
        )
        for each in people
    )


def minutes_docx(meeting: Meeting, evaluations: Sequence[Evaluation]) -> bytes:
    """Biên bản of a meeting over its concluded dossiers: as it was closed; a draft of how it stands before."""
    kept = meeting.minutes or minutes_of(meeting, evaluations)
    chair, secretary, needed = kept["chair"], kept["secretary"], kept["quorum"]
    is_written = meeting.mode == Council.Mode.WRITTEN
    ended = f"lúc {timezone.localtime(meeting.ended_at):%H giờ %M, ngày %d/%m/%Y}" if meeting.ended_at else "…"
    return minutes.render(
        minutes.Minutes(
            heading=_heading(meeting.council, "BB-HĐ", body=kept["council"], day=_day_of(meeting)),
            products=tuple(_product(row, kept["products"].get(row.code) or product_of(row)) for row in evaluations),
            chair=Signer((_chair_title(chair),), chair["name"] if chair else ""),
            secretary=Signer(("Thư ký",), secretary["name"] if secretary else ""),
            about=f"{'Lấy ý kiến' if is_written else 'Họp'} Hội đồng đánh giá, phân hạng sản phẩm OCOP",
            basis=_basis(kept["basis"], evaluations),
            starts_at=timezone.localtime(meeting.started_at) if meeting.started_at else None,
            ends_at=timezone.localtime(meeting.ended_at) if meeting.ended_at else None,
            venue=meeting.place,
            mode=meeting.get_mode_display(),
            present=_attendees(kept["present"]),
            absent=_attendees(kept["absent"]),
            excluded=_attendees(kept["excluded"]),
            quorum=needed
            and minutes.Quorum(
                **needed,
                reached=needed["present"] >= needed["required"],
                rule=f"Quy chế {kept['basis']['regulation'][0]}",
            ),
            conclusion=tuple(kept["discussion"].split("\n")) if kept["discussion"] else (),
            closing=f"Việc lấy ý kiến bằng văn bản kết thúc {ended}./." if is_written else "",
            demo=any(row.dossier.is_demo for row in evaluations),
            draft=meeting.closed_at is None,
        )
    )


def _chair_title(chair: Mapping[str, str] | None) -> str:
    return chair["part"] if chair else str(Seat.Part.CHAIR.label)


def _day_of(meeting: Meeting) -> date:
    """The day a meeting was held: as the secretary said on closing it; before, as planned."""
    return timezone.localdate(meeting.ended_at) if meeting.ended_at else meeting.held_on


def _basis(kept: Mapping[str, Sequence[str]], evaluations: Sequence[Evaluation]) -> tuple[str, ...]:
    regimes = {row.dossier.regime.citation for row in evaluations}
    (decision, decided), (regulation, issued) = kept["decision"], kept["regulation"]
    return (
        *(f"Căn cứ {citation} của Thủ tướng Chính phủ" for citation in sorted(regimes)),
        f"Căn cứ Quyết định số {decision} ngày {date.fromisoformat(decided):%d/%m/%Y} thành lập Hội đồng",
        f"Căn cứ Quy chế ban hành theo Quyết định số {regulation} ngày {date.fromisoformat(issued):%d/%m/%Y}",
    )


def _product(row: Evaluation, named: Mapping[str, str]) -> minutes.ProductResult:
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
        name=named["name"],
        producer=named["producer"],
        code=named["code"],
        address=named["address"],
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
    kept = meeting.minutes or minutes_of(meeting, evaluations)
    chair = kept["chair"]
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
            signer=Signer(
                ("TM. Hội đồng", _chair_title(chair).removesuffix(" hội đồng")), chair["name"] if chair else ""
            ),
            products=rows,
            receivers_above=(decider,) if decider else (),
            basis=_basis(kept["basis"], evaluations),
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
    members = list(team.members.held().select_related("user")) if team else []
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
