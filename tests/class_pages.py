"""Class reports and feedback to look at, of any size, and the same made hostile."""

from __future__ import annotations

import functools
import itertools
import random
from typing import Any, get_args

import msgspec

from grader.classroom.class_data import (
    Bin,
    CheckRow,
    ClassReport,
    ExerciseReport,
    MatrixCell,
    MatrixRow,
    MisconceptionRow,
    QuizReport,
    RunLine,
)
from grader.classroom.class_page import _MARKS
from grader.classroom.feedback import (
    CheckFeedback,
    ExerciseFeedback,
    Feedback,
    QuizLine,
)
from grader.classroom.item_rows import Question, Response
from grader.classroom.items import analyse
from grader.model import Level, Verdict

_STATES = tuple(_MARKS)
_KINDS = {*_STATES, *get_args(Level), *Verdict, "public", "hidden", "PASS", "FAIL",
          "SKIP", "----", "key suspect", "dead option"}  # fmt: skip


@functools.cache
def class_report(
    *, students: int = 40, exercises: int = 7, questions: int = 12
) -> ClassReport:
    """Make up a class."""
    rng = random.Random(7)
    made = tuple(_exercise(n, students, rng) for n in range(1, exercises + 1))
    rows = tuple(_row(n, made, rng) for n in range(students))
    percents = [row.percent or 0.0 for row in rows]
    return ClassReport(
        course="Fundamentals of things",
        version="1.0",
        anonymous=False,
        students=students,
        submissions=students * exercises,
        passed=sum(p >= 80 for p in percents),
        mean=sum(percents) / students if students else None,
        median=sorted(percents)[students // 2] if students else None,
        deviation=17.0 if students else None,
        pass_mark=0.8,
        bins=tuple(
            Bin(
                k * 10.0,
                k * 10.0 + 10,
                sum(k * 10 <= p < k * 10 + 10 for p in percents),
            )
            for k in range(10)
        ),
        exercises=made,
        misconceptions=tuple(
            _belief(n, students) for n in range(20 if students else 0)
        ),
        quizzes=(_quiz(students, questions, rng),) if students else (),
        matrix=rows,
        left_out=3 if students else 0,
        levels={"full": students} if students else {},
        unmapped=(("bob.zip!/notes.txt", "it is no exercise of this course"),),
        runs=(RunLine(id=1, kind="grade", version="1.0", outcome="done"),),
        notes=("2 × a submission was handed in at an unknown time: no late penalty",),
    )


def _exercise(n: int, students: int, rng: random.Random) -> ExerciseReport:
    passed = rng.randint(0, students)
    verdicts = {"passed": passed, "failed": students - passed}
    return ExerciseReport(
        id=f"ex{n:02}", title=f"Exercise number {n}", unit="one", out_of=10.0,
        handed_in=students, missing=1, passed=passed, broken=0, late=2, mean=0.7,
        median=0.8, attempts_mean=1.5, attempts_most=4, time_median=88.0,
        time_most=2400.0, timed_out=1, not_loaded=1,
        checks=tuple(
            CheckRow(id=f"c{k}", claim=f"The claim of check {k}", audience="hidden",
                     points=2.5, verdicts=verdicts)
            for k in range(4)
        ),
        misconceptions=(_belief(n, students),),
    )  # fmt: skip


def _belief(n: int, students: int) -> MisconceptionRow:
    return MisconceptionRow(
        id=f"belief_{n}", text=f"Belief {n}: the `sign` is lost on the way.",
        students=max(1, students // (n + 2)), code=1, quiz=1, places=("ex01", "q1"),
    )  # fmt: skip


def _row(
    n: int, exercises: tuple[ExerciseReport, ...], rng: random.Random
) -> MatrixRow:
    cells = {}
    for k, one in enumerate(exercises):
        state = _STATES[(n + k) % len(_STATES)]
        share = rng.random() if state in ("partly", "passed") else None
        cells[one.id] = MatrixCell(
            state, share, 5.0, n % 5 == 0, n % 7 == 0, k == n % 9
        )
    total = float(rng.randint(0, 100))
    return MatrixRow(f"s{n:03}", f"Student {n}", cells, total, 100.0, total, "complete")


def _quiz(students: int, questions: int, rng: random.Random) -> QuizReport:
    options = (("right", True), ("left", False), ("up", False))
    asked = [
        Question(id=f"q{k}", stem=f"Question {k}?", kind="single",
                 options=options if k % 3 else ())
        for k in range(questions)
    ]  # fmt: skip
    responses = []
    for n in range(students):
        for k in range(questions):
            good = rng.random() < (n + 5) / (students + 10)
            chosen = "right" if good else rng.choice(["left", "up"])
            responses.append(
                Response(student=f"s{n:03}", item=f"q{k}", points=float(good),
                         max_points=1.0, chosen=(chosen,), given=chosen, seconds=20.0)
            )  # fmt: skip
    return QuizReport(
        id="basics", title="The basics", students=students,
        analysis=analyse(asked, responses),
    )  # fmt: skip


@functools.cache
def feedback() -> Feedback:
    """Make up what one student is told."""

    def check(verdict: Verdict, mark: str, **more: Any) -> CheckFeedback:
        given = {
            "claim": "What it claims", "verdict": verdict, "mark": mark, "points": 1.0,
            "max_points": 2.0, "message": "what is wrong", "pattern": "", "input": "",
            "yours": "", "expected": "", "printed": "", "where": "", "code": "",
            "beliefs": (), "root": False,
        }  # fmt: skip
        return CheckFeedback(**(given | more))

    first = check(
        Verdict.FAILED, "FAIL", root=True, input="double([1, 2])", yours="[1, 4]",
        expected="[2, 4]", printed="hello\nthere", where="double.py:3",
        code="return x ** 2", beliefs=("It squares.",), pattern="every value is off",
    )  # fmt: skip
    exercise = ExerciseFeedback(
        id="ex01", title="Twice a number", state="graded",
        summary="1 of 3 checks pass", points=3.0, out_of=10.0,
        remarks=("Handed in late by 2 days, which costs 20% of the points.",),
        checks=(check(Verdict.PASSED, "PASS"), first, check(Verdict.SKIPPED, "SKIP")),
        notes=("line 2: a loop that never runs",),
    )  # fmt: skip
    return Feedback(
        course="A toy course", student="ada", name="Ada Lovelace", total=3.0,
        out_of=10.0, percent=30.0, status="complete", exercises=(exercise,),
        quizzes=(QuizLine(id="basics", title="The basics", points=2.0, max_points=3.0),),
        problems=(("ada.zip!/x.bin", "it is no exercise of this course"),),
    )  # fmt: skip


def all_of(plain: Any, *texts: str) -> Any:
    """Put one text into every field that takes one, or several in turn."""
    turn = itertools.cycle(texts)

    def worse(value: Any, n: int = 0) -> Any:
        if isinstance(value, dict):
            return {key: worse(one) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return [worse(one, n) for n, one in enumerate(value)]
        return next(turn) if isinstance(value, str) and value not in _KINDS else value

    return msgspec.convert(worse(msgspec.to_builtins(plain)), type(plain))
