"""What is pressed: buttons, links, one-button forms, copying, confirming, the bar of actions."""

from typing import Any

from django.template import TemplateSyntaxError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ocop.core.templatetags.components.marks import icon_svg
from ocop.core.templatetags.components.markup import attributes, component, register

KINDS = ("primary", "secondary", "danger", "danger-quiet", "quiet")


def _css(kind: str, wide: bool) -> str:
    if kind not in KINDS:
        raise TemplateSyntaxError(f"no kind of button {kind!r}: {', '.join(KINDS)}")
    return f"button button--{kind}" + (" button--wide" if wide else "")


def _face(label: Any, icon: str, label_hidden: bool) -> SafeString:
    picture = icon_svg(icon) if icon else ""
    words = format_html('<span class="sr-only">{}</span>', label) if label_hidden else format_html("{}", label)
    return format_html("{}{}", picture, words)


@register.simple_tag
def button(
    label: Any,
    kind: str = "secondary",
    icon: str = "",
    *,
    type: str = "submit",
    wide: bool = False,
    label_hidden: bool = False,
    **attrs: Any,
) -> SafeString:
    """`{% button "Lưu" "primary" name="act" value="save" hx_post=url %}`; other names become attributes, _ as -."""
    face = _face(label, icon, label_hidden)
    return format_html('<button type="{}" class="{}"{}>{}</button>', type, _css(kind, wide), attributes(attrs), face)


@register.simple_tag
def link_button(
    label: Any,
    href: str,
    kind: str = "secondary",
    icon: str = "",
    *,
    wide: bool = False,
    label_hidden: bool = False,
    **attrs: Any,
) -> SafeString:
    """`{% link_button "Thêm sản phẩm" url "primary" "plus" %}`: goes somewhere, changes nothing."""
    face = _face(label, icon, label_hidden)
    return format_html('<a href="{}" class="{}"{}>{}</a>', href, _css(kind, wide), attributes(attrs), face)


@register.simple_tag(takes_context=True)
def post_button(
    context: dict[str, Any], label: Any, action: str, look: str = "secondary", icon: str = "", **fields: Any
) -> SafeString:
    """`{% post_button "Tiếp nhận" url "primary" %}`: a form of one button; other names become hidden fields."""
    return component(
        "post_button",
        button=button(label, look, icon),
        action=action,
        fields=fields.items(),
        csrf_token=context.get("csrf_token", ""),
    )


@register.simple_block_tag(takes_context=True)
def confirm(
    context: dict[str, Any],
    content: str,
    label: str,
    action: str,
    *,
    title: str = "",
    yes: str = "",
    kind: str = "danger-quiet",
    yes_kind: str = "danger",
    icon: str = "",
) -> SafeString:
    """`{% confirm label="Xóa" action=url title="Xóa hồ sơ này?" yes="Xóa hồ sơ" %}why, or fields{% endconfirm %}`.

    Asks before an act that cannot be taken back, then POSTs to `action` with the fields of the content.
    """
    return component(
        "confirm",
        content=content,
        label=label,
        action=action,
        title=title or label,
        yes=button(yes or label, yes_kind),
        css=_css(kind, wide=False),
        icon=icon,
        csrf_token=context.get("csrf_token", ""),
    )


@register.simple_tag
def copy_button(text: str, label: str = "", shown: bool = True) -> SafeString:
    """`{% copy_button code %}`: the text and a button that copies it; without a script the text alone."""
    return component("copy", text=text, label=label or _("Chép"), shown=shown)


@register.simple_block_tag
def sticky_actions(content: str) -> SafeString:
    """`{% sticky_actions %}buttons{% endsticky_actions %}`: stays at the foot of a phone's screen; last in its form."""
    return format_html('<div class="sticky-actions">{}</div>', content)
