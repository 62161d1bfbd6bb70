"""The command `learn`: parse, call one function of the platform, print."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

_JUDGING = {"check", "watch"}


def main() -> NoReturn:
    """Run `learn` and end the process with a documented exit code."""
    _fill_standard_descriptors()
    try:
        code = _started()
    except KeyboardInterrupt:
        if sys.stderr is not None:
            sys.stderr.write("interrupted\n")
        code = 130
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            code = code or 1
    # Everything is written and closed: taking NumPy and pytest apart piece by
    # piece would keep a learner waiting for another 30 ms.
    os._exit(code)


def _fill_standard_descriptors() -> None:
    """Open what the caller closed, before a socket of ours gets its number."""
    for fd in (0, 1, 2):
        try:
            os.fstat(fd)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _started() -> int:
    server = None
    if _JUDGING & set(sys.argv) and not {"-h", "--help"} & set(sys.argv):
        from grader.errors import LearnError
        from grader.sandbox.launch import ForkServer, can_fork

        # First of all, since it takes as long as everything else together: the
        # isolated Python starts while this one loads click, NumPy and pytest.
        try:
            server = ForkServer() if can_fork() else None
        except LearnError as error:
            sys.stderr.write(f"learn: {error}\n")
            return error.exit_code
    from grader.cli.main import run

    return run(sys.argv[1:], server)
