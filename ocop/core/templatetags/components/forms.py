"""Forms: one field with all it needs, errors on top, answers as cards, the sign that text is saved."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.forms import BaseForm, BoundField, CheckboxInput, DateInput, FileInput, Widget
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ocop.core.templatetags.components.markup import component, read, register


def _shape(widget: Widget) -> str:
    if isinstance(widget, CheckboxInput):
        return "check"
    if isinstance(widget, FileInput):
        return "file"
    return "group" if widget.use_fieldset else "control"


def _described_by(bound: BoundField, help_text: str) -> str:
    key = bound.auto_id or bound.html_name
    ids = [f"{key}_help"] if help_text else []
    return " ".join([*ids, f"{key}_error"] if bound.errors else ids)


@register.simple_tag
def field(
    bound: BoundField,
    label: str = "",
    help: str = "",
    *,
    short: bool = False,
    label_hidden: bool = False,
    may_be_empty: bool = True,
    upload: str = "",
    max_mb: int | None = None,
    **attrs: Any,
) -> SafeString:
    """`{% field form.name %}`: label, help, control and error, tied together for screen readers.

    Dates become the browser's own date field. A file field gets a drop zone: `upload` is the address for sending at
    once with progress (see js/dropzone.js), `max_mb` the size refused before sending. With `may_be_empty=False` it is
    not called optional though the form accepts it empty: it is needed at a later step, or with another answer. Other
    names become attributes of the control (`hx_get`, `autocomplete`, `inputmode`).
    """
    widget = bound.field.widget
    if widget.is_hidden:
        return bound.as_widget()
    help_text = help or str(bound.help_text or "")
    extra = {key.strip("_").replace("_", "-"): value for key, value in attrs.items() if value not in (None, False)}
    if described := _described_by(bound, help_text):
        extra["aria-describedby"] = described
    if isinstance(widget, DateInput) and widget.input_type == "text":
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    shape = _shape(widget)
    return component(
        "field",
        bound=bound,
        key=bound.auto_id or bound.html_name,
        shape=shape,
        control=bound.as_widget(attrs=extra) if shape != "group" else "",
        choices=list(bound) if shape == "group" else (),
        described=described,
        label=label or bound.label,
        help=help_text,
        short=short,
        label_hidden=label_hidden,
        may_be_empty=may_be_empty,
        upload=upload,
        max_mb=max_mb or settings.UPLOAD_MAX_MB,
    )


@register.simple_tag
def form_errors(form: BaseForm, title: str = "") -> SafeString:
    """`{% form_errors form %}`: all errors above the form, each a link to its field; nothing when there are none."""
    rows = [{"text": text, "href": ""} for text in form.non_field_errors()]
    for bound in form:
        href = f"#{bound.auto_id or bound.html_name}"
        rows += [{"text": text, "href": href, "label": str(bound.label).rstrip(".:")} for text in bound.errors]
    title = title or _("Chưa lưu được. Hãy sửa những chỗ sau:")
    return component("form_errors", rows=rows, title=title) if rows else SafeString("")


@register.simple_tag
def radio_cards(
    name: str, legend: str, options: Iterable[Any], *, value: Any = None, help: str = "", disabled: bool = False
) -> SafeString:
    """`{% radio_cards "q-1.2" "Sử dụng lao động địa phương" options value=chosen %}`: answers as large cards.

    An option is a dict or an object with value, label and, if wanted, points, help, marks (list of (words, tone)),
    checked, disabled. `value` chooses the checked one when the options do not say it themselves.
    """
    shown = []
    for number, option in enumerate(options):
        own = read(option, "value")
        checked = read(option, "checked", None)
        keys = {key: read(option, key) for key in ("label", "points", "help")}
        shown.append(
            {
                **keys,
                "id": f"{name}-{number}",
                "value": own,
                "marks": read(option, "marks") or (),
                "checked": (value is not None and str(own) == str(value)) if checked is None else checked,
                "disabled": disabled or read(option, "disabled", False),
            }
        )
    return component("radio_cards", name=name, legend=legend, options=shown, help=help)


@register.simple_tag
def autosave_indicator(text: str = "") -> SafeString:
    """`{% autosave_indicator %}` inside a `<form data-autosave=…>`: says whether the text is saved (js/autosave.js)."""
    return component("autosave", text=text)
