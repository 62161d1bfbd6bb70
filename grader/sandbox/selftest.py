"""Attack this machine's own isolation and say what got through.

Each attack is a promise and a few lines that try to break it; they run like
any submission, at the level that this machine gives.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NamedTuple

from grader.model import Function, Level, Limits, Protection
from grader.sandbox.host import Sandbox
from grader.sandbox.session import Session, SubmissionFault, problem_of


class Attack(NamedTuple):
    """One promise, and code whose `attack()` returns True if it is broken."""

    promise: str
    code: str


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
def attack():
    with open({file!r} + ".new", "w") as f:
        f.write("x")
    return True
"""
_RUN = """
import os
def attack():
    return os.system("true") == 0
"""
_FORK = """
import os
def attack():
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    return True
"""
_NET = """
import _socket
def attack():
    _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
    return True
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

ATTACKS = (
    Attack("cannot read a file", _READ),
    Attack("cannot probe that a file exists", _PROBE),
    Attack("cannot probe it by an odd flag either", _PROBE_BY_DESCRIPTOR),
    Attack("cannot tell which processes there are", _COUNT),
    Attack("cannot list a folder", _LIST),
    Attack("cannot write a file", _WRITE),
    Attack("cannot run a program", _RUN),
    Attack("cannot start a process", _FORK),
    Attack("cannot reach the network", _NET),
    Attack("cannot see other processes", _SEE),
    Attack("cannot signal other processes", _SIGNAL),
    Attack("cannot attach to other processes", _MEMORY),
    Attack("cannot read the environment", _ENVIRONMENT),
)


class SelfTest(NamedTuple):
    """The level in force and, per promise, whether it held."""

    protection: Protection
    held: dict[str, bool]

    @property
    def level(self) -> Level:
        """The level that the layers make."""
        return self.protection.level


def attack_this_machine(sandbox: Sandbox) -> SelfTest:
    """Run every attack in a worker of its own."""
    held: dict[str, bool] = {}
    protection = Protection("basic")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        secret = Path(folder) / "secret.txt"
        secret.write_text("secret")
        secret.chmod(0o644)
        for promise, code in ATTACKS:
            source = code.replace("{file!r}", repr(str(secret))).encode()
            session = Session(sandbox, "doctor", source, "attack.py", 0, Limits())
            try:
                held[promise] = not _succeeds(session)
                protection = session.protection
            finally:
                session.close()
    return SelfTest(protection, held)


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
