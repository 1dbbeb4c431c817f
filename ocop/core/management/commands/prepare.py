"""Brings the database and the served files up to date, doing only what has changed since the last time."""

import hashlib
import json
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, call_command, get_commands
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from config import messages

BASE: Path = settings.BASE_DIR
SEEN_FILE: Path = settings.VAR_DIR / "prepared.json"


class Command(BaseCommand):
    help = "Chuẩn bị hệ thống: bảng, văn bản pháp luật, đơn vị hành chính, tỉnh mẫu, tệp tĩnh."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--accounts", type=Path, help="ghi danh sách tài khoản mẫu vào tệp này")
        parser.add_argument("--no-static", action="store_true", help="không gom tệp tĩnh")
        parser.add_argument("--no-seed", action="store_true", help="không nạp tỉnh mẫu")
        parser.add_argument("--again", action="store_true", help="làm lại mọi bước")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run every step whose inputs have changed for this database; one line each.

        Raises:
            CommandError: the database cannot be reached, or a step failed; in a sentence.
        """
        self.reach_database()
        self.seen: dict[str, dict[str, str]] = {} if options["again"] else read_seen()
        demo = settings.DEMO and not options["no_seed"]

        self.step("migrate", "Bảng của cơ sở dữ liệu", hash_of(migration_files()), make_tables)
        law = hash_of(files_in(BASE / "law", BASE / "ocop/programme"))
        if messages.compile_stale():
            self.stdout.write("  Bản dịch")
        self.command_step("load_law", "Văn bản pháp luật", law)
        self.command_step("load_units", "Đơn vị hành chính", hash_of(files_in(BASE / "ocop/places")))
        self.command_step("plant", "Cây trang của cổng", hash_of(files_in(BASE / "ocop/content")))
        timetable = hash_of(files_in(BASE / "ocop/workspace/management"))
        self.command_step("timetable", "Lịch việc định kỳ", timetable)
        if demo:
            self.command_step("seed", "Tỉnh mẫu", hash_of(seed_files()))
        if not options["no_static"]:
            self.step("static", "Tệp tĩnh", static_hash(), collect_static)
        if demo and options["accounts"] and "demo_accounts" in get_commands():
            with options["accounts"].open("w") as out:
                call_command("demo_accounts", stdout=out)

    def reach_database(self) -> None:
        SEEN_FILE.parent.mkdir(parents=True, exist_ok=True)
        try:
            if connection.vendor == "postgresql":  # not by the pool, which would wait half a minute
                wanted = {**connection.get_connection_params(), "connect_timeout": 5}
                wanted.pop("pool", None)
                psycopg.connect(**wanted).close()
            else:
                connection.ensure_connection()
        except (DatabaseError, psycopg.Error) as error:
            reason = str(error).strip().splitlines()[0]
            raise CommandError(f"Không kết nối được cơ sở dữ liệu: hãy kiểm tra DATABASE_URL ({reason}).") from error

    def command_step(self, command: str, label: str, inputs: str) -> None:
        if command in get_commands():
            self.step(command, label, inputs, lambda: call_command(command, verbosity=0, stdout=StringIO()))

    def step(self, name: str, label: str, inputs: str, work: Callable[[], object]) -> None:
        """Do the work unless it was done for this database with the same inputs."""
        if name == "static":
            done = (
                self.seen.get("files", {}).get(name) == inputs and (settings.STATIC_ROOT / "staticfiles.json").exists()
            )
        else:
            done = self.seen.get(database_id(), {}).get(name) == inputs
        if done:
            return
        self.stdout.write(f"  {label} … ", ending="")
        self.stdout.flush()
        start = time.monotonic()
        try:
            work()
        except OperationalError as error:
            raise CommandError(f"Không ghi được cơ sở dữ liệu: {error}") from error
        self.stdout.write(f"{time.monotonic() - start:.0f} giây")
        self.seen.setdefault("files" if name == "static" else database_id(), {})[name] = inputs
        SEEN_FILE.write_text(json.dumps(self.seen, indent=1))


def make_tables() -> None:
    """Other people's tables first: theirs take hundreds of small steps, each slower by every table of ours."""
    executor = MigrationExecutor(connection)
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("ocop.")}
    theirs = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] not in ours]
    if plan := executor.migration_plan(theirs):
        executor.migrate(theirs, plan)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def collect_static() -> None:
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)


def read_seen() -> dict[str, dict[str, str]]:
    """What was done before: database → step → hash of its inputs."""
    try:
        seen: dict[str, dict[str, str]] = json.loads(SEEN_FILE.read_text())
    except (OSError, ValueError):
        return {}
    return seen


def database_id() -> str:
    """The moment of its first migration tells databases apart, also one made anew under the same name."""
    if "django_migrations" not in connection.introspection.table_names():
        return "none"
    with connection.cursor() as cursor:
        cursor.execute("SELECT MIN(applied) FROM django_migrations")
        return str(cursor.fetchone()[0])


def files_in(*folders: Path) -> list[Path]:
    return sorted(
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and "tests" not in path.parts and path.suffix not in {".pyc", ".html", ".css", ".js"}
    )


def migration_files() -> list[Path]:
    return [BASE / "uv.lock", *sorted((BASE / "ocop").glob("*/migrations/*.py"))]


def seed_files() -> list[Path]:
    """The seed command, what it is made of, and the lists it reads."""
    return files_in(
        BASE / "ocop/content/planted",
        BASE / "ocop/workspace/seeding",
        BASE / "ocop/workspace/management",
        BASE / "seed",
    )


def hash_of(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.relative_to(BASE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:40]


def static_hash() -> str:
    """Of names, sizes and times only: reading every file would take longer than needed."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:40]
