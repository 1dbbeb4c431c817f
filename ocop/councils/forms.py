"""The shape of what officers, secretaries, advisers and members send."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone

from ocop.accounts.models import Appointment, Role
from ocop.core.codes import new_code
from ocop.core.dates import today
from ocop.councils.actions import BodyInput, Regulation, SeatInput, TeamInput
from ocop.councils.kinds import meeting_grounds, site_check_grounds, sits
from ocop.councils.models import AdvisoryTeam, Council, Evaluation, Meeting, Seat
from ocop.councils.queries.bodies import (
    candidates,
    councils_for,
    meetings_for,
    mode_to_plan,
    named_agencies,
    named_for,
    teams_for,
)
from ocop.dossiers.models import Dossier
from ocop.places.models import Unit
from ocop.programme.models import Level, Round

if TYPE_CHECKING:
    from ocop.files.models import StoredFile

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


class RegulationFields(forms.Form):
    """The parameters of a Quy chế."""

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


class CouncilForm(RegulationFields, BodyForm):
    """A council with its Quy chế; the people are rows beside (`PeopleRows`)."""

    confirmed = forms.BooleanField(
        label="Xác nhận thành phần đúng như quyết định thành lập, kể cả khi thiếu đại diện cơ quan được nêu",
        required=False,
    )


class AmendForm(RegulationFields):
    """A Quy chế that takes the place of the one a council works by."""

    in_force_from = forms.DateField(label="Áp dụng từ ngày", initial=today)

    def __init__(self, council: Council, *args: Any, **kwargs: Any) -> None:
        names = ("quorum_percent", "spread_limit", "criterion_spread_limit", "mode", "allows_extra_rounds")
        super().__init__(*args, **{"initial": {name: getattr(council, name) for name in names}, **kwargs})


class DissolveForm(forms.Form):
    """From when a council or a team is no more, and by which paper."""

    on = forms.DateField(label="Giải thể từ ngày", initial=today)
    reason = text("Căn cứ (số, ngày quyết định)", most=500)


class PersonRow(forms.Form):
    """One person who may sit: as what, for which agency; left at «không tham gia» the person is not seated."""

    part = forms.ChoiceField(label="Vai trò", required=False, choices=[("", "Không tham gia"), *Seat.Part.choices])
    agency = text("Đại diện cho", required=False, most=160)
    stands_for = forms.ChoiceField(label="Thành phần theo quyết định", required=False)
    is_scoring = forms.BooleanField(label="Có chấm điểm", required=False)
    delegation_number = text("Số văn bản ủy quyền (Chủ tịch theo ủy quyền)", required=False, most=60)
    delegation_date = forms.DateField(label="Ngày ủy quyền", required=False)
    delegation_upload = forms.FileField(label="Bản chụp văn bản ủy quyền", required=False)

    def __init__(self, appointment: Appointment, level: Level, data: Any = None, files: Any = None) -> None:
        self.person = appointment.user
        self.role = appointment.get_role_display()
        self.may_chair = appointment.role in (Role.MEMBER, Role.LEADER)
        initial = {
            "agency": appointment.agency,
            "stands_for": named_for(level, appointment.agency),
            "is_scoring": appointment.role == Role.MEMBER,
        }
        super().__init__(data, files, prefix=f"p{appointment.user_id}", initial=initial)
        _offer_agencies(self, level)

    @property
    def sits(self) -> bool:
        return bool(self.cleaned_data["part"])

    def seat(self, file: StoredFile | None = None) -> SeatInput:
        """The seat of a person who sits."""
        given = self.cleaned_data
        names = ("part", "agency", "stands_for", "is_scoring", "delegation_number", "delegation_date")
        return SeatInput(user=self.person, delegation_file=file, **{name: given[name] for name in names})


def people_rows(unit: Unit, level: Level, data: Any = None, files: Any = None) -> list[PersonRow]:
    """One row for each person who may sit in a council of the unit, once, leaders first."""
    rows: dict[int, Appointment] = {}
    for role in SITTING:
        for appointment in candidates(unit, role):
            rows.setdefault(appointment.user_id, appointment)
    return [PersonRow(appointment, level, data, files) for appointment in rows.values()]


def _offer_agencies(form: forms.Form, level: Level) -> None:
    """The agencies the decision names, each to be stood for by a seat; the first choice reads the agency as written."""
    field = form.fields["stands_for"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", "Theo tên đã ghi, hoặc được mời"), *((named, named) for named in named_agencies(level))]


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
    stands_for = forms.ChoiceField(label="Thành phần theo quyết định", required=False)
    is_scoring = forms.BooleanField(label="Có chấm điểm", required=False, initial=True)
    delegation_number = text("Số văn bản ủy quyền", required=False, most=60, help="Chỉ với Chủ tịch theo ủy quyền.")
    delegation_date = forms.DateField(label="Ngày ủy quyền", required=False)
    delegation_upload = forms.FileField(label="Bản chụp văn bản ủy quyền", required=False)

    def __init__(self, council: Council, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_agencies(self, council.level)
        seated = council.seats.filter(ended_on=None).values("user")
        _queryset(self, "person", candidates(council.unit, *SITTING).exclude(user__in=seated))

    def seat(self, file: StoredFile | None = None) -> SeatInput:
        given = {name: value for name, value in self.cleaned_data.items() if name != "delegation_upload"}
        return SeatInput(user=given.pop("person").user, delegation_file=file, **given)


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
        self.fields["mode"].initial = mode_to_plan(council)


class CloseForm(forms.Form):
    """When a meeting was held, said by the secretary who closes its minutes."""

    met_on = forms.DateField(label="Ngày họp")
    started = forms.TimeField(label="Bắt đầu lúc", widget=forms.TimeInput(attrs={"type": "time"}))
    ended = forms.TimeField(label="Kết thúc lúc", widget=forms.TimeInput(attrs={"type": "time"}))

    def __init__(self, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"met_on": meeting.held_on}, **kwargs})

    def times(self) -> dict[str, datetime]:
        given = self.cleaned_data
        return {
            name: timezone.make_aware(datetime.combine(given["met_on"], given[field]))
            for name, field in (("started_at", "started"), ("ended_at", "ended"))
        }


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
        self.fields["team"].required = sits(dossier.kind)


class PutInMeetingForm(forms.Form):
    """Which meeting a dossier is concluded in."""

    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label="Phiên", empty_label="Chọn phiên", to_field_name="code"
    )
    ground = forms.ChoiceField(
        label="Căn cứ họp trực tiếp",
        required=False,
        help_text="Loại hồ sơ này lấy ý kiến bằng văn bản; chỉ họp khi có căn cứ.",
    )

    def __init__(self, evaluation: Evaluation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _queryset(self, "meeting", meetings_for(evaluation))
        self.fields["meeting"].initial = evaluation.meeting
        ground = self.fields["ground"]
        assert isinstance(ground, forms.ChoiceField)
        if grounds := meeting_grounds(evaluation.dossier.kind):
            ground.choices = [("", "Không họp, lấy ý kiến bằng văn bản"), *((each, each) for each in grounds)]
            ground.initial = evaluation.meeting_ground
        else:
            del self.fields["ground"]


class SiteVisitForm(forms.Form):
    """What was found on the spot."""

    visited_on = forms.DateField(label="Ngày khảo sát", initial=today)
    participants = text("Thành phần", rows=2)
    findings = text("Kết quả khảo sát", rows=5)
    upload = forms.FileField(label="Biên bản, ảnh khảo sát", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32, initial=new_code)


class AdditionForm(forms.Form):
    """What the producer is asked to add; the items are rows beside."""

    due_on = forms.DateField(label="Bổ sung đến hết ngày")


class ExtendForm(forms.Form):
    """More time for the producer to answer."""

    due_on = forms.DateField(label="Gia hạn đến hết ngày")


class WithdrawRequestForm(forms.Form):
    """Why nothing is waited for any more."""

    reason = text("Lý do rút yêu cầu", most=1000)


class ReportForm(forms.Form):
    """The conclusion, and why somebody had to look on the spot where the law names the grounds for it."""

    grounds = forms.MultipleChoiceField(
        label="Căn cứ phải kiểm tra thực tế",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Chọn căn cứ đúng với hồ sơ này. Không có căn cứ nào thì không phải kiểm tra thực tế.",
    )
    conclusion = text("Kết luận, đề xuất", rows=6)

    def __init__(self, evaluation: Evaluation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["grounds"]
        assert isinstance(field, forms.MultipleChoiceField)
        if grounds := site_check_grounds(evaluation.dossier.kind):
            field.choices = [(each, each) for each in grounds]
        else:
            del self.fields["grounds"]


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
