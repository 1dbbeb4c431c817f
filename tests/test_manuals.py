"""The manuals speak of screens that are there: every name in «…» stands in a template, a menu or a form."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from ocop.accounts.models import Role

OCOP = Path(settings.BASE_DIR) / "ocop"
SECTION = "tap-huan-tai-lieu"
FOR = {
    Role.OFFICER: {"danh-cho-can-bo-xa", "danh-cho-can-bo-tinh", "danh-cho-can-bo-ban-do"},
    Role.LEADER: {"danh-cho-lanh-dao"},
    Role.SECRETARY: {"danh-cho-thu-ky-hoi-dong"},
    Role.MEMBER: {"danh-cho-thanh-vien-hoi-dong"},
    Role.ADVISER: {"danh-cho-thanh-vien-hoi-dong"},
    Role.EDITOR: {"danh-cho-bien-tap-vien"},
    Role.ADMINISTRATOR: {"danh-cho-quan-tri-vien"},
}
OTHERS = {"danh-cho-chu-the", "danh-cho-nguoi-mua"}


@pytest.fixture(scope="module")
def manuals():
    sections = yaml.safe_load((OCOP / "content" / "planted" / "guidance.yaml").read_text())
    return next(each["pages"] for each in sections if each["slug"] == SECTION)


def test_everybody_who_uses_the_system_has_a_manual(manuals):
    assert set(FOR) == set(Role)
    assert {each["slug"] for each in manuals} == OTHERS.union(*FOR.values())


def test_manuals_name_only_what_stands_on_the_screens(manuals):
    sources = [*OCOP.rglob("templates/**/*.html"), *(path for path in OCOP.rglob("*.py") if "tests" not in path.parts)]
    screens = "\n".join(path.read_text() for path in sources)
    named = {label for each in manuals for label in re.findall("«([^»]+)»", str(each["body"]))}

    assert sorted(label for label in named if label not in screens) == []
    assert len(named) > 30
