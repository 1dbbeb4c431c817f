"""Public addresses of things: their name for people, their code for us."""

from django.urls import reverse

from ocop.producers.models import Producer, Product


def product_url(product: Product) -> str:
    """`/san-pham/mut-dua-k3m…/`."""
    return reverse("portal:product", kwargs={"slug": product.slug or "san-pham", "code": product.code})


def producer_url(producer: Producer) -> str:
    """`/chu-the/hop-tac-xa-…/`."""
    return reverse("portal:producer", kwargs={"slug": producer.slug or "chu-the", "code": producer.code})
