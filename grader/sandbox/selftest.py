"""Attack this machine's own isolation and say what got through.

Each attack is a few lines that try to break a promise; they run like any
submission, at the level that this machine gives.  None does harm where it succeeds.
"""

from __future__ import annotations

import contextlib
import secrets
import socket
import tempfile
from pathlib import Path
from typing import NamedTuple

from grader.model import Function, Level, Limits, Protection
from grader.sandbox.host import Sandbox
from grader.sandbox.session import Session, SubmissionFault, problem_of

QUICK = Limits(call_s=0.1)
"""For what would not come back."""


class Attack(NamedTuple):
    """Code whose `attack()` returns True if it breaks a promise.

    In the code, ``{file!r}`` stands for a file that anybody may read, ``{token!r}``
    for a text, written backwards, that only the judging process knows, and ``{port}``
    for where that process listens.  It is run so many `times`; the last one counts.
    """

    name: str
    promise: str
    code: str
    limits: Limits = Limits()
    times: int = 1

    def aimed(self, file: Path, token: str, port: int) -> str:
        """Its code, told what to look for."""
        known = {"{file!r}": repr(str(file)), "{token!r}": repr(token[::-1])}
        code = self.code.replace("{port}", str(port))
        for name, value in known.items():
            code = code.replace(name, value)
        return code


_READ = """
def attack():
    with open({file!r}) as f:
        return f.read() == "secret"
"""
_PROBE = """
import os
def attack():
    return os.stat({file!r}).st_size == 6
"""
_PROBE_BY_DESCRIPTOR = """
import ctypes
def attack():
    libc = ctypes.CDLL(None)
    buffer = ctypes.create_string_buffer(256)
    return libc.fstatat(-100, {file!r}.encode(), buffer, 0x1000) == 0
"""
_COUNT = """
import os
def attack():
    others = 0
    for pid in set(range(2, 3000)) - {os.getpid()}:
        try:
            os.getsid(pid)
            others += 1
        except OSError:
            pass
    return others > 0
"""
_LIST = """
import os
def attack():
    return len(os.listdir("/")) > 0
"""
_WRITE = """
import os
def attack():
    os.close(os.open({file!r} + ".new", os.O_WRONLY | os.O_CREAT))
    return True
"""
# By the C library: what Python itself refuses is no wall.
_RUN = """
import ctypes
def attack():
    return ctypes.CDLL(None).system(b"true") == 0
"""
_FORK = """
import ctypes
def attack():
    libc = ctypes.CDLL(None)
    pid = libc.fork()
    if pid == 0:
        libc._exit(0)
    return pid > 0
"""
_NET = """
import _socket
def attack():
    to_judge = _socket.socket(_socket.AF_INET, _socket.SOCK_DGRAM)
    return to_judge.sendto(b"x", ("127.0.0.1", {port})) == 1
"""
_SEE = """
import os
def attack():
    return any(name.isdigit() for name in os.listdir("/proc"))
"""
_SIGNAL = """
import os
def attack():
    os.kill(os.getppid(), 0)
    return os.getppid() > 0
"""
_MEMORY = """
import ctypes, os
def attack():
    return ctypes.CDLL(None).ptrace(0x4206, os.getppid(), 0, 0) == 0  # PTRACE_SEIZE
"""
_ENVIRONMENT = """
import os
def attack():
    return bool(os.environ)
"""

