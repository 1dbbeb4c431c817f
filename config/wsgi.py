import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from ocop.core.versions import begin  # noqa: E402  after the settings
from ocop.portal.catalogue import warm  # noqa: E402

begin()
warm()
