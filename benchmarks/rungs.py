"""The fork server with some of its walls left out: what each of them costs.

    python rungs.py CONFIG WALLS

Stands in for ``zygote.py``, whose order of work it keeps.  WALLS are those that stand,
joined by commas, of `RUNGS`; ``second fork`` puts a process between server and worker,
as the obvious way into a pid namespace does.  Nothing here is part of what ships.
"""

from __future__ import annotations

import json
import os
import sys

RUNGS = (
    "rlimits",
    "no_new_privs",
    "Landlock",
    "system call filter",
    "user and pid namespace",
    "mount namespace",
    "ipc and uts namespace",
    "net namespace",
    "no capabilities",
)
"""Walls in the order in which they are added to each other."""


def nothing(*_: object) -> None:
    """Leave a wall out."""


def refused() -> None:
    raise OSError("left out")


def take_down(walls: set[str]) -> None:
    """Leave out every wall that is not named."""
    from grader.sandbox import confine, zygote

    for wall, steps in (
        ("rlimits", ("limit_resources",)),
        ("no_new_privs", ("no_new_privileges",)),
        ("Landlock", ("landlock",)),
        ("system call filter", ("seccomp",)),
        ("no capabilities", ("drop_capabilities", "not_dumpable")),
    ):
        if wall not in walls:
            for step in steps:
                setattr(confine, step, nothing)
    if "user and pid namespace" not in walls:
        confine.enter_namespaces = refused
    shared = 0
    for wall, flags in (
        ("mount namespace", confine.CLONE_NEWNS),
        ("ipc and uts namespace", confine.CLONE_NEWIPC | confine.CLONE_NEWUTS),
        ("net namespace", confine.CLONE_NEWNET),
    ):
        shared |= flags if wall in walls else 0

    def leave_shared_namespaces(*, network: bool = True) -> None:
        flags = shared if network else shared & ~confine.CLONE_NEWNET
        if flags:
            confine._unshare(flags)
        confine._unshare(confine.CLONE_NEWUSER)

    if not shared & confine.CLONE_NEWNET:
        confine.empty_network = refused

    confine.leave_shared_namespaces = leave_shared_namespaces
    if "second fork" in walls:
        zygote.Zygote.fork = fork_twice


def fork_twice(_: object) -> int:
    pid = os.fork()
    if pid:
        return pid
    worker = os.fork()
    if worker:
        os.waitpid(worker, 0)
        os._exit(0)
    return 0


if __name__ == "__main__":
    sys.path += json.loads(sys.argv[1])["path"]
    take_down(set(sys.argv[2].split(",")))
    from grader.sandbox import zygote

    zygote.main()
