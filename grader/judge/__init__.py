"""Judge a submission: run the checks on it and say what they found.

The names below are loaded when they are first used: `grader.judge.ahead` is
meant to run before pytest is imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.judge.judge import Judge as Judge
    from grader.judge.run import Run as Run


def __getattr__(name: str) -> object:
    if name == "Judge":
        from grader.judge.judge import Judge

        return Judge
    if name == "Run":
        from grader.judge.run import Run

        return Run
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
