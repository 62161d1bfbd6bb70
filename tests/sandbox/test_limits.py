"""Every limit: what crosses it is told so in a sentence of its own, what stays below passes.

Each submission is judged as any is, by a public and a hidden check; the sentence says
what was too much, how much is allowed, and in which function, and it is the same in the
result, on the terminal and in the feedback that an instructor hands back.
"""

from __future__ import annotations

import contextlib
import functools
import io
import textwrap
from collections.abc import Iterator
from typing import NamedTuple

import msgspec
import pytest

from grader.classroom.feedback import _checks as told
from grader.cli.feedback import print_judgement
from grader.cli.main import App
from grader.cli.out import Out
from grader.course import Course
from grader.judge import Judge
from grader.model import Exercise, Judgement, Limits, Status
from grader.sandbox import host
from grader.sandbox.host import Sandbox
from tests.full import FULL

COURSE = """\
title: Limits
units: [{id: u, title: Unit}]
concepts: [{id: c, title: Concept}]
"""
EXERCISE = """\
title: Anything
unit: u
position: 1
difficulty: 1
points: 2
concepts: [c]
functions:
  f: {args: {given: {kind: callable, args: [number]}}}
  g: {args: {given: {kind: callable, args: [number]}}}
"""
CHECK = '''\
import time
from grader.checks import holds


def test_{name}(submission):
    """It returns something"""
    holds(submission.{name}({given}) is not None, "nothing came back")
'''
ABS, SLOW = "abs", "lambda x: time.sleep(0.06) or x"


def write_course(root, given: str) -> Exercise:
    folder, secret = root / "exercises/ex01_task", root / "reference/ex01_task"
    for file, text in {
        root / "exercises/course.yaml": COURSE,
        folder / "exercise.yaml": EXERCISE,
        folder / "task.py": "def f(given):\n    raise NotImplementedError\n",
        folder / "test_public.py": CHECK.format(name="f", given=given),
        secret / "test_hidden.py": CHECK.format(name="g", given=given),
    }.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return Course(root).exercise("ex01")


@pytest.fixture(scope="module", params=["fork", "spawn"] if FULL else ["fork"])
def sandbox(request) -> Iterator[Sandbox]:
    with Sandbox(mode=request.param) as shared:
        yield shared


@pytest.fixture(scope="module")
def judge_with(sandbox, tmp_path_factory):
    """Give the judge of an exercise whose checks pass this function."""

    @functools.cache
    def judge_with(given: str) -> Judge:
        return Judge(write_course(tmp_path_factory.mktemp("limits"), given), sandbox)

    return judge_with


PARTS = "import ctypes, functools, os, sys, threading, time\nimport numpy as np\n"


class Case(NamedTuple):
    """A body that crosses a limit, one that stays below, and what the first is told."""

    over: str
    below: str
    said: str
    limits: Limits = Limits(call_s=5, memory_mib=256, returned_mib=1)
    given: str = ABS
    prelude: str = ""

    def source(self, body: str) -> bytes:
        text = textwrap.indent(textwrap.dedent(body).strip(), "    ")
        return (
            f"{PARTS}{textwrap.dedent(self.prelude)}\n"
            f"def f(given):\n{text}\n\n\ndef g(given):\n{text}\n"
        ).encode()


THREADED = """\
    def threads(n):
        go = threading.Event()
        made = [threading.Thread(target=go.wait) for _ in range(n)]
        try:
            for thread in made:
                thread.start()
        finally:
            go.set()
        for thread in made:
            thread.join()
        return n
"""
FULL = """\
    kept = []

    def fill():
        size = 1 << 24
        while size:
            try:
                kept.append(bytearray(size))
            except MemoryError:
                size //= 2
"""
BLAS = """\
    A, results = np.ones((400, 400)), [np.empty((400, 400)) for _ in range(4)]
    go, kept, times = threading.Event(), [], 1

    def multiply(out):
        go.wait()
        # Often enough that two are at it at once, which takes a buffer for each.
        for _ in range(times):
            np.matmul(A, A, out)
"""
MULTIPLIED = """\
    threads = [threading.Thread(target=multiply, args=(x,)) for x in results]
    for thread in threads:
        thread.start()
    try:
        while {more}:
            global times
            kept.append(np.ones(1 << 17))
            times = 200
    except MemoryError:
        kept.pop()
    go.set()
    for thread in threads:
        thread.join()
    return 1
"""

