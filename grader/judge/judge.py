"""From a submission to a judgement: run, diagnose, compose, score."""

from __future__ import annotations

import functools
import hashlib
import re
import time
from collections.abc import Callable, Collection
from pathlib import Path

from grader import __version__
from grader.course import exercise_files, fingerprint
from grader.errors import BrokenError
from grader.judge import diagnose, feedback, notes
from grader.judge.ahead import start
from grader.judge.engine import Engine
from grader.judge.memory import Memory
from grader.judge.reading import Reader
from grader.judge.run import RawResult, Run, open_session, run
from grader.model import (
    CheckResult,
    Exercise,
    Judgement,
    Limits,
    Misconception,
    Observation,
    Status,
    Verdict,
)
from grader.regression import beliefs
from grader.sandbox.host import Sandbox
from grader.sandbox.session import Session


class Judge:
    """Judges any number of submissions to one exercise.

    Parameters
    ----------
    exercise : Exercise
    sandbox : Sandbox
        May be shared by the judges of many exercises.
    seed : int
        The grading seed.
    cache : Path, optional
        A folder for what known-wrong submissions did.
    at_once : callable, optional
        For judging many; see `grader.judge.judges.Judges`.

    Raises
    ------
    BrokenError
        When the exercise's checks cannot be read.
    """

    def __init__(
        self,
        exercise: Exercise,
        sandbox: Sandbox,
        seed: int = 0,
        cache: Path | None = None,
        at_once: Callable[[float], None] | None = None,
    ) -> None:
        self._at_once = at_once
        # Of one submission there is nothing to keep for the next.
        self._memory = Memory() if at_once is not None else None
        self._reader = Reader(sandbox) if at_once is not None else None
        self.exercise, self.sandbox, self.seed = exercise, sandbox, seed
        self.engine = Engine(exercise)
        self._claims = {c.id: c.claim for c in self.engine.checks}
        self._sha256 = fingerprint(exercise_files(exercise))
        self._cache = cache

    @functools.cached_property
    def twins(self) -> diagnose.Twins:
        """What the known-wrong submissions do; run when first needed."""
        return diagnose.Twins(
            self.engine, self.exercise, self.sandbox, self.seed, self._cache
        )

    @functools.cached_property
    def _base(self) -> Judge | None:
        """The judge of the exercise that this one builds on, and its twins."""
        base = self.exercise.base
        if base is None:
            return None
        return Judge(base, self.sandbox, self.seed, self._cache, self._at_once)

    def run(
        self,
        source: bytes,
        *,
        limits: Limits | None = None,
        anchors: bool = True,
        only: Collection[str] | None = None,
        to_failure: bool = False,
    ) -> Run:
        """Run the checks on a submission without composing feedback.

        Parameters
        ----------
        anchors, only, to_failure
            As for `grader.judge.run.run`.
        """
        session = open_session(self.sandbox, self.exercise, source, self.seed, limits)
        return run(
            self.engine, self.exercise, session, self.seed,
            anchors=anchors, only=only, to_failure=to_failure,
        )  # fmt: skip

    def judge(
        self,
        source: bytes,
        *,
        session: Session | None = None,
        limits: Limits | None = None,
    ) -> Judgement:
        """Judge one submission.

        Parameters
        ----------
        source : bytes
            The file's content; never run or parsed in this process.
        session : Session, optional
            One started ahead for this source, to save waiting.
        """
        started = time.perf_counter()
        if session is None:
            session = start(
                self.sandbox, self.exercise, source, self.seed, limits,
                read=self._reader is None,
            )  # fmt: skip
        memory = self._memory if limits is None else None
        outcome = run(self.engine, self.exercise, session, self.seed, memory=memory)
        named: dict[str, tuple[str, ...]] = {}
        seen: tuple[Observation, ...] = ()
        if any(r.verdict is not Verdict.PASSED for r in outcome.results):
            named = self._diagnosed(outcome.results)
            seen = self._seen(source, session)
        lines = re.split(r"\r\n|\r|\n", source.decode("utf-8", "replace"))
        checks = tuple(
            feedback.compose(
                r, self.exercise, lines, named.get(r.check.id, ()), self._claims
            )
            for r in outcome.results
        )
        status, score = score_of(checks)
        hidden = any(c.audience == "hidden" for c in checks)
        lasted = (time.perf_counter() - started) * 1e3
        return Judgement(
            exercise=self.exercise.id,
            name=self.exercise.name,
            title=self.exercise.spec.title,
            file=self.exercise.stub.name,
            submission_sha256=hashlib.sha256(source).hexdigest(),
            exercise_sha256=self._sha256,
            seed=self.seed,
            status=status,
            score=score,
            max_score=_rounded(sum(c.max_points for c in checks)),
            protection=outcome.protection,
            checks=checks,
            misconceptions=self._misconceptions(checks),
            observations=seen,
            # As of a hidden check: an exact time could be made to say what it was given.
            duration_ms=round(lasted, -1 if hidden else 3),
            version=__version__,
            hidden_checks=hidden,
        )

    def _seen(self, source: bytes, session: Session) -> tuple[Observation, ...]:
        """Say what reading the file shows."""
        if self._reader is None:
            return notes.sentences(session.observed, self.exercise.spec)
        return self._reader.observe(self.exercise, source)

    def _diagnosed(self, results: tuple[RawResult, ...]) -> dict[str, tuple[str, ...]]:
        own = tuple(r for r in results if not r.check.lent)
        try:
            if self._at_once is not None:
                self.twins.fill(self._at_once)
            named = diagnose.candidates(own, self.twins)
            self.twins.save()
            if named or self._base is None:
                return named
            return self._base.diagnosed_again(results)
        except BrokenError:
            # A known-wrong submission that breaks is found by the course's proof;
            # a learner's verdict stands without a diagnosis.
            return {}

    def diagnosed_again(
        self, results: tuple[RawResult, ...]
    ) -> dict[str, tuple[str, ...]]:
        """Name mistakes by those of this exercise's checks that ran elsewhere.

        They had the same inputs there, so the known-wrong submissions to this
        exercise are what they are compared with.

        Raises
        ------
        BrokenError
            When a check breaks on a known-wrong submission.
        """
        here = {check.id: check for check in self.engine.checks}
        lent = [r for r in results if r.check.lent]
        home = tuple(r._replace(check=here[r.check.home_id]) for r in lent)
        named = self._diagnosed(home)
        return {
            r.check.id: named[r.check.home_id] for r in lent if r.check.home_id in named
        }

    def close(self) -> None:
        """Let pytest end its session; nothing can be judged any more."""
        self.engine.close()
        if self._reader is not None:
            self._reader.close()
        base = self.__dict__.get("_base")
        if base is not None:
            base.close()

    def broken_details(self, outcome: Run) -> list[str]:
        """Why checks of ours broke, for the exercise's author."""
        return [
            f"{r.check.id}:\n{r.message}"
            for r in outcome.results
            if r.verdict is Verdict.BROKEN
        ]

    def _misconceptions(
        self, checks: tuple[CheckResult, ...]
    ) -> tuple[Misconception, ...]:
        shown: dict[str, list[str]] = {}
        for check in checks:
            if check.misconception is not None:
                shown.setdefault(check.misconception, []).append(check.id)
        texts = beliefs(self.exercise)
        return tuple(
            Misconception(id, texts.get(id, id.replace("_", " ")), tuple(ids))
            for id, ids in shown.items()
        )


def score_of(checks: tuple[CheckResult, ...]) -> tuple[Status, float]:
    """Add up what passed; nothing checked is nothing passed.

    A broken check makes the whole judgement broken, and then nothing is scored:
    the fault is not the learner's.
    """
    if not checks or any(c.verdict is Verdict.BROKEN for c in checks):
        return Status.BROKEN, 0.0
    passed = all(c.verdict is Verdict.PASSED for c in checks)
    return Status.PASSED if passed else Status.FAILED, _rounded(
        sum(c.points for c in checks)
    )


def _rounded(points: float) -> float:
    return round(points, 6)
