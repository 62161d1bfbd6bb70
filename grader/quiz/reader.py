"""The only reader of ``quizzes/``: strict, and with every finding's line and column.

A quiz that withholds its keys has them in ``reference/quizzes/<id>.yaml``, item
by item in the same shape; where that file is at hand they are merged in.
"""

from __future__ import annotations

import contextlib
import difflib
import os
from pathlib import Path

import msgspec

from grader.course import Course, fingerprint
from grader.errors import CourseError, LearnError
from grader.quiz.findings import Finding
from grader.quiz.model import Item, Quiz, QuizFile
from grader.quiz.source import Source

FOLDER = "quizzes"
CACHE_FORMAT = "1"
"""Raised when what the cache holds, or what a file must hold, changes."""


class _Cached(msgspec.Struct, frozen=True):
    """A quiz that was read and found usable, by the hash of its files."""

    of: str
    has_keys: bool
    quiz: QuizFile


def quiz_names(course: Course) -> list[str]:
    """Return the ids of the course's quizzes: units first, in their order."""
    found = sorted(f.stem for f in (course.root / FOLDER).glob("*.yaml"))
    units = [u.id for u in course.file.units]
    place = {unit: i for i, unit in enumerate(units)}
    return sorted(found, key=lambda name: (place.get(name, len(units)), name))


def quiz(course: Course, name: str, cache: Path | None = None) -> Quiz:
    """Read the quiz ``quizzes/<name>.yaml``; a path to it will do as well.

    Parameters
    ----------
    cache : Path, optional
        A folder for quizzes that were read; reading them again is 50 times as
        fast as reading their YAML. Keys that a quiz withholds are not put there.

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
    file, reference = files_of(course, wanted)
    sha256 = fingerprint([file] if reference is None else [file, reference])
    kept = cache / f"quiz-{wanted}.json" if cache is not None else None
    known_as = f"{CACHE_FORMAT}:{sha256}"
    read = _load(kept, known_as) if kept is not None else None
    if read is None:
        source = Source(file, reference)
        if source.quiz is None:
            raise _refused(source.findings)
        read = _Cached(known_as, source.has_keys, source.quiz)
        if kept is not None and not source.holds_withheld:
            _save(kept, read)
    return _made(course, file, read, sha256)


def quizzes(course: Course, cache: Path | None = None) -> list[Quiz]:
    """Read every quiz of a course, in the order of its units.

    Raises
    ------
    CourseError
        When one of the files is wrong.
    """
    return [quiz(course, name, cache) for name in quiz_names(course)]


def find_item(course: Course, id: str, cache: Path | None = None) -> tuple[Quiz, Item]:
    """Find an item by its id, over all quizzes.

    Raises
    ------
    LearnError
        For an unknown id; says the nearest known one.
    """
    every = {item.id: (q, item) for q in quizzes(course, cache) for item in q.items}
    if id in every:
        return every[id]
    near = difflib.get_close_matches(id, every, n=1)
    fix = f"did you mean {near[0]}?" if near else ""
    raise LearnError(f"there is no item {id!r}", fix=fix)


def files_of(course: Course, name: str) -> tuple[Path, Path | None]:
    """Return a quiz's file and the one with the keys it withholds, if that is here."""
    reference = course.root / "reference" / FOLDER / f"{name}.yaml"
    file = course.root / FOLDER / f"{name}.yaml"
    return file, reference if reference.is_file() else None


def _made(course: Course, file: Path, read: _Cached, sha256: str) -> Quiz:
    mark = read.quiz.pass_mark
    return Quiz(
        id=file.stem,
        title=read.quiz.title,
        file=file,
        unit=read.quiz.unit,
        pass_mark=course.file.pass_mark if mark is None else mark,
        feedback=read.quiz.feedback,
        keys=read.quiz.keys,
        shuffle=read.quiz.shuffle,
        items=read.quiz.items,
        has_keys=read.has_keys,
        sha256=sha256,
    )


def _load(file: Path, of: str) -> _Cached | None:
    """Return what was kept of these very files; None for anything else."""
    try:
        kept = msgspec.json.decode(file.read_bytes(), type=_Cached)
    except (OSError, msgspec.MsgspecError, RecursionError):
        return None
    return kept if kept.of == of else None


def _save(file: Path, read: _Cached) -> None:
    beside = file.with_suffix(f".{os.getpid()}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(msgspec.json.encode(read))
        beside.replace(file)
    except OSError:
        # A cache that cannot be written costs time and nothing else.
        with contextlib.suppress(OSError):
            beside.unlink()


def _refused(findings: list[Finding]) -> CourseError:
    first, more = findings[0], len(findings) - 1
    fix = first.fix
    if more:
        rest = f"`learn dev lint` lists {more} more"
        fix = f"{fix}; {rest}" if fix else rest
    return CourseError(first.what, where=first.where, fix=fix)