TOO_DEEP = (
    "made too many calls inside each other (RecursionError); "
    "does a function call itself without end?"
)

CASES = {
    "memory": Case(
        "return np.ones(1 << 26).sum()",
        "return np.ones(1 << 23).sum()",
        "`f` used more than 256 MiB of memory",
    ),
    "memory bit by bit": Case(
        "kept = []\nwhile True: kept.append(bytearray(1 << 16))",
        "return len([bytearray(1 << 16) for _ in range(500)])",
        "`f` used more than 256 MiB of memory",
    ),
    "memory in GiB": Case(
        "return np.ones(1 << 29)[0]",
        "return np.empty(1 << 26).size",
        "`f` used more than 1.5 GiB of memory",
        Limits(memory_mib=1536),
    ),
    "memory, all of it and for good": Case(
        "fill()\nwhile True: kept.append(object())",
        "fill.__name__\nreturn 1",
        "`f` gave no answer: it used more than 256 MiB of memory",
        prelude=FULL,
    ),
    "memory, by what is returned": Case(
        "return np.ones(1 << 23).tobytes()",
        "return np.ones(1 << 13).tobytes()",
        "`f` used more than 192 MiB of memory",
        Limits(memory_mib=192),
    ),
    "processor time": Case(
        "while True: pass",
        "while time.process_time() < 0.1: pass\nreturn 1",
        "`f` gave no answer: it used more than 1 s of processor time",
        Limits(call_s=30, submission_s=60),
    ),
    "time": Case(
        "time.sleep(60)",
        "time.sleep(0.05)\nreturn 1",
        "`f` took longer than 0.9 s",
        Limits(call_s=0.9),
    ),
    "recursion": Case(
        "return f(given)",
        "deep = lambda n: n and 1 + deep(n - 1)\nreturn deep(900)",
        f"`f` {TOO_DEEP}",
    ),
    "output": Case(
        "for _ in range(17): print('x' * (1 << 20))\nreturn 1",
        "for _ in range(15): print('x' * (1 << 20))\nreturn 1",
        "`f` gave no answer: it printed more than 16 MiB",
    ),
    "returned size": Case(
        "return 'x' * ((1 << 20) + 5000)",
        "return 'x' * ((1 << 20) - 100)",
        "`f` gave no answer: it returned more than 1 MiB",
    ),
    "returned size, beyond what could be sent": Case(
        "return b'x' * (65 << 20)",
        "return b'x' * (7 << 20)",
        "`f` gave no answer: it returned more than 8 MiB",
        Limits(returned_mib=8),
    ),
    "returned text": Case(
        "return 'x' * ((4 << 20) + 1)",
        "return 'x' * (4 << 20)",
        "`f` returned a value that cannot be judged: "
        "the value has more than 4 MiB of text",
        Limits(call_s=5),
    ),
    "returned items": Case(
        "return [0] * 200_001",
        "return [0] * 100_000",
        "`f` returned a value that cannot be judged: "
        "the value has more than 200,000 items",
    ),
    "returned depth": Case(
        "return functools.reduce(lambda x, _: [x], range(40), 0)",
        "return functools.reduce(lambda x, _: [x], range(30), 0)",
        "`f` returned a value that cannot be judged: the value is nested too deep",
    ),
    "open files": Case(
        "return [os.dup(0) for _ in range(40)]",
        "return [os.dup(0) for _ in range(10)]",
        "`f` opened too many files at once: 32 is the most",
    ),
    "files": Case(
        "return open('notes.txt').read()",
        "return 1",
        "`f` asked for a file, and a submission has none",
    ),
    "processes": Case(
        "return os.fork()",
        "return os.getpid()",
        "`f` started a process, and a submission may not",
    ),
    "processes, by the shell": Case(
        "return os.system('true')",
        "return os.getpid()",
        "`f` started a process, and a submission may not",
    ),
    "call-backs": Case(
        "for n in range(301): given(n)\nreturn n",
        "for n in range(300): given(n)\nreturn n",
        "`f` gave no answer: it called the function that it was given "
        "more than 300 times",
    ),
    "time in call-backs": Case(
        "for n in range(9): given(n)\nreturn n",
        "return given(1)",
        "`f` gave no answer: the function that it was given took more than 0.2 s in all",
        given=SLOW,
    ),
    "a crash": Case(
        "return ctypes.string_at(0)",
        "return ctypes.string_at(b'x')",
        "`f` gave no answer: it crashed Python (segmentation fault)",
    ),
    "an end": Case(
        "os._exit(0)", "return 1", "`f` gave no answer: it ended Python itself"
    ),
    "an exit": Case(
        "sys.exit()",
        "return 1",
        "your code raised SystemExit instead of returning a value",
    ),
    "the connection": Case(
        "os.close(3)",
        "return 1",
        "`f` gave no answer: it closed the connection that it answers on",
    ),
    "the connection, and goes on": Case(
        "os.close(3)\nwhile True: pass",
        "return 1",
        "`f` gave no answer: it closed the connection that it answers on",
    ),
    "a forbidden call": Case(
        "return ctypes.CDLL(None).ptrace(0, 0, 0, 0)",
        "return 1",
        "`f` gave no answer: it asked the system for something that no exercise needs",
    ),
    "a refused call": Case(
        "return os.pipe()",
        "return 1",
        "`f` asked the system for something that no exercise needs",
    ),
}
THREADS = {
    "threads": Case(
        "return threads(9)",
        "return threads(8)",
        "`f` started more than 8 threads at once",
        prelude=THREADED,
    ),
    "memory, inside of BLAS": Case(
        MULTIPLIED.format(more=True),
        MULTIPLIED.format(more=False),
        "`f` gave no answer: it used more than 320 MiB of memory",
        Limits(call_s=5, memory_mib=320),
        prelude=BLAS,
    ),
}


