"""The documents that are written from the code: docs/workflow.md, permissions.md, settings.md and urls.md.

`script/docs` writes them; a test and `script/check` refuse a stale copy.
"""

import ast
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import cast

from django.apps import apps
from django.conf import settings
from django.db.models import Field
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import autodiscover_modules

from config.settings_help import HELP, SCRIPTS
from ocop.core.access import all_grants
from ocop.core.workflow import Transition, all_transitions

MARK = "<!-- Sinh từ mã nguồn bằng script/docs; đừng sửa tay. -->"


def documents() -> dict[str, str]:
    """Path below the project's folder → what the document must hold now.

    Raises:
        LookupError: a setting is read but not described in config/settings_help.py, or described but not read.
    """
    autodiscover_modules("access", "workflow")
    return {
        "docs/workflow.md": workflow_document(),
        "docs/permissions.md": permissions_document(),
        "docs/settings.md": settings_document(),
        "docs/urls.md": urls_document(),
    }


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in lines
    )


def page(title: str, intro: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", MARK, intro, *parts]) + "\n"


# Workflow


def workflow_document() -> str:
    found = sorted(all_transitions(), key=lambda each: each.model)
    parts = [part for model, own in groupby(found, key=lambda each: each.model) for part in workflow_of(model, [*own])]
    return page(
        "Quy trình",
        "Việc gì được làm sau việc gì, và ai được làm. Mỗi dòng là một bước chuyển trạng thái; "
        "quyền của bước mang tên `<đối tượng>.<bước>` (xem permissions.md).",
        *parts,
    )


def state_labels(model: str) -> dict[str, str]:
    """The states of a model in their order, with the labels people see."""
    for each in apps.get_models():
        if each._meta.model_name == model:
            choices = cast("Field[str, str]", each._meta.get_field("state")).flatchoices
            return {str(value): str(label) for value, label in choices}
    raise LookupError(f"no model named {model!r}")


def workflow_of(model: str, transitions: list[Transition]) -> Iterator[str]:
    labels = state_labels(model)
    order = list(labels)
    transitions.sort(key=lambda each: (min(order.index(source) for source in each.sources), order.index(each.target)))
    yield f"## {model}"
    yield "\n".join(
        [
            "```mermaid",
            "stateDiagram-v2",
            *(f"    {state}: {label}" for state, label in labels.items()),
            *(f"    {source} --> {each.target}: {each.label}" for each in transitions for source in each.sources),
            "```",
        ]
    )
    yield table(
        ("Bước", "Tên", "Từ", "Đến", "Ai, vì sao", "Nằm trong hộp việc"),
        (
            (
                each.label,
                f"`{each.permission}`",
                "; ".join(labels[source] for source in each.sources),
                labels[each.target],
                each.because,
                "có" if each.work else "",
            )
            for each in transitions
        ),
    )


# Permissions


def permissions_document() -> str:
    grants = sorted(all_grants(), key=lambda each: (each.permission, each.because))
    rows = ((f"`{each.permission}`", each.because, "có" if each.public else "") for each in grants)
    return page(
        "Quyền",
        "Ai được làm gì, và vì sao. Một quyền là hợp của các dòng mang tên nó; không có dòng nào thì không ai có "
        "quyền. Không có tài khoản nào đứng trên các dòng này. «Công khai» là người chưa đăng nhập cũng có.",
        table(("Quyền", "Ai, vì sao", "Công khai"), rows),
    )


# Settings

KINDS = {
    "str": "chữ",
    "bool": "có/không",
    "int": "số",
    "list": "danh sách",
    "db_url": "địa chỉ",
    "cache_url": "địa chỉ",
    "email_url": "địa chỉ",
}


def settings_document() -> str:
    found = dict(sorted(settings_read()))
    for name in sorted(found.keys() ^ HELP.keys()):
        raise LookupError(f"{name}: đọc trong config/ và tả trong config/settings_help.py phải khớp nhau")
    return page(
        "Cấu hình",
        "Mọi biến môi trường của hệ thống. Tất cả được đọc trong `config/settings.py` và `config/environment.py`; "
        "thiếu hoặc sai thì hệ thống dừng lúc khởi động và nói rõ trong một câu.",
        table(
            ("Biến", "Kiểu", "Mặc định", "Ý nghĩa"),
            (
                (f"`{name}`", KINDS[kind], f"`{default}`" if default else "", HELP[name])
                for name, (kind, default) in found.items()
            ),
        ),
        "## Của các lệnh trong script/",
        table(("Biến", "Mặc định", "Ý nghĩa"), ((f"`{name}`", f"`{usual}`", says) for name, usual, says in SCRIPTS)),
    )


def settings_read() -> Iterator[tuple[str, tuple[str, str]]]:
    """Every `env.<kind>("NAME", default=…)` of the settings: name → kind, default as written."""
    for name in ("settings.py", "environment.py"):
        for node in ast.walk(ast.parse((settings.BASE_DIR / "config" / name).read_text())):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if isinstance(node.func.value, ast.Name) and node.func.value.id == "env":
                defaults = [ast.unparse(given.value) for given in node.keywords if given.arg == "default"]
                yield ast.literal_eval(node.args[0]), (node.func.attr, "".join(defaults))


# URLs


def urls_document() -> str:
    rows = sorted(set(urls_of(get_resolver().url_patterns)))
    return page(
        "Địa chỉ",
        "Mọi địa chỉ của hệ thống, tên của nó trong mã nguồn, và hàm trả lời. "
        "«Công khai» là người chưa đăng nhập cũng mở được.",
        table(("Địa chỉ", "Tên", "Hàm", "Công khai"), rows),
    )


def urls_of(patterns: list[URLPattern | URLResolver], path: str = "/", space: str = "") -> Iterator[tuple[str, ...]]:
    for each in patterns:
        here = path + str(each.pattern)
        if here == "/cms/":  # hundreds of Wagtail's own, under one rule: tests/test_cms_urls.py
            yield (f"`{here}…`", "`wagtailadmin_…`", "`wagtail.admin.urls`", "")
        elif isinstance(each, URLResolver):
            yield from urls_of(each.url_patterns, here, f"{space}{each.namespace}:" if each.namespace else space)
        else:
            public = not getattr(each.callback, "login_required", True)
            view = getattr(each.callback, "view_class", each.callback)
            yield (
                f"`{here}`",
                f"`{space}{each.name}`" if each.name else "",
                f"`{view.__module__}.{getattr(view, '__qualname__', type(view).__name__)}`",
                "có" if public else "",
            )
