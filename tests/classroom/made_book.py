"""Gradebooks for tests: real results of the toy course, put in by hand."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from grader.classroom.gradebook import NAME, Gradebook
from grader.classroom.model import Student, Submitted
from grader.course import Course
from grader.judge import Judge
from grader.sandbox.host import Sandbox

TOY = Path(__file__).parent.parent / "toy"
REFERENCE = TOY / "reference"
RIGHT = (REFERENCE / "ex01_double" / "solution.py").read_bytes()
SQUARED = (REFERENCE / "ex01_double" / "wrong" / "squared.py").read_bytes()
CHANGED = (REFERENCE / "ex01_double" / "wrong" / "argument_changed.py").read_bytes()
COUNTER = (REFERENCE / "ex02_counter" / "solution.py").read_bytes()
SYNTAX = b"def double(x:\n    return x\n"

HOSTILE = (
    '=HYPERLINK("http://evil.example","grade")', "+cmd|'/c calc'!A1", "-2+3", "@SUM(1)",
    "two\nlines", "carriage\rreturn", "tab\t=1+1", 'a"b', "semi;=1+1", "comma,=1+1",
    "nul\x00byte", "\u202egnp.exe", "Müller", "Mu\u0308ller", "O'Neil", "-5", "007",
    " =1+1", "\u00a0=1+1", "＝1+1", "back\\", 'back\\"quote', "'=quoted", "naïve 漢字 🎓",
)  # fmt: skip


@functools.lru_cache
def _course() -> Course:
    return Course(TOY)


def judgement(
    sandbox: Sandbox, exercise: str, source: bytes, course: Course | None = None
):
    course = course or _course()
    return Judge(course.exercise(exercise), sandbox, course.file.seed).judge(source)


def make(
    folder: Path,
    sandbox: Sandbox,
    handed_in: Iterable[
        tuple[str, str, bytes] | tuple[str, str, bytes, dict[str, Any]]
    ],
    *,
    judged: bool = True,
    course: Course | None = None,
) -> Path:
    """Make a gradebook: (student, exercise, source, and what else was known)."""
    folder.mkdir(parents=True, exist_ok=True)
    known: dict[tuple[str, bytes], bytes] = {}
    with Gradebook(folder / NAME, create=True) as book:
        run = book.begin_run("grade", 0, {})
        items = []
        for student, exercise, source, *more in handed_in:
            said = {"name": student.title(), **(more[0] if more else {})}
            name = said.pop("name")
            items.append(
                Submitted(
                    student=Student(student, name), exercise=exercise, content=source,
                    origin=said.pop("origin", f"{student}/{exercise}.py"), **said,
                )
            )  # fmt: skip
        list(book.add_submissions(run, items))
        for item in items if judged else ():
            key = item.exercise, item.content
            if key not in known:
                made = judgement(sandbox, *key, course=course)
                known[key] = made.to_json()
                book.add_result(run, known[key])
        book.end_run(run, "done")
    return folder
