"""The sales channels every installation starts with; editors add their province's own."""

CHANNELS: tuple[tuple[str, str, str, str], ...] = (
    ("postmart", "Postmart", "", "postmart.vn"),
    ("voso", "Vỏ Sò", "Voso", "voso.vn"),
    ("sendo", "Sendo", "", "sendo.vn"),
    ("shopee", "Shopee", "", "shopee.vn"),
    ("lazada", "Lazada", "", "lazada.vn"),
    ("tiki", "Tiki", "", "tiki.vn"),
    ("tiktok", "TikTok Shop", "", "tiktok.com"),
    ("website", "Website riêng", "Own website", ""),
    ("other", "Khác", "Other", ""),
)
"""Code, name, English name where it differs, domains."""