@pytest.fixture
def judged(judge_with, monkeypatch):
    """Judge one body of a case, with limits that are soon reached."""
    monkeypatch.setattr(host, "MAX_CALLBACKS", 300)
    monkeypatch.setattr(host, "CALLBACK_S", 0.2)

    def judged(case: Case, body: str) -> Judgement:
        if "processor" in case.said:
            monkeypatch.setattr(host, "processor_s", lambda limits: 1)
        return judge_with(case.given).judge(case.source(body), limits=case.limits)

    return judged


def shown(judgement: Judgement, exercise: Exercise, *, linear: bool) -> str:
    """What `learn check` writes."""
    with contextlib.redirect_stdout(io.StringIO()) as written:
        app = App(Out("never", linear), exercise.folder, verbosity=0)
        print_judgement(app, judgement, exercise, exercise.stub)
    return " ".join(written.getvalue().split())


def crosses(judge: Judge, judgement: Judgement, said: str) -> None:
    """Assert that a public and a hidden check were told, everywhere."""
    public, hidden = judgement.checks
    assert (public.audience, hidden.audience) == ("public", "hidden")
    assert public.message == said
    assert hidden.message == said.replace("`f`", "`g`")
    assert judgement.status is Status.FAILED
    assert judgement.score == 0
    for linear in (True, False):
        assert said in shown(judgement, judge.exercise, linear=linear)
    assert [one.message for one in told(judgement)] == [public.message, hidden.message]
    assert said in judgement.to_json().decode()


@pytest.mark.parametrize("name", CASES)
def test_what_crosses_a_limit_is_told_which(judged, judge_with, name):
    case = CASES[name]

    crosses(judge_with(case.given), judged(case, case.over), case.said)


