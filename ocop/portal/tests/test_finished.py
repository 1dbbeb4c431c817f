"""Files of lists are made once for a version and a question, a few at a time."""

import csv
import io

import pytest

from ocop.certificates.tests.factories import RecognitionFactory
from ocop.core import versions
from ocop.portal import exports, finished
from ocop.portal.finished import BusyError

CSV, XLSX = "/san-pham/danh-sach.csv", "/san-pham/danh-sach.xlsx"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path / "lists"


@pytest.fixture
def lines_made(monkeypatch):
    """How often the lines of a file were read from the database."""
    made, lines = [], exports.lines
    monkeypatch.setattr(exports, "lines", lambda *args: made.append(1) or lines(*args))
    return made


def names_in(answer):
    rows = csv.reader(io.StringIO(b"".join(answer.streaming_content).decode()[1:]))
    return [row[1] for row in rows][1:]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("url", [CSV, XLSX])
def test_the_second_download_is_not_made_again(cast, client, lines_made, url):
    RecognitionFactory(product__name="Kẹo dừa")

    first = b"".join(client.get(url).streaming_content)
    second = b"".join(client.get(f"{url}?gi-do=la").streaming_content)

    assert (first, len(lines_made)) == (second, 1)


@pytest.mark.django_db(transaction=True)
def test_a_change_and_another_question_and_language_make_another_file(cast, client, lines_made, folder):
    row = RecognitionFactory(product__name="Kẹo dừa", stars=4)
    assert names_in(client.get(CSV)) == ["Kẹo dừa"]
    assert names_in(client.get(f"{CSV}?sao=5")) == []
    client.get(f"/en{CSV}").close()

    row.product.name = "Kẹo sáp"
    row.product.save()

    assert names_in(client.get(CSV)) == ["Kẹo sáp"]
    assert (len(lines_made), len(list(folder.iterdir()))) == (4, 4)


@pytest.mark.django_db(transaction=True)
def test_only_so_many_files_are_kept_and_none_half(cast, monkeypatch, folder):
    monkeypatch.setattr(finished, "MOST", 3)
    for number in range(5):
        finished.finished(number, ".csv", lambda path: path.write_text("x" * 10)).close()
    monkeypatch.setattr(finished, "ROOM", 25)
    finished.finished("more", ".csv", lambda path: path.write_text("x" * 10)).close()

    assert [path.suffix for path in folder.iterdir()] == [".csv", ".csv"]


def test_a_file_that_could_not_be_made_leaves_nothing(db, folder):
    def fail(path):
        path.write_text("half")
        raise ValueError

    for _ in range(finished.AT_ONCE + 1):
        with pytest.raises(ValueError):  # not BusyError: each gave its place back
            finished.finished("a", ".csv", fail)

    assert list(folder.iterdir()) == []


def test_what_is_not_committed_is_read_by_its_writer_only(db, folder):
    versions.bump()

    with finished.finished("a", ".csv", lambda path: path.write_text("mine")) as file:
        assert file.read() == b"mine"

    assert list(folder.iterdir()) == []


def test_who_comes_when_enough_are_being_made_is_asked_back(db, client):
    RecognitionFactory()
    for _ in range(finished.AT_ONCE):
        assert finished._making.acquire(blocking=False)
    try:
        answer = client.get(CSV)
        with pytest.raises(BusyError):
            finished.finished("a", ".csv", lambda path: None)
    finally:
        for _ in range(finished.AT_ONCE):
            finished._making.release()

    assert (answer.status_code, answer["Retry-After"], "ETag" in answer) == (503, "20", False)
    assert "sau 20 giây" in answer.content.decode()
    client.get(CSV).close()


def test_a_kept_file_is_sent_also_when_enough_are_being_made(transactional_db, cast):
    finished.finished("a", ".csv", lambda path: path.write_text("kept")).close()
    for _ in range(finished.AT_ONCE):
        finished._making.acquire(blocking=False)
    try:
        with finished.finished("a", ".csv", lambda path: path.write_text("new")) as file:
            assert file.read() == b"kept"
    finally:
        for _ in range(finished.AT_ONCE):
            finished._making.release()
