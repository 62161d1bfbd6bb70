"""Start a worker process: the isolated Python first, then everything else.

A module of its own because it must not import what that overlaps with.
"""

from __future__ import annotations

import contextlib
import os

from grader.sandbox.launch import ForkServer, can_fork

_ONE_THREAD = "OPENBLAS_NUM_THREADS OMP_NUM_THREADS MKL_NUM_THREADS".split()


def main(cpu: int | None = None) -> None:
    """Serve on standard input and output; end without taking Python apart.

    Parameters
    ----------
    cpu : int, optional
        The processor to stay on, with all that it starts.
    """
    if cpu is not None:
        with contextlib.suppress(OSError):  # it may be gone since it was chosen
            os.sched_setaffinity(0, {cpu})
    # Several workers share the machine.
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    server = ForkServer() if can_fork() else None
    from grader.classroom.serving import serve

    serve(server)
    os._exit(0)
