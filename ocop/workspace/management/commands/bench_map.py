import json
import os
import platform
from argparse import ArgumentParser
from io import StringIO
from typing import Any

from django.core.management import BaseCommand, call_command
from django.db import connection

from ocop.places.actions import load_units
from ocop.programme.actions import load_law
from ocop.workspace.bench.database import temporary_database
from ocop.workspace.bench.map import CORNERS, FEATURES, FEW_CORNERS, FORMATS, POLYGONS, large_layer
from ocop.workspace.bench.picture import first_picture
from ocop.workspace.management.commands.bench import start_again
from ocop.workspace.seeding.people import make_people

PARTS = ("picture", "polygons", "features")


class Command(BaseCommand):
    help = "Đo bản đồ: ảnh đầu tiên trong trình duyệt, lớp lớn từ tải lên đến công bố, truy vấn, số byte. In JSON."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--database", metavar="URL", help="máy chủ đo thử, dạng như DATABASE_URL")
        parser.add_argument("--only", action="append", choices=PARTS, help="chỉ đo phần này; ghi được nhiều lần")
        parser.add_argument("--points", type=int, default=20_000, help="số sản phẩm trên bản đồ")
        parser.add_argument("--polygons", type=int, default=POLYGONS, help="số vùng của lớp quy hoạch")
        parser.add_argument("--features", type=int, default=FEATURES, help="số đối tượng của lớp lớn nhất")
        parser.add_argument("--format", choices=FORMATS, default="geojson", help="định dạng của tệp tải lên")
        parser.add_argument("--times", type=int, default=5, help="số lần đo mỗi mục")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure in a database beside the one of DATABASE_URL (or --database), and drop it."""
        if options["database"]:
            start_again(options["database"])
        parts, times = options["only"] or PARTS, max(1, options["times"])
        report: dict[str, Any] = {}
        with temporary_database() as url:
            load_law()
            if "picture" in parts:
                call_command("generate", products=options["points"], stdout=StringIO())
                report["picture"] = {"points": options["points"], **first_picture(url, times)}
                self.stderr.write("picture: xong")
            else:
                load_units({"83", "86"})
            by = make_people()["son"]
            for name, corners in (("polygons", CORNERS), ("features", FEW_CORNERS)):
                if name in parts:
                    report[name] = large_layer(by, times, options[name], corners, options["format"])
                    self.stderr.write(f"{name}: xong")
        told = {"database": connection.vendor, "python": platform.python_version(), "cpus": os.cpu_count()}
        self.stdout.write(json.dumps({**told, "load": os.getloadavg()[0], "map": report}, indent=2))
