"""The building blocks of a page's body, few and fixed: an editor chooses content, never looks."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]
"""What the text editor offers. Headings, pictures and videos are blocks of their own."""

ALT_HELP = "Tả ngắn điều nhìn thấy trong ảnh, cho người nghe trang bằng trình đọc màn hình."


class HeadingBlock(blocks.CharBlock):
    """Tiêu đề mục: opens a section of the page."""

    class Meta:
        label = "Tiêu đề mục"
        icon = "title"
        template = "content/blocks/heading.html"


class ParagraphBlock(blocks.RichTextBlock):
    """Đoạn văn: text with bold, italics, lists and links."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": FEATURES, **kwargs})

    class Meta:
        label = "Đoạn văn"
        icon = "pilcrow"
        template = "content/blocks/paragraph.html"


class PictureBlock(blocks.StructBlock):
    """Ảnh: a picture, what is to be seen on it, and a caption."""

    image = ImageChooserBlock(label="Ảnh")
    alt = blocks.CharBlock(label="Mô tả ảnh", help_text=ALT_HELP, max_length=250)
    caption = blocks.CharBlock(label="Chú thích dưới ảnh", required=False, max_length=250)

    class Meta:
        label = "Ảnh"
        icon = "image"
        template = "content/blocks/image.html"


class QuoteBlock(blocks.StructBlock):
    """Trích dẫn: somebody's words."""

    text = blocks.TextBlock(label="Lời trích", rows=3)
    source = blocks.CharBlock(label="Của ai, ở đâu", required=False, max_length=160)

    class Meta:
        label = "Trích dẫn"
        icon = "openquote"
        template = "content/blocks/quote.html"


class StepBlock(blocks.StructBlock):
    """Một bước: what to do and how."""

    title = blocks.CharBlock(label="Việc cần làm", max_length=160)
    text = ParagraphBlock(label="Giải thích", required=False)

    class Meta:
        label = "Bước"
        icon = "list-ol"


class StepsBlock(blocks.StructBlock):
    """Các bước: a numbered list of things to do."""

    steps = blocks.ListBlock(StepBlock(), label="Các bước", min_num=1)

    class Meta:
        label = "Các bước thực hiện"
        icon = "list-ol"
        template = "content/blocks/steps.html"


class DocumentBlock(blocks.StructBlock):
    """Tài liệu tải về: a document of the library."""

    document = DocumentChooserBlock(label="Tài liệu")
    title = blocks.CharBlock(label="Tên hiển thị", required=False, max_length=200, help_text="Để trống: tên tài liệu.")

    class Meta:
        label = "Tài liệu tải về"
        icon = "doc-full"
        template = "content/blocks/document.html"


class VideoBlock(blocks.StructBlock):
    """Video: our own file or a link to a video site. The page shows the poster; nothing is fetched before a click."""

    title = blocks.CharBlock(label="Tên video", max_length=160)
    file = DocumentChooserBlock(label="Tệp video (MP4, WebM)", required=False)
    url = blocks.URLBlock(label="hoặc địa chỉ video", required=False, help_text="Bắt đầu bằng https://")
    poster = ImageChooserBlock(label="Ảnh bìa", required=False)

    def clean(self, value: Any) -> Any:
        """Exactly one of the two sources."""
        cleaned = super().clean(value)
        if bool(cleaned["file"]) == bool(cleaned["url"]):
            problem = ValidationError("Chọn tệp video hoặc ghi địa chỉ video, một trong hai.")
            raise blocks.StructBlockValidationError({"url": problem})
        return cleaned

    class Meta:
        label = "Video"
        icon = "media"
        template = "content/blocks/video.html"


class GalleryBlock(blocks.StructBlock):
    """Chùm ảnh: several pictures together."""

    pictures = blocks.ListBlock(PictureBlock(), label="Các ảnh", min_num=1)

    class Meta:
        label = "Chùm ảnh"
        icon = "image"
        template = "content/blocks/gallery.html"


def table_block() -> TypedTableBlock:
    """Bảng: rows and columns of short texts."""
    return TypedTableBlock(
        [
            ("text", blocks.CharBlock(label="Chữ", required=False)),
            ("number", blocks.DecimalBlock(label="Số", required=False)),
            ("rich_text", ParagraphBlock(label="Đoạn văn", required=False)),
        ],
        label="Bảng",
        icon="table",
        template="content/blocks/table.html",
    )