_SEARCH = """
import gc, sys
def attack():
    wanted = {token!r}[::-1]
    gc.unfreeze()
    holders = gc.get_objects()
    frame = sys._getframe().f_back
    while frame is not None:
        holders.append(frame.f_locals)
        frame = frame.f_back
    for holder in holders:
        if type(holder) in (list, tuple, dict):
            items = holder.values() if type(holder) is dict else holder
            if any(type(item) is str and item == wanted for item in list(items)):
                return True
    return False
"""
_OVERRUN = """
import signal, time
def attack():
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 32))
    end = time.monotonic() + 1
    while time.monotonic() < end:
        try:
            time.sleep(0.01)
        except BaseException:
            pass
    return True
"""
_FLOOD = """
import os
def attack():
    for _ in range(20):
        left = memoryview(bytes(1 << 20))
        while left:
            left = left[os.write(1, left):]
    return True
"""
_TAKE = """
import mmap
def attack():
    return len(mmap.mmap(-1, 1 << 33)) == 1 << 33
"""
_UNDO = """
import ctypes
def attack():
    return ctypes.CDLL(None).prctl(4, 1, 0, 0, 0) == 0  # PR_SET_DUMPABLE
"""
_LEAVE = """
import ctypes, zlib
def attack():
    libc, key = ctypes.CDLL(None), zlib.crc32({token!r}.encode()) >> 1
    if libc.shmget(key, 4096, 0o3666) >= 0:  # IPC_CREAT, IPC_EXCL
        return False
    left = libc.shmget(key, 4096, 0o666)
    return left >= 0 and libc.shmctl(left, 0, None) == 0
"""

ATTACKS = (
    Attack("search its process for what only the judge knows", "find_answers", _SEARCH),
    Attack("loop with every signal blocked", "overrun", _OVERRUN, QUICK),
    Attack("print 20 MiB", "flood", _FLOOD),
    Attack("read a file", "read_files", _READ),
    Attack("probe that a file exists", "probe_files", _PROBE),
    Attack("probe it by an odd flag", "probe_files", _PROBE_BY_DESCRIPTOR),
    Attack("list a folder", "probe_files", _LIST),
    Attack("write a file", "write_files", _WRITE),
    Attack("run a program", "run_programs", _RUN),
    Attack("start a process", "start_processes", _FORK),
    Attack("send a datagram", "use_the_network", _NET),
    Attack("count other processes", "touch_processes", _COUNT),
    Attack("list other processes", "touch_processes", _SEE),
    Attack("signal another process", "touch_processes", _SIGNAL),
    Attack("attach to another process", "touch_processes", _MEMORY),
    Attack("read the environment", "read_the_environment", _ENVIRONMENT),
    Attack("take 8 GiB", "take_resources", _TAKE),
    Attack("open itself to others again", "gain_rights", _UNDO),
    Attack("find memory left by another", "leave_traces", _LEAVE, times=2),
)


class SelfTest(NamedTuple):
    """The level in force and, per attack, whether it was held off."""

    protection: Protection
    held: dict[str, bool]

    @property
    def level(self) -> Level:
        """The level that the layers make."""
        return self.protection.level


def attack_this_machine(sandbox: Sandbox) -> SelfTest:
    """Run every attack in workers of its own."""
    held: dict[str, bool] = {}
    protection = Protection("basic")
    with (
        tempfile.TemporaryDirectory() as folder,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening,
    ):
        file = Path(folder) / "secret.txt"
        file.write_text("secret")
        file.chmod(0o644)
        Path(folder).chmod(
            0o1777
        )  # whoever workers run as: only walls are to stop them
        port = _listen(listening)
        known_here = [secrets.token_hex()]
        for attack in ATTACKS:
            code = attack.aimed(file, known_here[0], port).encode()
            for _ in range(attack.times):
                session = Session(
                    sandbox, "doctor", code, "attack.py", 0, attack.limits
                )
                try:
                    held[attack.name] = not _succeeds(session)
                    protection = session.protection
                finally:
                    session.close()
    return SelfTest(protection, held)


def _listen(by: socket.socket) -> int:
    """Listen to this machine alone; give the port, any where it has no such network."""
    with contextlib.suppress(OSError):
        by.bind(("127.0.0.1", 0))
    return int(by.getsockname()[1]) or 9


def _succeeds(session: Session) -> bool:
    if session.begin() is not None:
        return False
    try:
        return session.call("attack", Function(returns="boolean"), (), {}) is True
    except (Exception, SubmissionFault) as error:
        # The attack was refused; anything that is not its fault is ours.
        if problem_of(error) is None:
            raise
        return False
