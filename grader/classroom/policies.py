"""Read a class's policies: the course's, or those of a file in their place."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from grader.classroom.grade_rows import Setting
from grader.course import Course, read_yaml
from grader.errors import CourseError
from grader.model import Policies

MOST = 1e6
"""The highest number in any policy: sums of them stay exact enough."""


def course_policies(course: Course, file: Path | None = None) -> Policies:
    """Give the policies in force, checked against the course.

    Parameters
    ----------
    file : Path, optional
        A YAML file that stands in place of the course's ``policies:``.

    Raises
    ------
    CourseError
        When they cannot be read, or name an exercise that is not there.
    """
    if file is None:
        policies = course.file.policies
        where = f"{course.root / 'exercises' / 'course.yaml'}: policies"
    else:
        policies, where = _read(file), str(file)
    _check_numbers(policies, where)
    _check_exercises(policies, course.folders, where)
    return policies


class _Whole(msgspec.Struct, forbid_unknown_fields=True):
    policies: Policies


def _read(file: Path) -> Policies:
    """Read a file of policies, with ``policies:`` above them as in a course or without."""
    body = read_yaml(file, object)
    if isinstance(body, dict) and "policies" in body:
        return read_yaml(file, _Whole).policies
    return read_yaml(file, Policies)


def settings(course: Course) -> dict[str, Setting]:
    """Give what policies must know of a course's exercises, in its order."""
    return {
        exercise.id: Setting(
            exercise.spec.points, exercise.spec.unit, exercise.spec.title
        )
        for exercise in course.exercises()
    }


def _check_numbers(policies: Policies, where: str) -> None:
    for name, value in _numbers(policies):
        if not math.isfinite(value) or value > MOST:
            raise CourseError(
                f"{name} is {value:g}; it must be a number of at most {MOST:g}",
                where=where,
            )


def _numbers(policies: Policies) -> Iterator[tuple[str, float]]:
    yield "cap", policies.cap
    for exercise, value in policies.points.items():
        yield f"points.{exercise}", value
    for exercise, value in policies.caps.items():
        yield f"caps.{exercise}", value
    late = policies.late
    yield "late.grace_minutes", late.grace_minutes
    yield "late.max_days", late.max_days or 0.0


def _check_exercises(policies: Policies, known: Iterable[str], where: str) -> None:
    ids = sorted(known)
    for key in ("required", "optional", "points", "due", "caps"):
        for exercise in getattr(policies, key):
            if exercise not in ids:
                near = difflib.get_close_matches(exercise, ids, n=1)
                raise CourseError(
                    f"{key}: there is no exercise {exercise!r} in this course",
                    where=where,
                    fix=f"did you mean {near[0]}?" if near else
                    "`learn list` names all; policies use the id, such as ex03",
                )  # fmt: skip
