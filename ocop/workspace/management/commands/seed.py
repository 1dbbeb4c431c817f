from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from ocop.content.actions import plant
from ocop.content.demo import seed_demo_pages
from ocop.workspace.seeding.demo import seed_demo
from ocop.workspace.seeding.lists import Loaded, load_an_giang, load_ca_mau
from ocop.workspace.seeding.planning import seed_planning


class Command(BaseCommand):
    help = "Nạp danh sách thật (An Giang, Cà Mau) và, ở chế độ trình diễn, bộ hồ sơ mẫu. Chạy lại không đổi gì."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the real lists, then the demo set when this is a demo installation."""
        self.tell("An Giang: sản phẩm được công nhận", load_an_giang())
        self.tell("Cà Mau: sản phẩm tiềm năng", load_ca_mau())
        if settings.DEMO:
            self.stdout.write(f"Hồ sơ mẫu: {seed_demo()} hồ sơ mới.")
            self.stdout.write(f"Lớp quy hoạch mẫu: {seed_planning()} lớp mới.")
            plant()
            self.stdout.write(f"Trang mẫu: {seed_demo_pages()} trang mới.")

    def tell(self, what: str, loaded: Loaded) -> None:
        """One line a list, and one line for each row whose place is not clear."""
        self.stdout.write(f"{what}: {loaded.made} mới, {loaded.known} đã có.")
        for question in loaded.open_questions:
            self.stdout.write(f"  Cần xem: {question}")
