"""«Hồ sơ gửi cấp trên»: the file put together for the next level, and read there."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from ocop.accounts.models import User
from ocop.certificates import actions
from ocop.certificates.forms import UpwardPaperForm
from ocop.certificates.models import UpwardFile, UpwardPaper
from ocop.certificates.upward import package_of, state_of
from ocop.certificates.upward_drafts import letter_up
from ocop.certificates.views.papers import docx
from ocop.core.access import allows, get_visible_or_404, require
from ocop.core.errors import Refused
from ocop.core.text import slugify
from ocop.dossiers.models import Dossier
from ocop.files.actions import store


def _dossier(request: HttpRequest, code: str, permission: str) -> Dossier:
    dossier = get_visible_or_404(Dossier.objects.for_page(), request.user, code=code)
    require(request.user, permission, dossier)
    return dossier


def upward(request: HttpRequest, code: str) -> HttpResponse:
    """The parts the regime lists, what is there of each, what is missing; a form that attaches a signed paper."""
    dossier = _dossier(request, code, "dossier.read_upward")
    may_prepare = allows(request.user, "dossier.prepare_upward", dossier)
    state = state_of(dossier)
    form = UpwardPaperForm(request.POST or None, request.FILES or None, parts=state.parts)
    if request.method == "POST":
        require(request.user, "dossier.prepare_upward", dossier)
        if form.is_valid() and _attach(request, dossier, form):
            messages.success(request, "Đã thêm văn bản vào hồ sơ gửi cấp trên.")
            return redirect("certificates:upward", dossier.code)
    context = {
        "dossier": dossier,
        "state": state,
        "form": form,
        "may_prepare": may_prepare,
        "may_forward": allows(request.user, "dossier.forward", dossier) and not state.missing,
        "upward": UpwardFile.objects.filter(dossier=dossier).first(),
    }
    return render(request, "certificates/upward.html", context)


def _attach(request: HttpRequest, dossier: Dossier, form: UpwardPaperForm) -> bool:
    fields, by = form.cleaned_data, cast(User, request.user)
    try:
        file = store(fields["upload"], by=by)
        words = {name: fields[name] for name in ("title", "number", "signed_on")}
        actions.attach_upward(dossier, fields["part"], file, by=by, **words)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


@require_POST
def remove(request: HttpRequest, code: str, paper: str) -> HttpResponse:
    """Take a paper out again, before the file is sent."""
    dossier = _dossier(request, code, "dossier.prepare_upward")
    found = UpwardPaper.objects.filter(upward__dossier=dossier, code=paper, is_generated=False).first()
    if found is None:
        raise Http404(paper)
    actions.remove_upward(found, by=cast(User, request.user))
    messages.success(request, f"Đã bỏ «{found.title}».")
    return redirect("certificates:upward", dossier.code)


@require_POST
def samples(request: HttpRequest, code: str) -> HttpResponse:
    """How many samples go along."""
    dossier = _dossier(request, code, "dossier.prepare_upward")
    typed = request.POST.get("count", "").strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 4):
        raise Refused("Hãy ghi số mẫu là một số từ 0 đến 1000.")
    actions.count_upward_samples(dossier, int(typed), by=cast(User, request.user))
    messages.success(request, "Đã ghi số sản phẩm mẫu.")
    return redirect("certificates:upward", dossier.code)


@require_GET
def letter(request: HttpRequest, code: str) -> HttpResponse:
    """The draft of the letter, as DOCX."""
    dossier = _dossier(request, code, "dossier.read_upward")
    return docx(letter_up(dossier), f"cong-van-de-nghi-{slugify(dossier.product.name)[:60]}.docx")


@require_GET
def package(request: HttpRequest, code: str) -> FileResponse:
    """The whole file as one ZIP with its list of SHA-256: the same for who sent it and who got it."""
    dossier = _dossier(request, code, "dossier.read_upward")
    sent = UpwardFile.objects.filter(dossier=dossier, sent_at__isnull=False).select_related("dossier__product").first()
    if sent is None:
        raise Refused("Hồ sơ chưa gửi cấp trên. Hãy tải gói hồ sơ sau khi chuyển.")
    day = timezone.localdate(sent.sent_at) if sent.sent_at else None
    name = f"ho-so-gui-cap-tren-{slugify(dossier.product.name)[:60]}-{day:%Y%m%d}.zip"
    response = FileResponse(package_of(sent), as_attachment=True, filename=name, content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    return response
