from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ocop.accounts.models import User
from ocop.core.access import get_visible_or_404, require
from ocop.core.errors import Refused
from ocop.files.actions import store
from ocop.gis.models import Provenance
from ocop.producers import actions
from ocop.producers.forms import PairForm, PicturesForm, PlaceForm, ProducerForm, ProductForm, SearchForm
from ocop.producers.models import DoubtfulPair, PotentialProduct, Producer, Product
from ocop.producers.placing import place, standing_of

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from ocop.files.models import StoredFile

PER_PAGE = 25


def producer_new(request: HttpRequest) -> HttpResponse:
    form = ProducerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            producer = actions.register(form.cleaned_data, by=cast(User, request.user))
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, "Đã tạo chủ thể. Bây giờ hãy thêm sản phẩm đầu tiên.")
            return redirect("producers:product_new", producer.code)
    return render(request, "producers/producer_form.html", {"form": form})


def producer_edit(request: HttpRequest, code: str) -> HttpResponse:
    producer = get_visible_or_404(Producer.objects.all(), request.user, code=code)
    require(request.user, "producer.edit", producer)
    form = ProducerForm(request.POST or None, instance=producer)
    if request.method == "POST" and form.is_valid():
        actions.edit(producer, form.cleaned_data, by=cast(User, request.user))
        messages.success(request, "Đã lưu thông tin chủ thể.")
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "producers/producer_form.html", {"form": form, "producer": producer})


def product_new(request: HttpRequest, code: str) -> HttpResponse:
    producer = get_visible_or_404(Producer.objects.all(), request.user, code=code)
    require(request.user, "producer.prepare_product", producer)
    form = ProductForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (given := _given(request, form)) is not None:
        try:
            with transaction.atomic():
                product = actions.add_product(producer, given.fields, by=cast(User, request.user))
                actions.arrange_pictures(product, [], given.pictures, by=cast(User, request.user))
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, "Đã thêm sản phẩm. Anh/chị có thể lập hồ sơ ngay.")
            return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "producers/product_form.html", {"form": form, "producer": producer})


def product_edit(request: HttpRequest, code: str) -> HttpResponse:
    product = get_visible_or_404(Product.objects.select_related("producer", "picture"), request.user, code=code)
    require(request.user, "product.edit", product)
    form = ProductForm(request.POST or None, request.FILES or None, instance=product)
    rows = product.pictures.select_related("file")
    pictures = PicturesForm(request.POST if _sent(request) else None, instance=product, queryset=rows, prefix="anh")
    if request.method == "POST" and _are_valid(form, pictures) and (given := _given(request, form)) is not None:
        try:
            with transaction.atomic():
                actions.edit_product(product, given.fields, by=cast(User, request.user))
                if pictures.is_bound or given.pictures:
                    actions.arrange_pictures(product, _kept(pictures), given.pictures, by=cast(User, request.user))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã lưu sản phẩm.")
            return redirect(settings.LOGIN_REDIRECT_URL)
    context = {"form": form, "pictures": pictures, "producer": product.producer, "product": product}
    return render(request, "producers/product_form.html", context)


def _sent(request: HttpRequest) -> bool:
    """Whether the form came with the part about the pictures that are there."""
    return "anh-TOTAL_FORMS" in request.POST


def _are_valid(form: ProductForm, pictures: Any) -> bool:
    valid = form.is_valid()
    return (not pictures.is_bound or pictures.is_valid()) and valid


def _kept(pictures: Any) -> list[tuple[int, str, int]]:
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


def _given(request: HttpRequest, form: ProductForm) -> Given | None:
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


def potential(request: HttpRequest) -> HttpResponse:
    """Potential products of the officer's area: on a plan, not public."""
    rows = PotentialProduct.objects.allowed(request.user, "potentialproduct.view").select_related(
        "unit__parent__parent", "unit_as_filed__parent__parent__parent"
    )
    for word in SearchForm(request.GET).words():
        rows = rows.filter(search__contains=word)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "producers/potential.html", {"page": page})


def pairs(request: HttpRequest) -> HttpResponse:
    """Producers that may be one, for a person to decide; those still open first."""
    rows = DoubtfulPair.objects.allowed(request.user, "doubtfulpair.view")
    rows = rows.select_related("first__unit", "second__unit", "decided_by").order_by("-state", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "producers/pairs.html", {"page": page})


def producer_place(request: HttpRequest, code: str) -> HttpResponse:
    producer = get_visible_or_404(Producer.objects.select_related("unit"), request.user, code=code)
    require(request.user, "producer.place", producer)
    return _place(request, producer)


def product_place(request: HttpRequest, code: str) -> HttpResponse:
    product = get_visible_or_404(Product.objects.select_related("producer__unit"), request.user, code=code)
    require(request.user, "product.place", product)
    return _place(request, product)


def _place(request: HttpRequest, thing: Producer | Product) -> HttpResponse:
    standing = standing_of(thing)
    initial = {"where": standing.text, "provenance": standing.provenance} if standing.is_known else {}
    form = PlaceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        what = form.cleaned_data
        accuracy = what["accuracy"] if what["provenance"] == Provenance.PHONE else None
        place(thing, what["latlon"], what["provenance"], accuracy, by=cast(User, request.user))
        messages.success(request, f"Đã lưu vị trí. {what['latlon'].note}".strip())
        return redirect(request.path)
    return render(request, "producers/place.html", {"form": form, "thing": thing, "standing": standing})


@require_POST
def pair_decide(request: HttpRequest, first: str, second: str) -> HttpResponse:
    pair = get_visible_or_404(DoubtfulPair.objects.all(), request.user, first__code=first, second__code=second)
    form = PairForm(request.POST)
    form.is_valid()
    actions.decide_pair(pair, form.cleaned_data.get("state", ""), by=cast(User, request.user))
    messages.success(request, "Đã ghi quyết định.")
    return redirect("producers:pairs")
