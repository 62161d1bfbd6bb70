"""Run an attack's functions where nothing holds them; say which raised what.

    python unjailed.py ATTACK FUNCTION...

Only in namespaces of its own, with a /tmp of its own: attacks are meant.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import sys
import types
from pathlib import Path

import numpy as np

from tests.attacks.judging import ATTACKS, write_course

WITHIN_S = 20
ARGUMENTS = {
    "scale": (np.array([1.0, 2.0]),),
    "total": (np.array([1.0, 2.0]),),
    "walk": (lambda value: min(value + 1, 3.0), 0.0),
    "label": (1.0,),
}


def run(source: bytes, function: str) -> None:
    """In a child: do it twice, as checks do; never returns."""
    signal.alarm(WITHIN_S)
    module = types.ModuleType("task")
    try:
        exec(compile(source, "task.py", "exec"), module.__dict__)
        for _ in range(2):
            getattr(module, function)(*ARGUMENTS[function])
    except BaseException as error:  # noqa: BLE001  (whatever it raises is the answer)
        print(function, type(error).__name__, flush=True)
    os._exit(0)


def main() -> None:
    name, *functions = sys.argv[1:]
    (attack,) = [a for a in ATTACKS if a.name == name]
    course = write_course(Path("/tmp/course"))
    os.chdir(course.root)
    line = socket.socketpair()
    os.dup2(line[0].fileno(), 3)
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    for function in functions:
        if os.fork() == 0:
            run(attack.aimed(course.root), function)
        os.wait()


if __name__ == "__main__":
    main()
