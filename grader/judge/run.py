"""Run every check of an exercise on one submission and keep what happened.

The outcome is raw: verdicts, sentences and traces.  What a learner may see of
it is decided in `grader.judge.feedback`, what it is worth in
`grader.judge.judge`, and which misconception it shows in
`grader.judge.diagnose`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Iterable
from typing import NamedTuple, Protocol

import pytest

from grader.checks import CheckFailed
from grader.errors import BrokenError
from grader.judge.engine import Check, Engine, author_traceback
from grader.model import UNLOADABLE, Exercise, Limits, Protection, Verdict
from grader.sandbox.host import Sandbox
from grader.sandbox.proxy import Submission
from grader.sandbox.session import Call, Outcome, Problem, Session, problem_of


class RawResult(NamedTuple):
    """What one check did, before anything is left out for an audience."""

    check: Check
    verdict: Verdict
    message: str = ""
    redacted: str = ""
    line: int = 0
    failure: CheckFailed | None = None
    call: Call | None = None
    printed: str = ""
    needs: tuple[str, ...] = ()
    trace: tuple[Outcome, ...] = ()
    duration_ms: float = 0.0


class Run(NamedTuple):
    """Every check's result and how the submission was confined."""

    results: tuple[RawResult, ...]
    protection: Protection
    duration_ms: float

    def verdicts(self) -> dict[str, Verdict]:
        """Map each check's id to its verdict."""
        return {r.check.id: r.verdict for r in self.results}


class Recalls(Protocol):
    """What spares a check that would find what it found before; see `memory`."""

    def recall(self, check: str, session: Session) -> RawResult | None:
        """Give what a check makes of a submission, if it need not be run."""

    def learn(self, session: Session, result: RawResult) -> bool:
        """Keep what a check made of a submission; False if it must be run again."""


def run(
    engine: Engine,
    exercise: Exercise,
    session: Session,
    seed: int,
    *,
    anchors: bool = True,
    only: Collection[str] | None = None,
    to_failure: bool = False,
    memory: Recalls | None = None,
) -> Run:
    """Run the checks in order.

    Parameters
    ----------
    session : Session
        Of the submission; closed at the end.
    seed : int
        The grading seed: with the exercise that a check was written for, and its
        name there, it gives the inputs.
    anchors : bool
        Whether a check is skipped when one that it needs did not pass.
    only : collection of str, optional
        Ids of the checks to run; default all.
    to_failure : bool
        Whether to leave out what comes after the first check that does not pass.
    memory : Memory, optional
        What checks made of others' answers, with this seed and these limits.
    """
    started = time.perf_counter()
    runner = _Runner(engine, exercise, session, seed, anchors, memory)
    try:
        results = tuple(runner.all(only, to_failure))
    finally:
        session.close()
        # An object in a call that is kept would keep all of this.
        session.rehearse(())
    lasted = (time.perf_counter() - started) * 1e3
    return Run(results, session.protection, lasted)


def open_session(
    sandbox: Sandbox,
    exercise: Exercise,
    source: bytes,
    seed: int,
    limits: Limits | None = None,
) -> Session:
    """Start a worker for a submission; does not wait for it."""
    return Session(
        sandbox, exercise.id, source, exercise.stub.name, seed,
        limits or exercise.spec.limits, setting=exercise.spec.setting,
    )  # fmt: skip


