import json
import os
import platform
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand
from django.db import connection
from django.test.utils import override_settings, setup_test_environment, teardown_test_environment
from django_q.conf import Conf

from ocop.programme.actions import load_law
from ocop.workspace.bench.cases import CASES, run


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


@contextmanager
def temporary_database() -> Iterator[None]:
    """A database and a folder of their own for as long as it lasts; jobs wait in the queue, mail goes nowhere."""
    with tempfile.TemporaryDirectory(prefix="ocop-bench-") as folder:
        name = f"ocop_bench_{os.getpid()}"
        is_file = connection.vendor == "sqlite"
        connection.settings_dict["TEST"] |= {
            "NAME": str(Path(folder) / f"{name}.sqlite3") if is_file else name,
            "MIGRATE": False,
        }
        live = connection.settings_dict["NAME"]
        sync, Conf.SYNC = Conf.SYNC, False
        quiet = override_settings(
            DEMO=True,
            MEDIA_ROOT=f"{folder}/media",
            PRIVATE_ROOT=f"{folder}/uploads",
            SECURE_SSL_REDIRECT=False,
            CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
            STORAGES={
                **settings.STORAGES,
                "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
            },
        )
        setup_test_environment(debug=False)
        try:
            with quiet:
                connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
                try:
                    yield
                finally:
                    connection.creation.destroy_test_db(live, verbosity=0)
        finally:
            Conf.SYNC = sync
            teardown_test_environment()
