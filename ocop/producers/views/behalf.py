"""Pages for officers who act in a producer's place."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ocop.accounts.models import User
from ocop.core.access import get_visible_or_404, require
from ocop.core.errors import Refused
from ocop.producers import actions
from ocop.producers.forms import DescribeProducerForm, DescribeProductForm, StateForm
from ocop.producers.models import Producer, Product
from ocop.producers.views.pictures import are_valid, given_by, kept, pictures_form


def producer_describe(request: HttpRequest, code: str) -> HttpResponse:
    producer = get_visible_or_404(Producer.objects.select_related("unit"), request.user, code=code)
    require(request.user, "producer.describe", producer)
    form = DescribeProducerForm(request.POST or None, instance=producer)
    if request.method == "POST" and form.is_valid():
        actions.describe(producer, form.cleaned_data, by=cast(User, request.user))
        messages.success(request, "Đã lưu. Trang công khai của chủ thể đã đổi theo.")
        return redirect(request.path)
    return render(request, "producers/describe_producer.html", {"form": form, "producer": producer})


def product_describe(request: HttpRequest, code: str) -> HttpResponse:
    product = get_visible_or_404(Product.objects.select_related("producer", "picture"), request.user, code=code)
    require(request.user, "product.describe", product)
    form = DescribeProductForm(request.POST or None, request.FILES or None, instance=product)
    pictures = pictures_form(request, product)
    if request.method == "POST" and are_valid(form, pictures) and (given := given_by(request, form)) is not None:
        try:
            with transaction.atomic():
                actions.describe_product(product, given.fields, by=cast(User, request.user))
                if pictures.is_bound or given.pictures:
                    actions.arrange_pictures(product, kept(pictures), given.pictures, by=cast(User, request.user))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã lưu. Trang công khai của sản phẩm đã đổi theo.")
            return redirect(request.path)
    context = {"form": form, "pictures": pictures, "producer": product.producer, "product": product}
    return render(request, "producers/describe_product.html", context)


def producer_state(request: HttpRequest, code: str) -> HttpResponse:
    """Confirm that a producer stopped producing, or that it produces again."""
    producer = get_visible_or_404(Producer.objects.select_related("unit"), request.user, code=code)
    require(request.user, "producer.stop", producer)
    stops = producer.status == Producer.Status.ACTIVE
    form = StateForm(request.POST or None, stops=stops)
    if request.method == "POST" and form.is_valid():
        reason, by = form.cleaned_data["reason"], cast(User, request.user)
        try:
            if stops:
                actions.stop(producer, form.cleaned_data["stopped_on"], reason, by=by)
            else:
                actions.resume(producer, reason, by=by)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã ghi xác nhận và báo cho tỉnh.")
            return redirect(request.path)
    return render(request, "producers/state.html", {"form": form, "producer": producer, "stops": stops})