class BodyBlock(blocks.StreamBlock):
    """Nội dung trang."""

    heading = HeadingBlock(max_length=160)
    paragraph = ParagraphBlock()
    image = PictureBlock()
    quote = QuoteBlock()
    steps = StepsBlock()
    table = table_block()
    document = DocumentBlock()
    video = VideoBlock()
    gallery = GalleryBlock()


def _title() -> blocks.CharBlock:
    return blocks.CharBlock(label="Tiêu đề khối", max_length=80)


def _title_en() -> blocks.CharBlock:
    return blocks.CharBlock(
        label="Tiêu đề tiếng Anh", max_length=80, required=False, help_text="Để trống: trang tiếng Anh dùng tên có sẵn."
    )


def _count(default: int) -> blocks.IntegerBlock:
    return blocks.IntegerBlock(label="Số mục hiển thị", min_value=1, max_value=24, default=default)


class ProductsBlock(blocks.StructBlock):
    """Sản phẩm: recognised products on the home page, chosen by rule or by hand."""

    title = _title()
    title_en = _title_en()
    choice = blocks.ChoiceBlock(
        label="Chọn theo",
        choices=[("newest", "Mới được công nhận"), ("stars", "Hạng sao cao nhất"), ("picked", "Tự chọn theo mã")],
        default="newest",
    )
    codes = blocks.ListBlock(
        blocks.CharBlock(label="Mã sản phẩm", max_length=40),
        label="Mã các sản phẩm tự chọn",
        default=[],
        help_text="Chỉ dùng khi chọn «Tự chọn theo mã». Mã ở trang của sản phẩm.",
    )

    class Meta:
        label = "Sản phẩm được công nhận"
        icon = "pick"


class NewsBlock(blocks.StructBlock):
    """Tin tức: the newest news."""

    title = _title()
    title_en = _title_en()
    count = _count(4)

    class Meta:
        label = "Tin tức mới"
        icon = "doc-full-inverse"


class DocumentsBlock(blocks.StructBlock):
    """Văn bản: the newest documents of the law."""

    title = _title()
    title_en = _title_en()
    count = _count(5)

    class Meta:
        label = "Văn bản mới"
        icon = "doc-full"


class OnlyTitleBlock(blocks.StructBlock):
    """A block of the home page that needs nothing but its title."""

    title = _title()
    title_en = _title_en()


class PhotosBlock(blocks.StructBlock):
    """Thư viện ảnh: a gallery, or the newest one."""

    title = _title()
    title_en = _title_en()
    gallery = blocks.PageChooserBlock(
        label="Album", page_type="content.GalleryPage", required=False, help_text="Để trống: album mới nhất."
    )

    class Meta:
        label = "Thư viện ảnh"
        icon = "image"


class VideosBlock(blocks.StructBlock):
    """Video: the newest videos."""

    title = _title()
    title_en = _title_en()
    count = _count(3)

    class Meta:
        label = "Video mới"
        icon = "media"


class TextBlock(blocks.StructBlock):
    """Đoạn văn tự do: a text of the home page in one or two languages."""

    text = ParagraphBlock(label="Nội dung")
    text_en = ParagraphBlock(
        label="Nội dung tiếng Anh",
        required=False,
        help_text="Để trống: trang tiếng Anh hiện phần tiếng Việt và nói rõ như vậy.",
    )

    class Meta:
        label = "Đoạn văn tự do"
        icon = "pilcrow"


class HomeBlock(blocks.StreamBlock):
    """Bố cục trang chủ: the editor chooses the blocks and their order."""

    products = ProductsBlock()
    news = NewsBlock()
    documents = DocumentsBlock()
    map = OnlyTitleBlock(label="Bản đồ nhanh", icon="site")
    statistics = OnlyTitleBlock(label="Thống kê nhanh", icon="order")
    gallery = PhotosBlock()
    videos = VideosBlock()
    partners = OnlyTitleBlock(label="Liên kết đơn vị", icon="link")
    text = TextBlock()
