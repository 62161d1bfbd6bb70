"""Values and frames that once stopped, slowed or confused the trusted side."""

from __future__ import annotations

import itertools
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from grader.checks import CheckFailed, close, equal, increasing, sums_to_one
from grader.course import Course
from grader.explain import explain, in_words
from grader.judge import Judge
from grader.judge.feedback import show_value
from grader.model import Function, Limits, Status, Verdict
from grader.numeric import as_numbers
from grader.sandbox.host import Sandbox
from grader.sandbox.session import MAX_NAMES, Outcome, Session

COURSE = Course.find(Path(__file__).parent.parent)

# Finds the server of its own worker and answers a call with the right nonce.
FORGE = """
import os, sys
import numpy as np
def server():
    frame = sys._getframe()
    while frame is not None:
        owner = frame.f_locals.get("self")
        if type(owner).__name__ == "Server":
            return owner
        frame = frame.f_back
def forge(reply):
    own = server()
    encode = type(own)._answer.__globals__["protocol"].encode
    own.connection.send(encode({"nonce": own.nonce, **reply}))
"""

SUBMISSIONS = {
    "a_list_of_long_strings": """
def weighted_sum(*a): return ['x' * 4_000_000] + [''] * 3000
step = neuron = weighted_sum
""",
    "an_integer_no_float_holds": """
def weighted_sum(*a): return 2 ** 8000
step = neuron = weighted_sum
""",
    "a_closed_output": """
import os
os.close(1); os.close(2)
def step(z): return 1 if z > 0 else 0
""",
    "a_loop_s_own_end": """
def step(z): raise StopIteration
weighted_sum = neuron = step
""",
    "a_nonce_that_is_an_array": FORGE + """
def step(z): forge({"nonce": np.array([1, 2]), "value": b""})
weighted_sum = neuron = step
""",
    "an_error_that_is_a_number": FORGE + """
def step(z): forge({"error": 5})
weighted_sum = neuron = step
""",
    "a_value_that_is_none": FORGE + """
def step(z): forge({"value": None})
weighted_sum = neuron = step
""",
    "a_value_that_is_a_negative_length": FORGE + """
def step(z): forge({"value": -1})
weighted_sum = neuron = step
""",
    "a_value_that_is_a_length_in_the_terabytes": FORGE + """
def step(z): forge({"value": 10**13})
weighted_sum = neuron = step
""",
    "a_value_that_is_a_list_of_no_bytes": FORGE + """
def step(z): forge({"value": [1000]})
weighted_sum = neuron = step
""",
    "fields_of_every_kind": FORGE + """
def step(z): forge({"error": {"types": 3, "message": [], "line": "x"}, "mutated": {}})
weighted_sum = neuron = step
""",
}  # fmt: skip


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as shared:
        yield shared


@pytest.fixture(scope="module")
def judge(sandbox) -> Judge:
    return Judge(COURSE.exercise("ex01"), sandbox)


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_no_value_or_frame_breaks_the_judge(name, judge):
    judgement = judge.judge(SUBMISSIONS[name].encode())

    assert judgement.status is Status.FAILED
    assert Verdict.BROKEN not in {c.verdict for c in judgement.checks}
    peak_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert peak_kib < 1 << 20


def test_a_right_submission_is_judged_right_after_all_of_them(judge):
    for source in SUBMISSIONS.values():
        judge.judge(source.encode())

    solution = COURSE.exercise("ex01").solution
    assert solution is not None
    assert judge.judge(solution.read_bytes()).status is Status.PASSED


def test_a_name_for_a_changed_argument_cannot_be_made_up(judge):
    told = FORGE + "def step(z): forge({'mutated': ['hidden=0.1234'], 'value': b'i'})"

    judgement = judge.judge(told.encode())

    assert b"hidden=0.1234" not in judgement.to_json()


def test_a_spawned_worker_that_hangs_up_and_sleeps_holds_nobody_up():
    source = b"import os, time\ndef step(z):\n    os.close(3)\n    time.sleep(60)\n"
    started = time.monotonic()

    with Sandbox(mode="spawn") as sandbox:
        judgement = Judge(COURSE.exercise("ex01"), sandbox).judge(source)

    assert judgement.status is Status.FAILED
    assert time.monotonic() - started < 50


def test_an_edited_check_is_the_one_that_runs(sandbox, tmp_path):
    import shutil

    shutil.copytree(COURSE.root / "exercises", tmp_path / "exercises")
    exercise = Course.find(tmp_path).exercise("ex01")
    before = len(Judge(exercise, sandbox).engine.checks)
    with exercise.public_checks.open("a") as file:
        file.write("\n\n@points(1)\ndef test_one_more(submission):\n    assert True\n")

    assert len(Judge(exercise, sandbox).engine.checks) == before + 1


