"""Public addresses of things: their name for people, their code for us."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language

from ocop.core.access import AccessQuerySet
from ocop.producers.models import Producer, Product

T = TypeVar("T", Producer, Product)

SLUG, CODE = "x-slug-x", "222222222222"
"""Stand for the parts of an address while its pattern is worked out."""


def product_url(product: Product) -> str:
    """`/san-pham/mut-dua-k3m…/`."""
    return address_of("portal:product", product.slug or "san-pham", product.code)


def producer_url(producer: Producer) -> str:
    """`/chu-the/hop-tac-xa-…/`."""
    return address_of("portal:producer", producer.slug or "chu-the", producer.code)


def instead_of(model: type[T], code: str) -> T | None:
    """What everybody sees in place of a record that was joined to another."""
    rows: AccessQuerySet[T] = model._default_manager.filter(joined__code=code)
    return rows.allowed(None, f"{model._meta.model_name}.view").first()


def address_of(name: str, slug: str, code: str) -> str:
    """The address of a page named by slug and code."""
    before, between, after = pattern_of(name)
    return f"{before}{slug}{between}{code}{after}"


def pattern_of(name: str) -> tuple[str, str, str]:
    """What stands before the slug, between it and the code, and after; lists ask once for dozens of addresses."""
    return _pattern(name, get_language(), get_script_prefix())


@lru_cache(maxsize=50)
def _pattern(name: str, language: str | None, prefix: str) -> tuple[str, str, str]:
    """`language` and `prefix` are part of every address."""
    before, _, rest = reverse(name, kwargs={"slug": SLUG, "code": CODE}).partition(SLUG)
    between, _, after = rest.partition(CODE)
    return before, between, after
