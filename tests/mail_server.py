"""A mail server for the worker's test: writes into files, and hangs while a file tells it to."""

import time
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.filebased import EmailBackend


class MailServer(EmailBackend):
    """Says in `asked` that it was reached; while `hangs` is there it takes a minute before it takes the mail."""

    def send_messages(self, email_messages):
        folder = Path(settings.EMAIL_FILE_PATH)
        (folder / "asked").touch()
        if (folder / "hangs").exists():
            time.sleep(60)
        return super().send_messages(email_messages)
