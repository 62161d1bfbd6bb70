"""List what is wrong with a course's quizzes: all of it, with file, line and column."""

from __future__ import annotations

import contextlib
import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from grader.course import Course
from grader.errors import CourseError
from grader.quiz import withheld
from grader.quiz.advice import advice
from grader.quiz.findings import Finding, Problem
from grader.quiz.model import Fill, Item, Numeric, Param, Short, Trace
from grader.quiz.pose import options_of
from grader.quiz.reader import FOLDER, files_of, quiz_names
from grader.quiz.rules import ID, item_problems
from grader.quiz.source import Source

if TYPE_CHECKING:
    from grader.sandbox.host import Sandbox


class _Known(NamedTuple):
    """What items may refer to."""

    units: set[str]
    concepts: set[str]
    exercises: set[str]
    misconceptions: set[str]


def lint(
    course: Course, sandbox: Sandbox | None = None, *, execute: bool = True
) -> list[Finding]:
    """List what is wrong with the quizzes of a course.

    Parameters
    ----------
    sandbox : Sandbox, optional
        Where programs and completions are run; one of its own by default.
    execute : bool
        Whether they are run at all.

    Returns
    -------
    list of Finding
        In order of file and place; empty when there is nothing.
    """
    known = _known(course)
    findings = list(_files(course))
    owners: dict[str, Finding] = {}
    sources = [Source(*files_of(course, name)) for name in quiz_names(course)]
    for source in sources:
        findings += source.findings
        if source.data is not None:
            findings += _source(source, known)
            findings += _twice(source, owners)
    if execute:
        findings += _executed([s for s in sources if s.has_keys], course, sandbox)
    return sorted(set(findings))


def _executed(
    sources: list[Source], course: Course, sandbox: Sandbox | None
) -> Iterator[Finding]:
    if not any(isinstance(i, (Trace, Fill)) for s in sources for i in s.items.values()):
        return
    from grader.quiz.execute import executed
    from grader.sandbox.host import Sandbox

    with contextlib.ExitStack() as stack:
        if sandbox is None:
            sandbox = stack.enter_context(Sandbox(course.file.imports))
        for source in sources:
            yield from (source.locate(p) for p in executed(source, course, sandbox))


def _known(course: Course) -> _Known:
    exercises, misconceptions = set(), set(course.file.misconceptions)
    for id in course.folders:
        exercises.add(id)
        try:
            misconceptions |= set(course.exercise(id).misconceptions)
        except CourseError:
            continue  # said where exercises are linted
    return _Known(
        {u.id for u in course.file.units},
        {c.id for c in course.file.concepts},
        exercises,
        misconceptions,
    )


def _files(course: Course) -> Iterator[Finding]:
    folder, secret = course.root / FOLDER, course.root / "reference" / FOLDER
    names = set(quiz_names(course))
    for file in sorted(folder.iterdir()) if folder.is_dir() else []:
        if file.name.startswith(".") or file.name == "README.md":
            continue
        if file.suffix != ".yaml" or not file.is_file():
            yield Finding(file, 1, 1, "nothing reads this file", "a quiz is <id>.yaml")
        elif not ID.fullmatch(file.stem):
            yield Finding(file, 1, 1, f"{file.stem!r} is no id for a quiz")
    for file in sorted(secret.iterdir()) if secret.is_dir() else []:
        if file.stem not in names or file.suffix != ".yaml":
            yield Finding(file, 1, 1, "it holds the keys of no quiz in quizzes/")


def _source(source: Source, known: _Known) -> Iterator[Finding]:
    problems: list[Problem] = []
    data = source.data if isinstance(source.data, dict) else {}
    unit = data.get("unit")
    if isinstance(unit, str) and unit not in known.units:
        problems.append(
            Problem(("unit",), f"there is no unit {unit!r}", _near(unit, known.units))
        )
    if source.withholds:
        leaks = withheld.leaks(data)
        if not source.findings:
            leaks += withheld.told_by_place(data, source.items)
        yield from (source.locate_public(p) for p in leaks)
    elif source.reference is not None:
        yield Finding(
            source.reference, 1, 1, "nothing reads it: the quiz ships its keys"
        )
    for place, item in source.items.items():
        found = list(_references(item, known))
        whole = source.has_keys and place not in source.partial
        if whole and not item_problems(item):
            found += advice(item)
        problems += [p.under("items", place) for p in found]
    yield from (source.locate(p) for p in problems)


def _references(item: Item, known: _Known) -> Iterator[Problem]:
    for place, concept in enumerate(item.concepts):
        if concept not in known.concepts:
            fix = _near(concept, known.concepts)
            yield Problem(("concepts", place), f"there is no concept {concept!r}", fix)
    if isinstance(item, Fill) and item.exercise not in known.exercises:
        fix = _near(item.exercise, known.exercises)
        yield Problem(("exercise",), f"there is no exercise {item.exercise!r}", fix)
    if item.ref.startswith("ex") and item.ref not in known.exercises:
        fix = _near(item.ref, known.exercises)
        yield Problem(("ref",), f"there is no exercise {item.ref!r}", fix)
    for path, id in _beliefs(item):
        if id is not None and id not in known.misconceptions:
            fix = _near(id, known.misconceptions)
            yield Problem(path, f"there is no misconception {id!r}", fix)


def _beliefs(item: Item) -> Iterator[tuple[tuple[str | int, ...], str | None]]:
    for i, option in enumerate(options_of(item)):
        yield ("options", i, "misconception"), option.misconception
    if isinstance(item, (Numeric, Param)):
        for i, slip in enumerate(item.near):
            yield ("near", i, "misconception"), slip.misconception
    if isinstance(item, Short):
        for i, text in enumerate(item.near):
            yield ("near", i, "misconception"), text.misconception
    if isinstance(item, Fill):
        for i, wrong in enumerate(item.wrong_code):
            yield ("wrong_code", i, "misconception"), wrong.misconception


def _twice(source: Source, owners: dict[str, Finding]) -> Iterator[Finding]:
    """Ids are unique over the course; within a quiz its reading says it."""
    for place, item in source.items.items():
        here = source.locate(Problem(("items", place, "id"), item.id))
        first = owners.setdefault(item.id, here)
        if first.file != here.file:
            what = f"the id {item.id!r} is taken by {_short(first.file)}:{first.line}"
            yield source.locate(Problem(("items", place, "id"), what))


def _short(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


def _near(name: str, known: set[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=1)
    return f"did you mean {near[0]}?" if near else ""
