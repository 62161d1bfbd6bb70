"""A learner's months with a course, lived through the store in a blink.

Everything is drawn from a seed and happens at fixed times: the same log every time.
`make` gives a course with a learner in it, `live` lets one live in any course and
`hostile` writes texts that want to break a page into every field that takes one.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from grader import review
from grader.course import Course, exercise_files, fingerprint
from grader.model import (
    CheckResult,
    Exercise,
    Judgement,
    Protection,
    Status,
    Verdict,
)
from grader.quiz.mark import mark
from grader.quiz.model import Item, Posed, Quiz, QuizVerdict
from grader.quiz.pose import pose
from grader.quiz.reader import quizzes
from grader.sitting import Given, answer_of
from grader.store import Database, Hints, Progress, Quizzes, Versions
from grader.store.quizzes import Answer
from tests.report_course import write

BEGIN = datetime.datetime(2026, 1, 5, 9, tzinfo=datetime.UTC)
_STORE = ("progress", "hints", "quizzes", "versions")
_CHECK = re.compile(
    r"@points\((?P<points>[\d.]+)\)\s+def test_(?P<name>\w+)\([^)]*\)[^:]*:"
)


class World(NamedTuple):
    """A course on disk and the store of a learner who works in it."""

    root: Path
    course: Course
    database: Database


class Clock:
    """The time that the store believes in while `running`."""

    def __init__(self, at: datetime.datetime = BEGIN) -> None:
        self.at = at

    def __call__(self) -> str:
        return self.at.isoformat(timespec="milliseconds")

    def later(self, minutes: float) -> None:
        """Go on, and to the next day of work where the evening has come."""
        self.at += datetime.timedelta(minutes=minutes)
        if self.at.hour >= 12:
            days = 2 if self.at.isoweekday() < 5 else 8 - self.at.isoweekday()
            self.at = self.at.replace(hour=9, minute=0) + datetime.timedelta(days)

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        with contextlib.ExitStack() as stack:
            for module in _STORE:
                stack.enter_context(mock.patch(f"grader.store.{module}.now", self))
            yield


def make(
    root: Path,
    *,
    exercises: int = 43,
    attempts: int = 500,
    questions: int = 121,
    seed: int = 0,
) -> World:
    """Write a course into an empty folder and let a learner work through most of it."""
    write(root, exercises, questions, seed)
    world = World(root, Course(root), Database(root / ".learn" / "progress.db"))
    live(world, attempts=attempts, seed=seed)
    return world


def live(world: World, *, attempts: int = 500, seed: int = 0) -> None:
    """Fill the store: most exercises pass, two are begun, the last are not touched.

    Of the quizzes the last but two is interrupted and the one before never taken.
    """
    Life(world, seed).all(attempts)


class Life:
    """One learner: what they know grows with each unit."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.chance, self.clock = world, random.Random(seed), Clock()
        self.progress = Progress(world.database)
        self.hints, self.quizzes = Hints(world.database), Quizzes(world.database)
        self.versions = Versions(world.database)

    def all(self, attempts: int) -> None:
        every = self.world.course.exercises()
        tried = every[: max(1, len(every) * 6 // 7)] if attempts else []
        counts = self._counts(len(tried), attempts)
        open_quizzes = quizzes(self.world.course)
        with self.clock.running(), self.world.database.kept_open():
            for place, (exercise, count) in enumerate(zip(tried, counts, strict=True)):
                self.work(exercise, count, passes=place < len(tried) - 2)
                if place + 1 == len(tried) // 2:
                    self.clock.later(60 * 24 * 17)  # a holiday
                taken = (place + 1) * len(open_quizzes) // len(tried)
                for number in range(place * len(open_quizzes) // len(tried), taken):
                    left = len(open_quizzes) - number
                    if left != 4:
                        self.take(open_quizzes[number], ends=left != 3)
            review.update(self.quizzes)

    def _counts(self, exercises: int, attempts: int) -> list[int]:
        """Share attempts out: many exercises take few, and a few take many."""
        if not exercises:
            return []
        weights = [self.chance.random() ** 6 for _ in range(exercises)]
        spare = max(0, attempts - exercises)
        counts = [1 + int(spare * w / sum(weights)) for w in weights]
        counts[-1] += max(0, attempts - sum(counts))
        return counts

    # -- exercises -----------------------------------------------------------------------

    def work(self, exercise: Exercise, count: int, *, passes: bool) -> None:
        """Judge so many versions of a file; the last one passes, or none does."""
        stub = exercise.stub.read_text("utf-8")
        checks = _checks(exercise)
        beliefs = list(exercise.misconceptions)
        held = beliefs[: 1 + int(2 * self.chance.random())]
        source = stub
        for nth in range(1, count + 1):
            right = passes and nth == count
            if nth > 1 or count == 1 or self.chance.random() < 0.7:
                source = _written(stub, nth, right, self.chance)
            share = 1.0 if right else (nth - 1) / count * self.chance.random() * 1.2
            broken = not right and self.chance.random() < 0.01
            judgement = self._judged(exercise, source, checks, share, held, broken)
            self.progress.record(judgement, source.encode())
            self.clock.later(3 + 9 * self.chance.random())
            if not right and self.chance.random() < 0.15:
                self._hint(exercise)
            if nth == 4 and self.chance.random() < 0.08:
                self.versions.solution_seen(exercise.id, gave_up=True)
        exercise.stub.write_text(source, "utf-8")

    def _hint(self, exercise: Exercise) -> None:
        ladder = next((n for n, rungs in exercise.spec.hints.items() if rungs), None)
        if ladder is not None:
            seen = self.hints.shown(exercise.id).get(ladder, 0)
            rung = min(seen + 1, len(exercise.spec.hints[ladder]))
            self.hints.record(exercise.id, ladder, rung)

    def _judged(
        self,
        exercise: Exercise,
        source: str,
        checks: Sequence[tuple[str, float]],
        share: float,
        held: Sequence[str],
        broken: bool,
    ) -> Judgement:
        about = next(iter((*exercise.spec.functions, *exercise.spec.classes)), "")
        results = []
        for place, (name, points) in enumerate(checks):
            passed = place < round(share * len(checks))
            known = not passed and held and place % 2 == 0
            verdict = Verdict.PASSED if passed else Verdict.FAILED
            results.append(
                CheckResult(
                    id=name, claim=name, audience="public", max_points=points,
                    verdict=Verdict.BROKEN if broken else verdict,
                    points=points if passed else 0.0,
                    message="" if passed else "3 of 4 values differ: got 2.5, expected 3",
                    misconception=held[place % len(held)] if known else None,
                    about=about,
                )
            )  # fmt: skip
        whole = all(r.verdict is Verdict.PASSED for r in results)
        status = Status.PASSED if whole else Status.FAILED
        return judgement(
            exercise, source.encode(), Status.BROKEN if broken else status, *results
        )

    # -- quizzes -------------------------------------------------------------------------

    def take(self, quiz: Quiz, *, ends: bool) -> None:
        """Answer a quiz's questions, some of them twice, and review a few later."""
        seed = 1 + int(self.chance.random() * 999)
        sitting = self.quizzes.begin(
            quiz.id, quiz.sha256, seed, quiz.feedback, quiz.pass_mark
        )
        items = quiz.items if ends else quiz.items[: len(quiz.items) // 2]
        for item in items:
            right = self.chance.random() < 0.7
            self._answer(quiz, item, seed, sitting, right=right)
            if not right and quiz.feedback == "immediate":
                self._answer(quiz, item, seed, sitting, right=True, nth=2)
        if not ends:
            return
        self.quizzes.end(sitting)
        if quiz.feedback != "exam" and quiz.has_keys:
            self.clock.later(60 * 24)
            for item in items[:3]:
                self._answer(
                    quiz, item, seed + 1, None, right=self.chance.random() < 0.8
                )

    def _answer(
        self, quiz: Quiz, item: Item, seed: int, sitting: int | None, *, right: bool,
        nth: int = 1,
    ) -> None:  # fmt: skip
        posed = pose(item, seed, shuffle=quiz.shuffle)
        said = ("sure", "think so", "guess")[int(3 * self.chance.random() ** 2)]
        hints = int(item.hints != () and self.chance.random() < 0.3)
        if hints:
            self.quizzes.hinted(sitting, item.id, 1)
        self.clock.later(0.5 + self.chance.random())
        given = answer_to(item, posed, right=right)
        marked = mark(item, posed, given, strict=quiz.feedback == "exam")
        one = Given(given, marked, said if item.confidence else "", hints, 30.0)
        self.quizzes.answered(
            answer_of(quiz, posed, item, one, sitting)._replace(
                nth=nth, at=self.clock()
            )
        )


def judgement(
    exercise: Exercise, source: bytes, status: Status, *checks: CheckResult
) -> Judgement:
    """Make a judgement of an exercise as it is now."""
    return Judgement(
        exercise=exercise.id, name=exercise.name, title=exercise.spec.title,
        file=exercise.stub.name, submission_sha256=hashlib.sha256(source).hexdigest(),
        exercise_sha256=fingerprint(exercise_files(exercise)), seed=0, status=status,
        score=sum(c.points for c in checks), max_score=sum(c.max_points for c in checks),
        protection=Protection("full"), checks=checks, misconceptions=(), observations=(),
        duration_ms=1.5, version="1.0", hidden_checks=False,
    )  # fmt: skip


def _checks(exercise: Exercise) -> list[tuple[str, float]]:
    text = exercise.public_checks.read_text("utf-8")
    found = [(m["name"], float(m["points"])) for m in _CHECK.finditer(text)]
    return found or [("worked_case", exercise.spec.points)]


_LINES = (
    "total = 0.0", "for value in values:", "    total = total + value",
    "    seen.append(value)", "largest = max(values)", "count = len(values)",
    "if count == 0:", '    raise ValueError("values is empty")', "mean = total / count",
    "ordered = sorted(values)", "middle = ordered[count // 2]", "share = total / largest",
)  # fmt: skip


def _written(stub: str, nth: int, right: bool, chance: random.Random) -> str:
    """Write a version of a file: more lines each time, some of them other ones."""
    rows = list(_LINES[: 3 + nth % 9])
    if not right:
        rows[int(chance.random() * len(rows))] = f"total = values[{nth}]  # why?"
    rows.append("return total" if right else "return total - 1")
    head, _, tail = stub.partition("    raise NotImplementedError")
    return head + "".join(f"    {row}\n" for row in rows) + tail.partition("\n")[2]


def answer_to(item: Item, posed: Posed, *, right: bool) -> object:
    """Find a right or a wrong answer to a question; any where keys are withheld."""
    given: object = None
    for given in _candidates(item, posed):
        try:
            verdict = mark(item, posed, given).verdict
        except Exception:  # noqa: BLE001  (code that takes a judge)
            continue
        if verdict is QuizVerdict.INVALID:
            continue
        if verdict is QuizVerdict.RECORDED or (verdict is QuizVerdict.RIGHT) == right:
            return given
    return given


def _candidates(item: Item, posed: Posed) -> Iterator[object]:
    try:
        key = mark(item, posed, "1").key
    except Exception:  # noqa: BLE001  (code that takes a judge)
        key = ""
    labels = [c.label for c in posed.choices]
    if posed.rights:
        turned = [str(1 + (i + 1) % len(posed.rights)) for i in range(len(labels))]
        yield " ".join(a + b for a, b in zip(labels, turned, strict=True))
        yield mark(item, posed, f"{labels[0]}1").key
    elif posed.kind == "order":
        yield " ".join(labels)
        yield " ".join(labels[::-1])
        yield mark(item, posed, " ".join(labels)).key.partition(" (")[0]
    elif labels:
        yield from labels
        rights = mark(item, posed, labels[0]).key.split("; ")
        yield " ".join(part.partition(")")[0] for part in rights)
    for slip in (*getattr(item, "near", ()), *getattr(item, "wrong_code", ())):
        for name in ("value", "text", "code"):
            if hasattr(slip, name):
                yield str(getattr(slip, name))
    yield from (str(v) for v in (posed.values.get("a", 0) - posed.values.get("b", 0),))
    yield from (key.partition(" ")[0], key)
    yield from (getattr(item, "answer_code", None) or "", "something else")


# -- what is hostile -----------------------------------------------------------------------


def hostile(world: World, texts: Sequence[str]) -> None:
    """Write each text into every field of the store that takes one."""
    exercise = world.course.exercises()[0]
    asked = [(quiz, item) for quiz in quizzes(world.course) for item in quiz.items]
    clock = Clock(datetime.datetime(2026, 7, 1, tzinfo=datetime.UTC))
    clean = [text.encode("utf-8", "replace").decode() for text in texts]
    with clock.running(), world.database.kept_open():
        for number, (text, stored) in enumerate(zip(texts, clean, strict=True)):
            clock.at += datetime.timedelta(minutes=1)
            result = CheckResult(
                id=stored[:80] or "x", claim="", audience="public", verdict=Verdict.FAILED,
                max_points=1.0, message=stored, misconception=stored[:200], about=stored,
            )  # fmt: skip
            known = next(iter(exercise.misconceptions), "")
            source = f"{stored}\nx = {number}\n".encode()
            second = CheckResult(
                id=f"{stored[:80]}[{number}]", claim="", audience="public",
                verdict=Verdict.FAILED, max_points=1.0, message=stored, misconception=known,
            )  # fmt: skip
            made = judgement(exercise, source, Status.FAILED, result, second)
            Progress(world.database).record(made, source)
            Hints(world.database).record(exercise.id, stored, 1)
            quiz, item = asked[number % len(asked)]
            _answer_with(world, quiz, item, text, clock())
        done = CheckResult(id="a", claim="", audience="public", verdict=Verdict.PASSED,
                           points=1.0, max_points=1.0)  # fmt: skip
        source = "".join(f"{text}\n" for text in clean).encode()
        made = judgement(exercise, source, Status.PASSED, done)
        Progress(world.database).record(made, source)


def _answer_with(world: World, quiz: Quiz, item: Item, text: str, at: str) -> None:
    """Keep a text as the answer to a question, and as to one that is gone."""
    clean = text.encode("utf-8", "replace").decode()
    shown = tuple(clean.split()[:3]) or ("x",)
    for id, beliefs in ((item.id, ("off_by_one",)), (f"gone {clean}"[:200], shown)):
        Quizzes(world.database).answered(
            Answer(
                sitting=None, quiz=quiz.id, item=id, item_sha256="0" * 64, seed=1,
                shuffle=True, given=[text, {text: text}], verdict="wrong", points=0.0,
                max_points=1.0, confidence=clean[:100], misconceptions=beliefs, at=at,
            )
        )  # fmt: skip
