"""The words of made-up data: what kinds of goods are called in the country, and how people tell of them.

By place in Annex I (`ProductClass.code`): how many of a hundred products are there, and the parts of their names.
A name is a thing, one of its sorts, and sometimes a place or a mark.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Goods:
    """The goods of one class: its share of all products, and per thing its sorts."""

    share: float
    things: dict[str, tuple[str, ...]]


def _(share: float, **things: str) -> Goods:
    return Goods(share, {name.replace("_", " "): tuple(sorts.split("/")) for name, sorts in things.items()})


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split("/"))


GOODS: dict[str, Goods] = {
    "I.1.a": _(
        10,
        Bưởi="da xanh/Năm Roi/Phúc Trạch/Diễn/đường lá cam/Đoan Hùng/Tân Triều",
        Cam="sành/Vinh/Cao Phong/xoàn/Canh",
        Xoài="cát Hòa Lộc/cát Chu/tròn Yên Châu/Đài Loan/tứ quý",
        Thanh_long="ruột đỏ/ruột trắng/ruột tím hồng",
        Vải_thiều="Thanh Hà/Lục Ngạn/chín sớm",
        Nhãn="lồng/xuồng cơm vàng/Idor/chín muộn",
        Sầu_riêng="Ri6/Monthong/Chín Hóa/khổ qua xanh",
        Chôm_chôm="nhãn/Java/Thái",
        Dưa_lưới="Huỳnh Long/ruột cam/ruột xanh",
        Na="Chi Lăng/dai/bở/Hoàng hậu",
        Măng_cụt="Lái Thiêu/Bình Hòa Phước",
        Cà_chua="bi/cherry/Mộc Châu",
        Rau="thủy canh/mầm/sắng/cải mèo/bò khai/má/ăn lá hữu cơ",
        Nấm="rơm/bào ngư/sò/linh chi tươi/hương tươi",
        Khoai="lang tím/lang mật/sọ/môn/tây Đơn Dương",
    ),
    "I.1.b": _(
        5,
        Thịt="trâu tươi/lợn đen/dê núi/gà đồi Yên Thế/bò một nắng",
        Gà="Đông Tảo/thả vườn/đen H'Mông/ri",
        Trứng="gà thảo mộc/vịt biển/cút/vịt chạy đồng",
        Cá="lăng nha/tra phi lê/thác lác/hồi Sa Pa/rô đồng/lóc đồng/chình",
        Tôm="càng xanh/sú sinh thái/thẻ đông lạnh",
        Cua="Cà Mau/biển/gạch",
        Sữa="dê tươi/bò Ba Vì",
    ),
    "I.2.a": _(
        10,
        Gạo="ST25/ST24/Séng Cù/nếp cái hoa vàng/nếp nương/tám xoan/lứt đỏ/hữu cơ/nàng thơm Chợ Đào/Một Bụi Đỏ",
        Nếp="Tú Lệ/cẩm/than/Phú Tân",
        Đậu="xanh/đen xanh lòng/nành/phộng",
        Hạt="điều thô/sen tươi/kê/mắc khén khô",
        Ngũ_cốc="nảy mầm/nguyên hạt/rang",
    ),
    "I.2.b": _(
        4,
        Mật_ong="hoa nhãn/bạc hà/rừng tràm/hoa cà phê/hoa rừng/hoa sú vẹt",
        Mật="hoa dừa nước/thốt nốt/mía",
        Phấn_hoa="rừng/sen/cà phê",
    ),
    "I.3.a": _(2, Cơm_cháy="chà bông/mắm hành/Ninh Bình", Cháo_sen="bát bảo/ăn liền", Xôi="ngũ sắc/nếp nương"),
    "I.3.b": _(
        9,
        Bánh_tráng="sữa/dừa/phơi sương/gạo lứt/mè",
        Bún="khô/gạo lứt/ngô/nưa",
        Miến="dong Bình Liêu/dong Tài Hoan/gà",
        Bánh="đa nem/phồng tôm/pía sầu riêng/cáy/gai/đậu xanh/ít lá gai/in/chưng/cốm/tổ/tét lá cẩm",
        Phở="khô/chua Cao Bằng/gạo lứt",
        Hủ_tiếu="khô Sa Đéc/Mỹ Tho",
        Cốm="dẹp/làng Vòng/gạo lứt",
        Kẹo="lạc/cu đơ/đậu phộng/gừng",
    ),
    "I.3.c": _(
        8,
        Kẹo_dừa="sáp/sữa/lá dứa/nguyên chất",
        Mứt="dừa/gừng/tắc/me/bí đao/dâu/mãng cầu",
        Mít="sấy giòn/sấy dẻo",
        Chuối="sấy dẻo/ép khô/sấy mật ong/sấy thăng hoa",
        Xoài_sấy="dẻo/giòn/muối ớt",
        Hạt_điều="rang muối/rang củi/mật ong",
        Măng="khô/ớt/chua/nứa sấy",
        Tinh_bột="nghệ/sắn dây/sen/củ dong",
        Hạt_sen="sấy giòn/sấy khô",
        Dừa="sáp sợi/nướng/sấy giòn",
        Mắc_ca="sấy nứt vỏ/nhân sữa",
        Hồng="treo gió/sấy dẻo",
    ),
    "I.3.d": _(
        10,
        Khô="cá lóc/cá sặc/cá dứa/cá kèo/cá chạch/mực/trâu gác bếp/bò sợi/nhái",
        Chả="cá thác lác/mực Hạ Long/lụa/bò/cua/tôm",
        Lạp_xưởng="tôm/tươi/gác bếp/bò",
        Giò="lụa/me/bê/thủ",
        Nem="chua Thanh Hóa/chua Lai Vung/nắm/bưởi",
        Mắm="cá linh/tôm chua/ba khía/ruốc/cá sặc/còng/tép/rươi",
        Tôm_khô="đất/sú/Rạch Gốc",
        Ruốc="cá hồi/thịt/tôm",
        Chà_bông="cá lóc/gà/heo",
        Cá="cơm sấy mè/basa kho tộ/nục hấp/bống kho tiêu",
    ),
    "I.4.a": _(
        4,
        Nước_mắm="Phú Quốc/cá cơm/Ba Làng/Cát Hải/nhĩ cá cơm/Vạn Phần/Cửa Hội/truyền thống",
        Tương="Bần/Nam Đàn/ớt/hột",
        Giấm="gạo/mật mía/táo mèo",
        Dầu="lạc/mè/dừa nguyên chất",
    ),
    "I.4.b": _(
        5,
        Muối="tôm Tây Ninh/ớt xanh/hồng Bạc Liêu/lá é/chẩm chéo/hạt dổi",
        Tiêu="đen Chư Sê/sọ Phú Quốc/hữu cơ/xanh sấy",
        Tỏi="đen Lý Sơn/cô đơn/sấy giòn/Phan Rang",
        Hành="tím Vĩnh Châu/phi giòn",
        Ớt="bột/sấy khô/Mường Khương",
        Hạt="dổi rừng/mắc khén",
    ),
    "I.5.a": _(
        5,
        Chè="Tân Cương/Shan tuyết/đinh/nõn tôm/ô long/xanh hữu cơ/móc câu/Thái Nguyên",
        Trà="ướp sen/ô long cao cấp/cổ thụ/hoa nhài",
    ),
    "I.5.b": _(
        4,
        Trà="hoa vàng/gạo lứt/khổ qua/mãng cầu/sâm dây/cà gai leo/túi lọc atiso/dây thìa canh/hoa cúc/gừng mật ong",
    ),
    "I.6": _(
        3,
        Cà_phê="rang xay/Robusta Buôn Ma Thuột/Arabica Khe Sanh/chồn/hòa tan/phin giấy/hữu cơ/Sơn La",
        Ca_cao="bột nguyên chất/ngòi",
        Sô_cô_la="đen/sữa dừa",
    ),
    "II.1.a": _(2, Rượu="nếp cái hoa vàng/Bàu Đá/Làng Vân/Mẫu Sơn/ngô men lá/Phú Lộc/nếp than/Kim Sơn"),
    "II.1.b": _(1.5, Rượu="vang dâu/mơ/sim/táo mèo/cần/dừa/nho Ninh Thuận", Vang="nho/sim rừng/dâu tằm"),
    "II.2.a": _(0.5, Nước="khoáng thiên nhiên/uống đóng chai/ion kiềm"),
    "II.2.b": _(
        2.5,
        Nước="cốt dâu tằm/ép thanh long/mắc mật/yến sào/ép bưởi/cốt me",
        Siro="dâu/chanh dây/atiso đỏ",
        Sữa="hạt sen/đậu nành/bắp",
    ),
    "III.1": _(
        3,
        Cao="cà gai leo/xạ đen/khôi nhung/ban long/atiso",
        Viên="nghệ mật ong/tinh dầu gấc/đông trùng hạ thảo",
        Đông_trùng_hạ_thảo="khô/tươi/ngâm mật ong",
        Sâm="Ngọc Linh/bố chính/dây",
    ),
    "III.2": _(0.7, Dầu_gội="bồ kết/thảo dược/vỏ bưởi", Xà_phòng="sả chanh/than tre/nghệ", Son="gấc/dừa"),
    "III.3": _(
        1.3,
        Tinh_dầu="sả chanh/tràm/quế/bưởi/hồi/bạc hà/hương nhu",
        Quế="thanh/bột/điếu",
        Thảo_quả="khô",
    ),
    "IV.1": _(
        5,
        Gốm="Bát Tràng/Phù Lãng/Bàu Trúc/Chu Đậu/đỏ Vĩnh Long",
        Chiếu="cói Nga Sơn/cói Định Yên/lát hoa",
        Giỏ="lục bình/cỏ bàng/tre đan/mây",
        Tranh="Đông Hồ/gạo/lá sen/sơn mài/thêu tay",
        Nón="lá bài thơ/lá làng Chuông/ngựa Gò Găng",
        Đồ_gỗ="mỹ nghệ/mít lộc/dừa",
        Đèn="lồng Hội An/mây tre",
        Trầm_hương="nụ/cảnh/vòng tay",
    ),
    "IV.2": _(
        1.5,
        Khăn="rằn/lụa tơ tằm/thổ cẩm/choàng Long Khánh",
        Lụa="Vạn Phúc/Nha Xá/Tân Châu",
        Thổ_cẩm="Zèng/Mai Châu/Chăm",
        Áo="dài thêu tay/bà ba",
    ),
    "V.1": _(0.7, Hoa="lan hồ điệp/cúc mâm xôi/hồng Mê Linh/ly/tulip/sen giấy"),
    "V.2": _(0.7, Cây="mai vàng/quất cảnh/bonsai/bưởi cảnh/kiểng lá"),
    "V.3": _(0.1, Cá_cảnh="Koi/dĩa/chép Nhật"),
    "VI.1": _(
        1.5,
        Điểm_du_lịch="cộng đồng/sinh thái miệt vườn/làng nghề/nông nghiệp/vườn trái cây",
        Homestay="nhà sàn/miệt vườn/rừng dừa",
        Làng="văn hóa du lịch/du lịch cộng đồng",
    ),
}

SYLLABLES = _words(
    "An/Bảo/Bình/Cường/Đại/Đức/Gia/Hải/Hạnh/Hòa/Hoàng/Hồng/Hưng/Hương/Khánh/Kim/Lâm/Lan/Liên/Linh/Long/Mai/Minh/Nam/"
    "Ngân/Ngọc/Nguyên/Phát/Phong/Phú/Phúc/Phương/Quang/Quê/Sáng/Sơn/Tâm/Tân/Thắng/Thành/Thanh/Thảo/Thiên/Thịnh/Thủy/"
    "Tiến/Tín/Trang/Trường/Tuấn/Vân/Việt/Vĩnh/Xuân/Yến"
)
SURNAMES = _words("Nguyễn/Trần/Lê/Phạm/Huỳnh/Hoàng/Phan/Vũ/Võ/Đặng/Bùi/Đỗ/Hồ/Ngô/Dương/Lý/Lò/Giàng/Thạch/Kim/Ksor/Y")
TRADES = _words("nông nghiệp/nông sản/thực phẩm/đặc sản/dược liệu/thủy sản/nông nghiệp xanh/hữu cơ")

ORGANISATIONS: dict[str, tuple[float, tuple[str, ...]]] = {
    "cooperative": (30, ("Hợp tác xã {trade} {place}", "HTX {trade} {brand}", "Hợp tác xã {brand}")),
    "business_household": (31, ("Hộ kinh doanh {person}", "Hộ kinh doanh {brand}", "Cơ sở {thing} {person}")),
    "small_enterprise": (
        17,
        ("Công ty TNHH {trade} {brand}", "Công ty TNHH MTV {brand}"),
    ),
    "enterprise": (8, ("Công ty cổ phần {trade} {brand}", "Doanh nghiệp tư nhân {brand}")),
    "premises": (5, ("Cơ sở sản xuất {thing} {brand}", "Cơ sở {person}")),
    "cooperative_group": (4, ("Tổ hợp tác {thing} {place}", "THT sản xuất {thing} {place}")),
    "production_household": (3, ("Hộ sản xuất {person}",)),
    "farm": (2, ("Trang trại {brand}", "Nông trại {brand}")),
}
"""Of a hundred producers how many are of a type, and how such are called."""

DESCRIPTIONS = (
    "{thing} làm tại {place}, đóng gói {pack}.",
    "Nguyên liệu trồng tại {place}, sơ chế trong ngày, đóng {pack}.",
    "Quy cách {pack}, bảo quản nơi khô mát, hạn dùng {months} tháng.",
)
STORIES = (
    "Ở {place}, nghề làm {thing} có từ nhiều đời. {brand} giữ cách làm cũ, chỉ thay khâu đóng gói.",
    "Năm {year}, vài hộ ở {place} góp vốn làm {thing} cùng một quy trình và bán chung một nhãn.",
    "Vụ {thing} ở {place} bắt đầu sau mùa mưa. Hàng được phân loại ngay tại chỗ rồi giao về xưởng trong ngày.",
)
PACKS = _words("hộp 500 g/túi 300 g/gói 1 kg/thùng 5 kg/hộp quà 2 kg")
BOTTLES = _words("chai 500 ml/can 2 lít/chai 250 ml/hũ 250 ml")
LIQUID = ("I.4.a", "II.")
TOLD = ("I.", "II.", "III.", "IV.")
"""Of what is packed and made; not of plants, animals and journeys."""
