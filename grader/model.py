"""The nouns of the platform: what a course holds and what judging yields.

All are frozen values; the ones read from YAML refuse unknown keys.
"""

from __future__ import annotations

import datetime
import enum
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from grader.unseen import plain_json

Kind = Literal[
    "any", "none", "boolean", "integer", "number", "string", "array", "list", "tuple",
    "dict", "set", "callable", "iterator", "axes",
]  # fmt: skip
DType = Literal["boolean", "integer", "float", "number"]
Profile = Literal["plain", "plots", "frameworks"]
"""What there is in a worker beside NumPy: nothing, matplotlib, or what the exercise names."""


class Setting(msgspec.Struct, frozen=True):
    """What an exercise's workers have beside NumPy.

    `prepare` is the author's program that is run once, before any learner's code and
    while there still are files: it imports and uses what is read late otherwise.
    """

    profile: Profile = "plain"
    frameworks: tuple[str, ...] = ()
    prepare: str = ""


PLAIN = Setting()
"""NumPy alone."""


class Contract(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a value must be before any check sees it.

    `shape` names dimensions; equal names are equal lengths within one call, and
    a first entry ``"..."`` stands for any leading dimensions.  `entries` is how many
    numbers a callable's arguments may hold; by default about as many as were given.
    """

    kind: Kind = "any"
    shape: tuple[int | str, ...] | None = None
    dtype: DType | None = None
    finite: bool = False
    items: tuple[Contract | Kind, ...] | None = None
    each: Contract | Kind | None = None
    keys: dict[str, Contract | Kind] | None = None
    values: Contract | Kind | None = None
    any_of: tuple[Contract | Kind, ...] | None = None
    args: tuple[Contract | Kind, ...] | None = None
    entries: int | None = None

    @staticmethod
    def of(spec: Contract | Kind) -> Contract:
        """Read the short form: ``number`` is ``{kind: number}``."""
        return Contract(kind=spec) if isinstance(spec, str) else spec


class Function(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A function or method that the learner writes.

    `changes` names the arguments that it is there to change in place, `keeps` those
    that it may keep a reference to from one call to the next.
    """

    args: dict[str, Contract | Kind] = {}
    returns: Contract | Kind = "any"
    changes: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()


class Class(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A class that the learner writes; `args` are its constructor's."""

    args: dict[str, Contract | Kind] = {}
    attributes: dict[str, Contract | Kind] = {}
    methods: dict[str, Function] = {}


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one submission may use; the caps are in `grader.course`."""

    call_s: float = 2.0
    submission_s: float = 20.0
    memory_mib: int = 1024
    output_kib: int = 64
    returned_mib: int = 16


class ExerciseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`exercise.yaml`, as it stands."""

    title: str
    unit: str
    position: int
    difficulty: int
    points: float
    concepts: tuple[str, ...]
    minutes: int = 15
    needs: tuple[str, ...] = ()
    starts_from: str | None = None
    regression: bool = False
    functions: dict[str, Function] = {}
    classes: dict[str, Class] = {}
    values: dict[str, Contract | Kind] = {}
    hints: dict[str, tuple[str, ...]] = {}
    misconceptions: dict[str, str | None] = {}
    forbidden: dict[str, str] = {}
    profile: Profile = "plain"
    frameworks: tuple[str, ...] = ()
    prepare: str = ""
    limits: Limits = Limits()

    @property
    def setting(self) -> Setting:
        """What its workers have beside NumPy."""
        return Setting(self.profile, self.frameworks, self.prepare)


class Exercise(msgspec.Struct, frozen=True):
    """One exercise of a course: its description and where its files are.

    `base` is the exercise whose hidden checks run here once more; see
    `grader.regression`.
    """

    id: str
    name: str
    folder: Path
    reference: Path | None
    spec: ExerciseFile
    misconceptions: dict[str, str]
    base: Exercise | None = None

    @property
    def slug(self) -> str:
        """The folder's name, ``exNN_name``."""
        return self.folder.name

    @property
    def stub(self) -> Path:
        """The file that the learner edits."""
        return self.folder / f"{self.name}.py"

    @property
    def public_checks(self) -> Path:
        """Checks that learners may read."""
        return self.folder / "test_public.py"

    @property
    def diagnosis(self) -> Path:
        """What known mistakes do on the public checks, and the untouched stub."""
        return self.folder / "diagnosis.json"

    @property
    def hidden_checks(self) -> Path | None:
        """Checks that only instructors have, where they are at hand."""
        return self.reference / "test_hidden.py" if self.reference else None

    @property
    def solution(self) -> Path | None:
        """The reference solution, where it is at hand."""
        return self.reference / "solution.py" if self.reference else None

    def submissions(self, kind: Literal["right", "wrong"]) -> list[Path]:
        """Known right or wrong submissions, in order of name."""
        if self.reference is None:
            return []
        return sorted((self.reference / kind).glob("*.py"))


class Unit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A chapter of the course."""

    id: str
    title: str


class Concept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An idea that exercises and questions teach."""

    id: str
    title: str
    needs: tuple[str, ...] = ()


_NotNegative = Annotated[float, msgspec.Meta(ge=0)]
_Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
_Count = Annotated[int, msgspec.Meta(ge=0)]
_Moment = Annotated[datetime.datetime, msgspec.Meta(tz=True)]


class LatePolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What handing in late costs; shares are of the points that were earned.

    `per_day` and `per_hour` count each one that has begun; `floor` is kept at the
    least; after `max_days` nothing is left; `marked` is what the LMS's own mark
    costs where there is no due date.
    """

    grace_minutes: _NotNegative = 0.0
    per_day: _Share = 0.0
    per_hour: _Share = 0.0
    max_days: _NotNegative | None = None
    floor: _Share = 0.0
    marked: _Share = 0.0


class Policies(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How results become grades: `policies:` in ``course.yaml``, or a file of its own.

    `cap` and `caps` are shares of what can be had in all and in an exercise.
    """

    points: dict[str, _NotNegative] = {}
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    drop_lowest: _Count = 0
    drop_lowest_per_unit: _Count = 0
    attempt: Literal["latest", "best"] = "latest"
    late: LatePolicy = LatePolicy()
    due: dict[str, _Moment] = {}
    caps: dict[str, _NotNegative] = {}
    cap: _NotNegative = 1.0
    pass_mark: _Share | None = None
    anonymous: bool = False


class CourseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`course.yaml`, as it stands."""

    title: str
    units: tuple[Unit, ...]
    concepts: tuple[Concept, ...]
    seed: int = 0
    pass_mark: float = 0.8
    imports: tuple[str, ...] = ()
    attempts_between_hints: int = 0
    misconceptions: dict[str, str] = {}
    policies: Policies = Policies()


class MilestoneRun(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A public program that runs after a learner's own passing file.

    `program` is Python that defines ``milestone()``, which returns a text.
    """

    exercise: str
    title: str
    program: str


class Milestone(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a learner's code can do, once the exercises of `needs` are passed."""

    id: str
    title: str
    needs: tuple[str, ...]
    before: str
    runs: tuple[MilestoneRun, ...]
    after: str


class MilestonesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`milestones.yaml`, as it stands."""

    milestones: tuple[Milestone, ...]


PortraitKind = Literal["curves", "regions", "series", "figure"]
Axis = Literal["x", "y"]


class Portrait(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A picture that is drawn from a learner's own passing file.

    `program` is public Python that runs after that file and defines ``portrait()``,
    which returns the numbers of its `kind` (see `grader.pictures`).
    """

    id: str
    exercise: str
    title: str
    caption: str
    kind: PortraitKind
    program: str
    x_label: str = ""
    y_label: str = ""
    log: tuple[Axis, ...] = ()


class PortraitsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`portraits.yaml`, as it stands."""

    portraits: tuple[Portrait, ...]


class GuessOption(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One answer to the question in front of an explorer; `why` is shown once chosen."""

    text: str
    why: str
    right: bool = False


class Guess(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The question that a reader answers before an explorer opens."""

    question: str
    options: tuple[GuessOption, ...]


class ExplorerTask(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something to bring about in an explorer, which sees when it is done.

    `after` is shown then: what there was to see.
    """

    id: str
    text: str
    after: str


class Explorer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A page on which a reader tries things out.

    `scripts` are files beside `explorers.yaml`, read in this order; the last one
    calls ``explorer``.  `misconceptions` are those that this page shows to be wrong.
    """

    id: str
    title: str
    lede: str
    scripts: tuple[str, ...]
    predict: Guess
    tasks: tuple[ExplorerTask, ...]
    exercises: tuple[str, ...] = ()
    misconceptions: tuple[str, ...] = ()


class ExplorersFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`explorers/explorers.yaml`, as it stands."""

    explorers: tuple[Explorer, ...]


class Verdict(enum.StrEnum):
    """What became of one check."""

    PASSED = "passed"
    FAILED = "failed"
    ERRORED = "errored"
    TIMED_OUT = "timed_out"
    SKIPPED = "skipped"
    BROKEN = "broken"


FAILING = frozenset({Verdict.FAILED, Verdict.ERRORED, Verdict.TIMED_OUT})
"""What a check that ran and did not pass can have; skipped and broken are neither."""


class Status(enum.StrEnum):
    """What became of one exercise."""

    PASSED = "passed"
    FAILED = "failed"
    BROKEN = "broken"
    UNAVAILABLE = "unavailable"


Audience = Literal["public", "hidden"]
Level = Literal["full", "strong", "basic"]
LEVELS: tuple[Level, ...] = ("full", "strong", "basic")
"""From the most walls to the fewest."""


def at_least(level: Level) -> tuple[Level, ...]:
    """Give the levels that protect as well as this one or better."""
    return LEVELS[: LEVELS.index(level) + 1]


class Protection(msgspec.Struct, frozen=True):
    """Which walls stood around the submission, and why others did not."""

    level: Level
    missing: tuple[str, ...] = ()


UNLOADABLE = "the file did not load"
UNWRITTEN = "not written yet"
"""The message of every check that waits because the file does not run."""


class CheckResult(msgspec.Struct, frozen=True, kw_only=True):
    """One graded claim.

    `input`, `yours`, `expected` and `printed` are empty for a hidden check;
    `about` is the declared function or class that it called last; `pattern` says what kind of difference it is and quotes no value.
    """

    id: str
    claim: str
    audience: Audience
    verdict: Verdict
    points: float = 0.0
    max_points: float = 0.0
    message: str = ""
    misconception: str | None = None
    candidates: tuple[str, ...] = ()
    where: str | None = None
    code: str = ""
    input: str = ""
    yours: str = ""
    expected: str = ""
    pattern: str = ""
    printed: str = ""
    needs: tuple[str, ...] = ()
    about: str = ""
    duration_ms: float = 0.0


class Observation(msgspec.Struct, frozen=True):
    """What reading the file shows that explains a failure; decides nothing."""

    kind: str
    line: int
    text: str


class Misconception(msgspec.Struct, frozen=True):
    """A belief that the failed checks point to."""

    id: str
    text: str
    checks: tuple[str, ...]


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that judging one submission to one exercise yields."""

    exercise: str
    name: str
    title: str
    file: str
    submission_sha256: str
    exercise_sha256: str
    seed: int
    status: Status
    score: float
    max_score: float
    protection: Protection
    checks: tuple[CheckResult, ...]
    misconceptions: tuple[Misconception, ...]
    observations: tuple[Observation, ...]
    duration_ms: float
    version: str
    hidden_checks: bool

    def to_json(self) -> bytes:
        """Encode as one `learn.check/1` object on one line."""
        body: dict[str, Any] = {"schema": "learn.check/1"}
        body |= msgspec.to_builtins(self)
        return plain_json(msgspec.json.encode(body))
