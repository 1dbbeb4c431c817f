"""A database of its own to measure in, beside the one of DATABASE_URL; never that one."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.test.utils import override_settings, setup_test_environment, teardown_test_environment
from django_q.conf import Conf

from ocop.search.schema import create as create_search


@contextmanager
def temporary_database() -> Iterator[str]:
    """A database and a folder of their own for as long as it lasts; jobs wait in the queue, mail goes nowhere.

    Gives the address by which another process reaches the same database.
    """
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
                    create_search(connection)
                    yield _url()
                finally:
                    connection.creation.destroy_test_db(live, verbosity=0)
        finally:
            Conf.SYNC = sync
            teardown_test_environment()


def _url() -> str:
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
