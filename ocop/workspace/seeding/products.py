"""What the demo producers make, and how good each dossier is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoProducer:
    """A demo producer: whose, where, what kind."""

    key: str
    owner: str
    name: str
    organisation: str
    commune: str
    address: str
    representative: str
    gender: str
    introduction: str


@dataclass(frozen=True)
class DemoProduct:
    """A demo product and how far its dossier goes. `points` is the total aimed at, `stars` the marks kept."""

    producer: str
    name: str
    sheet: int
    reaches: str
    points: int
    stars: int
    description: str
    story: str


PRODUCERS = (
    DemoProducer(
        "keo-dua", "mai", "Hợp tác xã Kẹo dừa Mỏ Cày", "cooperative",
        "Mỏ Cày", "Ấp Phước Hậu", "Trần Thị Mai", "female",
        "Hợp tác xã bắt đầu từ bảy hộ nấu kẹo thủ công trong ấp, năm 2019 lập hợp tác xã, nay có 34 thành viên.",
    ),
    DemoProducer(
        "giong-trom", "phuc", "Cơ sở Bánh tráng và Đặc sản dừa Giồng Trôm Nguyễn Hữu Phúc", "business_household",
        "Giồng Trôm", "Ấp Bình Thành", "Nguyễn Hữu Phúc", "male",
        "Hộ gia đình ba đời làm bánh tráng nước cốt dừa, đăng ký kinh doanh năm 2015.",
    ),
)  # fmt: skip

PRODUCTS = (
    DemoProduct(
        "keo-dua", "Kẹo dừa sầu riêng", 7, "recognised", 84, 4, "Hộp 300 g, 24 viên gói giấy tan.",
        "Kẹo nấu bằng chảo gang, dừa trong vườn của thành viên, quậy tay đủ ba giờ.",
    ),
    DemoProduct(
        "keo-dua", "Kẹo dừa lá dứa", 7, "revoked", 63, 3, "Hộp 300 g.", "Lá dứa trồng quanh mương vườn dừa.",
    ),
    DemoProduct(
        "keo-dua", "Mứt dừa non ba màu", 7, "concluded", 66, 3, "Túi 250 g, màu từ lá dứa, gấc và củ dền.",
        "Món mứt ngày Tết của xứ dừa.",
    ),
    DemoProduct(
        "keo-dua", "Mật hoa dừa cô đặc", 4, "forwarded", 96, 5, "Chai 350 ml.", "Thu mật lúc rạng sáng, cô trong ngày.",
    ),
    DemoProduct(
        "keo-dua", "Dầu dừa ép lạnh", 8, "recognised_above", 97, 5, "Chai 500 ml.", "Dừa khô chín rụng tự nhiên.",
    ),
    DemoProduct(
        "keo-dua", "Thạch dừa tươi nguyên vị đóng ly giấy, vị lá dứa và vị đường thốt nốt", 5, "in_scoring", 78, 4,
        "Ly 120 g, vỉ 6 ly.", "Thạch lên men từ nước dừa già.",
    ),
    DemoProduct("keo-dua", "Nước màu dừa", 9, "in_review", 72, 4, "Chai 250 ml.", "Thắng từ nước dừa xiêm."),
    DemoProduct("keo-dua", "Bánh phồng sữa", 6, "returned", 60, 3, "Bịch 10 bánh.", "Nếp dẻo và nước cốt dừa."),
    DemoProduct("keo-dua", "Kẹo dừa gừng", 7, "submitted", 71, 4, "Hộp 300 g.", "Gừng trồng xen trong vườn dừa."),
    DemoProduct("keo-dua", "Kẹo dừa ca cao", 7, "accepted", 68, 3, "Hộp 300 g.", "Ca cao lên men tại hợp tác xã."),
    DemoProduct("keo-dua", "Kẹo chuối tươi", 7, "draft", 40, 3, "Hộp 250 g.", ""),
    DemoProduct("keo-dua", "Giỏ cọng lá dừa", 21, "withdrawn", 60, 3, "Bộ ba giỏ.", "Nghề đan của phụ nữ trong ấp."),
    DemoProduct(
        "giong-trom", "Bánh tráng sữa dừa", 6, "submitted", 70, 4, "Xấp 20 bánh.", "Tráng tay trên nồi hơi củi dừa.",
    ),
    DemoProduct("giong-trom", "Bánh tráng mè đen", 6, "accepted", 68, 3, "Xấp 20 bánh.", "Mè đen trồng trên giồng."),
    DemoProduct("giong-trom", "Tinh dầu bưởi", 20, "proposed", 66, 3, "Chai 30 ml.", "Chưng cất từ vỏ bưởi da xanh."),
    DemoProduct("giong-trom", "Du lịch vườn dừa ven sông", 26, "scheduled", 80, 4, "Tour nửa ngày.", "Rạch dừa."),
    DemoProduct("giong-trom", "Rượu dừa", 14, "not_recognised", 45, 2, "Chai 500 ml, 29 độ.", "Ủ trong trái dừa khô."),
    DemoProduct("giong-trom", "Cơm rượu nếp cẩm", 6, "refused", 50, 3, "Hũ 300 g.", ""),
)  # fmt: skip
