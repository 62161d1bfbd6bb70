"""Have workers judge what waits, and keep each result as soon as it is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, Protocol

import msgspec

from grader.classroom.gradebook import Gradebook
from grader.classroom.gradebook_rows import Pending
from grader.classroom.pool import Finished
from grader.classroom.unit import Unit, broken
from grader.model import Exercise, Protection, Status
from grader.unjudged import unjudged

Phase = Literal["starting", "collecting", "judging", "writing"]


class Progress(NamedTuple):
    """Where a run is; `slowest` is an exercise and its seconds for one judgement."""

    phase: Phase
    done: int = 0
    total: int = 0
    slowest: tuple[str, float] | None = None


Tell = Callable[[Progress], None]


class Workers(Protocol):
    """Who judges: processes of this machine (`Pool`) or of others."""

    def probe(self) -> Protection:
        """Say how well submissions are confined; raise where that is too little."""

    def run(self, units: Iterable[Unit]) -> Iterator[Finished]:
        """Give each unit's judgement, or why there is none, in whatever order."""

    def close(self) -> None:
        """End all that is still going on."""


def judge(
    book: Gradebook,
    run: int,
    pending: Pending,
    seed: int,
    exercises: Mapping[str, Exercise],
    workers: Workers,
    tell: Tell,
    closed: Mapping[str, str] = MappingProxyType({}),
) -> int:
    """Judge what waits, and keep each result at once; say how many there were.

    Parameters
    ----------
    closed : mapping of str to str
        Exercises that are not judged in this run, and why: they are unavailable.
    """

    def units(which: Callable[[str], bool]) -> Iterator[Unit]:
        for work in pending:
            if which(work.exercise):
                source = book.content(work.submission_sha256)
                yield Unit(work.exercise, source, seed)

    counter = _Counter(len(pending), tell)
    for unit in units(closed.__contains__):
        exercise, why = exercises[unit.exercise], closed[unit.exercise]
        body = unjudged(exercise, unit.source, seed, Status.UNAVAILABLE, why).to_json()
        book.add_result(run, body)
        counter.count(unit, body)
    for unit, body, fault in workers.run(units(lambda id: id not in closed)):
        body = body or broken(exercises[unit.exercise], unit, fault).to_json()
        book.add_result(run, body)
        counter.count(unit, body)
    return counter.done


class _Counter:
    """How far the judging is, and which exercise takes longest."""

    def __init__(self, total: int, tell: Tell) -> None:
        self.done, self.total, self._tell = 0, total, tell
        self._spent: dict[str, tuple[int, float]] = {}
        self._say()

    def count(self, unit: Unit, body: bytes) -> None:
        self.done += 1
        lasted = msgspec.json.decode(body, type=_Lasted).duration_ms / 1e3
        number, sum_s = self._spent.get(unit.exercise, (0, 0.0))
        self._spent[unit.exercise] = number + 1, sum_s + lasted
        self._say()

    def _say(self) -> None:
        means = ((id, sum_s / n) for id, (n, sum_s) in self._spent.items())
        slowest = max(means, key=lambda m: m[1], default=None)
        self._tell(Progress("judging", self.done, self.total, slowest))


class _Lasted(msgspec.Struct):
    duration_ms: float
