"""Start a submission's worker before pytest is loaded.

A module of its own because it must not import the rest of the judge: that is
what the worker's start-up is meant to overlap with.
"""

from __future__ import annotations

from grader.model import Exercise
from grader.sandbox.host import Sandbox
from grader.sandbox.session import Session


def start(sandbox: Sandbox, exercise: Exercise, source: bytes, seed: int) -> Session:
    """Ask for a worker for `source`; returns at once."""
    return Session(
        sandbox, exercise.id, source, exercise.stub.name, seed, exercise.spec.limits
    )
