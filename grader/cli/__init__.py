"""The command `learn`: parse, call one function of the platform, print."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

_JUDGING = "check"


def main() -> NoReturn:
    """Run `learn` and end the process with a documented exit code."""
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
            os._exit(error.exit_code)
        except KeyboardInterrupt:
            os._exit(130)
    from grader.cli.main import run

    code = run(sys.argv[1:], server)
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            code = code or 1
    # Everything is written and closed: taking NumPy and pytest apart piece by
    # piece would keep a learner waiting for another 30 ms.
    os._exit(code)