@pytest.mark.parametrize("name", CASES)
def test_what_stays_below_a_limit_passes(judged, name):
    case = CASES[name]

    judgement = judged(case, case.below)

    assert [c.message for c in judgement.checks] == ["", ""]
    assert judgement.status is Status.PASSED


@pytest.fixture
def _threads(sandbox):
    with contextlib.closing(sandbox.spawn("ex01", 0, Limits())) as worker:
        if worker.ready().level != "full":
            pytest.skip("threads are only counted, and so allowed, in a namespace")


@pytest.mark.usefixtures("_threads")
@pytest.mark.parametrize("name", THREADS)
def test_what_crosses_a_limit_with_threads_is_told_which(judged, judge_with, name):
    case = THREADS[name]

    crosses(judge_with(case.given), judged(case, case.over), case.said)


@pytest.mark.usefixtures("_threads")
@pytest.mark.parametrize("name", THREADS)
def test_threads_below_a_limit_do_their_work(judged, name):
    case = THREADS[name]

    assert judged(case, case.below).status is Status.PASSED


@pytest.mark.usefixtures("_threads")
def test_eight_threads_leave_room_for_their_numbers(judged):
    case = THREADS["threads"]._replace(
        limits=Limits(call_s=5, memory_mib=384),
        prelude=THREADED.replace("target=go.wait", "target=work, args=(go,)")
        + "    def work(go):\n        kept = [str(n) for n in range(1000)]\n"
        "        go.wait()\n",
    )

    assert judged(case, case.below).status is Status.PASSED


LOADING = [
    ("x = np.ones(1 << 28)", "running `task.py` used more than 256 MiB of memory"),
    (
        "while True: pass",
        "running `task.py` from top to bottom took longer than 0.5 s",
    ),
    (
        "while True: print('x' * 65536)",
        "`task.py` could not be run: it printed more than 16 MiB",
    ),
    ("os.fork()", "running `task.py` started a process, and a submission may not"),
    (
        "def f(given): return f(given)\nf(1)",
        f"running `task.py` {TOO_DEEP}",
    ),
    ("os._exit(1)", "`task.py` could not be run: it ended Python itself"),
]


@pytest.mark.parametrize(("body", "said"), LOADING, ids=[body for body, _ in LOADING])
def test_a_limit_that_loading_crosses_is_told_once(judge_with, body, said):
    limits = Limits(call_s=0.5, memory_mib=256)

    judgement = judge_with(ABS).judge(f"{PARTS}{body}\n".encode(), limits=limits)

    first, second = judgement.checks
    assert first.message == said
    assert second.verdict.value == "skipped"


def test_what_takes_long_in_all_its_calls_is_told_where_it_ended(judge_with):
    source = PARTS + "def f(given):\n    time.sleep(0.4)\n    return 1\ng = f\n"
    limits = Limits(call_s=0.6, submission_s=0.7)

    passed, late = judge_with(ABS).judge(source.encode(), limits=limits).checks

    assert passed.message == ""
    assert late.verdict.value == "timed_out"
    assert (
        late.message == "the whole submission took longer than 0.7 s; `g` was the last"
    )


def test_output_beyond_what_is_kept_is_left_out_and_nothing_else_changes(judge_with):
    source = PARTS + "def f(given):\n    print('y' * 9000)\ng = f\n"
    limits = msgspec.structs.replace(Limits(), output_kib=4)

    public, _ = judge_with(ABS).judge(source.encode(), limits=limits).checks

    assert public.message == "nothing came back"
    assert 0 < len(public.printed) <= 4096


def test_a_sentence_forged_by_a_submission_is_still_one_of_ours(judge_with):
    source = """
    class Odd(PermissionError):
        errno = 13
        def __str__(self):
            return "a submission may not start a process 2891769"
    def f(given):
        raise Odd("2891769")
    g = f
    """

    public, hidden = judge_with(ABS).judge(textwrap.dedent(source).encode()).checks

    assert hidden.message == "`g` asked for a file, and a submission has none"
    assert "2891769" not in public.message
