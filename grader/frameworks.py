"""Frameworks that an exercise needs and that need not be installed.

Without them the exercise is unavailable here, and counts against no one.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

from grader.errors import CourseError
from grader.model import ExerciseFile

MAX_PREPARE = 8000
"""Characters of a program that prepares workers."""


def missing(spec: ExerciseFile) -> tuple[str, ...]:
    """Name the frameworks of an exercise that are not installed here.

    Nothing is imported: that would take seconds and run their code.
    """
    return tuple(name for name in spec.frameworks if not _installed(name))


def needs(names: tuple[str, ...]) -> str:
    """Say what is missing, in a few words; nothing where nothing is."""
    *most, last = names or ("",)
    listed = f"{', '.join(most)} and {last}" if most else last
    return f"needs {listed}" if listed else ""


def check(spec: ExerciseFile, file: Path) -> None:
    """Make sure that an exercise says what its profile asks for.

    Raises
    ------
    CourseError
        For frameworks without their profile, or the other way round.
    """
    if spec.profile == "frameworks":
        odd = [n for n in spec.frameworks if not (n.isascii() and n.isidentifier())]
        if odd or not spec.frameworks:
            raise CourseError(
                f"frameworks: {odd[0]!r} is no name of a module"
                if odd
                else "profile: frameworks, and no framework is named",
                where=str(file),
                fix="name the modules that must be installed: `frameworks: [NAME]`",
            )
    elif spec.frameworks or spec.prepare:
        key = "frameworks" if spec.frameworks else "prepare"
        raise CourseError(
            f"{key}: goes with `profile: frameworks` alone", where=str(file)
        )
    if len(spec.prepare) > MAX_PREPARE:
        raise CourseError(
            f"prepare: has more than {MAX_PREPARE} characters", where=str(file)
        )


def _installed(name: str) -> bool:
    found = importlib.util.find_spec(name)
    # A folder of that name with nothing in it is found, too.
    return found is not None and found.origin is not None
