"""What the tests of a class share: collecting, and a listing to compare."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from grader.classroom.intake import collect
from grader.classroom.model import QuizAnswers, Submitted, Unmapped
from grader.course import Course


class Collected(NamedTuple):
    """What was collected from one place."""

    submitted: list[Submitted]
    answers: list[QuizAnswers]
    unmapped: list[Unmapped]

    @property
    def reasons(self) -> dict[str, str]:
        """Why things were not taken, by the last part of where they are."""
        return {u.origin.rpartition("/")[2]: u.reason for u in self.unmapped}

    @property
    def taken(self) -> set[tuple[str, str]]:
        return {(s.student.id, s.exercise) for s in self.submitted}

    def listing(self, root: Path) -> str:
        """One line an item, without the folder that a test happens to be in."""
        lines = []
        for s in self.submitted:
            more = [s.submitted_at, s.late and "late", s.attempt, s.kind]
            lines.append(
                f"{s.exercise} {s.student.id} ({s.student.name}) {s.origin} "
                + " ".join(str(m) for m in more if m not in (None, False))
            )
        for a in self.answers:
            more = f"{a.quiz or 'quiz'} {a.student.id} {a.origin} {a.submitted_at}"
            lines.append(more)
        lines += [f"- {u.student}: {u.origin}: {u.reason}" for u in self.unmapped]
        return "\n".join(lines).replace(f"{root}/", "") + "\n"


@pytest.fixture
def collected(toy: Course, sandbox) -> Callable[..., Collected]:
    """Collect from paths, and check what holds of everything that is given."""

    def run(*paths: Path, **options) -> Collected:
        found = Collected([], [], [])
        for item in collect(paths, toy, sandbox=sandbox, **options):
            if isinstance(item, Submitted):
                found.submitted.append(item)
            elif isinstance(item, QuizAnswers):
                found.answers.append(item)
            else:
                found.unmapped.append(item)
                assert item.reason.strip()
                item.reason.encode()
                str(item.student).encode()
            item.origin.encode()  # none that a database could not take
        return found

    return run
