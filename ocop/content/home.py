"""The home page an editor arranges. The portal draws it: it registers its renderer when the apps are ready."""

from __future__ import annotations

from ocop.content.models import HomePage
from ocop.content.models.home import Renderer, renderers


def render_with(renderer: Renderer) -> None:
    """Let this function draw the home page: `/`, Wagtail's serving and its preview alike."""
    renderers[:] = [renderer]


def current() -> HomePage | None:
    """The home page as published; None before the page tree is planted."""
    return HomePage.objects.live().select_related("banner_image", "lead_image").first()
