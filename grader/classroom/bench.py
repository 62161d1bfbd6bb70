"""Judge units, warm: the part of grading that a worker process holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from grader.classroom.unit import Unit, broken
from grader.course import Course
from grader.errors import BrokenError
from grader.judge.engine import UnreadableChecks
from grader.judge.judges import Judges
from grader.model import Judgement, Level, Protection
from grader.sandbox.launch import ForkServer


class Bench:
    """All that judging units of one course needs; to be closed.

    Parameters
    ----------
    course : Path
        The folder that holds ``exercises/`` and ``reference/``.
    least : {"full", "strong", "basic"}
        The protection below which nothing is judged.
    cache : Path, optional
        A folder for what known-wrong submissions did.
    server : ForkServer, optional
        One that was started ahead.
    asks : callable, optional
        Is told how many seconds more than its limit the unit in hand may take.

    Raises
    ------
    LearnError
        When there is no course, or no isolated Python.
    """

    def __init__(
        self,
        course: Path,
        least: Level,
        cache: Path | None = None,
        server: ForkServer | None = None,
        asks: Callable[[float], None] = lambda _: None,
    ) -> None:
        self.course = Course.at(course)
        imports = self.course.file.imports
        self._judges = Judges(imports, 0, cache, server, least=least, at_once=asks)
        self._faults: dict[str, str] = {}

    def probe(self) -> Protection:
        """Say how well submissions are confined here, by confining one that is none.

        Raises
        ------
        BrokenError
            When that is less than is asked for, or none can be had.
        """
        return self._judges.probe()

    def judge(self, unit: Unit) -> Judgement:
        """Judge one unit; a fault of ours is a judgement too: "broken"."""
        exercise = self.course.exercise(unit.exercise)
        fault = self._faults.get(exercise.id)
        if fault is None:
            try:
                return self._judges.judge(exercise, unit.source, unit.seed)
            except UnreadableChecks as error:
                # Reading them again for every unit would find the same.
                fault = self._faults[exercise.id] = str(error)
            except BrokenError as error:
                fault = str(error)
        return broken(exercise, unit, fault)

    def close(self) -> None:
        """End the isolated Python."""
        self._judges.close()
