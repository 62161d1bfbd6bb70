"""Sort what a class handed in by exercise, and look for similar submissions in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from grader.classroom.model import Submitted
from grader.classroom.similar.search import (
    MAX_BYTES,
    MAX_PAIRS,
    THRESHOLD,
    Found,
    Given,
    given,
    search,
)
from grader.course import Course, untouched_stub
from grader.errors import CourseError
from grader.model import Exercise

ByExercise = dict[str, list[Submitted]]


def by_exercise(
    handed: Iterable[Submitted], wanted: Container[str], staff: Sequence[str] = ()
) -> ByExercise:
    """Sort submissions to the exercises that are wanted; leave out those of `staff`.

    Of a file no more is kept than is compared, and one byte to tell that it was longer.
    """
    found: ByExercise = defaultdict(list)
    for one in handed:
        if one.exercise in wanted and not {one.student.id, one.student.name} & set(
            staff
        ):
            kept = replace(one, content=one.content[: MAX_BYTES + 1])
            found[one.exercise].append(kept)
    return dict(found)


def compare(
    course: Course,
    now: ByExercise,
    before: ByExercise,
    *,
    also_given: Sequence[bytes] = (),
    threshold: float = THRESHOLD,
    most: int = MAX_PAIRS,
) -> Iterator[tuple[Exercise, Found]]:
    """Search exercise by exercise, in the course's order.

    Parameters
    ----------
    now, before : dict of list of Submitted
        This year's submissions and those of previous years, by the exercise's id.
    also_given : sequence of bytes
        Code that everyone was given, beside the stubs and the public checks.
    threshold, most
        See `grader.classroom.similar.search.search`.
    """
    for exercise in course.exercises():
        if exercise.id in now:
            known = known_to_all(course, exercise, also_given)
            yield exercise, search(
                exercise.id, now[exercise.id], before.get(exercise.id, ()), known,
                threshold=threshold, most=most,
            )  # fmt: skip


def known_to_all(course: Course, exercise: Exercise, also: Sequence[bytes]) -> Given:
    """Read what everyone had: stubs, public checks, what else was given out."""
    texts = [*also, *_stub(exercise), *_read(exercise.public_checks)]
    if exercise.spec.starts_from:
        texts += _stub(course.exercise(exercise.spec.starts_from))
    solution = _read(exercise.reference / "solution.py") if exercise.reference else []
    return given(texts, solution[0] if solution else None)


def _stub(exercise: Exercise) -> list[bytes]:
    """Give the stub as the course has it; the file here may have been worked on."""
    untouched = untouched_stub(exercise)
    return _read(exercise.stub) if untouched is None else [untouched]


def _read(file: Path) -> list[bytes]:
    """Read a file of the course; one that is not there is none."""
    try:
        return [file.read_bytes()[:MAX_BYTES]]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise CourseError(
            f"cannot read it: {error.strerror}", where=str(file)
        ) from error
