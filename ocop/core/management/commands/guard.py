from io import StringIO
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.core.management.base import SystemCheckError
from django.template import TemplateSyntaxError, engines


class Command(BaseCommand):
    help = "Kiểm tra điều chỉ Django biết: cấu hình, migration, cú pháp mọi mẫu trang, tài liệu sinh từ mã nguồn."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Run every check in one process, so that Django starts once.

        Raises:
            CommandError: what is wrong, a line each.
        """
        faults = [*template_faults()]
        for command, wanted in (
            ("check", {"fail_level": "WARNING"}),
            ("makemigrations", {"check_changes": True, "dry_run": True, "interactive": False}),
            ("docs", {"check": True}),
        ):
            out = StringIO()
            try:
                call_command(command, stdout=out, stderr=out, **wanted)
            except (CommandError, SystemCheckError, LookupError) as error:
                faults.append(f"{command}: {error}")
            except SystemExit as stopped:
                if stopped.code:
                    faults.append(f"{command}: {out.getvalue()}")
        if faults:
            raise CommandError("\n".join(faults))


def template_faults() -> list[str]:
    """Every template of our apps that Django cannot compile."""
    faults = []
    for app in apps.get_app_configs():
        folder = Path(app.path) / "templates"
        if not folder.is_relative_to(settings.BASE_DIR / "ocop"):
            continue
        for path in sorted(folder.rglob("*")):
            if path.suffix not in {".html", ".txt", ".xml"}:
                continue
            try:
                engines["django"].from_string(path.read_text())
            except TemplateSyntaxError as error:
                faults.append(f"{path.relative_to(settings.BASE_DIR)}: {error}")
    return faults
