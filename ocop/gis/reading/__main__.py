"""`python -m ocop.gis.reading`: one task from stdin as JSON, its answer on stdout as JSON; nothing else is touched."""

from __future__ import annotations

import errno
import json
import os
import sys
from pathlib import Path
from typing import Any

from ocop.core.errors import Refused
from ocop.gis.reading import lockdown

TOO_LARGE = "Tệp quá lớn hoặc quá phức tạp để đọc. Hãy chia thành nhiều tệp nhỏ hơn."
NO_SPACE = "Máy chủ hết chỗ trên đĩa nên chưa đọc được tệp. Hãy báo quản trị viên rồi thử lại."


def main() -> int:
    """Do the task. The answer is `{"ok": …}` or `{"refused": sentence}`, and whether the process was locked down."""
    task: dict[str, Any] = json.loads(sys.stdin.readline())
    limits = task["limits"]
    if task["do"] == "drivers":
        return _answer({"ok": _drivers()})
    lockdown.limit(seconds=limits["seconds"], memory_mb=limits["memory_mb"], file_mb=limits["file_mb"])
    locked = lockdown.no_network()
    folder = Path(task["folder"])
    os.chdir(folder)
    answer: dict[str, Any]
    try:
        answer = {"ok": _do(task, folder)}
    except Refused as refused:
        answer = {"refused": str(refused)}
    except MemoryError:
        answer = {"refused": TOO_LARGE}
    except OSError as error:
        if error.errno not in (errno.EFBIG, errno.ENOSPC):
            raise
        answer = {"refused": TOO_LARGE if error.errno == errno.EFBIG else NO_SPACE}
    return _answer({**answer, "locked": locked})


def _drivers() -> list[str]:
    import pyogrio

    return sorted(pyogrio.list_drivers())


def _do(task: dict[str, Any], folder: Path) -> dict[str, Any]:
    from ocop.gis.reading import converting, inspecting, tiling

    if task["do"] == "inspect":
        return inspecting.inspect(Path(task["path"]), folder)
    if task["do"] == "convert":
        return converting.convert(Path(task["path"]), folder, task["chosen"])
    return tiling.tile(folder, task["chosen"])


def _answer(answer: dict[str, Any]) -> int:
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
