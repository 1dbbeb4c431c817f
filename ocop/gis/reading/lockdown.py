"""What the reading process gives up before it looks at anybody's file."""

from __future__ import annotations

import ctypes
import platform
import resource
import struct
import sys

MB = 1024 * 1024
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 1, 38, 22, 2
_SIGKILL = 9
_ALLOW, _REFUSE_EPERM = 0x7FFF0000, 0x00050001
_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
# No network: socket, socketpair, connect. No other program: execve, execveat. No hand in another process: ptrace,
# process_vm_readv, process_vm_writev. No way round these: io_uring_setup, _enter, _register.
_CALLS = {
    "x86_64": (41, 53, 42, 59, 322, 101, 310, 311, 425, 426, 427),
    "aarch64": (198, 199, 203, 221, 281, 117, 270, 271, 425, 426, 427),
}
_X32 = 0x40000000
"""From here on, x86_64 has every call a second time."""


def limit(*, seconds: int, memory_mb: int, file_mb: int) -> None:
    """Bounds on time, memory and the size of a written file; the kernel ends a process that passes them."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_mb * MB, file_mb * MB))
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory_mb * MB, memory_mb * MB))
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)  # a killed worker leaves nobody reading on


def no_network() -> bool:
    """From now on no socket and no other program, for good; False where the kernel has no such lock."""
    machine = platform.machine()
    if sys.platform != "linux" or machine not in _ARCH:
        return False
    code = _program(_ARCH[machine], _CALLS[machine], below=_X32 if machine == "x86_64" else 0)
    buffer = ctypes.create_string_buffer(code, len(code))

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]

    program = Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0) == 0)


def _program(arch: int, calls: tuple[int, ...], *, below: int) -> bytes:
    """A filter in the kernel's own small language: refuse these calls, and any call of another architecture."""

    def line(code: int, yes: int, no: int, value: int) -> bytes:
        return struct.pack("=HBBI", code, yes, no, value)

    load, equal, reaches, answer = 0x20, 0x15, 0x35, 0x06
    tests = [*([(reaches, below)] if below else []), *((equal, call) for call in calls)]
    lines = [line(load, 0, 0, 4), line(equal, 1, 0, arch), line(answer, 0, 0, _REFUSE_EPERM), line(load, 0, 0, 0)]
    for at, (test, value) in enumerate(tests):
        lines.append(line(test, len(tests) - at, 0, value))
    lines += [line(answer, 0, 0, _ALLOW), line(answer, 0, 0, _REFUSE_EPERM)]
    return b"".join(lines)
