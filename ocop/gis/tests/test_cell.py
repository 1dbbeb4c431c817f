"""The process that reads other people's files: what it cannot do, and what is said when it ends badly."""

import platform
import sys

import pytest
import structlog

from ocop.core.errors import Refused
from ocop.gis import cell
from ocop.gis.tests.factories import geojson

TRY = """
import ctypes, errno, os, socket, subprocess, sys
from ocop.gis.reading import lockdown
lockdown.limit(seconds=30, memory_mb=4096, file_mb=1)
print("locked", lockdown.no_network())
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *rest):
    ctypes.set_errno(0)
    answer = libc.syscall(ctypes.c_long(number), *rest)
    return answer if answer >= 0 else errno.errorcode[ctypes.get_errno()]
def tried(act):
    try:
        act()
        return "done"
    except OSError as error:
        return errno.errorcode[error.errno]
print("socket", tried(socket.socket))
print("pair", tried(socket.socketpair))
print("exec", tried(lambda: os.execv("/bin/true", ["true"])))
print("program", tried(lambda: subprocess.run(["/bin/true"])))
print("io_uring", [call(number, 1, None) for number in (425, 426, 427)])
print("x32", call(0x40000000 + 39) if os.uname().machine == "x86_64" else "EPERM")
print("file", tried(lambda: os.close(os.open(sys.argv[1], os.O_RDONLY))))
with open(sys.argv[1] + ".big", "wb") as big:
    print("large", tried(lambda: (big.write(b"0" * 2_000_000), big.flush())))
"""

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def file(tmp_path):
    """A small map file, and a folder to work in."""
    path = tmp_path / "lop"
    path.write_bytes(geojson(tmp_path))
    (tmp_path / "lop.geojson").unlink()
    return path


def test_the_locked_process_has_no_network_and_no_other_program(file):
    assert (sys.platform, platform.machine() in ("x86_64", "aarch64")) == ("linux", True)

    done = cell.run_code(TRY, file)

    assert (done.stdout.splitlines(), done.stderr) == (
        [
            "locked True",
            "socket EPERM",
            "pair EPERM",
            "exec EPERM",
            "program EPERM",
            "io_uring ['EPERM', 'EPERM', 'EPERM']",
            "x32 EPERM",
            "file done",
            "large EFBIG",
        ],
        "",
    )


@pytest.mark.parametrize(
    ("do", "more"),
    [
        ("inspect", {}),
        ("convert", {"chosen": {"layer": "0:lop", "crs": "wgs84", "encoding": "unicode", "swapped": False}}),
    ],
)
def test_the_process_is_locked_before_it_reads(file, do, more):
    task = {"do": do, "folder": str(file.parent), "limits": cell.LOOK, "path": str(file), **more}

    answer = cell._run(task, cell._environment(()), cwd=file.parent, seconds=60)

    assert (answer["locked"], list(answer)) == (True, ["ok", "locked"])


def test_a_process_without_the_lock_is_told_of_in_the_log(file, monkeypatch):
    run = cell._run
    monkeypatch.setattr(cell, "_run", lambda *given, **more: {**run(*given, **more), "locked": False})

    with structlog.testing.capture_logs() as logs:
        cell.inspect(file, file.parent)

    assert [(each["event"][:26], each["do"]) for each in logs] == [("reading process not locked", "inspect")]


def test_reading_that_takes_too_long_is_stopped_with_a_sentence(file, monkeypatch):
    monkeypatch.setattr(cell, "GRACE", -0.95)

    with pytest.raises(Refused) as refused:
        cell.convert(file, file.parent, {}, seconds=1)

    assert str(refused.value) == cell.TOO_LONG


def test_a_look_at_a_large_file_has_more_time(tmp_path, monkeypatch):
    given = []
    monkeypatch.setattr(cell, "_ask", lambda do, folder, limits, drivers, **task: given.append(limits["seconds"]))
    for megabytes in (1, 126):
        with (tmp_path / "upload").open("wb") as file:
            file.truncate(megabytes * 1024 * 1024)  # a hole: nothing lies on the disk
        cell.inspect(tmp_path / "upload", tmp_path)

    assert given == [cell.LOOK["seconds"], cell.LOOK["seconds"] + 31]


def test_reading_that_computes_too_long_is_ended_by_the_kernel_with_the_same_sentence(file):
    with pytest.raises(Refused) as refused:
        cell.convert(file, file.parent, {}, seconds=0)

    assert str(refused.value) == cell.TOO_LONG


def test_a_process_that_breaks_down_is_a_sentence(file):
    with pytest.raises(Refused) as refused:
        cell.convert(file, file.parent, {"no": "layer"})

    assert str(refused.value) == cell.BROKEN


def test_nothing_of_ours_goes_along(monkeypatch, file):
    monkeypatch.setenv("SECRET_KEY", "khoa-bi-mat")

    done = cell.run_code("import os; print(sorted(os.environ))", file)

    assert "SECRET_KEY" not in done.stdout
    assert "GDAL_SKIP" in done.stdout
