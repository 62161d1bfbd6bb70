"""Judging many: what is spared finds the same as what is run."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from grader.course import Course
from grader.judge import Judge, memory
from grader.judge.engine import Engine
from grader.judge.memory import Memory
from grader.judge.reading import AT_ONCE, Reader
from grader.model import Judgement
from grader.sandbox import tape
from tests.full import FULL, some

REAL = Course(Path(__file__).parent.parent)
CHOSEN = ("ex04", "ex05", "ex12", "ex22")
"""Functions, functions as arguments, pictures, objects with arguments that they change."""

EXERCISES = [e for e in REAL.exercises() if not e.spec.frameworks]
TRIED = [e for e in EXERCISES if FULL or e.id in CHOSEN]


def plain(judgement: Judgement) -> bytes:
    """Everything but how long it took."""
    checks = tuple(
        msgspec.structs.replace(c, duration_ms=0.0) for c in judgement.checks
    )
    return msgspec.structs.replace(judgement, checks=checks, duration_ms=0.0).to_json()


@pytest.fixture
def many(sandbox):
    """A judge of many, and how often it ran a check; to be closed."""
    made = []

    def make(exercise) -> Judge:
        judge = Judge(exercise, sandbox, at_once=lambda _: None)
        made.append(judge)
        return judge

    yield make
    for judge in made:
        judge.close()


@pytest.fixture
def ran(monkeypatch) -> list[str]:
    """The checks that were run, in order."""
    names: list[str] = []
    run = Engine.run

    def noting(self, check, *args):
        names.append(check.id)
        return run(self, check, *args)

    monkeypatch.setattr(Engine, "run", noting)
    return names


@pytest.mark.parametrize("exercise", TRIED, ids=lambda e: e.id)
def test_a_class_is_judged_as_each_alone(exercise, many):
    judge, alone = many(exercise), many(exercise)
    # Known-wrong submissions are run on every check for both: what one does may hang
    # on what it was asked before.
    alone._memory = None
    files = [exercise.solution, exercise.stub, *exercise.submissions("right"),
             *some(exercise.submissions("wrong"), 10)]  # fmt: skip
    sources = [file.read_bytes() for file in files]
    expected = [plain(alone.judge(source)) for source in sources]

    first = [plain(judge.judge(source)) for source in sources]
    again = [plain(judge.judge(source)) for source in reversed(sources)]

    assert first == expected
    assert again == expected[::-1]


def test_what_is_read_elsewhere_is_seen_as_where_it_runs(sandbox, many):
    exercise = REAL.exercise("ex04")
    judge, alone = many(exercise), Judge(exercise, sandbox)
    sources = [f.read_bytes() for f in (exercise.stub, *exercise.submissions("wrong"))]
    seen = [judge.judge(source).observations for source in sources]

    assert seen == [alone.judge(source).observations for source in sources]
    assert any(seen)
    alone.close()


def test_what_was_answered_before_is_not_computed_again(many, ran):
    exercise = REAL.exercise("ex04")
    judge = many(exercise)
    source = exercise.solution.read_bytes()
    judge.judge(source)
    assert len(ran) == len(judge.engine.checks)
    ran.clear()

    assert judge.judge(source + b"\n# in other words\n").status == "passed"
    assert ran == []


TWO = """
def test_twice(submission):
    "f doubles, twice"
    close(submission.f(1.0), 2.0)
    close(submission.f(2.0), 4.0)
"""
DOUBLE = "def f(x):\n    return 2 * x\n"


def test_one_new_answer_has_the_check_run_from_there_on(make_exercise, many, ran):
    judge = many(make_exercise(TWO))
    judge.judge(DOUBLE.encode())
    ran.clear()
    # Counts how often it is asked: nothing may be asked twice.
    source = """
calls = []
def f(x):
    calls.append(x)
    return 2 * x if len(calls) == 1 else 100.0 + len(calls)
"""
    (check,) = judge.judge(source.encode()).checks

    assert ran == ["twice"]
    assert "102" in check.message or "102" in check.yours


def test_a_name_that_is_missing_is_told_with_the_learners_own_names(
    make_exercise, many
):
    judge = many(make_exercise(TWO))
    messages = [
        judge.judge(f"def {name}(x):\n    return 2 * x\n".encode()).checks[0].message
        for name in ("f2", "ff", "other")
    ]

    assert "`f2`" in messages[0]
    assert "`ff`" in messages[1]
    assert "did you mean" not in messages[2]


def test_what_is_printed_belongs_to_who_printed_it(make_exercise, many):
    judge = many(make_exercise(TWO))
    printed = [
        judge.judge(
            f"def f(x):\n    print({text!r})\n    return 0.0\n".encode()
        ).checks[0]
        for text in ("one", "two", "one")
    ]

    assert [check.printed for check in printed] == ["one\n", "two\n", "one\n"]


def test_a_submission_that_hangs_is_not_remembered(make_exercise, many, ran):
    judge = many(make_exercise(TWO, spec="functions: {f: {}}\nlimits: {call_s: 0.3}"))
    judge.judge(DOUBLE.encode())
    slow = b"def f(x):\n    while True:\n        pass\n"

    assert [judge.judge(slow).checks[0].verdict for _ in range(2)] == ["timed_out"] * 2
    assert judge.judge(DOUBLE.encode()).status == "passed"


UNSTEADY = """
import itertools
turn = itertools.count()

def test_other_numbers_each_time(submission):
    "f doubles what it never saw"
    x = float(next(turn))
    close(submission.f(x), 2 * x)
