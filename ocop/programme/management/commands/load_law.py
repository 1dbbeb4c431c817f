"""Publishes the decisions kept under law/."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from ocop.core.errors import Refused
from ocop.programme.actions import load_law


class Command(BaseCommand):
    help = "Nạp văn bản trong thư mục law/: công bố văn bản mới, đối chiếu văn bản đã công bố. Chạy lại không đổi gì."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="law_dir", type=Path, help="thư mục khác thay cho law/")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything or nothing; say what was done.

        Raises:
            CommandError: the files cannot be published; in sentences.
        """
        try:
            done = load_law(options["law_dir"])
        except Refused as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            self.stdout.write("\n".join(done) or "Văn bản đã được nạp đủ, không có gì mới.")
