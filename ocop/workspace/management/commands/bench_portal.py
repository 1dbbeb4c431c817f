import json
import os
import platform
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from ocop.programme.actions import load_law
from ocop.workspace.bench.database import temporary_database
from ocop.workspace.bench.portal import MODES, PAGES, Report, Wanted, cost_of_size, run


class Command(BaseCommand):
    help = "Đo trang công khai dưới tải trên dữ liệu tổng hợp, cạnh một trang rỗng; in một đối tượng JSON."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--database", metavar="URL", action="append", help="máy chủ đo thử; ghi được nhiều lần")
        parser.add_argument("--products", type=int, action="append", help="số sản phẩm; ghi được nhiều lần")
        parser.add_argument("--mode", action="append", choices=MODES, help="kiểu giữ sẵn; mặc định cả ba")
        parser.add_argument("--only", action="append", choices=PAGES, help="chỉ đo trang này")
        parser.add_argument("--seconds", type=int, default=3, help="số giây mỗi trang mỗi vòng")
        parser.add_argument("--rounds", type=int, default=3, help="số vòng")
        parser.add_argument("--here", action="store_true", help="đo trên chính DATABASE_URL (lệnh tự gọi)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure each size on each server in a process of its own; then say what size and server cost."""
        sizes = options["products"] or [20_000]
        if options["here"]:
            self.stdout.write(json.dumps(self.measure(sizes[0], options)))
            return
        urls = options["database"] or [f"sqlite:///{settings.VAR_DIR}/bench"]
        reports = [self.child(url, size) for url in urls for size in sizes]
        told: Report = {"python": platform.python_version(), "cpus": os.cpu_count(), "load": os.getloadavg()[0]}
        self.stdout.write(json.dumps({**told, "runs": reports, "larger": compared(reports)}, indent=2))

    def measure(self, size: int, options: dict[str, Any]) -> Report:
        wanted = Wanted(
            products=size,
            producers=size * 45 // 100 or 1,
            modes=tuple(options["mode"] or MODES),
            pages=tuple(options["only"] or PAGES),
            seconds=options["seconds"],
            rounds=options["rounds"],
        )
        with temporary_database() as url:
            load_law()
            return run(url, wanted, self.stderr.write)

    def child(self, url: str, size: int) -> Report:
        """This same command for one server and one size: settings are read once, at start."""
        rest = [word for word in sys.argv[2:] if not word.startswith(("--database=", "--products="))]
        for name in ("--database", "--products"):
            while name in rest:
                at = rest.index(name)
                del rest[at : at + 2]
        command = [sys.executable, sys.argv[0], "bench_portal", *rest, "--here", "--products", str(size)]
        env = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings_bench"}
        done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            raise CommandError("Không đo được; lý do ở các dòng trên.")
        found: Report = json.loads(done.stdout)
        return found


def compared(reports: list[Report]) -> list[Report]:
    """Where one server was measured with two sizes: what the larger costs."""
    return [
        {"database": a["database"], "from": a["products"], "to": b["products"], "cost": cost_of_size(a, b)}
        for a in reports
        for b in reports
        if a["database"] == b["database"] and a["products"] < b["products"]
    ]
