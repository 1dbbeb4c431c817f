from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from ocop.workspace.seeding.people import PASSWORD, PEOPLE, email_of


class Command(BaseCommand):
    help = "In các tài khoản mẫu (chỉ ở chế độ trình diễn)."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line an account, then the common password."""
        if not settings.DEMO:
            return
        for person in PEOPLE:
            self.stdout.write(f"  {email_of(person.key):<18} {person.full_name:<18} {person.what}")
        self.stdout.write(f"  Mật khẩu chung: {PASSWORD}")
