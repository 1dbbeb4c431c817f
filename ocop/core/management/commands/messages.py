from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from config import messages


class Command(BaseCommand):
    help = "Gom các câu của trang công khai vào locale/en, giữ nguyên bản dịch đã có."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="chỉ kiểm tra, báo lỗi khi thiếu bản dịch")

    def handle(self, *args: Any, **options: Any) -> None:
        """Bring locale/en up to date, or with --check name what is missing and fail."""
        if not options["check"]:
            total, missing = messages.bring_up_to_date()
            self.stdout.write(f"{messages.ENGLISH}: {total} câu, {missing} câu chưa dịch.")
        elif found := messages.problems():
            raise CommandError("\n".join([*found, "Hãy chạy script/messages rồi dịch những câu còn thiếu."]))
