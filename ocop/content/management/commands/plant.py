from typing import Any

from django.core.management import BaseCommand

from ocop.content import actions


class Command(BaseCommand):
    help = "Dựng cây trang của cổng, quyền của biên tập viên, văn bản và hướng dẫn. Chạy lại không đổi gì đã có."

    def handle(self, *args: Any, **options: Any) -> None:
        """Plant what every installation needs."""
        actions.plant()
