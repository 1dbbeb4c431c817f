from __future__ import annotations

from typing import Any

from django import forms

from ocop.gis import systems
from ocop.gis.models import ExternalLayer, Layer, LayerVersion, MapHost
from ocop.gis.reading.arrival import SUFFIXES
from ocop.gis.reading.texts import ENCODINGS, decode
from ocop.places.models import Unit


class LayerForm(forms.ModelForm):
    """A layer's words and looks."""

    class Meta:
        model = Layer
        fields = (
            "title", "title_en", "kind", "visibility", "description", "source", "licence", "attribution", "colour",
            "order",
        )  # fmt: skip
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3}),
            "colour": forms.TextInput(attrs={"type": "color"}),
        }
        help_texts = {
            "visibility": "Lớp chỉ hiện sau khi công bố một bản dữ liệu.",
            "order": "Số nhỏ đứng trước trong danh sách lớp.",
        }


class NewLayerForm(LayerForm):
    """A new layer, with its province where the person keeps more than one."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="Tỉnh, thành phố", empty_label=None)
    field_order = ("title", "unit")

    def __init__(self, *args: Any, provinces: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = provinces  # type: ignore[attr-defined]
        if provinces.count() == 1:
            self.fields["unit"].initial = provinces.first()


class UploadForm(forms.Form):
    """One file of a layer."""

    file = forms.FileField(
        label="Tệp bản đồ",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(SUFFIXES)}),
        help_text="Shapefile, MapInfo nén thành .zip; GeoPackage, GeoJSON, KML/KMZ, DXF.",
        allow_empty_file=True,
    )
    size = forms.IntegerField(required=False, widget=forms.HiddenInput)


class PrepareForm(forms.Form):
    """How the file is to be read, chosen by somebody who looked at where it then lies."""

    layer = forms.ChoiceField(label="Lớp trong tệp")
    encoding = forms.ChoiceField(label="Bảng mã chữ")
    crs = forms.ChoiceField(label="Hệ tọa độ")
    is_swapped = forms.BooleanField(label="Hai trục bị đổi chỗ (X là bắc, Y là đông)", required=False)
    title_column = forms.TypedChoiceField(label="Cột làm tên", required=False, coerce=int, empty_value=None)
    class_column = forms.TypedChoiceField(label="Cột tô màu và chú giải", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, version: LayerVersion, layer: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = version.inspection["layers"]
        encodings = list(ENCODINGS.items())
        if not layer["is_raw"]:
            encodings = [("unicode", "Đúng như trong tệp (Unicode)"), *encodings[1:3]]
        names = [(at, decode(name, version.encoding)) for at, name in enumerate(layer["fields"])]
        chosen: dict[str, list[tuple[Any, str]]] = {
            "layer": [(each["key"], f"{each['title']} ({each['count']} đối tượng)") for each in listed],
            "encoding": encodings,
            "crs": [("", "Chọn hệ tọa độ"), *_systems(layer)],
            "title_column": [("", "Không có"), *names],
            "class_column": [("", "Một màu cho cả lớp"), *names],
        }
        for name, choices in chosen.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        if len(listed) == 1:
            self.fields["layer"].widget = forms.HiddenInput()


def _systems(layer: dict[str, Any]) -> list[tuple[str, str]]:
    said = systems.propose(layer["crs"])
    own = [(systems.AS_SAID, f"Như tệp ghi: {said.name}")] if said.key == systems.AS_SAID else []
    return [*own, *((each.key, each.label) for each in systems.systems())]


class ConfirmForm(forms.Form):
    """The click that says the layer lies where it should."""

    is_right_place = forms.BooleanField(
        label="Đúng vị trí: tôi đã xem bản đồ ở trên",
        error_messages={"required": "Hãy xem bản xem trước rồi đánh dấu «Đúng vị trí»."},
    )


class ExternalForm(forms.ModelForm):
    """A layer on another agency's server."""

    url = forms.URLField(
        label="Địa chỉ",
        max_length=500,
        assume_scheme="https",
        help_text="WMS: địa chỉ dịch vụ. WMTS: địa chỉ GetCapabilities, địa chỉ của một ô ảnh, hoặc mẫu có {z}, {x}, "
        "{y}. XYZ: mẫu có {z}, {x}, {y}. Chỉ https. Khi lưu, hệ thống xin thử một ảnh.",
    )

    class Meta:
        model = ExternalLayer
        fields = (
            "title", "title_en", "kind", "url", "layers", "version", "attribution", "visibility", "min_zoom",
            "max_zoom", "order", "is_active",
        )  # fmt: skip
        help_texts = {"layers": "WMS cần ghi. WMTS cần ghi khi máy chủ có nhiều lớp."}

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if not url.startswith("https://"):
            raise forms.ValidationError("Địa chỉ phải bắt đầu bằng https://.")
        return url

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("kind") == ExternalLayer.Kind.WMS and not said.get("layers"):
            self.add_error("layers", "WMS cần tên lớp trên máy chủ.")
        if (said.get("min_zoom") or 0) > (said.get("max_zoom") or 0):
            self.add_error("max_zoom", "Mức lớn nhất phải từ mức nhỏ nhất trở lên.")
        return said


class HostForm(forms.ModelForm):
    """A host an administrator vouches for."""

    class Meta:
        model = MapHost
        fields = ("host", "note")

    def clean_host(self) -> str:
        host: str = self.cleaned_data["host"].strip().lower().removeprefix("https://").rstrip("/")
        if "/" in host or "." not in host or " " in host:
            raise forms.ValidationError("Chỉ ghi tên máy chủ, ví dụ bando.tinh.gov.vn.")
        return host
