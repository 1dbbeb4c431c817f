import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from ocop.core.management.commands import prepare


@pytest.fixture
def command(monkeypatch, tmp_path):
    monkeypatch.setattr(prepare, "SEEN_FILE", tmp_path / "prepared.json")
    made = prepare.Command(stdout=StringIO())
    made.seen = {}
    return made


def test_step_is_done_once_for_the_same_inputs(command, db):
    done = []

    for inputs in ("một", "một", "hai"):
        command.step("law", "Văn bản", inputs, lambda: done.append(1))

    assert len(done) == 2


def test_step_is_done_again_for_another_database(command, db, monkeypatch):
    done = []

    for name in ("kho một", "kho hai"):
        monkeypatch.setattr(prepare, "database_id", lambda name=name: name)
        command.step("law", "Văn bản", "một", lambda: done.append(1))

    assert len(done) == 2


def test_step_is_not_remembered_when_it_fails(command, db):
    def full():
        raise OperationalError("database or disk is full")

    with pytest.raises(CommandError, match="disk is full"):
        command.step("law", "Văn bản", "một", full)

    assert command.seen == {}
    assert not prepare.SEEN_FILE.exists()


def test_step_is_remembered_in_the_file(command, db):
    command.step("law", "Văn bản", "một", lambda: None)

    assert list(json.loads(prepare.SEEN_FILE.read_text()).values()) == [{"law": "một"}]


def test_what_was_seen_is_nothing_when_the_file_is_broken(command):
    prepare.SEEN_FILE.write_text("{")

    assert prepare.read_seen() == {}


def test_a_database_out_of_reach_is_told_in_a_sentence(command, monkeypatch):
    def refuse():
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "get_connection_params", refuse)
    monkeypatch.setattr(connection, "ensure_connection", refuse)

    with pytest.raises(CommandError, match="Không kết nối được cơ sở dữ liệu"):
        command.reach_database()


def test_prepare_skips_static_files_when_told(command, db, monkeypatch):
    ran = []
    monkeypatch.setattr(prepare, "call_command", lambda name, **_: ran.append(name))

    call_command(command, no_static=True, no_seed=True)

    assert ran == ["migrate", "createcachetable", "load_law", "load_units", "plant", "timetable"]
