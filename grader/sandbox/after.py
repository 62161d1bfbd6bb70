"""Run a program of the course after a learner's file, in the same confined worker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.model import Contract, Exercise, Function, Limits
from grader.sandbox.host import Sandbox
from grader.sandbox.session import (
    Problem,
    Session,
    SubmissionFault,
    ask_for,
    problem_of,
)


class ProgramFailed(Exception):
    """The program gave no value; the text says why, in words for a learner."""


class ProgramStopped(Exception):
    """The program was stopped because its value is not wanted any more."""


def run_after(
    source: bytes,
    program: str,
    entry: str,
    exercise: Exercise,
    sandbox: Sandbox,
    *,
    returns: Contract,
    seed: int,
    limits: Limits,
    unwanted: Callable[[], bool] | None = None,
) -> Any:
    """Run a learner's file, then a program in the same module, then its function.

    Parameters
    ----------
    source : bytes
        The learner's file.
    program : str
        Python that defines the function `entry`, without parameters.
    returns : Contract
        What it must return.
    seed : int
        Of everything random.
    unwanted : callable, optional
        Asked every few milliseconds whether to stop.

    Returns
    -------
    object
        What `entry` returned, a plain value; as hostile as the learner's file.

    Raises
    ------
    ProgramFailed
        When the file, the program or its function fails or takes too long.
    ProgramStopped
        When `unwanted` said yes.
    BrokenError
        When no worker can be had.
    """
    # After the learner's file and in the same module, so that it sees what they
    # wrote as it is; the line numbers of their file stay theirs.
    whole = source.rstrip() + b"\n\n\n" + program.encode() + b"\n"
    setting = exercise.spec.setting
    worker = ask_for(sandbox, exercise.id, seed, limits, setting)
    worker.unwanted = unwanted
    name = exercise.stub.name
    session = Session(
        sandbox, exercise.id, whole, name, seed, limits, worker=worker, setting=setting
    )
    problem: Problem | None = None
    try:
        failed = session.begin(entry)
        if failed is None:
            return session.call(entry, Function(returns=returns), (), {})
        problem = failed.problem
    except (SubmissionFault, Exception) as raised:
        problem = problem_of(raised)
        if problem is None and worker.cause != "unwanted":
            raise  # ours, not the learner's
    finally:
        session.close()
    if problem is None or worker.cause == "unwanted":
        raise ProgramStopped
    raise ProgramFailed(problem.message)
