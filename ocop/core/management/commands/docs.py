from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from ocop.core.generated import documents


class Command(BaseCommand):
    help = "Ghi các tài liệu sinh từ mã nguồn vào docs/."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="chỉ so sánh, báo lỗi khi có bản cũ")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write every stale document, or with --check name them and fail."""
        stale = {}
        for name, text in documents().items():
            path = settings.BASE_DIR / name
            if not path.exists() or path.read_text() != text:
                stale[path] = text
        if stale and options["check"]:
            names = ", ".join(path.name for path in stale)
            raise CommandError(f"Tài liệu cũ trong docs/: {names}. Hãy chạy script/docs.")
        for path, text in stale.items():
            path.write_text(text)
            self.stdout.write(f"docs/{path.name}")
