from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ocop.core.errors import Refused
from ocop.places.actions import load_units


class Command(BaseCommand):
    help = "Nạp danh mục đơn vị hành chính: hôm nay và trước 1/7/2025. Chạy lại không đổi gì."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--province", action="append", metavar="MÃ", help="chỉ tỉnh có mã này; ghi được nhiều lần")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_units(options["province"])
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        if loaded:
            text = f"Đã nạp {loaded.units} đơn vị và {loaded.successions} kế thừa, đóng {loaded.closed} đơn vị."
        else:
            text = "Danh mục đơn vị hành chính đã đủ."
        self.stdout.write(text)
