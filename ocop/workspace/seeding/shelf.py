"""How the demo products look on the portal: photos (drawn, so that nobody's is borrowed), processes, English."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFilter

from ocop.accounts.models import User
from ocop.files.actions import store
from ocop.producers import actions
from ocop.producers.models import Product

SIZE = (1600, 1200)
Colour = tuple[int, int, int]
CREAM, LEAF, BROWN = (250, 244, 230), (96, 140, 92), (150, 106, 70)


@dataclass(frozen=True)
class Look:
    """A product as its producer shows it: what stands in the photo, in which colour, and its texts."""

    shape: str
    colour: Colour
    texts: dict[str, str]


LOOKS = {
    "Kẹo dừa sầu riêng": Look(
        "box",
        (202, 160, 70),
        {
            "production_process": (
                "1. Chọn dừa khô đủ 12 tháng, cạy và rửa sạch cơm dừa.\n2. Ép cốt, nấu với mạch nha trên chảo gang ba "
                "giờ.\n3. Trộn cơm sầu riêng, đổ khuôn gỗ, để nguội.\n4. Cắt viên, gói giấy tan, đóng hộp 300 g."
            ),
            "sales_process": (
                "1. Đặt qua điện thoại hoặc sàn thương mại điện tử.\n2. Giao trong ngày ở Mỏ Cày, hai đến ba ngày nơi "
                "khác.\n3. Đổi hộp khác nếu móp, rách trong bảy ngày."
            ),
            "name_en": "Durian coconut candy",
            "description_en": "Box of 300 g, 24 pieces in edible rice paper.",
            "story_en": "Cooked in cast-iron pans with coconuts of the members' gardens, stirred for three hours.",
            "production_process_en": (
                "1. Coconuts twelve months old are opened and washed.\n2. The milk is pressed and cooked with malt for "
                "three hours.\n3. Durian is stirred in; the mass cools in wooden moulds.\n4. Cut, wrapped, boxed."
            ),
        },
    ),
    "Kẹo dừa lá dứa": Look("box", (128, 168, 96), {"name_en": "Pandan coconut candy"}),
    "Dầu dừa ép lạnh": Look(
        "bottle",
        (232, 214, 150),
        {
            "production_process": (
                "1. Dừa khô rụng tự nhiên, tách vỏ trong ngày.\n2. Sấy cơm dừa dưới 50 độ.\n3. Ép lạnh, lắng ba ngày, "
                "lọc ba lớp.\n4. Chiết chai thủy tinh 500 ml, ghi lô và ngày."
            ),
            "sales_process": "1. Bán tại hợp tác xã và các điểm bán.\n2. Giao toàn quốc, chai lót giấy tổ ong.",
            "name_en": "Cold-pressed coconut oil",
            "description_en": "Glass bottle of 500 ml.",
            "story_en": "Pressed from coconuts that ripened and fell by themselves.",
        },
    ),
}


def dress(product: Product, *, by: User) -> Product:
    """The producer adds photos and texts to a product; one without a look stays as it is."""
    look = LOOKS.get(product.name)
    if look is None or product.picture_id is not None:
        return product
    fields: dict[str, Any] = {**look.texts, "picture": _photo(look, 0, by)}
    actions.edit_product(product, fields, by=by)
    return actions.arrange_pictures(product, [], [_photo(look, 1, by), _photo(look, 2, by)], by=by)


def _photo(look: Look, side: int, by: User) -> Any:
    canvas = Image.new("RGB", SIZE, CREAM)
    draw = ImageDraw.Draw(canvas)
    draw.rectangle((0, 860, *SIZE), fill=(226, 210, 182))
    draw.ellipse((360, 930, 1240, 1040), fill=(196, 176, 142))
    canvas = canvas.filter(ImageFilter.GaussianBlur(18))
    draw = ImageDraw.Draw(canvas)
    _DRAW[look.shape](draw, look.colour, side)
    out = BytesIO()
    canvas.save(out, "JPEG", quality=84)
    return store(SimpleUploadedFile(f"Ảnh {side + 1} (bản mô phỏng).jpg", out.getvalue(), "image/jpeg"), by=by)


def _darker(colour: Colour, share: float = 0.8) -> Colour:
    red, green, blue = (int(part * share) for part in colour)
    return red, green, blue


def _box(draw: ImageDraw.ImageDraw, colour: Colour, side: int) -> None:
    left, right = 420 - side * 30, 1180 - side * 60
    draw.polygon([(left, 470), (left + 120, 380), (right + 120, 380), (right, 470)], fill=_darker(colour, 1.1))
    draw.polygon([(right, 470), (right + 120, 380), (right + 120, 890), (right, 980)], fill=_darker(colour, 0.7))
    draw.rectangle((left, 470, right, 980), fill=colour)
    draw.rounded_rectangle((left + 90, 560, right - 90, 880), 24, fill=CREAM)
    middle = (left + right) // 2
    for turn in range(3 - side):
        x = middle - 60 * (3 - side) + 10 + turn * 120
        draw.ellipse((x, 650, x + 100, 790), fill=BROWN)
        draw.ellipse((x + 22, 676, x + 78, 764), fill=CREAM)
    draw.line((left + 150, 830, right - 150, 830), fill=LEAF, width=14)


def _bottle(draw: ImageDraw.ImageDraw, colour: Colour, side: int) -> None:
    for number in range(1 + side):
        left = 660 - side * 130 + number * 280
        draw.rounded_rectangle((left, 430, left + 250, 985), 46, fill=colour)
        draw.rectangle((left + 85, 300, left + 165, 440), fill=colour)
        draw.rounded_rectangle((left + 72, 250, left + 178, 320), 14, fill=BROWN)
        draw.rectangle((left, 590, left + 250, 860), fill=CREAM)
        draw.ellipse((left + 75, 640, left + 175, 740), fill=LEAF)
        draw.line((left + 50, 800, left + 200, 800), fill=_darker(colour, 0.6), width=12)


_DRAW = {"box": _box, "bottle": _bottle}
