"""Photos of products in the sizes and ways a browser may choose from."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ocop.files.models import StoredFile
from ocop.portal.thumbnails import WIDTHS

register = template.Library()

CARD = "(max-width: 33rem) 5.5rem, (max-width: 60rem) 45vw, 18rem"
LARGE = "(max-width: 60rem) 100vw, 36rem"
SMALL = "5.5rem"
SIZES = {"card": CARD, "large": LARGE, "small": SMALL}


@register.simple_tag
def photo(file: StoredFile, alt: str = "", size: str = "card", *, eager: bool = False) -> SafeString:
    """`{% photo product.picture product.name "large" eager=True %}`: AVIF, else WebP, in the width the screen needs.

    Width and height are always said, so that nothing moves when the picture comes.
    """
    return format_html(
        '<picture>{}{}<img class="photo photo--{}" src="{}" alt="{}"'
        ' width="800" height="600" loading="{}"{}></picture>',
        _source(file, "avif", size),
        _source(file, "webp", size),
        size,
        reverse("portal:picture", args=[file.code]),
        alt,
        "eager" if eager else "lazy",
        SafeString(' fetchpriority="high"') if eager else "",
    )


def _source(file: StoredFile, kind: str, size: str) -> SafeString:
    widths = WIDTHS if size == "large" else WIDTHS[:2] if size == "card" else WIDTHS[:1]
    base = reverse("portal:rendition", args=[file.code, 0, kind]).removesuffix(f"0.{kind}")
    srcset = ", ".join(f"{base}{width}.{kind} {width}w" for width in widths)
    return format_html('<source type="image/{}" srcset="{}" sizes="{}">', kind, srcset, SIZES[size])
