import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import connection

from ocop.places.actions import load_units
from ocop.places.models import Unit
from ocop.programme.actions import load_law
from ocop.programme.models import Regime
from ocop.workspace.generating.writing import generate, is_empty

PROVINCES = 30
"""Fewer than this many provinces with communes: only some are loaded, so the rest is loaded first."""


class Command(BaseCommand):
    help = "Tạo dữ liệu tổng hợp cỡ cả nước để thử tải; đánh dấu là dữ liệu mẫu. Cùng hạt giống thì ra cùng dữ liệu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--products", type=int, default=20_000, help="số sản phẩm")
        parser.add_argument("--producers", type=int, help="số chủ thể; mặc định 45 phần trăm số sản phẩm")
        parser.add_argument("--seed", type=int, default=1, help="hạt giống")
        parser.add_argument("--yes", action="store_true", help="vẫn tạo khi hệ thống đang chứa dữ liệu thật")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the law and the units where they are missing, then write.

        Raises:
            CommandError: not a demo and not empty, or counts that make no sense.
        """
        products = options["products"]
        producers = options["producers"] or max(1, products * 45 // 100)
        if not 1 <= producers <= products:
            raise CommandError("Số chủ thể phải từ 1 đến số sản phẩm.")
        if not (settings.DEMO or is_empty() or options["yes"]):
            raise CommandError("Hệ thống đang chứa dữ liệu thật. Muốn trộn dữ liệu tổng hợp vào, hãy thêm --yes.")
        started = time.monotonic()
        if not Regime.objects.exists():
            load_law()
        if Unit.objects.filter(level=Unit.Level.PROVINCE, valid_to=None).count() < PROVINCES:
            load_units()
        generate(products, producers, seed=options["seed"], tell=self.tell if options["verbosity"] > 1 else _silent)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # the planner must know of the new rows
        seconds = time.monotonic() - started
        self.stdout.write(f"Đã tạo {products} sản phẩm của {producers} chủ thể trong {seconds:.0f} giây.")

    def tell(self, words: str) -> None:
        self.stdout.write(f"  {words}")


def _silent(words: str) -> None:
    """Say nothing."""
