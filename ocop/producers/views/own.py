from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ocop.accounts.models import User
from ocop.core.access import get_visible_or_404, require
from ocop.core.errors import Refused
from ocop.gis.models import Provenance
from ocop.producers import actions
from ocop.producers.forms import PlaceForm, ProducerForm, ProductForm
from ocop.producers.members import invitations_to
from ocop.producers.models import Producer, Product
from ocop.producers.placing import place, standing_of
from ocop.producers.views.pictures import are_valid, given_by, kept, pictures_form


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
    context = {"form": form, "invitations": invitations_to(cast(User, request.user)).select_related("producer")}
    return render(request, "producers/producer_form.html", context)


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
    if request.method == "POST" and form.is_valid() and (given := given_by(request, form)) is not None:
        try:
            with transaction.atomic():
                product = actions.add_product(producer, given.fields, by=cast(User, request.user))
                actions.arrange_pictures(product, [], given.pictures, by=cast(User, request.user))
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, "Đã thêm sản phẩm. Bạn có thể lập hồ sơ ngay.")
            return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "producers/product_form.html", {"form": form, "producer": producer})


def product_edit(request: HttpRequest, code: str) -> HttpResponse:
    product = get_visible_or_404(Product.objects.select_related("producer", "picture"), request.user, code=code)
    require(request.user, "product.edit", product)
    form = ProductForm(request.POST or None, request.FILES or None, instance=product)
    pictures = pictures_form(request, product)
    if request.method == "POST" and are_valid(form, pictures) and (given := given_by(request, form)) is not None:
        try:
            with transaction.atomic():
                actions.edit_product(product, given.fields, by=cast(User, request.user))
                if pictures.is_bound or given.pictures:
                    actions.arrange_pictures(product, kept(pictures), given.pictures, by=cast(User, request.user))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã lưu sản phẩm.")
            return redirect(settings.LOGIN_REDIRECT_URL)
    context = {"form": form, "pictures": pictures, "producer": product.producer, "product": product}
    return render(request, "producers/product_form.html", context)


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
