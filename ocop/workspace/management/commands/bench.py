import json
import os
import platform
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.db import connection

from ocop.programme.actions import load_law
from ocop.workspace.bench.cases import CASES, run
from ocop.workspace.bench.database import temporary_database


class Command(BaseCommand):
    help = "Đo thời gian các việc nặng trên một cơ sở dữ liệu tạm; in một đối tượng JSON. Không đụng dữ liệu thật."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--only", action="append", choices=list(CASES), help="chỉ đo mục này; ghi được nhiều lần")
        parser.add_argument("--database", metavar="URL", help="máy chủ đo thử, dạng như DATABASE_URL")
        parser.add_argument("--times", type=int, default=7, help="số lần đo mỗi mục")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make a database beside the one of DATABASE_URL (or --database), measure in it, drop it."""
        if options["database"]:
            start_again(options["database"])
        names = options["only"] or list(CASES)
        with temporary_database():
            load_law()
            report = run(names, max(1, options["times"]))
        told = {"database": connection.vendor, "python": platform.python_version(), "cpus": os.cpu_count()}
        self.stdout.write(json.dumps({**told, "load": os.getloadavg()[0], "cases": report}, indent=2))


def start_again(url: str) -> None:
    """This same command with another DATABASE_URL: the settings read it once, at start."""
    rest = list(sys.argv)
    for index, word in enumerate(rest):
        if word == "--database":
            del rest[index : index + 2]
            break
        if word.startswith("--database="):
            del rest[index]
            break
    os.execve(sys.executable, [sys.executable, *rest], {**os.environ, "DATABASE_URL": url})
