"""Start the isolated Python process, as early as anybody likes.

A module of its own, of the standard library alone: it can run before click,
NumPy or pytest are loaded, so that their start-up and this one overlap.
"""

from __future__ import annotations

import importlib.util
import json
import os
import socket
import subprocess
import sys

from grader.errors import BrokenError
from grader.model import PLAIN, Profile, Setting

_HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120  (pathlib is not loaded yet)

_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "PYTHONUTF8": "1",
    # Sets come in one order, so that the same submission does the same thing.
    "PYTHONHASHSEED": "0",
    # One thread: a fork of a process with more deadlocks in BLAS.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    # Else glibc reserves 64 MiB of the limited address space for each thread.
    "MALLOC_ARENA_MAX": "1",
}


_PACKAGES: dict[Profile, tuple[str, ...]] = {
    "plain": ("numpy",),
    "plots": ("numpy", "matplotlib"),
    "frameworks": ("numpy",),
}


def start_process(
    config: dict[str, object], fds: list[int] | None, setting: Setting
) -> subprocess.Popen[bytes]:
    """Start a fresh Python on ``zygote.py``.

    Parameters
    ----------
    config : dict
        What `grader.sandbox.zygote` reads.
    fds : list of int or None
        Descriptors that it inherits; None gives it three pipes instead.
    setting : Setting
        What it is to find beside the standard library.

    Raises
    ------
    BrokenError
        When that is not installed.
    """
    path = [os.path.dirname(os.path.dirname(_HERE))]  # noqa: PTH120
    for name in (*_PACKAGES[setting.profile], *setting.frameworks):
        path.append(_folder_of(name))
    # -E is left out for PYTHONHASHSEED; the environment is ours alone anyway.
    command = [sys.executable, "-P", "-s", "-S", "-B", f"{_HERE}/zygote.py"]
    # Windows starts no Python without the one, and nothing else is handed on.
    system = {k: v for k, v in os.environ.items() if k == "SYSTEMROOT"}
    return subprocess.Popen(  # noqa: S603  (our own interpreter and file)
        [*command, json.dumps(config | {"path": path})],
        bufsize=0,
        stdin=subprocess.PIPE if fds is None else subprocess.DEVNULL,
        stdout=subprocess.PIPE if fds is None else subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=_ENVIRONMENT | system,
        cwd="/",
        pass_fds=fds or (),
    )


def _folder_of(name: str) -> str:
    """Find the folder that a package or module is imported from."""
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        raise BrokenError(f"{name} is not installed", fix=f"pip install {name}")
    folder = os.path.dirname(found.origin)  # noqa: PTH120
    return os.path.dirname(folder) if found.submodule_search_locations else folder  # noqa: PTH120


class ForkServer:
    """A running zygote and the socket that it takes requests from.

    Parameters
    ----------
    setting : Setting, optional
    """

    def __init__(self, setting: Setting = PLAIN) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.control = ours
        try:
            with theirs:
                fd = theirs.fileno()
                self.process = start_process({"control": fd}, [fd], setting)
        except BaseException:
            ours.close()
            raise

    def close(self) -> None:
        """End it, and with it every worker."""
        self.control.close()
        # Nothing of value is lost, and waiting for an orderly end costs 5 ms.
        self.process.kill()
        self.process.wait()
        if self.process.stderr is not None:
            self.process.stderr.close()


def can_fork() -> bool:
    """Whether this system has what a fork server needs."""
    return sys.platform == "linux"
