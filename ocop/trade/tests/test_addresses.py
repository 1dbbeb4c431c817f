import pytest

from ocop.trade.addresses import problem_of

KNOWN = {
    "Shopee": ["shopee.vn"],
    "Tiki": ["tiki.vn"],
    "TikTok Shop": ["tiktok.com"],
    "Website riêng": [],
}
NOT_SHOPEE = "Liên kết Shopee phải dẫn tới shopee.vn; địa chỉ này dẫn tới {}."
ALIKE = "Tên miền {} dễ nhầm với Shopee nhưng không phải của Shopee. Hãy xem lại địa chỉ."
NO_NAME = "Địa chỉ phải có tên miền, ví dụ https://shopee.vn/…"
NO_LOGIN = "Địa chỉ không được kèm tên đăng nhập hay số cổng. Hãy chép lại từ trình duyệt."
UNREADABLE = "Không đọc được địa chỉ này. Hãy chép nguyên địa chỉ từ trình duyệt."
NOT_SAFE = "Địa chỉ phải bắt đầu bằng https:// để người mua được an toàn."


@pytest.mark.parametrize(
    ("channel", "url", "sentence"),
    [
        ("Shopee", "https://shopee.vn/keo-dua", ""),
        ("Shopee", "https://SHOPEE.VN./keo-dua", ""),
        ("Shopee", "https://s.shopee.vn/abc", ""),
        ("Shopee", "https://shopee.vn:443/abc", ""),
        ("Shopee", "http://shopee.vn/abc", NOT_SAFE),
        ("Shopee", "javascript:alert(1)", NOT_SAFE),
        ("Shopee", "shopee.vn/abc", NOT_SAFE),
        ("Shopee", "https://shopee.vn.khuyenmai.com/", NOT_SHOPEE.format("shopee.vn.khuyenmai.com")),
        ("Shopee", "https://xshopee.vn/", NOT_SHOPEE.format("xshopee.vn")),
        ("Shopee", "https://shоpee.vn/", NOT_SHOPEE.format("shоpee.vn")),  # Cyrillic о
        ("Shopee", "https://shopee.vn@khuyenmai.com/", NO_LOGIN),
        ("Shopee", "https://shopee.vn:8443/", NO_LOGIN),
        ("Shopee", "https://203.0.113.7/", NO_NAME),
        ("Shopee", "https://[::1]/", NO_NAME),
        ("Shopee", "https://localhost/", NO_NAME),
        ("Shopee", "https://shopee.vn:abc/", UNREADABLE),
        ("Shopee", "https://[shopee/", UNREADABLE),
        ("Website riêng", "https://keoduamocay.vn/dat-hang", ""),
        ("Website riêng", "https://kẹodừa.vn/", ""),
        ("Website riêng", "https://www.tikitaka.vn/", ""),
        ("Website riêng", "https://shopee.vn/abc", "Đây là trang trên Shopee: hãy chọn kênh Shopee."),
        ("Website riêng", "https://shopee-uudai.com/", ALIKE.format("shopee-uudai.com")),
        ("Website riêng", "https://myshopee.vn/", ALIKE.format("myshopee.vn")),
        ("Website riêng", "https://shoppee.vn/", ALIKE.format("shoppee.vn")),
        ("Website riêng", "https://shopée.vn/", ALIKE.format("shopée.vn")),
        (
            "Website riêng",
            "https://xn--80ak6aa92e.com/",
            "Tên miền này có chữ không thuộc bảng chữ Việt, dễ nhầm với trang khác. Hãy dùng tên miền khác.",
        ),
    ],
)
def test_problem_of_says_what_is_wrong_with_a_shop_link(channel, url, sentence):
    assert problem_of(url, channel, KNOWN) == sentence
