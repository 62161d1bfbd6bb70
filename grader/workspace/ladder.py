"""Which hint comes next: a ladder a function, climbed rung by rung."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import NamedTuple

from grader.errors import LearnError
from grader.model import Exercise
from grader.store.hints import Hints
from grader.store.progress import FailedCheck


class Hint(NamedTuple):
    """One rung of a ladder."""

    ladder: str
    """The function or class that it helps with."""
    rung: int
    """From 1."""
    of: int
    text: str
    new: bool
    asked_again: bool
    """Whether a next one was asked for and there was none left."""
    elsewhere: tuple[str, ...]
    """Other ladders of the exercise with rungs that were not shown."""

    @property
    def left(self) -> int:
        """How many rungs come after this one."""
        return self.of - self.rung


class TooSoonError(LearnError):
    """The course asks for attempts before the next hint."""


def ladders(exercise: Exercise) -> dict[str, tuple[str, ...]]:
    """Give an exercise's ladders that have rungs, in the order of its functions."""
    spec = exercise.spec
    names = [n for n in (*spec.functions, *spec.classes) if spec.hints.get(n)]
    return {name: spec.hints[name] for name in names}


def choose(
    exercise: Exercise, shown: dict[str, int], failing: Sequence[FailedCheck]
) -> str:
    """Choose the ladder that helps most now.

    It is the one for the function that the first failing check is about; without
    one, the first with rungs that were not shown.

    Raises
    ------
    LearnError
        When the exercise has no hints.
    """
    known = ladders(exercise)
    if not known:
        raise LearnError(
            f"{exercise.id} has no hints",
            fix=f"`learn show {exercise.id}` has the task",
        )
    about = [check.about for check in failing if check.about in known]
    if about:
        return about[0]
    unseen = [n for n, rungs in known.items() if shown.get(n, 0) < len(rungs)]
    return unseen[0] if unseen else list(known)[-1]


def named(exercise: Exercise, wanted: str) -> str:
    """Find a ladder by the name of its function or class, or of a method.

    Raises
    ------
    LearnError
        For an unknown name; says the nearest or all known ones.
    """
    known = list(ladders(exercise))
    name = wanted.strip().removesuffix("()")
    for candidate in (name, name.partition(".")[0]):
        if candidate in known:
            return candidate
    near = difflib.get_close_matches(name, known, n=1)
    fix = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known)}"
    raise LearnError(f"{exercise.id} has no hints for {wanted!r}", fix=fix)


def climb(
    exercise: Exercise, shown: dict[str, int], ladder: str, level: int | None = None
) -> Hint:
    """Take the next rung of a ladder, or one that was shown.

    Raises
    ------
    LearnError
        For a rung above the next new one, or above the last.
    """
    rungs = ladders(exercise)[ladder]
    seen = min(shown.get(ladder, 0), len(rungs))
    rung = min(seen + 1, len(rungs)) if level is None else level
    if rung > len(rungs):
        raise LearnError(
            f"there are {len(rungs)} hints for `{ladder}`",
            fix=f"name one of them: `learn hint {exercise.id} --level {len(rungs)}`",
        )
    if rung > seen + 1:
        raise LearnError(
            f"hint {rung} builds on hint {seen + 1}, which you have not seen yet",
            fix=f"`learn hint {exercise.id} --for {ladder}` shows hint {seen + 1}",
        )
    return Hint(
        ladder, rung, len(rungs), rungs[rung - 1].strip(),
        new=rung > seen, asked_again=level is None and seen == len(rungs),
        elsewhere=tuple(
            name for name, other in ladders(exercise).items()
            if name != ladder and shown.get(name, 0) < len(other)
        ),
    )  # fmt: skip


def allow(
    hints: Hints,
    exercise: Exercise,
    hint: Hint,
    shown: dict[str, int],
    between: int,
    stub: bytes | None,
) -> None:
    """Make sure that a new rung may be shown now; the first of an exercise always.

    Parameters
    ----------
    between : int
        The attempts that the course asks for between two new rungs.
    stub : bytes or None
        The untouched stub: checking it is no attempt.

    Raises
    ------
    TooSoonError
        Says how many attempts are still wanted.
    """
    if not hint.new or between <= 0 or not any(shown.values()):
        return
    wanted = between - hints.honest_attempts(exercise.id, stub)
    if wanted > 0:
        what = "one more attempt" if wanted == 1 else f"{wanted} more attempts"
        raise TooSoonError(
            f"the next hint comes after {what}; one that changes nothing does not count",
            fix=f"try something, then `learn check {exercise.id}`; a hint again: "
            f"`learn hint {exercise.id} --level N`",
        )
