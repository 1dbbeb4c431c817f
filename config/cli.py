"""The `ocop` command: Django's management commands under the project's own name."""

import os
import sys


def main() -> None:
    """Run one management command, e.g. `ocop score --set 26-2026 --sheet 5 --choices FILE`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.exceptions import ImproperlyConfigured  # slow imports: after the setting
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Cấu hình sai: {error}")
