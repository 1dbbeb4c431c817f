from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ocop.core.dates import today
from ocop.core.errors import Refused
from ocop.gis.actions import import_boundaries

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Nhập ranh giới hành chính theo mã đơn vị từ GeoJSON, GeoPackage, shapefile (.shp hoặc .zip) hoặc cả một thư "
        "mục. Ngày mới hơn thì thay ranh giới đang dùng, bản có ngày khác được giữ lại; cùng ngày thì sửa."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP")
        parser.add_argument("--dated", type=date.fromisoformat, default=None, metavar="NĂM-THÁNG-NGÀY")
        parser.add_argument("--source", default="", metavar="NGUỒN", help="ghi trên bản đồ")
        parser.add_argument("--column", default="", metavar="CỘT", help="cột chứa mã; để trống thì tự tìm")
        parser.add_argument("--system", default="", metavar="HỆ", help="khi tệp không ghi, ví dụ vn2000:105-45")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["file"].exists():
            raise CommandError(f"Không có tệp hoặc thư mục {options['file']}.")
        try:
            done = import_boundaries(
                options["file"].resolve(),
                dated=options["dated"] or today(),
                source=options["source"],
                column=options["column"],
                system=options["system"],
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Đã nhập {done.shapes} ranh giới theo cột «{done.column}»; sửa {done.repaired} hình.")
        self._list("Mã không có trong danh mục", done.unknown)
        self._list("Đơn vị chưa có ranh giới", done.missing)

    def _list(self, title: str, rows: list[str]) -> None:
        if rows:
            more = f" và {len(rows) - SHOWN} nữa" if len(rows) > SHOWN else ""
            self.stdout.write(f"{title} ({len(rows)}): {', '.join(rows[:SHOWN])}{more}.")
