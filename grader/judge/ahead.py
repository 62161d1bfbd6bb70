"""Start a submission's worker before pytest is loaded.

A module of its own because it must not import the rest of the judge: that is
what the worker's start-up is meant to overlap with.
"""

from __future__ import annotations

from grader.judge import notes
from grader.model import Exercise, Limits
from grader.sandbox.host import Sandbox, Worker
from grader.sandbox.session import Session


def start(
    sandbox: Sandbox,
    exercise: Exercise,
    source: bytes,
    seed: int,
    limits: Limits | None = None,
    worker: Worker | None = None,
    *,
    read: bool = True,
) -> Session:
    """Ask for a worker that reads and then runs `source`; returns at once.

    Parameters
    ----------
    read : bool
        Whether it is to be read there: of many, others read them (`reading`).
    """
    return Session(
        sandbox,
        exercise.id,
        source,
        exercise.stub.name,
        seed,
        limits or exercise.spec.limits,
        notes.questions(exercise.spec) if read else None,
        worker,
        exercise.spec.setting,
    )
