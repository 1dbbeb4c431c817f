"""The same settings with what `script/bench portal` and `map` add: an empty page behind the same middleware."""

from config.settings import *  # noqa: F403
from config.settings import STORAGES

WHITENOISE_USE_FINDERS = True  # for a browser, which asks for scripts and styles too
ROOT_URLCONF = "ocop.workspace.bench.urls"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
