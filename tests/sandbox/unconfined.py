"""The fork server without its walls, so that coverage can watch it and its workers.

Stands in for ``zygote.py``:

    python unconfined.py CONFIG HOW

HOW is ``works`` or what shall fail: ``no-namespaces``, ``no-trial``,
``no-fork``, ``no-later-fork``, ``no-worker``.  Nothing here is part of what ships.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from grader.sandbox import confine, zygote

HOW = sys.argv[2]

leave = os._exit
finders, path, environment = sys.meta_path[:], sys.path[:], dict(os.environ)


def exit_with_coverage(status: int) -> None:
    """Give coverage back what it needs to write its file."""
    sys.meta_path[:], sys.path[:] = finders, path
    os.environ.update(environment)
    leave(status)


def nothing(*_: object) -> None:
    """Confine nobody."""


def failing(reason: str) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise OSError(reason)

    return fail


def apply(
    *,
    namespaces: bool,
    memory_mib: int,
    cpu_s: int,
    threads: int,
    programs: object,
    network: bool,
) -> tuple[list[str], dict[str, str]]:
    if HOW == "no-worker":
        raise RuntimeError("our own fault")
    return ["rlimits"], {"seccomp": "left out"}


def become_worker(*request: object, **options: object) -> None:
    # A worker that outlives its server by a moment can write what was covered.
    confine.die_with_parent = nothing
    as_it_ships(*request, **options)


as_it_ships, zygote.become_worker = zygote.become_worker, become_worker
os._exit = exit_with_coverage
os.closerange = nothing
for name in (
    "leave_root",
    "enter_namespaces",
    "empty_root",
    "leave_shared_namespaces",
):
    setattr(confine, name, nothing)
confine.fork_pid_1 = lambda home: os.fork()
confine.empty_network = failing("no network")
confine.apply = apply

if HOW == "no-namespaces":
    confine.enter_namespaces = failing("no namespaces")
elif HOW == "no-trial":
    confine.leave_shared_namespaces = failing("no trial")
elif HOW == "no-fork":
    confine.fork_pid_1 = failing("no fork")
elif HOW == "no-later-fork":
    forks = iter([os.fork])  # the trial's
    confine.fork_pid_1 = lambda home: next(forks, failing("no fork left"))()

zygote.main()