class _Runner:
    def __init__(
        self,
        engine: Engine,
        exercise: Exercise,
        session: Session,
        seed: int,
        anchors: bool,
        memory: Recalls | None,
    ) -> None:
        self.memory = memory
        self.engine, self.session, self.seed = engine, session, seed
        self.submission = Submission(session, exercise.spec)
        self.anchors = anchors
        self.unmet: set[str] = set()
        self.unloadable = False

    def all(
        self, only: Collection[str] | None, to_failure: bool
    ) -> Iterable[RawResult]:
        for check in self.engine.checks:
            if only is not None and check.id not in only:
                continue
            started = time.perf_counter()
            result = self._skipped(check) or self._judged(check)
            if result.verdict is not Verdict.PASSED:
                self.unmet |= {check.id, check.function_id}
            lasted = (time.perf_counter() - started) * 1e3
            yield result._replace(duration_ms=lasted)
            if to_failure and result.verdict is not Verdict.PASSED:
                return

    def _skipped(self, check: Check) -> RawResult | None:
        if self.unloadable:
            return RawResult(check, Verdict.SKIPPED, UNLOADABLE, UNLOADABLE)
        unmet = tuple(n for n in check.needs if n in self.unmet)
        if unmet and self.anchors:
            return RawResult(check, Verdict.SKIPPED, needs=unmet)
        if self.session.left_s <= 0:
            limit = f"{self.session.limits.submission_s:g} s"
            text = f"the submission had used up its {limit}"
            return RawResult(check, Verdict.SKIPPED, text, text)
        return None

    def _judged(self, check: Check) -> RawResult:
        failed = self.session.begin(check.id, fresh=check.fresh)
        if failed is not None:
            self.unloadable = True
            return _from_problem(check, failed.problem)
        if self.memory is None:
            return self._run(check)
        known = self.memory.recall(check.id, self.session)
        if known is not None:
            return known
        result = self._run(check)
        if self.memory.learn(self.session, result):
            return result
        # Of this submission nothing of that check may be remembered.
        failed = self.session.begin(check.id, fresh=True)
        return _from_problem(check, failed.problem) if failed else self._run(check)

    def _run(self, check: Check) -> RawResult:
        seed = self.seed, int(check.home[2:])
        raised = self.engine.run(check, self.submission, seed)
        if isinstance(raised, BrokenError):
            raise raised  # no worker can be had: no fault of this check
        result = classify(check, raised)
        call = self.session.last_call
        # Which call of a hidden check it was would tell more than that it failed.
        if result.failure is not None and check.audience == "public":
            call = self.session.call_that_gave(result.failure.yours)
        return result._replace(
            call=call,
            printed=self.session.printed,
            trace=tuple(self.session.trace),
        )


def anchored(results: Iterable[RawResult]) -> tuple[RawResult, ...]:
    """Say what a run with anchors would have left, from one without them.

    It is the same for a submission whose checks do not hang on which others ran.
    """
    unmet: set[str] = set()
    left = []
    for result in results:
        check = result.check
        needs = tuple(n for n in check.needs if n in unmet)
        if needs and result.message != UNLOADABLE:
            result = RawResult(check, Verdict.SKIPPED, needs=needs)
        if result.verdict is not Verdict.PASSED:
            unmet |= {check.id, check.function_id}
        left.append(result)
    return tuple(left)


def classify(check: Check, raised: BaseException | None) -> RawResult:
    """Turn what a check raised into a verdict, and say whose fault it is."""
    if raised is None:
        return RawResult(check, Verdict.PASSED)
    problem = problem_of(raised)
    if problem is not None:
        return _from_problem(check, problem)
    if isinstance(raised, CheckFailed):
        return RawResult(
            check, Verdict.FAILED, str(raised), raised.redacted, failure=raised
        )
    if type(raised) is pytest.fail.Exception:  # and not pytest.xfail's
        wanted = re.search(r"DID NOT RAISE.*?(\w+)\W*$", str(raised))
        if wanted:
            text = f"no {wanted[1]} was raised: this input should be refused"
            return RawResult(check, Verdict.FAILED, text, text)
        return RawResult(check, Verdict.FAILED, str(raised))
    if isinstance(raised, AssertionError):
        return RawResult(check, Verdict.FAILED, str(raised).partition("\n")[0])
    return RawResult(check, Verdict.BROKEN, author_traceback(raised))


def _from_problem(check: Check, problem: Problem) -> RawResult:
    verdict = Verdict(problem.verdict)
    return RawResult(check, verdict, problem.message, problem.redacted, problem.line)
