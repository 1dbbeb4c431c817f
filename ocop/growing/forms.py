from __future__ import annotations

from typing import Any

from django import forms

from ocop.core.errors import Refused
from ocop.gis.coordinates import choices
from ocop.growing import drawing
from ocop.growing.drawing import Shape
from ocop.growing.models import GrowingArea
from ocop.places.models import Unit
from ocop.producers.models import Producer, Product


class AreaForm(forms.ModelForm):
    """A growing area, its ties, and its shape given in one of three ways."""

    corners = forms.CharField(
        label="Tọa độ các góc",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Mỗi dòng một góc: «10.2434, 106.3756», «10°14′36″N 106°22′32″E», hoặc X Y của VN-2000.",
    )
    meridian = forms.ChoiceField(
        label="Kinh tuyến trục",
        required=False,
        choices=[("", "Không dùng VN-2000"), *choices()],
    )
    file = forms.FileField(
        label="Hoặc tệp hình",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".geojson,.json,.kml,.kmz,.gpkg,.zip"}),
        help_text="GeoJSON, KML/KMZ, GeoPackage hoặc shapefile nén .zip.",
    )
    drawn = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-growing-shape": ""}))

    class Meta:
        model = GrowingArea
        fields = (
            "name", "area_code", "crop", "crop_en", "unit", "area_ha", "households", "output", "standard",
            "standard_until", "owner", "producers", "products", "is_public",
        )  # fmt: skip

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = forms.ModelChoiceField(units, label="Xã, phường", empty_label="Chọn xã, phường")
        places = Unit.objects.filter(pk__in=units.values("pk")).order_by()
        producers = Producer.objects.filter(unit__in=places.values("pk"), joined_to=None).order_by("name")
        tied = self.instance.pk is not None
        kept_producers = self.instance.producers.values("pk") if tied else []
        kept_products = self.instance.products.values("pk") if tied else []
        producers = producers | Producer.objects.filter(pk__in=kept_producers)
        products = Product.objects.filter(producer__in=producers.order_by().values("pk"))
        products = (products | Product.objects.filter(pk__in=kept_products)).order_by("name")
        for name, rows in (("producers", producers), ("products", products)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.shape: Shape | None = None
        self.origin = ""

    def clean_area_code(self) -> str:
        code: str = self.cleaned_data["area_code"].strip().upper()
        taken = GrowingArea.objects.filter(area_code=code, closed_on=None).exclude(pk=self.instance.pk)
        if code and taken.exists():
            raise forms.ValidationError("Mã số vùng trồng này đã ghi cho một vùng khác.")
        return code

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for name, origin, read in (
            ("file", GrowingArea.Origin.IMPORTED, drawing.from_file),
            ("corners", GrowingArea.Origin.TYPED, lambda text: drawing.from_text(text, said.get("meridian", ""))),
            ("drawn", GrowingArea.Origin.DRAWN, drawing.from_geojson),
        ):
            if not said.get(name):
                continue
            try:
                self.shape, self.origin = read(said[name]), origin
            except Refused as refused:
                self.add_error(name if name != "drawn" else None, str(refused))
            break
        return said

    @property
    def area_fields(self) -> dict[str, Any]:
        """What the model takes, without the ways of giving a shape."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
