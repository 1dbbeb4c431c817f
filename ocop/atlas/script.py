"""What the script of the map is told: addresses, colours, words; nothing about the visitor."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ocop.atlas.layers import AREAS, PRODUCTS, groups
from ocop.atlas.visits import SECTIONS
from ocop.portal.catalogue import Catalogue


def config(layers: list[dict[str, Any]], others: list[dict[str, Any]], now: Catalogue) -> dict[str, Any]:
    """The layers, where each is asked for, and what is said of them."""

    def keys(legend: list[Any]) -> list[dict[str, Any]]:
        return [{"key": each.key, "words": each.words, "colour": each.colour} for each in legend]

    return {
        "layers": [
            {
                "id": each["layer"].id,
                "title": str(each["layer"].title),
                "kind": each["layer"].kind,
                "colour": each["layer"].colour,
                "url": reverse(each["layer"].url_name),
                "legend": keys(each["legend"]),
                "filtered": each["layer"].id not in (*SECTIONS, AREAS),
                "shape": each["layer"].is_shape,
            }
            for each in layers
        ],
        "groups": keys(groups(now)),
        "products": PRODUCTS,
        "others": others,
        "panel": reverse("atlas:panel", args=["kind", "code"]),
        "search": reverse("atlas:search"),
        "units": reverse("atlas:units"),
        "shapes": f"{reverse('gis:units')}?within={settings.HOME_PROVINCE}",
        "here": reverse("gis:here"),
        "find": reverse("gis:find") if any(each["type"] == "tiles" for each in others) else "",
        "words": _words(),
    }


def _words() -> dict[str, str]:
    """What the script says."""
    return {
        "nothing": _("Không có điểm nào trong khung nhìn này."),
        "more": _("và {n} điểm nữa; hãy phóng to để xem hết"),
        "not_found": _("Không tìm thấy"),
        "asking": _("Đang hỏi vị trí…"),
        "refused": _("Không biết vị trí của bạn: trình duyệt chưa cho phép hoặc chưa bật định vị."),
        "near": _("Gần bạn nhất"),
        "near_only": _("vị trí gần đúng (trung tâm xã)"),
        "failed": _("Chưa tải được dữ liệu này. Hãy thử lại."),
        "many": _("{n} mục tại đây"),
        "planned": _("Quy hoạch tại điểm này"),
        "nothing_planned": _("Không có đối tượng quy hoạch nào tại điểm này."),
    }
