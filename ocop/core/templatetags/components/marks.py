"""Small marks: icon, badge, stars, avatar, clock, progress, score."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.template import TemplateSyntaxError
from django.templatetags.static import static
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ocop.core.language import stars_in_words
from ocop.core.templatetags.components.markup import component, icon_names, register, tone_of

Number = int | float | Decimal


@register.simple_tag(name="icon")
def icon_svg(name: str, label: str = "", size: str = "") -> SafeString:
    """`{% icon "clock" %}`: one of core/icons.svg; silent for screen readers unless it has a label. size: lg, xl."""
    if name not in icon_names():
        raise TemplateSyntaxError(f"no icon {name!r}: {', '.join(sorted(icon_names()))}")
    if not label:
        return _silent_icon(name, size)
    spoken = format_html('role="img" aria-label="{}"', label)
    return format_html('<svg class="{}" {}><use href="{}"></use></svg>', _icon_css(size), spoken, _sprite(name))


@lru_cache(maxsize=500)
def _silent_icon(name: str, size: str) -> SafeString:
    """A page has dozens of these, and there are few of them."""
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"></use></svg>', _icon_css(size), _sprite(name))


def _icon_css(size: str) -> str:
    return f"icon icon--{size}" if size else "icon"


def _sprite(name: str) -> str:
    return f"{static('core/icons.svg')}#{name}"


@register.simple_tag
def badge(text: Any, tone: str = "neutral", icon: str = "") -> SafeString:
    """`{% badge "Đang thẩm định" "info" %}`. Tones: neutral, info, success, warn, danger, star."""
    picture = icon_svg(icon) if icon else ""
    return format_html('<span class="badge badge--{}">{}{}</span>', tone_of(tone), picture, text)


@register.simple_tag
def stars(count: int | None, label: str = "", size: str = "", of: int = 5, words: bool = True) -> SafeString:
    """`{% stars 4 %}`: four of five stars and the words «4 sao»; None says «Chưa có sao». size: lg.

    `words=False` keeps the words for screen readers only.
    """
    if count is None:
        return format_html('<span class="stars"><span class="stars__word">{}</span></span>', label or _("Chưa có sao"))
    row = _row_of_stars(count, of)
    return format_html(
        '<span class="stars{}"><span class="stars__row" aria-hidden="true">{}</span><span class="{}">{}</span></span>',
        f" stars--{size}" if size else "",
        row,
        "stars__word" if words else "sr-only",
        label or stars_in_words(count),
    )


@lru_cache(maxsize=100)
def _row_of_stars(count: int, of: int) -> SafeString:
    return format_html_join(
        "",
        '<svg class="{}"><use href="{}"></use></svg>',
        (("icon" if n < count else "icon icon--off", _sprite("star")) for n in range(of)),
    )


@register.simple_tag
def avatar(name: Any, size: str = "") -> SafeString:
    """`{% avatar user %}`: the first letters of the first and the last word; silent, the name stands beside it."""
    words = str(name).split() or ["?"]
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    css = f"avatar avatar--{size}" if size else "avatar"
    return format_html('<span class="{}" aria-hidden="true">{}</span>', css, letters.upper())


@register.simple_tag
def clock(
    due: date | None, left: int | None = None, tone: str = "", unit: str = "ngày làm việc", text: str = ""
) -> SafeString:
    """`{% clock due=step.due left=step.days_left tone=step.tone %}`: how much time is left, in words, and until when.

    `left` counts `unit`s and is negative when late. Late is always «danger»; any other tone the caller chooses.
    """
    late = left is not None and left < 0
    return component(
        "clock",
        due=due,
        words=text or _time_left(left, unit),
        tone=tone_of("danger" if late else tone),
        icon="alert" if late else "clock",
    )


def _time_left(left: int | None, unit: str) -> str:
    if left is None:
        return "Không đặt hạn"
    if left < 0:
        return f"Quá hạn {-left} {unit}"
    return f"Còn {left} {unit}" if left else "Hết hạn hôm nay"


@register.simple_tag
def progress_bar(value: Number, max: Number, label: str, text: str = "") -> SafeString:
    """`{% progress_bar 7 12 "Minh chứng đã có" %}`: a bar with its figures; `text` replaces «7/12»."""
    figures = text or f"{localize(value)}/{localize(max)}"
    return component("progress", value=_plain(value), max=_plain(max), label=label, text=figures)


@register.simple_tag
def score_meter(
    value: Number | None, max: Number, label: str, ticks: Iterable[tuple[Number, str]] = (), words: str = ""
) -> SafeString:
    """`{% score_meter 76.5 100 "Điểm bình quân" ticks=bands %}`: points on a line with the bands the regime gives.

    `ticks` are pairs (points, words); `words` says what the score means. None draws an empty line and «Chưa có điểm».
    """
    marks = [{"at": localize(at), "x": _percent(at, max), "words": text, "end": at >= max} for at, text in ticks]
    return component(
        "score",
        value=None if value is None else localize(value),
        max=localize(max),
        width=_percent(value or 0, max),
        label=label,
        ticks=marks,
        words=words,
    )


def _plain(number: Number) -> str:
    return format(Decimal(str(number)), "f")


def _percent(value: Number, whole: Number) -> str:
    share = Decimal(str(value)) / Decimal(str(whole)) * 100 if whole else Decimal(0)
    return f"{min(Decimal(100), share):.2f}%"
