"""The command `learn`: parse, call one function of the platform, print."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

_JUDGING = "check"


def main() -> NoReturn:
    """Run `learn` and end the process with a documented exit code."""
    try:
        code = _started()
    except KeyboardInterrupt:
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


def _started() -> int:
    server = None
    if _JUDGING in sys.argv and not {"-h", "--help"} & set(sys.argv):
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
