"""The course proves itself: right is passed, wrong is failed and named.

For each exercise and seed: the reference and every known right submission pass
every check; the untouched stub passes none; every known wrong submission is
failed, and named as itself alone; no junk submission gains a point, breaks a
check or outlives its deadline; and every hidden check either is the only one
to fail some known wrong submission, or says by `law` why it stands.

Checks that another exercise lends (`regression:`) are proved there.  Here the right
ones must pass them and the stub none; what is wrong here must be told without them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

import msgspec

from grader import milestones, portraits
from grader.course import Course, read_yaml
from grader.errors import CourseError
from grader.frameworks import missing, needs
from grader.judge import Judge
from grader.judge.diagnose import candidates
from grader.judge.junk import junk_submissions
from grader.judge.run import RawResult, anchored
from grader.lint import lint_checks
from grader.model import FAILING, UNLOADABLE, Exercise, Verdict
from grader.sandbox.host import Sandbox

SEEDS = (0, 1, 2)
JUNK_CALL_S = 0.3
MAX_JUNK_EXCEPTIONS = 5
MILESTONE_COLUMNS = 38
"""What a milestone prints fits a narrow terminal, two columns in."""

Results = tuple[RawResult, ...]

_NO_TWIN = {"missing", "lacks", "timeout", "gone"}


class JunkFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``junk.yaml``: junk that honestly earns a point here, and why."""

    allowed: dict[str, str] = {}


class WrongRow(msgspec.Struct, frozen=True):
    """One known wrong submission: what it was named, over all seeds."""

    misconception: str
    named: tuple[str, ...]
    failed_by: tuple[str, ...]


class HiddenCheck(msgspec.Struct, frozen=True):
    """One hidden check and what stands only because of it."""

    id: str
    only_catcher_of: tuple[str, ...]
    law: str


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """What proving one exercise found; no problem means proved."""

    exercise: str
    problems: tuple[str, ...]
    seeds: tuple[int, ...]
    right: int
    wrong: tuple[WrongRow, ...]
    junk: dict[str, float]
    junk_allowed: dict[str, str]
    hidden: tuple[HiddenCheck, ...]
    duration_s: float
    unproved: str = ""
    """What is missing here, so that nothing could be run and nothing is proved."""


def prove(
    exercise: Exercise,
    sandbox: Sandbox,
    seeds: Iterable[int] = SEEDS,
    say: Callable[[str], None] = lambda _: None,
) -> Proof:
    """Prove one exercise.

    Parameters
    ----------
    say : callable
        Called with a line of progress now and then.

    Raises
    ------
    CourseError
        When the exercise has no reference folder.
    """
    if exercise.reference is None or exercise.solution is None:
        raise CourseError(
            f"{exercise.id} has no reference/ here, so nothing can be proved",
            where=str(exercise.folder),
            fix="proving needs the instructor pack",
        )
    absent = needs(missing(exercise.spec))
    if absent:
        return Proof(
            exercise=exercise.id, problems=tuple(lint_checks(exercise)), seeds=(),
            right=0, wrong=(), junk={}, junk_allowed={}, hidden=(), duration_s=0.0,
            unproved=absent,
        )  # fmt: skip
    return _Prover(exercise, sandbox, tuple(seeds), say).proof()


def milestone_problems(course: Course, sandbox: Sandbox) -> list[str]:
    """Run every milestone on every right submission; list what went wrong."""
    problems = []
    for milestone in course.milestones():
        for run in milestone.runs:
            exercise = course.exercise(run.exercise)
            if missing(exercise.spec):
                continue
            one = msgspec.structs.replace(milestone, runs=(run,))
            for file in filter(
                None, (exercise.solution, *exercise.submissions("right"))
            ):
                sources = {run.exercise: file.read_bytes()}
                (shown,) = milestones.show(one, course, sandbox, sources.get)
                widest = max(map(len, shown.text.splitlines()), default=0)
                where = f"milestones.yaml: {milestone.id}: {run.title!r} on {file.name}"
                if not shown.worked:
                    problems.append(f"{where}: {shown.text}")
                elif not 0 < widest <= MILESTONE_COLUMNS:
                    limit = f"1 to {MILESTONE_COLUMNS}"
                    problems.append(f"{where}: {widest} columns wide, not {limit}")
    return problems


