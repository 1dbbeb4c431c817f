import pytest

from config.settings_help import HELP
from ocop.core import generated


def test_table_keeps_bars_and_line_ends_inside_a_cell():
    written = generated.table(("Một", "Hai"), [("a|b", "c\nd")])

    assert written == "| Một | Hai |\n| --- | --- |\n| a\\|b | c d |"


def test_settings_document_describes_every_variable_that_is_read():
    assert sorted(dict(generated.settings_read())) == sorted(HELP)


def test_settings_document_is_refused_when_a_variable_is_not_described(monkeypatch):
    monkeypatch.delitem(HELP, "DEBUG")

    with pytest.raises(LookupError, match="DEBUG"):
        generated.settings_document()


def test_settings_document_shows_the_default_as_it_is_written():
    assert dict(generated.settings_read())["DEBUG"] == ("bool", "False")


def test_workflow_document_draws_every_transition():
    drawn = generated.documents()["docs/workflow.md"]

    assert "    draft --> submitted: Nộp hồ sơ\n" in drawn
    assert "| Nộp hồ sơ | `dossier.submit` |" in drawn


def test_state_labels_names_the_model_that_does_not_exist():
    with pytest.raises(LookupError, match="khong-co"):
        generated.state_labels("khong-co")


def test_urls_document_marks_what_visitors_may_open():
    written = generated.urls_document()

    assert "| `/suc-khoe/` | `core:health` | `ocop.core.views.health` | có |" in written


def test_documents_are_the_same_when_made_twice():
    assert generated.documents() == generated.documents()
