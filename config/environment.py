"""Reads and checks the environment variables; what is wrong is said in one sentence at start."""

import secrets
import sys
import warnings
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured


class Environment(environ.Env):
    """Names the variable that cannot be read, never its value: it may be a secret."""

    def get_value(self, var: str, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().get_value(var, *args, **kwargs)
        except (ValueError, KeyError) as error:
            raise ImproperlyConfigured(f"{var} có giá trị không hợp lệ; xem docs/settings.md.") from error


env = Environment()


def secret_key(*, demo: bool, var: Path) -> str:
    """SECRET_KEY, or in demo mode one made once and kept in var/ (mode 600)."""
    given: str = env.str("SECRET_KEY", default="")
    if given:
        return given
    if not demo:
        raise ImproperlyConfigured("SECRET_KEY chưa được đặt: hãy đặt một chuỗi bí mật dài ít nhất 50 ký tự.")
    path = var / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()


def database(var: Path) -> dict[str, Any]:
    """The database of DATABASE_URL; SQLite in var/ when it is not set.

    SQLite: IMMEDIATE, because with the default two writers at once fail with "database is locked"; synchronous=FULL,
    because what was filed has the force of paper. PostgreSQL: a pool, because a connection a request costs ten times;
    none for the worker, which forks: its processes would answer each other's queries.
    """
    with warnings.catch_warnings(action="ignore"):  # it would print the password of an address it cannot read
        config: dict[str, Any] = env.db_url("DATABASE_URL", default=f"sqlite:///{var / 'ocop.sqlite3'}")
    if not str(config.get("ENGINE", "")).endswith(("sqlite3", "postgresql")):
        raise ImproperlyConfigured(
            "DATABASE_URL phải có dạng postgres://tên:mật-khẩu@máy/kho hoặc sqlite:///đường/dẫn."
        )
    if "sqlite" in str(config["ENGINE"]):
        config["CONN_MAX_AGE"] = None  # opening reads the whole schema: as long as a page takes
        config["OPTIONS"] = {
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=268435456;"
            "PRAGMA cache_size=-16000;PRAGMA temp_store=MEMORY;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        }
    elif "qcluster" not in sys.argv:
        config["OPTIONS"] = {"pool": {"min_size": 2, "max_size": 8}}
    return config
