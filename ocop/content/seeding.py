"""Content as data: `planted/*.yaml` becomes pages and lists. Each piece is put in once, then it is the editors'."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.db.models import Model
from wagtail.models import Page, Site

from ocop.content.models import (
    DocumentField,
    DocumentType,
    GuidanceIndexPage,
    GuidancePage,
    GuidanceSectionPage,
    HomePage,
    IssuingBody,
    LegalDocumentPage,
    LegalIndexPage,
    MainMenu,
    MenuItem,
    NewsCategory,
    PartnerLink,
    Planted,
    SiteSettings,
    StandardPage,
)
from ocop.core.text import slugify

P = TypeVar("P", bound=Page)
FOLDER = Path(__file__).parent / "planted"
LISTS: dict[str, type[Model]] = {
    "news_categories": NewsCategory,
    "document_types": DocumentType,
    "document_fields": DocumentField,
    "issuing_bodies": IssuingBody,
}


def publish(parent: Page, page: P) -> P:
    """Put a page below another and publish it, as an editor would: with a revision that can be restored."""
    parent.refresh_from_db()
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def plant_content(home: HomePage) -> None:
    """The lists, the site's settings and menu, the introduction, the guidance and the law."""
    plant_lists(read("lists"))
    for entry in read("pages"):
        once(f"page:{entry['slug']}", lambda entry=entry: publish(home, _standard(entry)))
    plant_guidance(read("guidance"))
    plant_law(read("law"))
    plant_frame(home, read("site"))


def plant_lists(lists: dict[str, list[dict[str, str]]]) -> None:
    """Categories, document types, fields and issuing bodies, in their order."""
    for name, entries in lists.items():
        model: Any = LISTS[name]
        for order, entry in enumerate(entries):
            once(
                f"{name}:{entry['name']}",
                lambda model=model, entry=entry, order=order: model.objects.get_or_create(
                    name=entry["name"], defaults={"name_en": entry.get("en", ""), "order": order}
                ),
            )


def plant_guidance(sections: list[dict[str, Any]]) -> None:
    """The four sections and their pages."""
    index = GuidanceIndexPage.objects.first()
    for section in sections:
        once(f"section:{section['slug']}", lambda section=section: publish(index, _section(section)))
        parent = GuidanceSectionPage.objects.filter(slug=section["slug"]).first()
        for entry in section["pages"] if parent else ():
            once(
                f"guidance:{section['slug']}/{entry['slug']}",
                lambda parent=parent, entry=entry: publish(parent, _guide(entry)),
            )


def plant_law(documents: list[dict[str, Any]]) -> None:
    """The documents of the law, then what replaced what."""
    index = LegalIndexPage.objects.first()
    new = [
        entry
        for entry in documents
        if once(f"law:{entry['number']}", lambda entry=entry: publish(index, _document(entry)))
    ]
    for entry in new:
        if number := entry.get("superseded_by"):
            page = LegalDocumentPage.objects.filter(number=entry["number"]).get()
            page.superseded_by = LegalDocumentPage.objects.filter(number=number).first()
            page.save_revision().publish()


def plant_frame(home: HomePage, site: dict[str, Any]) -> None:
    """The site's name, menu, partners and the home page's blocks."""
    the_site = Site.objects.get(is_default_site=True)
    once("settings", lambda: SiteSettings.objects.get_or_create(site=the_site, defaults=site["settings"]))
    once("menu", lambda: _menu(the_site, site["menu"]))
    for order, entry in enumerate(site["partners"]):
        once(
            f"partner:{entry['url']}",
            lambda entry=entry, order=order: PartnerLink.objects.create(order=order, **entry),
        )
    once("home", lambda: _arrange(home, site["home"]))


def once(key: str, make: Any) -> bool:
    """Do it unless it was done before, here or by whoever removed it since. Whether it was done now."""
    if Planted.objects.filter(key=key).exists():
        return False
    make()
    Planted.objects.create(key=key)
    return True


def read(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text())


def _standard(entry: dict[str, Any]) -> StandardPage:
    return StandardPage(
        title=entry["title"],
        slug=entry["slug"],
        title_en=entry.get("title_en", ""),
        excerpt=entry["excerpt"],
        excerpt_en=entry.get("excerpt_en", ""),
        body=body(entry["body"]),
        body_en=body(entry.get("body_en", ())),
    )


