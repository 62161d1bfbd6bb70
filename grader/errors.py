"""Errors that a person is meant to read.

LearnError            exit 2   the caller can fix it
├── CourseError                a course file is wrong; names file and key
├── SubmissionError            a submission cannot be read
├── StoreError                 progress or a gradebook cannot be read or written
└── BrokenError       exit 3   the platform or a hidden grader is at fault

A failed check is not an error: it is a result (`grader.model.CheckResult`).
"""

from typing import ClassVar


class LearnError(Exception):
    """What happened, where, and what to do about it."""

    exit_code: ClassVar[int] = 2

    def __init__(self, what: str, *, where: str = "", fix: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.fix = what, where, fix

    def __str__(self) -> str:
        rows = (("", self.what), ("  at  ", self.where), ("  fix ", self.fix))
        return "\n".join(label + text for label, text in rows if text)


class CourseError(LearnError):
    """A file of the course is missing or wrong."""


class SubmissionError(LearnError):
    """A submission cannot be read as one ordinary source file."""


class StoreError(LearnError):
    """Progress or a gradebook cannot be read or written."""


class BrokenError(LearnError):
    """The platform or a grader is at fault, never the learner."""

    exit_code: ClassVar[int] = 3
