"""The unit of work: one file to one exercise, with a seed, gives one judgement.

The same unit runs in a worker process of this machine and in one of a cluster
(`grader.classroom.bench`).
"""

from __future__ import annotations

import hashlib

import msgspec

from grader.course import exercise_files, fingerprint
from grader.model import Exercise, Judgement, Status
from grader.unjudged import unjudged


class Unit(msgspec.Struct, frozen=True, array_like=True):
    """What is to be judged, and from which seed its inputs follow."""

    exercise: str
    source: bytes
    seed: int

    @property
    def submission_sha256(self) -> str:
        """The hash that the gradebook knows the source by."""
        return hashlib.sha256(self.source).hexdigest()


def exercise_sha256(exercise: Exercise) -> str:
    """Hash all that a judgement follows from, the submission and the seed aside."""
    return fingerprint(exercise_files(exercise))


def broken(exercise: Exercise, unit: Unit, why: str) -> Judgement:
    """Say that a unit could not be judged, through no fault of the student."""
    return unjudged(exercise, unit.source, unit.seed, Status.BROKEN, why)
