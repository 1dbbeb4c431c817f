"""What stands on signed papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from ocop.certificates.actions import DecisionInput, HigherInput, RevocationInput
from ocop.certificates.upward import Part
from ocop.core.dates import today
from ocop.programme.models import Level, Regime, RevocationGround


class PointsField(forms.DecimalField):
    """Points written with a comma or a point."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value).strip().replace(",", ".") if value else value)


class DecisionForm(forms.Form):
    """Number, day, signer and scan of a signed decision."""

    number = forms.CharField(label="Số quyết định", max_length=60, help_text="Ghi đúng như bản ký, ví dụ 1520/QĐ-UBND.")
    signed_on = forms.DateField(label="Ngày ký")
    signer_name = forms.CharField(label="Người ký", max_length=120)
    signer_title = forms.CharField(label="Chức vụ người ký", max_length=120)
    scan = forms.FileField(label="Bản ký số hóa", help_text="PDF hoặc ảnh chụp đủ các trang, có chữ ký và dấu.")

    def decision(self) -> DecisionInput:
        """What was written, for the actions."""
        values = self.cleaned_data
        return DecisionInput(
            number=values["number"],
            signed_on=values["signed_on"],
            signer_name=values["signer_name"],
            signer_title=values["signer_title"],
            scan=values["scan"],
        )

    @staticmethod
    def prefilled(signer: tuple[str, str]) -> dict[str, Any]:
        """Today, and who signs at the unit."""
        return {"signed_on": today(), "signer_name": signer[0], "signer_title": signer[1]}


class HigherResultForm(DecisionForm):
    """The higher level's paper and what it says of one dossier."""

    points = PointsField(label="Điểm của hội đồng cấp trên", max_digits=7, decimal_places=4, min_value=0)
    stars = forms.TypedChoiceField(label="Kết quả", coerce=int, empty_value=None)
    certificate_number = forms.CharField(
        label="Số giấy chứng nhận do cấp trên cấp",
        max_length=60,
        required=False,
        help_text="Chỉ ghi khi cấp trên công nhận.",
    )
    certificate_scan = forms.FileField(label="Giấy chứng nhận số hóa", required=False)

    field_order = ("stars", "points", "certificate_number", "certificate_scan")

    def __init__(self, *args: Any, above: Level, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.above = above
        field = self.fields["stars"]
        if isinstance(field, forms.TypedChoiceField):
            bands = above.regime.bands.order_by("-stars")
            field.choices = [("", "Chọn kết quả"), *((band.stars, self._words(band.stars)) for band in bands)]

    def _words(self, stars: int) -> str:
        if stars in self.above.decides_stars:
            return f"{stars} sao: {self.above} công nhận"
        return f"{stars} sao: trả về để quyết định theo thẩm quyền"

    @property
    def is_recognised_above(self) -> bool:
        return self.cleaned_data["stars"] in self.above.decides_stars

    def result(self) -> HigherInput:
        """What was written, for the actions."""
        values = self.cleaned_data
        return HigherInput(
            decision=self.decision(),
            points=values["points"],
            stars=values["stars"],
            certificate_number=values["certificate_number"],
            certificate_scan=values["certificate_scan"] or None,
        )


class UpwardPaperForm(forms.Form):
    """A signed paper for one part of the file that goes up."""

    part = forms.ChoiceField(label="Phần của hồ sơ")
    title = forms.CharField(label="Tên văn bản", max_length=200, required=False, help_text="Bỏ trống thì lấy tên phần.")
    number = forms.CharField(label="Số", max_length=60, required=False)
    signed_on = forms.DateField(label="Ngày ký", required=False)
    upload = forms.FileField(label="Bản ký số hóa", help_text="PDF hoặc ảnh chụp đủ các trang, có chữ ký và dấu.")

    def __init__(self, *args: Any, parts: Sequence[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["part"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "Chọn phần"), *((part.key, part.label) for part in parts if part.takes_papers)]


class RevocationForm(DecisionForm):
    """The decision to revoke, its ground and the day the ground was established."""

    ground = forms.ModelChoiceField(RevocationGround.objects.none(), label="Căn cứ thu hồi", empty_label="Chọn căn cứ")
    concluded_on = forms.DateField(
        label="Ngày có kết luận hoặc xác nhận", help_text="Thời hạn thu hồi tính từ ngày này."
    )
    reason = forms.CharField(label="Kết luận, lý do", widget=forms.Textarea, max_length=5000)

    field_order = ("ground", "concluded_on", "reason")

    def __init__(self, *args: Any, regime: Regime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["ground"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = RevocationGround.objects.filter(regime=regime)

    def revocation(self) -> RevocationInput:
        """What was written, for the actions."""
        values = self.cleaned_data
        return RevocationInput(
            ground=values["ground"],
            reason=values["reason"],
            concluded_on=values["concluded_on"],
            decision=self.decision(),
        )
