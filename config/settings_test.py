"""The same settings with what tests need: fast passwords, mail in memory, jobs in the test's own process."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("OCOP_VAR", tempfile.mkdtemp(prefix="ocop-test-"))
if "PYTEST_XDIST_WORKER" in os.environ and not os.environ["OCOP_VAR"].endswith(os.environ["PYTEST_XDIST_WORKER"]):
    # tests that run side by side keep their files apart
    os.environ["OCOP_VAR"] += "/" + os.environ["PYTEST_XDIST_WORKER"]

from config import messages
from config.settings import *  # noqa: F403
from config.settings import DATABASES, LOGGING, Q_CLUSTER, VAR_DIR

messages.compile_stale()
VAR_DIR.mkdir(exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PORTAL_CACHE = os.environ.get("PORTAL_CACHE", "none")  # tests of what is kept turn it on; the others count queries
COUNT_VISITS = False  # tests of what is counted turn it on; the others count queries
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "media"
PRIVATE_ROOT = VAR_DIR / "uploads"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
ACCOUNT_RATE_LIMITS = False
Q_CLUSTER = {**Q_CLUSTER, "sync": True}
LOGGING = {**LOGGING, "root": {"handlers": ["lines"], "level": "ERROR"}}
if "sqlite" in str(DATABASES["default"]["ENGINE"]):
    PRAGMAS = "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;PRAGMA temp_store=MEMORY;"
    DATABASES["default"]["OPTIONS"] = {"init_command": PRAGMAS, "transaction_mode": "IMMEDIATE", "timeout": 20}
    DATABASES["default"]["TEST"] = {"NAME": str(Path(VAR_DIR) / "test.sqlite3")}
