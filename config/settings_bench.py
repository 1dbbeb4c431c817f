"""The same settings with what `script/bench portal` adds: an empty page behind the same middleware to compare with."""

from config.settings import *  # noqa: F403
from config.settings import STORAGES

ROOT_URLCONF = "ocop.workspace.bench.urls"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
