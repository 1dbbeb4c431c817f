"""The kinds of pages that are searched, in the order in which results are shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """One kind: its name in the index, its words on the page."""

    name: str
    label: str | Promise


_KINDS = (
    Kind("product", _("Sản phẩm")),
    Kind("producer", _("Chủ thể")),
    Kind("news", _("Tin tức")),
    Kind("guidance", _("Hướng dẫn")),
    Kind("document", _("Văn bản")),
    Kind("question", _("Hỏi đáp")),
    Kind("market", _("Thị trường tiêu thụ")),
    Kind("pointofsale", _("Điểm bán")),
    Kind("craftvillage", _("Làng nghề")),
    Kind("tourismsite", _("Điểm du lịch")),
    Kind("giftset", _("Gói quà")),
    Kind("gallery", _("Thư viện ảnh")),
    Kind("video", _("Video")),
    Kind("page", _("Trang giới thiệu")),
)
KINDS = {kind.name: kind for kind in _KINDS}
