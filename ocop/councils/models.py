from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import ExtractYear
from django.urls import reverse

from ocop.core.access import AccessQuerySet
from ocop.core.codes import new_code
from ocop.core.dates import today
from ocop.dossiers.models import Dossier, FrozenQuerySet
from ocop.files.models import StoredFile
from ocop.places.models import Unit
from ocop.programme.models import Level, Round


class SetUpByDecision(models.Model):
    """A body that a decision of the unit's leader sets up."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("tên", max_length=200)
    decision_number = models.CharField("số quyết định thành lập", max_length=60)
    decision_date = models.DateField("ngày quyết định")
    decision_file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    dissolved_on = models.DateField("giải thể từ ngày", null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.name


class Council(SetUpByDecision):
    """Hội đồng đánh giá, phân hạng, with the parameters of its own Quy chế."""

    class Mode(models.TextChoices):
        MEETING = "meeting", "Họp"
        WRITTEN = "written", "Lấy ý kiến bằng văn bản"

    regulation_number = models.CharField("số quyết định ban hành quy chế", max_length=60)
    regulation_date = models.DateField("ngày ban hành quy chế")
    regulation_file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    quorum_percent = models.PositiveSmallIntegerField("tỷ lệ tối thiểu thành viên chấm (%)")
    spread_limit = models.DecimalField("chênh lệch tổng điểm tối đa", max_digits=5, decimal_places=2)
    criterion_spread_limit = models.DecimalField(
        "chênh lệch tối đa ở một tiêu chí", max_digits=5, decimal_places=2, null=True, blank=True
    )
    mode = models.CharField("hình thức", max_length=10, choices=Mode, default=Mode.MEETING)
    allows_extra_rounds = models.BooleanField("quy chế cho phép đợt bổ sung", default=False)
    regulation_from = models.DateField("quy chế áp dụng từ ngày", null=True)

    objects = AccessQuerySet["Council"].as_manager()

    class Meta(SetUpByDecision.Meta):
        constraints = [
            models.UniqueConstraint(
                "unit", "decision_number", ExtractYear("decision_date"), name="council_once_a_decision"
            ),
            models.CheckConstraint(
                condition=Q(quorum_percent__gte=1) & Q(quorum_percent__lte=100), name="council_quorum_is_a_share"
            ),
            models.CheckConstraint(condition=Q(spread_limit__gt=0), name="council_spread_limit_positive"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("councils:council", args=[self.code])


class PastRegulation(models.Model):
    """Quy chế đã thay: the parameters a council worked by until they were amended."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="past_regulations")
    number = models.CharField("số quyết định ban hành quy chế", max_length=60)
    date = models.DateField("ngày ban hành quy chế")
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    quorum_percent = models.PositiveSmallIntegerField("tỷ lệ tối thiểu thành viên chấm (%)")
    spread_limit = models.DecimalField("chênh lệch tổng điểm tối đa", max_digits=5, decimal_places=2)
    criterion_spread_limit = models.DecimalField(
        "chênh lệch tối đa ở một tiêu chí", max_digits=5, decimal_places=2, null=True
    )
    mode = models.CharField("hình thức", max_length=10, choices=Council.Mode)
    allows_extra_rounds = models.BooleanField("cho phép đợt bổ sung")
    in_force_from = models.DateField("áp dụng từ ngày")
    in_force_until = models.DateField("áp dụng đến hết ngày")
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"Quy chế số {self.number}"


class SeatQuerySet(models.QuerySet["Seat"]):
    """Seats of councils."""

    def held(self) -> SeatQuerySet:
        """Seats somebody holds today: begun, and not given up."""
        begun = Q(started_on=None) | Q(started_on__lte=today())
        return self.filter(begun & (Q(ended_on=None) | Q(ended_on__gt=today())))


class Seat(models.Model):
    """Thành viên hội đồng: a person in a council for an agency. A secretary may sit without scoring."""

    class Part(models.TextChoices):
        CHAIR = "chair", "Chủ tịch hội đồng"
        VICE_CHAIR = "vice_chair", "Phó Chủ tịch hội đồng"
        MEMBER = "member", "Ủy viên"
        SECRETARY = "secretary", "Thư ký"

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="seats")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats")
    part = models.CharField("vai trò", max_length=20, choices=Part)
    agency = models.CharField("đại diện cho", max_length=160)
    stands_for = models.CharField(
        "thành phần theo quyết định", max_length=200, blank=True, help_text="đơn vị mà quyết định nêu; trống: được mời"
    )
    is_scoring = models.BooleanField("có chấm điểm", default=True)
    delegation_number = models.CharField("số văn bản ủy quyền", max_length=60, blank=True)
    delegation_date = models.DateField("ngày ủy quyền", null=True, blank=True)
    delegation_file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField(null=True, help_text="tham gia từ ngày")
    ended_on = models.DateField(null=True, help_text="thôi tham gia từ ngày")
    predecessor = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", help_text="người bàn giao; phiếu đã gửi vẫn tính"
    )

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["council", "user"], condition=Q(ended_on=None), name="seat_once"),
            models.UniqueConstraint(
                fields=["council"], condition=Q(part="chair", ended_on=None), name="seat_one_chair"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_part_display()})"

    @property
    def is_held(self) -> bool:
        """Whether somebody sits here today."""
        day = today()
        return (self.started_on is None or self.started_on <= day) and (self.ended_on is None or self.ended_on > day)


