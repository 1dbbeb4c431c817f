"""Documents checked against the code: generated ones are fresh, the others name what exists."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from ocop.core.generated import documents

ROOT = Path(settings.BASE_DIR)


@pytest.mark.parametrize("name", sorted(documents()))
def test_a_generated_document_is_fresh(name):
    assert (ROOT / name).read_text() == documents()[name], f"{name}: run script/docs"


@pytest.mark.parametrize("page", ["README.md", "docs/tour.md"])
def test_a_page_names_only_files_that_exist(page):
    text = (ROOT / page).read_text()
    linked = [path for path in re.findall(r"\]\(([^)#]+)\)", text) if not path.startswith("http")]
    base = (ROOT / page).parent

    assert [path for path in linked if not (base / path).exists()] == []


def test_the_tour_names_only_places_that_exist():
    named = re.findall(r"`((?:ocop|law|script|seed)/[\w/.*-]*?)(?:: \w+)?`", (ROOT / "docs/tour.md").read_text())

    assert len(named) > 15
    assert [path for path in named if not (ROOT / path).exists() and "<" not in path] == []


def test_every_model_stands_in_the_glossary():
    glossary = (ROOT / "docs/glossary.md").read_text()
    models = [m.__name__ for m in apps.get_models() if m.__module__.startswith("ocop.")]
    own = [name for name in models if "_" not in name]

    assert [name for name in own if name not in glossary] == []


def test_the_two_commands_are_executable():
    for name in ("server", "test", "check", "seed", "docs", "bench"):
        assert (ROOT / "script" / name).stat().st_mode & 0o111, name
