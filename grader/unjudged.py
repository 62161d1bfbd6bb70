"""Judgements of what was not run: the fault is ours, or a framework is missing.

Light: it is asked before pytest is loaded.
"""

from __future__ import annotations

import hashlib

from grader import __version__
from grader.course import exercise_files, fingerprint
from grader.frameworks import missing, needs
from grader.model import Exercise, Judgement, Observation, Protection, Status


def unjudged(
    exercise: Exercise, source: bytes, seed: int, status: Status, why: str
) -> Judgement:
    """Say that a submission has no verdict, through no fault of who wrote it.

    Parameters
    ----------
    status : Status
        ``BROKEN`` or ``UNAVAILABLE``; `why` becomes the observation of this name.
    """
    return Judgement(
        exercise=exercise.id,
        name=exercise.name,
        title=exercise.spec.title,
        file=exercise.stub.name,
        submission_sha256=hashlib.sha256(source).hexdigest(),
        exercise_sha256=fingerprint(exercise_files(exercise)),
        seed=seed,
        status=status,
        score=0.0,
        max_score=exercise.spec.points,
        protection=Protection("basic", ("nothing was run",)),
        checks=(),
        misconceptions=(),
        observations=(Observation(status.value, 0, why),),
        duration_ms=0.0,
        version=__version__,
        hidden_checks=exercise.hidden_checks is not None,
    )


def unavailable(exercise: Exercise, source: bytes, seed: int) -> Judgement | None:
    """Judge a submission as unavailable where a framework that it needs is missing."""
    absent = missing(exercise.spec)
    if not absent:
        return None
    return unjudged(exercise, source, seed, Status.UNAVAILABLE, needs(absent))