class AdvisoryTeam(SetUpByDecision):
    """Tổ tư vấn (tổ giúp việc): reviews the dossier, visits the place, reports to the council's chair."""

    objects = AccessQuerySet["AdvisoryTeam"].as_manager()

    class Meta(SetUpByDecision.Meta):
        constraints = [
            models.UniqueConstraint(
                "unit", "decision_number", ExtractYear("decision_date"), name="team_once_a_decision"
            )
        ]


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    """Members of advisory teams."""

    def held(self) -> TeamMemberQuerySet:
        """Places somebody holds today."""
        begun = Q(started_on=None) | Q(started_on__lte=today())
        return self.filter(begun & (Q(ended_on=None) | Q(ended_on__gt=today())))


class TeamMember(models.Model):
    """Thành viên tổ tư vấn."""

    team = models.ForeignKey(AdvisoryTeam, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="team_seats")
    agency = models.CharField("cơ quan", max_length=160)
    is_lead = models.BooleanField("tổ trưởng", default=False)
    started_on = models.DateField(null=True, help_text="tham gia từ ngày")
    ended_on = models.DateField(null=True, help_text="thôi tham gia từ ngày")

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        ordering = ("-is_lead", "pk")
        constraints = [
            models.UniqueConstraint(fields=["team", "user"], condition=Q(ended_on=None), name="team_member_once")
        ]

    def __str__(self) -> str:
        return str(self.user)


class Meeting(models.Model):
    """Phiên họp: a council's sitting, or its written round of opinions, over some dossiers of a round."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="meetings")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="meetings")
    mode = models.CharField("hình thức", max_length=10, choices=Council.Mode)
    held_on = models.DateField("ngày họp")
    place = models.CharField("địa điểm", max_length=200, blank=True)
    discussion = models.TextField("nội dung thảo luận", blank=True)
    started_at = models.DateTimeField("bắt đầu lúc", null=True)
    ended_at = models.DateTimeField("kết thúc lúc", null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    minutes = models.JSONField(default=dict, help_text="biên bản khi kết thúc: ai có mặt, vắng, số cần có, ai ký")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccessQuerySet["Meeting"].as_manager()

    class Meta:
        ordering = ("-held_on", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["council", "round", "held_on", "mode", "place"], name="meeting_once"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(started_at__isnull=False, ended_at__gt=models.F("started_at")),
                name="meeting_closed_with_its_times",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_mode_display()} ngày {self.held_on:%d/%m/%Y}"


class Absence(models.Model):
    """Vắng mặt: a member who does not take part in a meeting; neither waited for nor counted as present."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="absences")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="absences")
    reason = models.CharField("lý do vắng", max_length=200)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="absence_once")]

    def __str__(self) -> str:
        return f"{self.seat} vắng: {self.meeting}"


