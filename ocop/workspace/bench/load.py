"""A real server under load: started as script/server does, asked by wrk, its processor time read from the system."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import quantiles
from threading import Thread

from django.conf import settings

CONNECTIONS = 16
STARTS_WITHIN = 120.0
SETTLED_WITHIN = 30.0
LUA = Path(__file__).with_name("wrk.lua")


@dataclass(frozen=True)
class Load:
    """What one page did under load: requests a second, milliseconds waited, processor milliseconds a request."""

    requests: int
    rps: float
    p50_ms: float
    p95_ms: float
    cpu_ms: float
    errors: int


class Server:
    """A server that answers on a port of its own."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        self.port, self.process = port, process

    def cpu_seconds(self) -> float:
        """Processor time of the server and its workers so far."""
        return sum(_cpu_of(pid) for pid in [self.process.pid, *_children(self.process.pid)])

    def load(self, paths: list[str], seconds: int) -> Load:
        """Ask for these paths in turn over sixteen connections for so long."""
        self.settle()
        before = self.cpu_seconds()
        found = _by_wrk(self.port, paths, seconds) if shutil.which("wrk") else _by_threads(self.port, paths, seconds)
        spent = self.cpu_seconds() - before
        return Load(cpu_ms=round(spent * 1000 / max(1, int(found["requests"])), 3), **found)  # type: ignore[arg-type]

    def settle(self) -> None:
        """Wait until what was asked before is answered: slow pages still wait in line when their time is over."""
        until, before = time.monotonic() + SETTLED_WITHIN, self.cpu_seconds()
        while time.monotonic() < until:
            time.sleep(0.3)
            now = self.cpu_seconds()
            if now - before < 0.05:
                return
            before = now

    def get(self, path: str) -> int:
        """Ask once; the number of bytes of the page."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path, headers={"Host": "localhost", "Accept": "text/html"})
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        return len(content)


@contextmanager
def server(env: dict[str, str]) -> Iterator[Server]:
    """The server of script/server with these variables, for as long as it lasts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi"]
    command += ["--workers", str(os.cpu_count() or 1), "--blocking-threads", "2", "--no-ws"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "warning", "config.wsgi:application"]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings_bench", **env},
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
        try:
            found = Server(port, process)
            _wait_for(found, said)
            yield found
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def _wait_for(server: Server, said: object) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and server.process.poll() is None:
        try:
            server.get("/suc-khoe/")
        except (OSError, HTTPException, RuntimeError):
            time.sleep(0.3)
        else:
            return
    raise RuntimeError("the server did not start")


def _children(pid: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(path.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(path.parent.name))
        except (OSError, ValueError):
            continue
    return found + [each for child in found for each in _children(child)]


def _cpu_of(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _by_wrk(port: int, paths: list[str], seconds: int) -> dict[str, float]:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(paths))
        file.flush()
        command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "-s", str(LUA)]
        command += ["-H", "Host: localhost", "-H", "Accept: text/html", f"http://127.0.0.1:{port}"]
        done = subprocess.run(
            command, env={**os.environ, "BENCH_PATHS": file.name}, capture_output=True, text=True, check=True
        )
    told = re.search(r"^BENCH (\{.*\})$", done.stdout, re.MULTILINE)
    if told is None:
        raise RuntimeError(done.stdout + done.stderr)
    return _figures(json.loads(told[1]))


def _figures(told: dict[str, float]) -> dict[str, float]:
    return {
        "requests": int(told["requests"]),
        "rps": round(told["requests"] / told["seconds"], 1),
        "p50_ms": round(told["p50"], 2),
        "p95_ms": round(told["p95"], 2),
        "errors": int(told["errors"]),
    }


def _by_threads(port: int, paths: list[str], seconds: int) -> dict[str, float]:
    """The same without wrk; its own work is in the figures, so they are comparable with each other only."""
    times: list[float] = []
    errors: list[int] = []
    until = time.monotonic() + seconds

    def ask(first: int) -> None:
        connection, number = HTTPConnection("127.0.0.1", port, timeout=30), first
        while time.monotonic() < until:
            started = time.monotonic()
            connection.request("GET", paths[number % len(paths)], headers={"Host": "localhost", "Accept": "text/html"})
            answer = connection.getresponse()
            answer.read()
            times.append((time.monotonic() - started) * 1000)
            if answer.status != 200:
                errors.append(answer.status)
            number += CONNECTIONS
        connection.close()

    threads = [Thread(target=ask, args=(number,)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    parts = quantiles(times, n=20) if len(times) > 1 else [0.0] * 19
    return _figures(
        {"requests": len(times), "seconds": seconds, "p50": parts[9], "p95": parts[18], "errors": len(errors)}
    )