def _section(entry: dict[str, Any]) -> GuidanceSectionPage:
    return GuidanceSectionPage(
        title=entry["title"],
        slug=entry["slug"],
        title_en=entry["title_en"],
        intro=entry["intro"],
        excerpt=entry["intro"],
        intro_en=entry.get("intro_en", ""),
        excerpt_en=entry.get("intro_en", ""),
    )


def _guide(entry: dict[str, Any]) -> GuidancePage:
    return GuidancePage(
        title=entry["title"],
        slug=entry["slug"],
        title_en=entry.get("title_en", ""),
        excerpt=entry["excerpt"],
        excerpt_en=entry.get("excerpt_en", ""),
        published_on=entry["day"],
        body=body(entry["body"]),
    )


def _document(entry: dict[str, Any]) -> LegalDocumentPage:
    return LegalDocumentPage(
        title=entry["title"],
        slug=slugify(f"{entry['number']}").replace("/", "-"),
        number=entry["number"],
        summary=entry["summary"],
        document_type=DocumentType.objects.get(name=entry["type"]),
        field=DocumentField.objects.get(name=entry["field"]),
        issuing_body=IssuingBody.objects.get(name=entry["issuer"]),
        signer=entry.get("signer", ""),
        issued_on=entry.get("issued_on"),
        effective_on=entry.get("effective_on"),
        ended_on=entry.get("ended_on"),
    )


def _menu(site: Site, entries: list[dict[str, Any]]) -> None:
    menu, _ = MainMenu.objects.get_or_create(site=site)
    order = 0
    for entry in entries:
        for each, is_child in [(entry, False), *((child, True) for child in entry.get("children", ()))]:
            page = Page.objects.filter(slug=each["page"]).first() if "page" in each else None
            if page is None and "page" in each:
                continue
            MenuItem.objects.create(
                menu=menu,
                sort_order=order,
                label=each["label"],
                label_en=each["en"],
                is_child=is_child,
                page=page,
                url_name=each.get("screen", ""),
                url=each.get("url", ""),
            )
            order += 1


def _arrange(home: HomePage, arranged: dict[str, Any]) -> None:
    for name in ("banner_title", "banner_title_en", "slogan", "slogan_en", "excerpt", "excerpt_en"):
        setattr(home, name, arranged[name])
    home.body = json.dumps([_block(kind, value) for each in arranged["body"] for kind, value in each.items()])
    home.save_revision().publish()


def body(parts: Iterable[dict[str, Any]]) -> str:
    """A page's body from its parts: heading, paragraph, list, steps, quote, table."""
    return json.dumps([_part(kind, value) for part in parts for kind, value in part.items()])


def _part(kind: str, value: Any) -> dict[str, Any]:
    if kind == "paragraph":
        value = "".join(f"<p>{inline(text)}</p>" for text in value.strip().split("\n\n"))
    elif kind in ("list", "numbers"):
        tag = "ul" if kind == "list" else "ol"
        lines = "".join(f"<li>{inline(text)}</li>" for text in value)
        kind, value = "paragraph", f"<{tag}>{lines}</{tag}>"
    elif kind == "steps":
        steps = [{"title": each["title"], "text": f"<p>{inline(each.get('text', ''))}</p>"} for each in value]
        value = {"steps": [{"type": "item", "id": str(uuid.uuid4()), "value": step} for step in steps]}
    elif kind == "table":
        head, *rows = value["rows"]
        value = {
            "columns": [{"type": "text", "heading": heading} for heading in head],
            "rows": [{"values": [str(cell) for cell in row]} for row in rows],
            "caption": value.get("caption", ""),
        }
    return _block(kind, value)


def _block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def inline(text: str) -> str:
    """One line of text as HTML: `**strong**` and nothing else.

    >>> inline("Nộp **trước** ngày 30/4 & chờ")
    'Nộp <b>trước</b> ngày 30/4 &amp; chờ'
    """
    parts = escape(" ".join(text.split()), quote=False).split("**")
    return "".join(f"<b>{part}</b>" if index % 2 else part for index, part in enumerate(parts))
