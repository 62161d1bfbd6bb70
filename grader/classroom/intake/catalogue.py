"""Which exercise a file is for, told by its name alone.

The rules, best first; what stands before the last folder does not matter:

0. ``exercises/exNN_name/name.py``    a clone of the course, or its zip
1. ``exNN_name/name.py``
2. ``name.py``
3. ``NAME.PY``                        the same, where case does not count
4. ``exNN.py`` or ``exNN_name.py``
5. ``exNN….py``                       anything behind the number
6. ``name (1).py``, ``name-1.py``     what a browser makes of a second download
"""

from __future__ import annotations

import re
from typing import NamedTuple

from grader.course import Course
from grader.model import Exercise

_NUMBERED = re.compile(r"ex0*(?P<number>[1-9][0-9]{0,5})(?![0-9])", re.I)
_COPY = re.compile(r"(?P<stem>.+?)(?: ?\((?P<a>[1-9]\d?)\)|-(?P<b>[1-9]\d?))", re.S)
_EXACT, _FOLDED, _NUMBER, _NUMBER_MORE, _COPIED = 2, 3, 4, 5, 6


class Fit(NamedTuple):
    """An exercise that a file's name fits, and how well; 0 is best."""

    exercise: Exercise
    tier: int


class Catalogue:
    """The names of a course's exercises and quizzes."""

    def __init__(self, course: Course) -> None:
        self.exercises = course.exercises()
        self._slugs = {e.slug: e for e in self.exercises}
        self._numbers = {int(e.id.removeprefix("ex")): e for e in self.exercises}
        self._names: dict[str, list[Exercise]] = {}
        for exercise in self.exercises:
            self._names.setdefault(exercise.name, []).append(exercise)
        self.stubs = {e.id: _content(e) for e in self.exercises}
        self.quizzes = frozenset(
            f.stem for f in (course.root / "quizzes").glob("*.yaml")
        )
        self._own = {
            e.slug: {f.name for f in e.folder.iterdir()} - {e.stub.name}
            for e in self.exercises
        }
        exercises = course.root / "exercises"
        self._shared = {f.name for f in exercises.iterdir() if f.is_file()}
        self._quiz_files = {f.name for f in (course.root / "quizzes").glob("*")}

    def is_own(self, parts: tuple[str, ...]) -> bool:
        """Whether a file of this path is the course's and no learner's."""
        if len(parts) < 2:
            return False
        folder, name = parts[-2:]
        own = self._own.get(folder, frozenset[str]())
        return (
            name in own
            or (folder == "exercises" and name in self._shared)
            or (folder == "quizzes" and name in self._quiz_files)
        )

    def is_exercise_folder(self, name: str) -> bool:
        """Whether a folder's name is an exercise's, ``ex01_double`` or ``ex01``."""
        number = _NUMBERED.fullmatch(name)
        return name in self._slugs or self._numbered(number) is not None

    def fit(self, parts: tuple[str, ...]) -> Fit | str | None:
        """Say which exercise a file's path fits; ``str`` says why that is open."""
        name = parts[-1]
        stem, dot, _ = name.rpartition(".")
        stem = stem if dot else name
        folder = self._slugs.get(parts[-2]) if len(parts) > 1 else None
        if folder is not None and stem == folder.name:
            return Fit(folder, 0 if parts[-3:-2] == ("exercises",) else 1)
        fit = self._by_name(stem, folder or self._parent(parts))
        if fit is not None:
            return fit
        copy = _COPY.fullmatch(stem)
        if copy is None:
            return None
        fit = self._by_name(copy["stem"], folder or self._parent(parts))
        return fit._replace(tier=_COPIED) if isinstance(fit, Fit) else fit

    def attempt(self, parts: tuple[str, ...]) -> tuple[tuple[str, ...], int | None]:
        """Read the ``-1`` that Canvas gives a file handed in again: attempt 2."""
        stem, dot, ending = parts[-1].rpartition(".")
        copy = _COPY.fullmatch(stem)
        if copy is None or copy["b"] is None:
            return parts, None
        return (*parts[:-1], f"{copy['stem']}{dot}{ending}"), int(copy["b"]) + 1

    def _by_name(self, stem: str, near: Exercise | None) -> Fit | str | None:
        named = self._names.get(stem)
        if named:
            return _one(named, near, _EXACT)
        named = self._names.get(stem.casefold())
        if named:
            return _one(named, near, _FOLDED)
        number = _NUMBERED.match(stem)
        exercise = self._numbered(number)
        if exercise is None or number is None:
            return None
        whole = number.end() == len(stem) or stem.casefold() == exercise.slug
        return Fit(exercise, _NUMBER if whole else _NUMBER_MORE)

    def _parent(self, parts: tuple[str, ...]) -> Exercise | None:
        if len(parts) < 2:
            return None
        return self._numbered(_NUMBERED.match(parts[-2]))

    def _numbered(self, number: re.Match[str] | None) -> Exercise | None:
        return self._numbers.get(int(number["number"])) if number else None


def _one(named: list[Exercise], near: Exercise | None, tier: int) -> Fit | str:
    if len(named) == 1:
        return Fit(named[0], tier)
    if near in named:
        return Fit(near, tier)
    ids = " and ".join(e.id for e in named)
    return f"{ids} share this name; put it in a folder named {named[0].slug}"


def _content(exercise: Exercise) -> bytes:
    return exercise.stub.read_bytes() if exercise.stub.is_file() else b""
