"""What keeps robots out of public forms without a foreign service: a trap, a clock, and a count of each address."""

from __future__ import annotations

import time
from typing import Any

from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

SHORTEST = 3
LONGEST = 12 * 60 * 60
"""Nobody writes a question in under three seconds; after twelve hours the page is to be opened again."""
_signer = Signer(salt="ocop.core.guard")


def stamp(age: int = 0) -> str:
    """A signed note of when a form was shown: now, or `age` seconds ago."""
    return _signer.sign(str(int(time.time()) - age))


class Guard(forms.Form):
    """A public form adds this first: `class QuestionForm(Guard, forms.ModelForm)`; it shows `{{ form.guard }}`."""

    website = forms.CharField(required=False)
    stamp = forms.CharField(required=False)

    def clean(self) -> dict[str, Any] | None:
        """Refuse what a machine sent, in a sentence a person can act on."""
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        if cleaned.pop("website", ""):
            raise ValidationError(_("Chưa gửi được: hãy để trống ô «Website» rồi gửi lại."))
        age = _age_of(cleaned.pop("stamp", ""))
        if age is None or age > LONGEST:
            raise ValidationError(_("Trang này đã mở quá lâu. Nội dung vẫn còn đây: hãy gửi lại lần nữa."))
        if age < SHORTEST:
            raise ValidationError(_("Hãy đợi vài giây rồi gửi lại."))
        return cleaned

    @property
    def guard(self) -> SafeString:
        """The two fields as markup: a trap out of sight of people, and the note of when the form was shown."""
        given = str(self.data.get(self.add_prefix("stamp"), "")) if self.is_bound else ""
        age = _age_of(given)
        return format_html(
            '<div class="sr-only" aria-hidden="true"><label>Website <input type="text" name="{}" tabindex="-1"'
            ' autocomplete="off"></label></div><input type="hidden" name="{}" value="{}">',
            self.add_prefix("website"),
            self.add_prefix("stamp"),
            given if age is not None and age <= LONGEST else stamp(),
        )


def _age_of(given: str) -> int | None:
    """How many seconds ago the form was shown; None when the note is not ours."""
    try:
        return int(time.time()) - int(_signer.unsign(given))
    except (BadSignature, ValueError):
        return None


def too_many(request: HttpRequest, key: str, limit: int, seconds: int) -> bool:
    """Count one more try from this visitor's address; whether that is over `limit` in this stretch of `seconds`.

    The address itself is not kept, only a keyed digest of it.
    """
    who = salted_hmac("ocop.core.guard", address_of(request), algorithm="sha256").hexdigest()[:24]
    name = f"guard:{key}:{who}:{int(time.time()) // seconds}"
    tries = int(cache.get(name, 0)) + 1
    cache.set(name, tries, seconds)
    return tries > limit


def address_of(request: HttpRequest) -> str:
    """The visitor's address; behind a proxy the one our own proxy saw, never one the visitor wrote."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    proxies: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    return hops[-proxies] if 0 < proxies <= len(hops) else str(request.META.get("REMOTE_ADDR", ""))
