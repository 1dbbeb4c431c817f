from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from ocop.search.index import rebuild
from ocop.search.kinds import KINDS


class Command(BaseCommand):
    help = "Lập lại chỉ mục tìm kiếm từ dữ liệu đang công khai; chạy lại bao nhiêu lần cũng được."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kinds", nargs="*", choices=[*KINDS, []], help="chỉ những loại này")

    def handle(self, *args: Any, **options: Any) -> None:
        for kind, count in rebuild(*options["kinds"]).items():
            self.stdout.write(f"{KINDS[kind].label}: {count}")