class Evaluation(models.Model):
    """Đánh giá: one dossier before one council. `result` is what was concluded, frozen."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="evaluations")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="evaluations")
    team = models.ForeignKey(AdvisoryTeam, null=True, on_delete=models.PROTECT, related_name="evaluations")
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="evaluations")
    meeting_ground = models.CharField(
        "căn cứ họp trực tiếp", max_length=300, blank=True, help_text="khi loại hồ sơ lấy ý kiến bằng văn bản mà họp"
    )
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    scoring_since = models.DateTimeField(null=True)
    concluded_at = models.DateTimeField(null=True)
    concluded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    discussion = models.TextField("ý kiến thảo luận, kết luận", blank=True)
    outcome = models.CharField(max_length=10, blank=True, help_text="rated | stopped | rejected")
    mean = models.DecimalField(
        "điểm trung bình", max_digits=8, decimal_places=4, null=True, help_text="cắt, không làm tròn"
    )
    stars = models.PositiveSmallIntegerField(null=True)
    result = models.JSONField(default=dict)

    objects = AccessQuerySet["Evaluation"].as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(concluded_at=None), name="evaluation_one_open_a_dossier"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier} – {self.council}"

    def get_absolute_url(self) -> str:
        return reverse("councils:evaluation", args=[self.code])


class AdvisoryFinding(models.Model):
    """Nhận xét của tổ tư vấn về một tiêu chí."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="findings")
    criterion = models.CharField(max_length=20)
    option = models.CharField("mức đề xuất", max_length=20, blank=True)
    text = models.TextField("nhận xét", blank=True)
    version = models.PositiveIntegerField(
        default=0, help_text="thứ tự sửa trong lần đánh giá; trang cũ hơn thì không ghi đè"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evaluation", "criterion"], name="finding_once")]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.text[:60]}"


class SiteVisit(models.Model):
    """Khảo sát thực tế tại cơ sở."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="site_visits")
    visited_on = models.DateField("ngày khảo sát")
    participants = models.TextField("thành phần")
    findings = models.TextField("kết quả")
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    token = models.CharField(max_length=32, blank=True, help_text="mã của trang đã gửi; gửi hai lần chỉ ghi một")

    class Meta:
        ordering = ("visited_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "token"], condition=~Q(token=""), name="site_visit_once_a_form"
            )
        ]

    def __str__(self) -> str:
        return f"Khảo sát ngày {self.visited_on:%d/%m/%Y}"


class AdvisoryReport(models.Model):
    """Báo cáo của tổ tư vấn gửi Chủ tịch hội đồng."""

    evaluation = models.OneToOneField(Evaluation, on_delete=models.PROTECT, related_name="advisory_report")
    conclusion = models.TextField("kết luận, đề xuất")
    site_check_grounds = models.JSONField(
        "căn cứ kiểm tra thực tế", default=list, help_text="trong các căn cứ mà quyết định nêu; trống: không cần"
    )
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Báo cáo tổ tư vấn: {self.evaluation}"


class InterestDeclaration(models.Model):
    """Kê khai lợi ích liên quan: made before the dossier opens; a member with an interest does not score it."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="declarations")
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="declarations")
    has_interest = models.BooleanField()
    reason = models.CharField("quan hệ, lợi ích", max_length=300, blank=True)
    declared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seat", "evaluation"], name="declaration_once"),
            models.CheckConstraint(condition=Q(has_interest=False) | ~Q(reason=""), name="declaration_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {'có' if self.has_interest else 'không'} lợi ích liên quan"


class ScoringSheet(models.Model):
    """Phiếu chấm: one member's answers on one dossier. A sent sheet is frozen as a `SentSheet`."""

    class State(models.TextChoices):
        DRAFT = "draft", "Đang chấm"
        SENT = "sent", "Đã gửi"

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="sheets")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="sheets")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    opinion = models.TextField("ý kiến của người đánh giá", blank=True)
    version = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    total = models.DecimalField(max_digits=5, decimal_places=2, null=True)

    objects = AccessQuerySet["ScoringSheet"].as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["evaluation", "seat"], name="scoring_sheet_once")]

    def __str__(self) -> str:
        return f"Phiếu chấm của {self.seat.user}"

    def get_absolute_url(self) -> str:
        return reverse("councils:sheet", args=[self.code])


class Mark(models.Model):
    """Một dòng của phiếu chấm: the option chosen on a criterion ("" is «không đạt mức nào»)."""

    sheet = models.ForeignKey(ScoringSheet, on_delete=models.CASCADE, related_name="marks")
    criterion = models.CharField(max_length=20)
    option = models.CharField(max_length=20, blank=True)
    applies = models.BooleanField(default=True)
    is_answered = models.BooleanField(
        default=True, help_text="đã chọn (kể cả «không đạt mức nào»); sai: mới có ghi chú"
    )
    is_rejected = models.BooleanField("phát hiện lỗi loại, không đánh giá tiếp", default=False)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "criterion"], name="mark_once")]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.option or '–'}"


class SentSheet(models.Model):
    """Bản phiếu đã gửi: frozen at each sending, so that a second look leaves the first one readable."""

    sheet = models.ForeignKey(ScoringSheet, on_delete=models.PROTECT, related_name="sent")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    total = models.DecimalField(max_digits=5, decimal_places=2)
    sent_at = models.DateTimeField(auto_now_add=True)

    objects = FrozenQuerySet.as_manager()

    class Meta:
        ordering = ("sheet", "number")
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="sent_sheet_once")]

    def __str__(self) -> str:
        return f"{self.sheet}, lần {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("what was filed is never edited")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("what was filed is never deleted")


class RescoreRequest(models.Model):
    """Đề nghị xem lại: the secretary asks a member far from the others to look again; the member may keep the score."""

    sheet = models.ForeignKey(ScoringSheet, on_delete=models.PROTECT, related_name="rescore_requests")
    reason = models.TextField("lý do")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField("trả lời", blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"Xem lại: {self.sheet}"
