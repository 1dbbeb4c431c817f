"""Demo markets, shops, villages, visits, gifts, links, honours and enquiries: invented, and all of demo products."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from ocop.accounts.models import User
from ocop.places.models import Unit
from ocop.producers.models import Producer, Product
from ocop.trade import actions
from ocop.trade.actions import Asked
from ocop.trade.models import (
    CraftVillage,
    EnquiryReply,
    GiftSet,
    Honour,
    Market,
    PointOfSale,
    Record,
    SalesChannel,
    TourismSite,
)
from ocop.workspace.seeding.people import home_province
from ocop.workspace.seeding.scenes import picture

CANDY, OIL, NECTAR, JAM = "Kẹo dừa sầu riêng", "Dầu dừa ép lạnh", "Mật hoa dừa cô đặc", "Mứt dừa non ba màu"
PAPER, TOUR, SAUCE = "Bánh tráng sữa dừa", "Du lịch vườn dừa ven sông", "Nước màu dừa"
COOPERATIVE = "Hợp tác xã Kẹo dừa Mỏ Cày"
OTHER = "Cơ sở Bánh tráng và Đặc sản dừa Giồng Trôm Nguyễn Hữu Phúc"


@dataclass(frozen=True)
class DemoRecord:
    """One record: its texts in two languages, its place, what it holds, and how its picture is drawn."""

    name: str
    name_en: str
    description: str
    description_en: str
    commune: str = ""
    scene: tuple[str, ...] = ()
    products: dict[str, int] = field(default_factory=dict)
    fields: dict[str, Any] = field(default_factory=dict)


def _at(latitude: str, longitude: str) -> dict[str, Decimal]:
    return {"latitude": Decimal(latitude), "longitude": Decimal(longitude)}


MARKETS = (
    DemoRecord(
        "Thành phố Hồ Chí Minh", "Ho Chi Minh City",
        "Kẹo dừa và dầu dừa vào chuỗi cửa hàng đặc sản của thành phố, mỗi tháng hai chuyến hàng.",
        "Coconut candy and oil go to speciality shops in the city twice a month.",
        scene=("day", "river", "boat"), products={CANDY: 1, OIL: 1}, fields={"province": "79"},
    ),
    DemoRecord(
        "Hà Nội và các tỉnh phía Bắc", "Ha Noi and the north",
        "Hàng đi theo đơn của hội chợ Tết và các cửa hàng nông sản; kẹo dừa bán chạy nhất từ tháng Chạp.",
        "Orders come from Tết fairs and farm shops; coconut candy sells best before the New Year.",
        products={CANDY: 1}, fields={"province": "01"},
    ),
    DemoRecord(
        "Nhật Bản", "Japan",
        "Dầu dừa ép lạnh bán qua một nhà nhập khẩu nhỏ, nhãn song ngữ, kiểm nghiệm từng lô.",
        "Cold-pressed coconut oil goes through a small importer, labelled in two languages, each batch tested.",
        scene=("morning", "palms"), products={OIL: 1}, fields={"country": "Nhật Bản", "country_en": "Japan"},
    ),
    DemoRecord(
        "Hàn Quốc", "South Korea",
        "Đang chào hàng kẹo dừa gói nhỏ cho cửa hàng tiện lợi.",
        "Small packs of coconut candy are being offered to convenience stores.",
        products={CANDY: 1}, fields={"country": "Hàn Quốc", "country_en": "South Korea"},
    ),
)  # fmt: skip

POINTS_OF_SALE = (
    DemoRecord(
        "Gian trưng bày OCOP An Hội", "An Hội OCOP Showroom",
        "Nơi xem và nếm thử sản phẩm của cả tỉnh, có người giới thiệu vào cuối tuần.",
        "See and taste products of the whole province; a guide is there at weekends.",
        "An Hội", ("day", "stall"), {CANDY: 1, OIL: 1, JAM: 1},
        {"kind": "showroom", "address": "Đường Hùng Vương", "phone": "0275 000 0101", "hours": "8 giờ đến 20 giờ",
         "hours_en": "8 am to 8 pm", **_at("10.2330", "106.3760")},
    ),
    DemoRecord(
        "Cửa hàng Hợp tác xã Kẹo dừa Mỏ Cày", "Mỏ Cày Coconut Candy Shop",
        "Bán ngay cạnh xưởng, xem được cả bếp nấu kẹo.",
        "Next to the workshop; visitors may watch the candy being cooked.",
        "Mỏ Cày", ("morning", "house", "palms"), {CANDY: 1, OIL: 1},
        {"kind": "shop", "address": "Ấp Phước Hậu", "phone": "0275 000 0102", "hours": "7 giờ đến 18 giờ",
         "hours_en": "7 am to 6 pm", **_at("10.1280", "106.3310")},
    ),
    DemoRecord(
        "Trạm dừng chân Cổ Chiên", "Cổ Chiên Rest Stop",
        "Quầy đặc sản ở chân cầu, mở sớm cho khách đi xe đường dài.",
        "A stand by the bridge that opens early for travellers.",
        "Hương Mỹ", ("evening", "river", "stall"), {CANDY: 1},
        {"kind": "stop", "address": "Quốc lộ 60", "hours": "5 giờ đến 22 giờ", "hours_en": "5 am to 10 pm",
         **_at("10.0040", "106.3560")},
    ),
    DemoRecord(
        "Quầy OCOP chợ Giồng Trôm", "OCOP Stand at Giồng Trôm Market",
        "Quầy số 12, bán bánh tráng, kẹo dừa và hàng theo mùa.",
        "Stand 12: rice paper, coconut candy and what is in season.",
        "Giồng Trôm", (), {PAPER: 1, CANDY: 1},
        {"kind": "supermarket", "address": "Chợ Giồng Trôm, quầy 12", "hours": "5 giờ đến 12 giờ",
         "hours_en": "5 am to noon"},
    ),
    DemoRecord(
        "Cửa hàng đặc sản Long Châu", "Long Châu Speciality Shop",
        "Nhận đặt giỏ quà trước ba ngày, giao trong nội ô.",
        "Gift baskets are made to order within three days.",
        "Long Châu", ("day", "house"), {OIL: 1},
        {"kind": "shop", "address": "Đường 30 Tháng 4", "phone": "0270 000 0103", "hours": "8 giờ đến 21 giờ",
         "hours_en": "8 am to 9 pm", **_at("10.2540", "105.9720")},
    ),
    DemoRecord(
        "Góc OCOP siêu thị Trà Vinh", "OCOP Corner at the Trà Vinh Supermarket",
        "Một kệ riêng cho sản phẩm đạt sao của tỉnh.",
        "A shelf of its own for rated products of the province.",
        "Trà Vinh", (), {CANDY: 1, OIL: 1},
        {"kind": "supermarket", "address": "Đường Nguyễn Đáng", "hours": "8 giờ đến 22 giờ",
         "hours_en": "8 am to 10 pm", **_at("9.9350", "106.3420")},
    ),
)  # fmt: skip

CRAFT_VILLAGES = (
    DemoRecord(
        "Làng nghề kẹo dừa Phước Hậu", "Phước Hậu Coconut Candy Village",
        "Hơn trăm hộ nấu kẹo quanh năm; ngày mới bắt đầu bằng tiếng quậy đường và mùi dừa chín tới.\n\nTrẻ con trong "
        "ấp biết gói kẹo từ nhỏ, người lớn giữ lửa chảo gang.",
        "More than a hundred families cook candy all year round; children learn to wrap it early.",
        "Mỏ Cày", ("morning", "palms", "house"), {},
        {"kind": "traditional", "trade": "Nấu kẹo dừa", "trade_en": "Coconut candy", "address": "Ấp Phước Hậu",
         "recognised_on": date(2018, 4, 12), "decision_number": "Số mẫu 01/QĐ-UBND", "producers": (COOPERATIVE,),
         **_at("10.1290", "106.3330")},
    ),
    DemoRecord(
        "Làng nghề bánh tráng Bình Thành", "Bình Thành Rice Paper Village",
        "Bánh tráng tay trên nồi hơi củi dừa, phơi vỉ lá; mùa Tết cả xóm sáng đèn từ hai giờ.",
        "Rice paper steamed by hand over coconut wood and dried on leaf mats.",
        "Giồng Trôm", ("day", "palms"), {},
        {"kind": "village", "trade": "Tráng bánh", "trade_en": "Rice paper", "address": "Ấp Bình Thành",
         "recognised_on": date(2016, 9, 5), "decision_number": "Số mẫu 02/QĐ-UBND", "producers": (OTHER,)},
    ),
    DemoRecord(
        "Nghề đan giỏ cọng dừa Thạnh Phú", "Thạnh Phú Coconut-Rib Basketry",
        "Cọng lá dừa chuốt mỏng, đan thành giỏ, đĩa, lồng đèn; việc lúc nông nhàn của phụ nữ miệt biển.",
        "Ribs of coconut leaves, shaved thin and woven into baskets and lanterns.",
        "Thạnh Phú", ("evening", "river", "palms"), {},
        {"kind": "craft", "trade": "Đan cọng dừa", "trade_en": "Coconut-rib weaving"},
    ),
)  # fmt: skip

TOURISM = (
    DemoRecord(
        "Vườn dừa ven rạch Giồng Trôm", "Coconut Garden at Giồng Trôm",
        "Đi xuồng vào rạch dừa nước, ăn trưa trong vườn, tự tay tráng một xấp bánh mang về.",
        "A sampan through the palms, lunch in the garden, and rice paper made by your own hands.",
        "Giồng Trôm", ("morning", "river", "boat", "palms"), {},
        {"kind": "community", "address": "Ấp Bình Thành", "phone": "0275 000 0104", "product": TOUR,
         **_at("10.1520", "106.5060")},
    ),
    DemoRecord(
        "Cồn Ông Hương Mỹ", "Hương Mỹ River Island",
        "Cồn nhỏ giữa sông, đạp xe một vòng hết buổi sáng, chiều xem người ta gỡ lưới.",
        "A small island in the river; a morning's ride around it.",
        "Hương Mỹ", ("evening", "river", "boat"), {},
        {"kind": "eco", "address": "Ấp Cồn", **_at("9.9900", "106.3700")},
    ),
    DemoRecord(
        "Bếp kẹo dừa Mỏ Cày", "Mỏ Cày Candy Kitchen",
        "Xem nấu kẹo, cắt kẹo, gói kẹo; mỗi suất nửa giờ, trẻ em được gói một hộp của mình.",
        "Watch candy being cooked, cut and wrapped; children wrap a box of their own.",
        "Mỏ Cày", ("day", "house", "palms"), {},
        {"kind": "destination", "address": "Ấp Phước Hậu", "phone": "0275 000 0102",
         **_at("10.1285", "106.3315")},
    ),
)  # fmt: skip

GIFT_SETS = (
    DemoRecord(
        "Quà Tết xứ dừa", "Coconut Country Tết Gift",
        "Hộp quà đỏ, buộc dây dừa, có thiệp viết tay.",
        "A red box tied with coconut twine, with a handwritten card.",
        "", ("morning", "boxes"), {CANDY: 2, OIL: 1},
        {"occasion": "tet", "price_note": "Khoảng 350.000 đồng", "price_note_en": "About 350,000 VND",
         "seller": COOPERATIVE},
    ),
    DemoRecord(
        "Túi quà hội nghị", "Conference Bag",
        "Túi vải in hoa văn lá dừa, đủ nhẹ để mang lên máy bay.",
        "A cloth bag light enough for the plane.",
        "", ("day", "boxes"), {CANDY: 1, OIL: 1},
        {"occasion": "event", "price_note": "Khoảng 220.000 đồng", "price_note_en": "About 220,000 VND",
         "seller": COOPERATIVE},
    ),
    DemoRecord(
        "Giỏ quà miệt vườn", "Garden Basket",
        "Giỏ đan bằng cọng dừa, bên trong thay đổi theo mùa.",
        "A basket woven from coconut ribs; what is inside follows the season.",
        "", ("evening", "boxes"), {CANDY: 3},
        {"occasion": "visit", "price_note": "Theo giỏ", "price_note_en": "By the basket", "seller": OTHER},
    ),
)  # fmt: skip

LINKS = (
    (CANDY, "shopee", "https://shopee.vn/ocop-mau-keo-dua-sau-rieng"),
    (CANDY, "postmart", "https://postmart.vn/ocop-mau-keo-dua-sau-rieng"),
    (CANDY, "website", "https://keodua.example/keo-sau-rieng"),
    (OIL, "lazada", "https://www.lazada.vn/ocop-mau-dau-dua"),
    (OIL, "tiki", "https://tiki.vn/ocop-mau-dau-dua"),
    (NECTAR, "voso", "https://voso.vn/ocop-mau-mat-hoa-dua"),
    (JAM, "shopee", "https://shopee.vn/ocop-mau-mut-dua"),
    (PAPER, "tiktok", "https://www.tiktok.com/@ocop-mau-banh-trang"),
    (TOUR, "other", "https://vuondua.example/dat-tour"),
)
HONOURS = (
    (CANDY, "Sản phẩm tiêu biểu cấp vùng (mẫu)", "Model regional product (sample)", 2025),
    (CANDY, "Giải Ba hội thi quà tặng du lịch (mẫu)", "Third prize for tourist gifts (sample)", 2024),
    (OIL, "Sản phẩm tiêu biểu cấp tỉnh (mẫu)", "Model provincial product (sample)", 2025),
    (NECTAR, "Ý tưởng chế biến mới (mẫu)", "New processing idea (sample)", 2026),
    (PAPER, "Bàn tay vàng làng nghề (mẫu)", "Golden hands of the craft (sample)", 2023),
)
GIVEN_BY = ("Ban tổ chức hội thi (mẫu)", "Organisers of the contest (sample)")
ENQUIRIES = (
    Asked("Khách mẫu Lan Anh", "Cần 40 hộp làm quà hội nghị ngày 12, có xuất hóa đơn không?", phone="0900000001",
          email="lananh@khach.demo", quantity="40 hộp"),
    Asked("Khách mẫu Quốc Bảo", "Cửa hàng ở Cần Thơ muốn lấy sỉ, xin bảng giá.", phone="0900000002",
          quantity="Mỗi tháng 200 hộp"),
    Asked("Sample Buyer Emma", "Do you ship to Da Nang? How long does it keep?", email="emma@khach.demo"),
)  # fmt: skip


def seed_trade(people: dict[str, User]) -> None:
    """All of it, on the demo products that `seed_demo` has made."""
    actions.ensure_channels()
    for model, records in (
        (Market, MARKETS), (PointOfSale, POINTS_OF_SALE), (CraftVillage, CRAFT_VILLAGES), (TourismSite, TOURISM),
        (GiftSet, GIFT_SETS),
    ):  # fmt: skip
        for record in records:
            if not record.commune or _commune(record.commune) is not None:
                _make(model, record)
    for name, code, url in LINKS:
        product = _product(name)
        owner = people["mai"] if product.producer.name == COOPERATIVE else people["phuc"]
        actions.add_link(product, SalesChannel.objects.get(code=code), url, by=owner)
    for name, title, title_en, year in HONOURS:
        Honour.objects.create(
            product=_product(name), name=title, name_en=title_en, year=year, given_by=GIVEN_BY[0],
            given_by_en=GIVEN_BY[1],
        )  # fmt: skip
    _seed_enquiries(people["mai"])


def _make(model: type[Record], given: DemoRecord) -> None:
    fields = dict(given.fields)
    producers = [Producer.objects.get(name=name, is_demo=True) for name in fields.pop("producers", ())]
    if "product" in fields:
        fields["product"] = _product(fields["product"])
    if "seller" in fields:
        fields["seller"] = Producer.objects.get(name=fields["seller"], is_demo=True)
    if "province" in fields:
        found = Unit.objects.current().filter(level=Unit.Level.PROVINCE, code=fields["province"]).first()
        fields["province"] = found or home_province()
    if given.commune:
        fields["unit"] = _commune(given.commune)
    texts = {name: getattr(given, name) for name in ("name", "name_en", "description", "description_en")}
    image = picture(given.name, *given.scene) if given.scene else None
    made: Any = model(**texts, **fields, picture=image, is_public=True, is_demo=True)
    made.full_clean(exclude=["slug", "search", "order"])
    made.save()
    if producers:
        made.producers.set(producers)
    for name, quantity in given.products.items():
        made.products.add(_product(name), through_defaults={"quantity": quantity} if model is GiftSet else {})


def _commune(name: str) -> Unit | None:
    """A commune of the home province, if it has been loaded: tests load only a few."""
    return Unit.objects.current().filter(parent=home_province(), name=name).first()


def _product(name: str) -> Product:
    return Product.objects.select_related("producer").get(name=name, is_demo=True)


def _seed_enquiries(mai: User) -> None:
    """Three buyers ask; Mai has read one and answered another."""
    asked = [actions.ask(_product(CANDY), each, is_demo=True) for each in ENQUIRIES]
    actions.see(asked[1], by=mai)
    note = "Đã gọi lại: còn đủ 40 hộp, có xuất hóa đơn, giao sáng ngày 11."
    actions.answer(asked[0], note, EnquiryReply.Way.PHONE, by=mai)
