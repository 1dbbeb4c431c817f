"""Photos of products in the sizes and ways a browser may choose from."""

from functools import lru_cache

from django import template
from django.urls import get_script_prefix, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ocop.files.models import StoredFile
from ocop.portal.thumbnails import WIDTHS

register = template.Library()

CARD = "(max-width: 33rem) 5.5rem, (max-width: 60rem) 45vw, 18rem"
LARGE = "(max-width: 60rem) 100vw, 36rem"
SMALL = "5.5rem"
SIZES = {"card": CARD, "large": LARGE, "small": SMALL}
KINDS = ("avif", "webp")
CODE = "222222222222"
"""Stands for a file's code while the pattern of addresses is worked out."""


@register.simple_tag
def photo(file: StoredFile, alt: str = "", size: str = "card", *, eager: bool = False) -> SafeString:
    """`{% photo product.picture product.name "large" eager=True %}`: AVIF, else WebP, in the width the screen needs.

    Width and height are always said, so that nothing moves when the picture comes.
    """
    return photo_of(file.code, alt, size, eager=eager)


def photo_of(code: str, alt: str = "", size: str = "card", *, eager: bool = False) -> SafeString:
    """The same of the picture with this code: lists have dozens of them."""
    loading = 'loading="eager" fetchpriority="high"' if eager else 'loading="lazy"'
    words = escape(alt) if alt else ""
    way = photo_pattern(size).replace(CODE, code)
    return mark_safe(f'<picture>{way} alt="{words}" width="800" height="600" {loading}></picture>')


def photo_pattern(size: str) -> str:
    """The sources and the picture of any file, CODE standing for the file's code."""
    return _pattern(size, get_language(), get_script_prefix())


@lru_cache(maxsize=30)
def _pattern(size: str, language: str | None, prefix: str) -> str:
    """All that is the same but for the code; `language` and `prefix` are part of the addresses."""
    base = reverse("portal:rendition", args=[CODE, 0, "kind"]).removesuffix("0.kind")
    widths = WIDTHS if size == "large" else WIDTHS[:2] if size == "card" else WIDTHS[:1]
    sources = "".join(
        f'<source type="image/{kind}" srcset="{", ".join(f"{base}{width}.{kind} {width}w" for width in widths)}"'
        f' sizes="{SIZES[size]}">'
        for kind in KINDS
    )
    return f'{sources}<img class="photo photo--{size}" src="{reverse("portal:picture", args=[CODE])}"'