"""


def test_a_check_that_asks_something_else_each_time_is_run_from_its_beginning(
    make_exercise, many, ran
):
    judge = many(make_exercise(UNSTEADY))
    assert judge.judge(DOUBLE.encode()).status == "passed"
    ran.clear()

    # Right for the question of the first time alone, which is not put to it.
    assert judge.judge(b"def f(x):\n    return 7.0\n").status == "failed"
    assert {judge.judge(DOUBLE.encode()).status for _ in range(3)} == {"passed"}
    assert len(ran) == 2 + 3


def test_with_no_room_left_everything_is_judged_the_same(
    make_exercise, many, ran, monkeypatch
):
    monkeypatch.setattr(memory, "ROOM", 0)
    judge = many(make_exercise(TWO))

    assert {judge.judge(DOUBLE.encode()).status for _ in range(3)} == {"passed"}
    assert ran == ["twice"] * 3


def test_answers_that_nobody_gave_before_take_a_bounded_room(make_exercise, many):
    judge = many(make_exercise(TWO))
    for number in range(40):
        judge.judge(f"def f(x):\n    return bytes({number}) * 100_000\n".encode())

    assert judge._memory is not None
    assert 0 <= judge._memory._left < memory.ROOM


HANGS = b"def f(x):\n    while True:\n        pass\n"
KILLED = b"import os\ndef f(x):\n    os._exit(3)\n"
LATER = b"def f(x):\n    while x == 2.0:\n        pass\n    return 2 * x\n"


@pytest.mark.parametrize(
    "source", [HANGS, KILLED, LATER], ids=["hangs", "ends", "later"]
)
def test_what_gave_no_answer_says_nothing_about_the_next(make_exercise, many, source):
    judge = many(make_exercise(TWO, spec="functions: {f: {}}\nlimits: {call_s: 0.3}"))
    first = judge.judge(source).checks[0]

    assert first.verdict in ("timed_out", "errored")
    assert judge.judge(DOUBLE.encode()).status == "passed"
    again = judge.judge(source).checks[0]
    assert (again.verdict, again.message) == (first.verdict, first.message)


def test_what_a_file_prints_when_it_is_run_is_told_to_nobody_else(make_exercise, many):
    judge, alone = many(make_exercise(TWO)), many(make_exercise(TWO))
    alone._memory = None
    wrong = "def f(x):\n    return 0.0\n"
    sources = [s.encode() for s in ("print('mine')\n" + wrong, wrong) * 2]

    printed = [judge.judge(source).checks[0].printed for source in sources]
    assert printed == [alone.judge(source).checks[0].printed for source in sources]
    assert printed == ["mine\n", "", "mine\n", ""]


GIVEN = """
def test_given(submission):
    "f calls what it is given"
    close(submission.f(lambda x: 2 * x), 4.0)
"""
SLEEPY = """
import time
def f(g):
    time.sleep({before})
    a = g({first})
    time.sleep({after})
    return g({second}) if a == 2.0 else 4.0
"""


def test_a_call_that_is_run_from_its_middle_on_has_no_second_deadline(
    make_exercise, many
):
    spec = "functions: {f: {args: {g: callable}}}\nlimits: {call_s: 2}"
    judge = many(make_exercise(GIVEN, spec=spec))
    quick = SLEEPY.format(before=0, first=1.0, after=0, second=2.0)
    assert judge.judge(quick.encode()).status == "passed"

    # It asks for something else, so that the check is run from there on.
    slow = SLEEPY.format(before=1.5, first=1, after=1.5, second=2.0)
    assert judge.judge(slow.encode()).checks[0].verdict == "timed_out"


MUCH = """
def test_much(submission):
    "f gives much, often"
    for i in range(12):
        close(submission.f(float(i)).size, 1 << 17)
"""


def test_of_a_check_that_is_told_much_little_is_kept(
    make_exercise, sandbox, many, monkeypatch
):
    judge = many(make_exercise(MUCH))
    source = b"import numpy as np\ndef f(x):\n    return np.full(1 << 17, x)\n"
    taken = []
    learn = Memory.learn

    def noting(self, session, result):
        taken.append(sum(len(e.answered[1]) for e in session.tape.said))
        return learn(self, session, result)

    monkeypatch.setattr(Memory, "learn", noting)

    assert judge.judge(source).status == judge.judge(source).status == "passed"
    assert max(taken) <= tape.MOST


# -- reading ---------------------------------------------------------------------------


def test_one_worker_reads_the_files_of_many(make_exercise, sandbox):
    exercise = make_exercise(TWO)
    reader = Reader(sandbox)
    untouched = exercise.stub.read_bytes()
    workers = set()
    for _ in range(AT_ONCE + 1):
        (seen,) = reader.observe(exercise, untouched)
        assert seen.kind == "untouched"
        workers.add(id(reader._worker))
    reader.close()

    assert len(workers) > 1


@pytest.mark.parametrize(
    "source", [b"(" * 100_000, b"\0", b"def f(", b"x = " + b"-" * 200_000 + b"1"]
)
def test_a_file_that_cannot_be_read_costs_the_next_nothing(
    make_exercise, sandbox, source
):
    exercise = make_exercise(TWO)
    reader = Reader(sandbox)

    assert reader.observe(exercise, source) == ()
    (seen,) = reader.observe(exercise, exercise.stub.read_bytes())
    assert seen.kind == "untouched"
    reader.close()
