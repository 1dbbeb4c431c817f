"""The site's name, menu and contacts as the frame of public pages shows them."""

from __future__ import annotations

from django.urls import reverse

from ocop.content import queries
from ocop.content.templatetags.cms import photo_url
from ocop.core.frame import Around, Link
from ocop.core.language import said
from ocop.core.versions import full_key, shelf, version


def around() -> Around:
    """What stands around public pages, kept until an editor changes something: every page asks for it."""
    stamp, key = version(), full_key("content.around")
    found: Around | None = shelf.get(stamp, key) if stamp else None
    if found is None:
        found = _around()
        if stamp:
            shelf.put(stamp, key, found)
    return found


def _around() -> Around:
    site = queries.site_settings()
    links = (("Facebook", site.facebook_url), ("Zalo", site.zalo_url))
    return Around(
        title=said(site, "site_title"),
        slogan=said(site, "slogan"),
        operator=said(site, "operator"),
        address=said(site, "address"),
        note=said(site, "footer_text"),
        hotline=site.hotline,
        email=site.email,
        menu=tuple(_link(entry) for entry in queries.menu()),
        links=tuple((name, url) for name, url in links if url),
        picture=photo_url(site.share_image),
        visits_url=reverse("visits_shown") if site.shows_visits else "",
    )


def _link(entry: queries.Entry) -> Link:
    return Link(said(entry, "label"), entry.url, tuple(_link(child) for child in entry.children))
