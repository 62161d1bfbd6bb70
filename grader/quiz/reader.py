"""The only reader of ``quizzes/``: strict, and with every finding's line and column.

A quiz that withholds its keys has them in ``reference/quizzes/<id>.yaml``, item
by item in the same shape; where that file is at hand they are merged in.
"""

from __future__ import annotations

import difflib
from pathlib import Path

from grader.course import Course, fingerprint
from grader.errors import CourseError, LearnError
from grader.quiz.model import Item, Quiz
from grader.quiz.source import Finding, Source, read_source

FOLDER = "quizzes"


def quiz_names(course: Course) -> list[str]:
    """Return the ids of the course's quizzes: units first, in their order."""
    found = sorted(f.stem for f in (course.root / FOLDER).glob("*.yaml"))
    units = [u.id for u in course.file.units]
    place = {unit: i for i, unit in enumerate(units)}
    return sorted(found, key=lambda name: (place.get(name, len(units)), name))


def quiz(course: Course, name: str) -> Quiz:
    """Read the quiz ``quizzes/<name>.yaml``; a path to it will do as well.

    Raises
    ------
    LearnError
        For an unknown name; says the nearest known one.
    CourseError
        When the file is wrong: the first finding, and how many more there are.
    """
    names = quiz_names(course)
    wanted = Path(name.strip()).name.removesuffix(".yaml")
    if wanted not in names:
        near = difflib.get_close_matches(wanted.lower(), names, n=1, cutoff=0.4)
        known = ", ".join(names) or "none yet"
        fix = f"did you mean {near[0]}?" if near else f"quizzes here: {known}"
        raise LearnError(f"there is no quiz {name!r}", fix=fix)
    source = read_quiz(course, wanted)
    if source.findings:
        raise _refused(source.findings)
    assert source.quiz is not None
    return source.quiz


def quizzes(course: Course) -> list[Quiz]:
    """Read every quiz of a course, in the order of its units.

    Raises
    ------
    CourseError
        When one of the files is wrong.
    """
    return [quiz(course, name) for name in quiz_names(course)]


def find_item(course: Course, id: str) -> tuple[Quiz, Item]:
    """Find an item by its id, over all quizzes.

    Raises
    ------
    LearnError
        For an unknown id; says the nearest known one.
    """
    every = {item.id: (q, item) for q in quizzes(course) for item in q.items}
    if id in every:
        return every[id]
    near = difflib.get_close_matches(id, every, n=1)
    fix = f"did you mean {near[0]}?" if near else ""
    raise LearnError(f"there is no item {id!r}", fix=fix)


def read_quiz(course: Course, name: str) -> Source:
    """Read one quiz with everything that is wrong with it, instead of raising."""
    file = course.root / FOLDER / f"{name}.yaml"
    reference = course.root / "reference" / FOLDER / f"{name}.yaml"
    return read_source(
        file,
        reference if reference.is_file() else None,
        pass_mark=course.file.pass_mark,
        sha256=fingerprint([file, reference]),
    )


def _refused(findings: list[Finding]) -> CourseError:
    first, more = findings[0], len(findings) - 1
    fix = first.fix
    if more:
        rest = f"`learn dev lint` lists {more} more"
        fix = f"{fix}; {rest}" if fix else rest
    return CourseError(first.what, where=first.where, fix=fix)