def portrait_problems(course: Course, sandbox: Sandbox) -> list[str]:
    """Draw every portrait from every right submission; list what went wrong."""
    problems = []
    for portrait in course.portraits():
        exercise = course.exercise(portrait.exercise)
        if missing(exercise.spec):
            continue
        for file in filter(None, (exercise.solution, *exercise.submissions("right"))):
            source = file.read_bytes()
            try:
                portraits.draw(portrait, exercise, source, sandbox, course.file.seed)
            except portraits.Undrawable as why:
                where = f"portraits.yaml: {portrait.id} on {file.name}"
                problems.append(f"{where}: {why}")
    return problems


class _Prover:
    def __init__(
        self,
        exercise: Exercise,
        sandbox: Sandbox,
        seeds: tuple[int, ...],
        say: Callable[[str], None],
    ) -> None:
        self.exercise, self.sandbox, self.seeds, self.say = (
            exercise,
            sandbox,
            seeds,
            say,
        )
        self.problems: list[str] = []
        self.named: dict[str, set[str]] = {}
        self.caught: dict[str, set[str]] = {}
        self.junk: dict[str, float] = {}
        self.judge = Judge(exercise, sandbox, 0)
        self.own = [c.id for c in self.judge.engine.checks if not c.lent]

    def proof(self) -> Proof:
        started = time.monotonic()
        right = self.exercise.submissions("right")
        wrong = self.exercise.submissions("wrong")
        self.problems += lint_checks(self.exercise)
        self._misconceptions(wrong)
        for seed in self.seeds:
            self.say(f"{self.exercise.id}: seed {seed}")
            self.judge = Judge(self.exercise, self.sandbox, seed)
            assert self.exercise.solution is not None
            for file in (self.exercise.solution, *right):
                self._must_pass(file)
            self._must_pass_nothing(self.exercise.stub)
            # What each does is known before any is compared with all of them.
            again = seed == self.seeds[0]
            outcomes = {file: self._run_wrong(file, again) for file in wrong}
            for file, results in outcomes.items():
                self._must_be_named(file, results)
        allowed = junk_allowed(self.exercise)
        self.say(f"{self.exercise.id}: junk")
        self._junk(allowed)
        self._excuses(allowed)
        hidden = self._hidden()
        return Proof(
            exercise=self.exercise.id,
            problems=tuple(dict.fromkeys(self.problems)),
            seeds=self.seeds,
            right=1 + len(right),
            wrong=tuple(
                WrongRow(f.stem, tuple(sorted(self.named[f.stem])),
                         tuple(sorted(self.caught[f.stem])))
                for f in wrong
            ),
            junk=self.junk,
            junk_allowed=allowed,
            hidden=hidden,
            duration_s=round(time.monotonic() - started, 3),
        )  # fmt: skip

    def _problem(self, file: str, text: str) -> None:
        self.problems.append(f"{file}: {text} (seed {self.judge.seed})")

    def _run(
        self, file: Path, anchors: bool = True, only: Collection[str] | None = None
    ) -> Results:
        outcome = self.judge.run(file.read_bytes(), anchors=anchors, only=only)
        for detail in self.judge.broken_details(outcome):
            self._problem(_short(file), f"broken check {detail}")
        return outcome.results

    def _run_wrong(self, file: Path, again: bool) -> Results:
        """Run a known wrong submission as a learner's; note what it does as a twin.

        Parameters
        ----------
        again : bool
            Whether to run it once more as the learner's, so that one that does not
            do the same each time is named as nothing.  Else one run serves as both.
        """
        twin = self._run(file, anchors=False, only=self.own)
        self.judge.twins.learn(file.stem, twin)
        return self._run(file, only=self.own) if again else anchored(twin)

    def _misconceptions(self, wrong: list[Path]) -> None:
        texts, files = set(self.exercise.misconceptions), {f.stem for f in wrong}
        for id in sorted(texts - files):
            self.problems.append(f"wrong/{id}.py: there is no such file")
        for id in sorted(files - texts):
            self.problems.append(f"wrong/{id}.py: its misconception has no text")

    def _must_pass(self, file: Path) -> None:
        for result in self._run(file):
            if result.verdict not in (Verdict.PASSED, Verdict.BROKEN):
                text = f"{result.check.id} {result.verdict}: {result.message}"
                self._problem(_short(file), text)

    def _must_pass_nothing(self, file: Path) -> None:
        for result in self._run(file):
            if result.verdict is Verdict.PASSED:
                self._problem(
                    _short(file), f"the untouched stub passes {result.check.id}"
                )

    def _must_be_named(self, file: Path, results: Results) -> None:
        name = file.stem
        if any(r.message == UNLOADABLE for r in results):
            self._problem(
                _short(file), "it does not load, so it holds no misconception"
            )
        if any(o.kind in _NO_TWIN for r in results for o in r.trace):
            self._problem(
                _short(file), "it lacks a declared name, or does not come back"
            )
        if not any(r.verdict in FAILING for r in results):
            self._problem(_short(file), "no check fails it")
        found = candidates(results, self.judge.twins)
        named = {m for ids in found.values() for m in ids}
        self.named.setdefault(name, set()).update(named)
        if named != {name}:
            text = "named as " + (", ".join(sorted(named)) or "nothing")
            self._problem(_short(file), text)
        everything = self.judge.twins.on(name, self.own)
        failing = {id for id, seen in everything.items() if seen.failed}
        # A check that only sometimes catches it is no check that does.
        self.caught[name] = self.caught.get(name, failing) & failing

    def _junk(self, allowed: dict[str, str]) -> None:
        limits = msgspec.structs.replace(self.exercise.spec.limits, call_s=JUNK_CALL_S)
        self.judge = Judge(self.exercise, self.sandbox, self.seeds[0])
        for name, source in junk_submissions(self.exercise.spec).items():
            started = time.monotonic()
            outcome = self.judge.run(source, limits=limits, only=self.own)
            lasted = time.monotonic() - started
            for detail in self.judge.broken_details(outcome):
                self._problem(f"junk {name}", f"broken check {detail}")
            score = sum(
                r.check.points for r in outcome.results if r.verdict is Verdict.PASSED
            )
            self.junk[name] = round(score, 6)
            if score > 0 and name not in allowed:
                passed = [
                    r.check.id for r in outcome.results if r.verdict is Verdict.PASSED
                ]
                self._problem(f"junk {name}", f"it passes {', '.join(passed)}")
            if lasted > limits.submission_s + 5:
                self._problem(f"junk {name}", f"it took {lasted:.1f} s")

    def _excuses(self, allowed: dict[str, str]) -> None:
        for name in allowed:
            if not self.junk.get(name):
                self.problems.append(f"junk.yaml: {name} is no junk that earns a point")

    def _hidden(self) -> tuple[HiddenCheck, ...]:
        """Delete each hidden check in turn and see which wrong submissions get by."""
        checks = self.judge.engine.checks
        hidden = [c for c in checks if c.audience == "hidden" and not c.lent]
        ids = {c.id for c in hidden}
        rows = []
        for check in hidden:
            only = tuple(
                sorted(w for w, by in self.caught.items() if by & ids == {check.id})
            )
            rows.append(HiddenCheck(check.id, only, check.law))
            if not only and not check.law:
                self.problems.append(
                    f"test_hidden.py: no wrong submission is caught by {check.id} alone, and "
                    "it has no @law"
                )
        return tuple(rows)


def junk_allowed(exercise: Exercise) -> dict[str, str]:
    """Read which junk may earn a point in an exercise, and why."""
    assert exercise.reference is not None
    file = exercise.reference / "junk.yaml"
    return read_yaml(file, JunkFile).allowed if file.is_file() else {}


def junk_exceptions(allowed: Iterable[Mapping[str, str]]) -> list[str]:
    """Say so when the exercises of a course excuse too much junk together."""
    count = sum(map(len, allowed))
    if count <= MAX_JUNK_EXCEPTIONS:
        return []
    return [
        f"{count} junk submissions are excused; at most {MAX_JUNK_EXCEPTIONS} may be"
    ]


def _short(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"
