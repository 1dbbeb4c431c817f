"""For a real worker beside a test: the test's own database and folder, quick retries, mail into files."""

from config.settings_test import *  # noqa: F403
from config.settings_test import Q_CLUSTER, VAR_DIR

Q_CLUSTER = {**Q_CLUSTER, "sync": False, "timeout": 4, "retry": 5, "poll": 0.1, "guard_cycle": 0.1}
EMAIL_BACKEND = "tests.mail_server.MailServer"
EMAIL_FILE_PATH = str(VAR_DIR / "mail")
