"""Scores a filled-in sheet from a file, without the database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from ocop.programme.answers import Answers, WrongAnswers
from ocop.programme.law_files import WrongLaw, read_regime, read_sheet
from ocop.programme.scoring import Rules, score
from ocop.programme.sheets import parse_sheet


class Command(BaseCommand):
    help = "Tính điểm một phiếu chấm từ tệp JSON: điểm từng phần, trung bình, hạng sao, mức tối thiểu còn thiếu."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--set", required=True, help="bộ tiêu chí, ví dụ 26-2026")
        parser.add_argument("--sheet", required=True, help="số của phiếu, ví dụ 5")
        parser.add_argument("--choices", required=True, type=Path, help="tệp JSON ghi các lựa chọn")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one JSON object.

        Raises:
            CommandError: exit status 2; unknown set or sheet, unreadable file, answers that cannot stand.
        """
        try:
            result = self.result(options["set"], options["sheet"], options["choices"])
        except (WrongLaw, WrongAnswers) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(json.dumps(result, ensure_ascii=False, indent=2))

    def result(self, set_code: str, number: str, choices: Path) -> dict[str, Any]:
        if not (number.isascii() and number.isdigit()):
            raise WrongLaw(f"Số phiếu «{number}» không phải là số, ví dụ 5.")
        regime = read_regime(settings.LAW_DIR, set_code)
        sheet = parse_sheet(read_sheet(settings.LAW_DIR, set_code, int(number)))
        answers = Answers.parse(read_json(choices))
        return score(sheet, answers, Rules.from_regime(regime)).as_json()


def read_json(path: Path) -> object:
    """The file's JSON value.

    Raises:
        WrongAnswers: absent, not text, not JSON, or a key given twice.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=_once)
    except OSError as error:
        raise WrongAnswers([f"Không mở được tệp {path}; hãy kiểm tra đường dẫn và quyền đọc."]) from error
    except WrongAnswers:
        raise
    except (ValueError, RecursionError) as error:
        raise WrongAnswers([f"Tệp {path} không phải JSON hợp lệ: {error}."]) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise WrongAnswers([f"Tệp ghi hai lần: {', '.join(sorted(twice))}."])
    return dict(pairs)
