"""What the gradebook gives: runs, what waits, what counts, what a person decided."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, Protocol

import msgspec

from grader.model import Judgement, Level

RunKind = Literal["grade", "regrade"]
Outcome = Literal["done", "interrupted"]
Attempt = Literal["latest", "best"]
State = Literal["passed", "failed", "broken", "unavailable", "pending"]
"""A `grader.model.Status`, or "pending": not judged yet."""


class Bodies(Protocol):
    """Where the whole of a result is read from."""

    def body(self, result: int) -> bytes:
        """Read the learn.check/1 object of a result."""


class Run(NamedTuple):
    """One `learn grade` or `learn regrade`."""

    id: int
    at: str
    kind: RunKind
    version: str
    seed: int
    options: dict[str, Any]
    ended_at: str | None
    outcome: Outcome | None
    """None for a run that was killed or still goes on."""


class Work(NamedTuple):
    """A content that waits to be judged."""

    exercise: str
    submission_sha256: str


class Override(NamedTuple):
    """A person's decision on what a student gets for an exercise."""

    id: int
    at: str
    student: str
    exercise: str
    points: float
    reason: str


class Lost(NamedTuple):
    """What nobody could place, and why."""

    origin: str
    reason: str
    student: str | None


class ResultRow(NamedTuple):
    """What counts for one student and one exercise.

    The fields from `run` on are empty while `status` is "pending".
    """

    student: str
    name: str
    exercise: str
    submission: int
    submission_sha256: str
    origin: str
    kind: str
    submitted_at: str | None
    late: bool | None
    attempt: int | None
    status: State
    result: int = 0
    run: int = 0
    at: str = ""
    exercise_sha256: str = ""
    seed: int = 0
    version: str = ""
    level: Level | None = None
    missing: tuple[str, ...] = ()
    score: float = 0.0
    max_score: float = 0.0
    duration_ms: float = 0.0
    stale: bool = False
    """Whether the exercise, or the seed, is another one by now."""
    book: Bodies | None = None

    def body(self) -> bytes:
        """Read the learn.check/1 object; nothing while the row is pending."""
        return self.book.body(self.result) if self.book and self.result else b""

    def judgement(self) -> Judgement | None:
        """Read the whole judgement; None while the row is pending."""
        body = self.body()
        return msgspec.json.decode(body, type=Judgement) if body else None