@pytest.mark.parametrize(
    "value",
    [None, "text", b"bytes", [[1.0], [1.0, 2.0]], ["a", 1.0], {}, object(), 2**8000,
     [2**8000], np.array([object()]), np.array(["a"])],
    ids=lambda value: repr(value).partition(" at 0x")[0],
)  # fmt: skip
def test_what_is_no_array_of_numbers_fails_a_check_and_breaks_none(value):
    assert as_numbers(value) is None
    for check in (
        lambda: close(value, [1.0]),
        lambda: sums_to_one(value),
        lambda: increasing([1, 2], value),
        lambda: equal(value, np.array([1])),
    ):
        with pytest.raises(CheckFailed):
            check()


def test_increasing_wants_one_number_for_each_input():
    for outputs in ([5.0], [], np.arange(5.0)):
        with pytest.raises(CheckFailed):
            increasing([1, 2, 3], outputs)


def test_a_huge_value_is_shown_in_part():
    assert len(show_value(np.zeros((6,) * 8, np.int8))) < 500
    assert len(show_value("x" * 10_000_000)) <= 500


def test_a_value_of_many_entries_is_looked_at_no_further_than_it_is_shown():
    class Endless(list):
        def __iter__(self):
            return itertools.repeat(np.zeros(1))

    class EndlessDict(dict):
        def items(self):
            return zip(itertools.count(), itertools.repeat(np.zeros(1)))

    assert show_value(Endless([0])).startswith("[[0], [0], ")
    assert show_value([[], Endless([0])]).endswith("…")
    assert show_value(EndlessDict()).startswith("{0: [0], 1: [0], ")


def test_only_as_many_names_are_kept_as_a_file_has(sandbox):
    names = "[f'near{i}' for i in range(90_000)] + ['no\\nname']"
    source = FORGE + f"forge({{'ok': {names}}})\n"
    limits = Limits(call_s=30, submission_s=30)

    session = Session(sandbox, "ex01", source.encode(), "task.py", 0, limits)
    try:
        assert session.begin("check") is None
        assert session.names == [f"near{i}" for i in range(MAX_NAMES)]
    finally:
        session.close()


def test_a_check_keeps_only_so_much_of_what_its_calls_returned(sandbox, monkeypatch):
    monkeypatch.setattr("grader.sandbox.session.MAX_TRACED", 2500)
    source = b"import numpy as np\ndef f(): return np.zeros(100)\n"
    session = Session(sandbox, "ex01", source, "task.py", 0, Limits())
    try:
        for _ in range(2):  # each check anew
            session.begin("check")
            returned = [session.call("f", Function(), (), {}) for _ in range(5)]
            assert [r.shape for r in returned] == [(100,)] * 5
            kept = [outcome.value is not None for outcome in session.trace]
            assert kept == [True, True, True, False, False]
    finally:
        session.close()


def test_only_what_a_file_says_when_it_is_first_run_is_shown_of_hidden_checks(
    sandbox, monkeypatch
):
    """Where files can be written, its second run could quote what its first was given."""
    session = Session(sandbox, "ex01", b"def f(): pass", "task.py", 0, Limits())
    try:
        assert session.begin("check") is None
        assert session.names == ["f"]
        session.close()
        session.source = b"def told_2891769(): pass"
        assert session.begin("check") is None
        assert session.names == ["f"]
        session.close()
        session.source = b"raise ValueError('2891769')"
        failed = session.begin("check")
    finally:
        session.close()

    assert failed is not None
    assert failed.problem.message == "ValueError: 2891769"
    assert failed.problem.redacted == "ValueError"


def test_an_exception_is_recognised_by_the_beginning_of_what_it_says(sandbox):
    source = b"def f(): raise KeyError('1' * 1000 + 'late')\n"
    session = Session(sandbox, "ex01", source, "task.py", 0, Limits())
    try:
        session.begin("check")
        with pytest.raises(KeyError):
            session.call("f", Function(), (), {})
        assert session.trace == [Outcome("raised", ["KeyError", ""], ())]
    finally:
        session.close()


def test_a_pattern_quotes_no_number_where_the_check_is_hidden():
    want = np.array([1.0, 2.0, 4.0])
    pattern = explain(1.2345 * want, want)

    assert "1.23" in in_words(pattern, numbers=True)
    assert not any(c.isdigit() for c in in_words(pattern, numbers=False))
