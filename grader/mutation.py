"""Run every mutant of a reference through its grader, and count survivors.

A mutant that passes every check shows a mistake that the grader does not see,
unless the change changes nothing.  Such a mutant is listed as equivalent, with
the reason, and is compared with the reference on many random inputs: those of
``reference/exNN_name/probe.py``, whose ``probe(submission, rng)`` makes calls
like a check does and judges nothing.
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np

from grader.course import read_yaml
from grader.errors import CourseError
from grader.judge import Judge
from grader.judge.diagnose import same_trace
from grader.judge.run import open_session
from grader.model import Exercise, Limits, Verdict
from grader.mutants import Mutant, mutants
from grader.sandbox.host import Sandbox
from grader.sandbox.proxy import Submission
from grader.sandbox.session import Outcome, SubmissionFault, problem_of

PROBES = 10_000
CALL_S = 0.5
MAX_EQUIVALENT = 0.15
MIN_SCORE = 0.95

Probe = Callable[[Submission, np.random.Generator], object]
Trace = tuple[Outcome, ...]


class Excuse(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One mutant that is no mistake, and why."""

    mutant: str
    reason: str


class EquivalentFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``equivalent.yaml``, as it stands."""

    equivalent: tuple[Excuse, ...] = ()


class Survivor(msgspec.Struct, frozen=True):
    """A mutant that passes every check."""

    mutant: str
    line: int
    diff: str


class MutationProof(msgspec.Struct, frozen=True, kw_only=True):
    """What breaking one reference found."""

    exercise: str
    problems: tuple[str, ...]
    mutants: int
    killed: int
    survivors: tuple[Survivor, ...]
    equivalent: dict[str, str]
    probes: int
    duration_s: float

    @property
    def score(self) -> float:
        """Killed, of those that are not equivalent."""
        left = self.mutants - len(self.equivalent)
        return self.killed / left if left else 1.0


def prove_mutants(
    exercise: Exercise,
    sandbox: Sandbox,
    say: Callable[[str], None] = lambda _: None,
    probes: int = PROBES,
) -> MutationProof:
    """Break the reference of an exercise in every small way.

    Parameters
    ----------
    say : callable
        Called with a line of progress now and then.
    probes : int
        On how many random inputs an equivalent mutant is compared.

    Raises
    ------
    CourseError
        When the exercise has no reference folder here.
    """
    if exercise.reference is None or exercise.solution is None:
        raise CourseError(
            f"{exercise.id} has no reference/ here", where=str(exercise.folder)
        )
    started = time.monotonic()
    every = mutants(exercise.solution.read_bytes())
    say(f"{exercise.id}: {len(every)} mutants")
    survivors = _survivors(exercise, sandbox, every)
    file = exercise.reference / "equivalent.yaml"
    listed = read_yaml(file, EquivalentFile) if file.is_file() else EquivalentFile()
    excuses = {e.mutant: e.reason for e in listed.equivalent}
    alive = {m.id: m for m in survivors}
    problems = [
        f"equivalent.yaml: {id} is no surviving mutant"
        for id in excuses
        if id not in alive
    ]
    equivalent = {id: reason for id, reason in excuses.items() if id in alive}
    if equivalent:
        say(f"{exercise.id}: {len(equivalent)} equivalent ones on {probes} inputs each")
        chosen = [alive[id] for id in equivalent]
        problems += _compare(exercise, sandbox, chosen, probes)
    if len(equivalent) > MAX_EQUIVALENT * len(every):
        problems.append(
            f"{len(equivalent)} of {len(every)} mutants are listed as equivalent; "
            f"at most {MAX_EQUIVALENT:.0%} may be"
        )
    left = tuple(
        Survivor(m.id, m.line, m.diff) for m in survivors if m.id not in equivalent
    )
    made = MutationProof(
        exercise=exercise.id,
        problems=tuple(problems),
        mutants=len(every),
        killed=len(every) - len(survivors),
        survivors=left,
        equivalent=equivalent,
        probes=probes,
        duration_s=round(time.monotonic() - started, 3),
    )
    if made.score < MIN_SCORE:
        text = f"only {made.score:.1%} of the mutants are killed, not {MIN_SCORE:.0%}"
        made = msgspec.structs.replace(made, problems=(*made.problems, text))
    return made


def _survivors(
    exercise: Exercise, sandbox: Sandbox, every: list[Mutant]
) -> list[Mutant]:
    judge = Judge(exercise, sandbox)
    limits = msgspec.structs.replace(exercise.spec.limits, call_s=CALL_S)
    alive = []
    for mutant in every:
        results = judge.run(mutant.source, limits=limits, to_failure=True).results
        if all(r.verdict is Verdict.PASSED for r in results):
            alive.append(mutant)
    return alive


def _compare(
    exercise: Exercise, sandbox: Sandbox, chosen: list[Mutant], probes: int
) -> list[str]:
    """Say which mutants do differ from the reference after all."""
    assert exercise.solution is not None
    probe = _load_probe(exercise)
    reference = _traces(
        exercise, sandbox, exercise.solution.read_bytes(), probe, probes
    )
    problems = []
    for mutant in chosen:
        mine = _traces(exercise, sandbox, mutant.source, probe, probes)
        for i, (a, b) in enumerate(zip(reference, mine, strict=True)):
            if not same_trace(a, b, rtol=1e-9):
                problems.append(
                    f"equivalent.yaml: {mutant.id} differs from the reference on "
                    f"random input {i}\n{mutant.diff}"
                )
                break
    return problems


def _load_probe(exercise: Exercise) -> Probe:
    assert exercise.reference is not None
    file = exercise.reference / "probe.py"
    spec = importlib.util.spec_from_file_location(f"probe_{exercise.id}", file)
    if spec is None or spec.loader is None or not file.is_file():
        raise CourseError(
            "equivalent mutants need random inputs",
            where=str(file),
            fix="write probe(submission, rng), which calls the submission",
        )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    probe: Any = getattr(module, "probe", None)
    if not callable(probe):
        raise CourseError(
            "there is no function probe(submission, rng)", where=str(file)
        )
    made: Probe = probe
    return made


def _traces(
    exercise: Exercise, sandbox: Sandbox, source: bytes, probe: Probe, probes: int
) -> list[Trace]:
    limits = Limits(call_s=2.0, submission_s=120.0, memory_mib=2048)
    session = open_session(sandbox, exercise, source, 0, limits)
    submission = Submission(session, exercise.spec)
    traces: list[Trace] = []
    try:
        for i in range(probes):
            session.begin(f"probe {i}")
            try:
                probe(submission, np.random.default_rng([i, 1]))
            except (Exception, SubmissionFault) as error:
                if problem_of(error) is None:
                    raise
            traces.append(tuple(session.trace))
    finally:
        session.close()
    return traces
