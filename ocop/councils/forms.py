"""The shape of what officers, secretaries, advisers and members send."""

from __future__ import annotations

from typing import Any

from django import forms

from ocop.accounts.models import Appointment, Role
from ocop.core.dates import today
from ocop.councils.actions import BodyInput, Regulation, SeatInput, TeamInput
from ocop.councils.models import AdvisoryTeam, Council, Evaluation, Meeting, Seat
from ocop.councils.queries.bodies import candidates, councils_for, meetings_for, teams_for
from ocop.dossiers.models import Dossier
from ocop.places.models import Unit
from ocop.programme.models import Level, Round

SITTING = (Role.LEADER, Role.MEMBER, Role.SECRETARY)


def text(label: str, *, rows: int = 0, required: bool = True, help: str = "", most: int = 20_000) -> forms.CharField:
    """A line of text, or several."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, required=required, help_text=help, max_length=most, widget=widget)


class BodyForm(forms.Form):
    """The decision that sets up a council or a team at one of the officer's deciding units."""

    place = forms.ChoiceField(label="Cấp, đơn vị")
    name = text("Tên", most=200)
    decision_number = text("Số quyết định thành lập", most=60)
    decision_date = forms.DateField(label="Ngày quyết định", initial=today)
    decision_upload = forms.FileField(label="Bản chụp quyết định", required=False)

    def __init__(self, places: list[tuple[Unit, Level]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {f"{level.pk}-{unit.pk}": (unit, level) for unit, level in places}
        choices = [
            (key, f"{level}, {unit.title} ({level.regime.decision_number})")
            for key, (unit, level) in self.places.items()
        ]
        place = self.fields["place"]
        assert isinstance(place, forms.ChoiceField)
        place.choices = choices
        if len(choices) == 1:
            place.widget, place.initial = forms.HiddenInput(), choices[0][0]

    @property
    def chosen(self) -> tuple[Unit, Level]:
        return self.places[self.cleaned_data["place"]]

    def decision(self, file: Any = None) -> BodyInput:
        given = self.cleaned_data
        return BodyInput(given["name"], given["decision_number"], given["decision_date"], file)


class CouncilForm(BodyForm):
    """A council with its Quy chế; the people are rows beside (`PeopleRows`)."""

    regulation_number = text("Số quyết định ban hành quy chế", most=60)
    regulation_date = forms.DateField(label="Ngày ban hành quy chế", initial=today)
    regulation_upload = forms.FileField(label="Bản chụp quy chế", required=False)
    quorum_percent = forms.IntegerField(
        label="Tỷ lệ tối thiểu thành viên chấm (%)", min_value=1, max_value=100, help_text="Theo quy chế của hội đồng."
    )
    spread_limit = forms.DecimalField(
        label="Chênh lệch tổng điểm tối đa",
        min_value=0,
        max_digits=5,
        decimal_places=2,
        help_text="Điểm, theo quy chế.",
    )
    criterion_spread_limit = forms.DecimalField(
        label="Chênh lệch tối đa ở một tiêu chí", min_value=0, max_digits=5, decimal_places=2, required=False
    )
    mode = forms.ChoiceField(label="Hình thức", choices=Council.Mode)
    allows_extra_rounds = forms.BooleanField(label="Quy chế cho phép đợt bổ sung", required=False)
    confirmed = forms.BooleanField(
        label="Xác nhận thành phần đúng như quyết định thành lập, kể cả khi thiếu đại diện cơ quan được nêu",
        required=False,
    )

    def regulation(self, file: Any = None) -> Regulation:
        given = self.cleaned_data
        return Regulation(
            number=given["regulation_number"],
            date=given["regulation_date"],
            quorum_percent=given["quorum_percent"],
            spread_limit=given["spread_limit"],
            criterion_spread_limit=given["criterion_spread_limit"],
            mode=given["mode"],
            allows_extra_rounds=given["allows_extra_rounds"],
            file=file,
        )


class PersonRow(forms.Form):
    """One person who may sit: as what, for which agency; left at «không tham gia» the person is not seated."""

    part = forms.ChoiceField(label="Vai trò", required=False, choices=[("", "Không tham gia"), *Seat.Part.choices])
    agency = text("Đại diện cho", required=False, most=160)
    is_scoring = forms.BooleanField(label="Có chấm điểm", required=False)
    delegation_number = text("Số văn bản ủy quyền (Chủ tịch theo ủy quyền)", required=False, most=60)
    delegation_date = forms.DateField(label="Ngày ủy quyền", required=False)

    def __init__(self, appointment: Appointment, data: Any = None) -> None:
        self.person = appointment.user
        self.role = appointment.get_role_display()
        self.may_chair = appointment.role in (Role.MEMBER, Role.LEADER)
        initial = {"agency": appointment.agency, "is_scoring": appointment.role == Role.MEMBER}
        super().__init__(data, prefix=f"p{appointment.user_id}", initial=initial)

    def seat(self) -> SeatInput | None:
        """The seat, or None where the person does not sit."""
        given = self.cleaned_data
        if not given["part"]:
            return None
        names = ("part", "agency", "is_scoring", "delegation_number", "delegation_date")
        return SeatInput(user=self.person, **{name: given[name] for name in names})


def people_rows(unit: Unit, data: Any = None) -> list[PersonRow]:
    """One row for each person who may sit in a council of the unit, once, leaders first."""
    rows: dict[int, Appointment] = {}
    for role in SITTING:
        for appointment in candidates(unit, role):
            rows.setdefault(appointment.user_id, appointment)
    return [PersonRow(appointment, data) for appointment in rows.values()]


class AdviserRow(forms.Form):
    """One adviser: in the team or not, and for which agency."""

    joins = forms.BooleanField(label="Tham gia", required=False)
    agency = text("Cơ quan", required=False, most=160)

    def __init__(self, appointment: Appointment, data: Any = None) -> None:
        self.person = appointment.user
        super().__init__(data, prefix=f"p{appointment.user_id}", initial={"agency": appointment.agency})

    def member(self, lead: str) -> TeamInput | None:
        given = self.cleaned_data
        if not given["joins"]:
            return None
        return TeamInput(self.person, given["agency"], is_lead=str(self.person.pk) == lead)


def adviser_rows(unit: Unit, data: Any = None) -> list[AdviserRow]:
    """One row for each adviser of the unit."""
    return [AdviserRow(appointment, data) for appointment in candidates(unit, Role.ADVISER)]


class SeatForm(forms.Form):
    """One more person in a council."""

    person = forms.ModelChoiceField(Appointment.objects.none(), label="Người", empty_label="Chọn người")
    part = forms.ChoiceField(label="Vai trò", choices=Seat.Part, initial=Seat.Part.MEMBER)
    agency = text("Đại diện cho", most=160)
    is_scoring = forms.BooleanField(label="Có chấm điểm", required=False, initial=True)
    delegation_number = text("Số văn bản ủy quyền", required=False, most=60, help="Chỉ với Chủ tịch theo ủy quyền.")
    delegation_date = forms.DateField(label="Ngày ủy quyền", required=False)

    def __init__(self, council: Council, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seated = council.seats.filter(ended_on=None).values("user")
        _queryset(self, "person", candidates(council.unit, *SITTING).exclude(user__in=seated))

    def seat(self) -> SeatInput:
        given = dict(self.cleaned_data)
        return SeatInput(user=given.pop("person").user, **given)


class TeamMemberForm(forms.Form):
    """One more person in an advisory team."""

    person = forms.ModelChoiceField(Appointment.objects.none(), label="Người", empty_label="Chọn người")
    agency = text("Cơ quan", most=160)

    def __init__(self, team: AdvisoryTeam, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seated = team.members.filter(ended_on=None).values("user")
        _queryset(self, "person", candidates(team.unit, Role.ADVISER).exclude(user__in=seated))


class MeetingForm(forms.Form):
    """A meeting of a council, or a round of written opinions."""

    round = forms.ModelChoiceField(
        Round.objects.none(), label="Đợt đánh giá", empty_label="Chọn đợt", to_field_name="code"
    )
    held_on = forms.DateField(label="Ngày họp, ngày hết hạn lấy ý kiến")
    mode = forms.ChoiceField(label="Hình thức", choices=Council.Mode)
    place = text("Địa điểm", required=False, most=200)

    def __init__(self, council: Council, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rounds = Round.objects.filter(unit=council.unit, level=council.level, held_before__gt=today())
        _queryset(self, "round", rounds.order_by("held_before"))
        self.fields["mode"].initial = council.mode


class BeginReviewForm(forms.Form):
    """Which council and team a dossier is given to."""

    council = forms.ModelChoiceField(
        Council.objects.none(), label="Hội đồng", empty_label="Chọn hội đồng", to_field_name="code"
    )
    team = forms.ModelChoiceField(
        AdvisoryTeam.objects.none(),
        label="Tổ tư vấn",
        empty_label="Chọn tổ tư vấn",
        to_field_name="code",
        required=False,
    )

    def __init__(self, dossier: Dossier, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        councils, teams = councils_for(dossier.desk, dossier.level), teams_for(dossier.desk, dossier.level)
        _queryset(self, "council", councils)
        _queryset(self, "team", teams)
        self.fields["council"].initial = councils.first()
        self.fields["team"].initial = teams.first()
        self.fields["team"].required = dossier.kind.council_mode == Council.Mode.MEETING


class PutInMeetingForm(forms.Form):
    """Which meeting a dossier is concluded in."""

    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label="Phiên", empty_label="Chọn phiên", to_field_name="code"
    )

    def __init__(self, evaluation: Evaluation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _queryset(self, "meeting", meetings_for(evaluation.council, evaluation.dossier.round_id))
        self.fields["meeting"].initial = evaluation.meeting


class SiteVisitForm(forms.Form):
    """What was found on the spot."""

    visited_on = forms.DateField(label="Ngày khảo sát", initial=today)
    participants = text("Thành phần", rows=2)
    findings = text("Kết quả khảo sát", rows=5)
    upload = forms.FileField(label="Biên bản, ảnh khảo sát", required=False)


class AdditionForm(forms.Form):
    """What the producer is asked to add; the items are rows beside."""

    due_on = forms.DateField(label="Bổ sung trước ngày")


class ReportForm(forms.Form):
    """The team's conclusion."""

    conclusion = text("Kết luận, đề xuất của tổ tư vấn", rows=6)


class DeclareForm(forms.Form):
    """Whether the member has an interest in this product."""

    has_interest = forms.ChoiceField(
        label="Kê khai",
        choices=[("no", "Tôi không có lợi ích liên quan"), ("yes", "Tôi có lợi ích liên quan, không tham gia chấm")],
        widget=forms.RadioSelect,
    )
    reason = text("Quan hệ, lợi ích", rows=2, required=False, most=300, help="Bắt buộc khi có lợi ích liên quan.")


def _queryset(form: forms.Form, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
