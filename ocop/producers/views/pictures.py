"""The pictures of a product's form: those it has, those that come with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest

from ocop.accounts.models import User
from ocop.core.errors import Refused
from ocop.files.actions import store
from ocop.producers.forms import PicturesForm, ProductForm
from ocop.producers.models import Product

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from ocop.files.models import StoredFile


def pictures_form(request: HttpRequest, product: Product) -> Any:
    """The pictures there are, bound when the form came with the part about them."""
    rows = product.pictures.select_related("file")
    sent = request.POST if "anh-TOTAL_FORMS" in request.POST else None
    return PicturesForm(sent, instance=product, queryset=rows, prefix="anh")


def are_valid(form: ProductForm, pictures: Any) -> bool:
    valid = form.is_valid()
    return (not pictures.is_bound or pictures.is_valid()) and valid


def kept(pictures: Any) -> list[tuple[int, str, int]]:
    """The pictures to keep as (key, caption, order); all of them when nothing was said about them."""
    if not pictures.is_bound:
        return [(row.pk, row.caption, row.order) for row in pictures.queryset]
    stay = [each for each in pictures.initial_forms if each not in pictures.deleted_forms]
    return [(each.instance.pk, each.cleaned_data["caption"], each.cleaned_data["order"]) for each in stay]


@dataclass(frozen=True)
class Given:
    """What a product's form says, its files stored."""

    fields: dict[str, Any]
    pictures: list[StoredFile]


def given_by(request: HttpRequest, form: ProductForm) -> Given | None:
    """The cleaned fields with the pictures stored; None when one was refused, with the reason on its field."""
    fields = {name: form.cleaned_data[name] for name in form.Meta.fields}
    pictures = []
    if uploaded := form.cleaned_data.get("picture_upload"):
        if (picture := _picture(request, form, "picture_upload", uploaded)) is None:
            return None
        fields["picture"] = picture
    for each in form.cleaned_data.get("more_pictures", []):
        if (picture := _picture(request, form, "more_pictures", each)) is None:
            return None
        pictures.append(picture)
    return Given(fields, pictures)


def _picture(request: HttpRequest, form: ProductForm, field: str, uploaded: UploadedFile) -> StoredFile | None:
    try:
        picture = store(uploaded, by=cast(User, request.user))
        if not picture.is_image:
            raise Refused("Đây không phải là ảnh. Hãy chọn tệp JPG, PNG hoặc WebP.")
    except Refused as refused:
        form.add_error(field, str(refused))
        return None
    return picture
