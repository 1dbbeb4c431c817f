"""Addresses and words of the pages of dossiers, as tests ask for them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from ocop.dossiers.models import Dossier

JSON: dict[str, Any] = {"headers": {"Accept": "application/json"}}


def at(name: str, dossier: Dossier, *more: Any) -> str:
    """The address of a page or act of a dossier."""
    return reverse(f"dossiers:{name}", args=[dossier.code, *more])


def words(answer: Any) -> str:
    """What a page says, its spaces made single."""
    return " ".join(answer.content.decode().split())


def save(browser: Any, dossier: Dossier, part: str, **data: str) -> Any:
    """What the autosave script sends."""
    return browser.post(at("save", dossier, part), {"_changed": list(data), "version": dossier.version, **data}, **JSON)
