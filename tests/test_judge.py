"""From a submission to a judgement: six verdicts, points, seeds, and whose fault it is."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from grader import __version__
from grader.errors import BrokenError
from grader.judge import Judge
from grader.judge.judge import score_of
from grader.judge.junk import BODIES, junk_submissions
from grader.judge.run import anchored
from grader.model import CheckResult, Status, Verdict

SCHEMA = json.loads(
    (Path(__file__).parent.parent / "docs/schemas/learn.check.schema.json").read_text()
)

RIGHT = "def f(x):\n    return x\n"

SIX = """
@points(2)
def test_identity(submission):
    "f gives back what it gets"
    close(submission.f(2.0), 2.0)

@points(1)
def test_refuses_text(submission):
    "Text is refused"
    with pytest.raises(TypeError):
        submission.f("text")

@points(1)
@needs("identity")
def test_builds_on_it(submission):
    "Negative numbers too"
    close(submission.f(-1.0), -1.0)
"""

TYPED = "def f(x):\n    return x + 0.0\n"


def verdicts(judgement) -> dict[str, str]:
    return {c.id: c.verdict.value for c in judgement.checks}


def only(judgement) -> CheckResult:
    (check,) = judgement.checks
    return check


# -- the six verdicts --------------------------------------------------------------------


def test_passed(make_exercise, judged):
    judgement = judged(make_exercise(SIX), TYPED)

    assert verdicts(judgement) == {
        "identity": "passed", "refuses_text": "passed", "builds_on_it": "passed",
    }  # fmt: skip
    assert (judgement.status, judgement.score, judgement.max_score) == ("passed", 4, 4)


def test_failed_and_what_needs_it_is_skipped(make_exercise, judged):
    judgement = judged(make_exercise(SIX), "def f(x):\n    return x + 1.0\n")

    assert verdicts(judgement) == {
        "identity": "failed", "refuses_text": "passed", "builds_on_it": "skipped",
    }  # fmt: skip
    assert (judgement.status, judgement.score, judgement.max_score) == ("failed", 1, 4)
    skipped = judgement.checks[2]
    assert skipped.needs == ("identity",)
    assert skipped.message == "needs “f gives back what it gets” first"


def test_errored(make_exercise, judged):
    check = judged(make_exercise(SIX), "def f(x):\n    return 1 / 0\n").checks[0]

    assert check.verdict is Verdict.ERRORED
    assert check.message == "ZeroDivisionError: division by zero"
    assert (check.where, check.code) == ("sample.py:2", "return 1 / 0")


def test_timed_out_once_and_then_skipped(make_exercise, judged):
    exercise = make_exercise(SIX, spec="functions: {f: {}}\nlimits: {call_s: 0.2}")

    judgement = judged(exercise, "def f(x):\n    while True:\n        pass\n")

    first, second, third = judgement.checks
    assert first.verdict is Verdict.TIMED_OUT
    assert first.message == "`f` took longer than 0.2 s"
    assert second.verdict is Verdict.SKIPPED
    assert second.message == "`f` did not finish in 0.2 s before"
    assert third.verdict is Verdict.SKIPPED
    assert judgement.score == 0


def test_the_whole_submission_has_a_limit_too(make_exercise, judged):
    exercise = make_exercise(
        "".join(
            f"def test_{i}(submission):\n    submission.g{i}()\n" for i in range(5)
        ),
        spec="functions: {f: {}}\nlimits: {call_s: 0.3, submission_s: 0.4}",
    )
    functions = "".join(f"def g{i}():\n    time.sleep(9)\n" for i in range(5))

    judgement = judged(exercise, "import time\n" + functions)

    assert [c.verdict.value for c in judgement.checks] == [
        "timed_out", "timed_out", "skipped", "skipped", "skipped",
    ]  # fmt: skip
    assert judgement.checks[1].message == (
        "the whole submission took longer than 0.4 s; `g1` was the last"
    )
    assert judgement.checks[2].message == "the submission had used up its 0.4 s"


@pytest.mark.parametrize(
    ("source", "verdict", "message"),
    [
        ("def f(x:\n", "errored", "SyntaxError: '(' was never closed"),
        ("raise RuntimeError('no')\n", "errored", "RuntimeError: no"),
        ("import scipy\n", "errored", "`scipy` is not available in ex07"),
        ("import os\nos._exit(0)\n", "errored", "could not be run"),
        ("while True: pass\n", "timed_out", "took longer than 0.3 s"),
        ("\0", "errored", "null bytes"),
    ],
)
def test_a_file_that_does_not_load_is_judged_once(
    make_exercise, judged, source, verdict, message
):
    exercise = make_exercise(SIX, spec="functions: {f: {}}\nlimits: {call_s: 0.3}")

    judgement = judged(exercise, source)

    first, *others = judgement.checks
    assert first.verdict == verdict
    assert message in first.message
    assert {c.verdict for c in others} == {Verdict.SKIPPED}
    assert {c.message for c in others if not c.needs} == {"the file did not load"}
    assert (judgement.status, judgement.score) == ("failed", 0)


# -- what counts as failed -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "source", "message"),
    [
        ("close(submission.f(1.0), 2.0)", RIGHT, "got 1, expected 2"),
        ("equal(submission.f(1), True)", RIGHT, "got 1, expected True"),
        ("holds(submission.f(0), 'it is not so')", RIGHT, "it is not so"),
        ("assert submission.f(1) == 2, 'one is\\nnot two'", RIGHT, "one is"),
        ("pytest.fail('too slow')", RIGHT, "too slow"),
        (
            "with pytest.raises(ValueError):\n        submission.f(1)",
            RIGHT,
            "no ValueError was raised: this input should be refused",
        ),
        (
            "with pytest.raises((ValueError, TypeError)):\n        submission.f(1)",
            RIGHT,
            "no TypeError was raised: this input should be refused",
        ),
        (
            "with pytest.raises(ValueError):\n        submission.f(1)",
            "def f(x):\n    pass\n",
            "no ValueError was raised: this input should be refused",
        ),
        (
            "submission.g(1)",
            RIGHT,
            "`g` is not defined in `sample.py`",
        ),
        (
            "submission.ff(1)",
            RIGHT,
            "`ff` is not defined in `sample.py`; did you mean `f`?",
        ),
        (
            "unchanged_after = submission.f([1.0]); unchanged(submission)",
            "def f(x):\n    x[0] = 2.0\n",
            "the call changed its argument `argument 1` in place",
        ),
    ],
)  # fmt: skip
def test_failed_says_what_was_claimed(make_exercise, judged, body, source, message):
    exercise = make_exercise(f"def test_a(submission):\n    {body}\n")

    check = only(judged(exercise, source))

    assert (check.verdict, check.message) == (Verdict.FAILED, message)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("def f(x):\n    pass\n", "`f` returned None; is a `return` missing?"),
        (
            "def f(x):\n    print(x)\n",
            "`f` returned None; it printed something: hand the result back with `return`",
        ),
        (
            "def f(x):\n    return [1.0, 2.0]\n",
            "`f` returned the wrong kind of value: wrong shape: expected (3,), got (2,)",
        ),
        (
            "def f(x):\n    return 'text'\n",
            "`f` returned the wrong kind of value: expected an array, got a str of length 4",
        ),
        ("f = 3\n", "TypeError"),
        ("def f(x, y):\n    return x\n", "TypeError"),
    ],
)
def test_the_contract_comes_before_the_check(make_exercise, judged, source, message):
    exercise = make_exercise(
        "def test_a(submission):\n    close(submission.f([1.0, 2.0, 3.0]), [1, 2, 3])\n",
        spec="""
        functions:
          f:
            args: {x: {kind: array, shape: [n]}}
            returns: {kind: array, shape: [n]}
        """,
    )

    check = only(judged(exercise, source))

    assert check.message.startswith(message)


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        ("def f(x):\n    raise ValueError\n", "passed"),
        ("class E(ValueError): pass\ndef f(x):\n    raise E('x')\n", "passed"),
        ("def f(x):\n    raise TypeError('other')\n", "errored"),
        ("def f(x):\n    raise Exception\n", "errored"),
        ("def f(x):\n    raise SystemExit\n", "errored"),
        ("def f(x):\n    raise KeyboardInterrupt\n", "errored"),
        ("def f(x):\n    raise AssertionError('no')\n", "errored"),
        ("def f(x):\n    import os; os._exit(1)\n", "errored"),
        ("def f(x):\n    while True: pass\n", "timed_out"),
        ("def g(x):\n    raise ValueError\n", "failed"),
        ("def f(x):\n    return x\n", "failed"),
    ],
)
def test_only_the_exception_that_is_asked_for_is_a_refusal(
    make_exercise, judged, source, verdict
):
    exercise = make_exercise(
        "def test_a(submission):\n"
        "    with pytest.raises(ValueError):\n        submission.f(-1)\n",
        spec="functions: {f: {}}\nlimits: {call_s: 0.3}",
    )

    assert only(judged(exercise, source)).verdict == verdict


# -- whose fault it is ------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "1 / 0",
        "submission.f(1).no_such_attribute",
        "submission.f(1)[0]",
        "undefined_name",
        "pytest.skip('not today')",
        "pytest.xfail('known')",
        "raise SystemExit(0)",
        "submission.f(object())",
    ],
)
def test_a_fault_of_the_check_is_broken_and_never_scored(make_exercise, judged, body):
    exercise = make_exercise(
        "@points(5)\ndef test_good(submission):\n    close(submission.f(2.0), 2.0)\n",
        f"@points(5)\ndef test_bad(submission):\n    {body}\n",
    )

    judgement = judged(exercise, RIGHT)

    assert verdicts(judgement) == {"good": "passed", "bad": "broken"}
    assert (judgement.status, judgement.score, judgement.max_score) == ("broken", 0, 10)
    broken = judgement.checks[1]
    assert broken.message == "this check is broken; that is not your fault"
    assert (broken.yours, broken.expected, broken.input) == ("", "", "")


def test_a_broken_check_is_broken_for_a_wrong_submission_too(make_exercise, judged):
    exercise = make_exercise("def test_a(submission):\n    no_such_name\n")

    for source in (RIGHT, "def f(x): return None\n", ""):
        assert judged(exercise, source).status in {"broken", "failed"}
    assert judged(exercise, "def f(x): return None\n").status == "broken"


def test_why_a_check_broke_is_for_its_author(make_exercise, sandbox):
    exercise = make_exercise("def test_a(submission):\n    1 / 0\n")
    judge = Judge(exercise, sandbox)

    (detail,) = judge.broken_details(judge.run(RIGHT.encode()))

    assert detail.startswith("a:\n")
    assert "test_public.py" in detail
    assert "ZeroDivisionError" in detail


def test_an_exercise_without_checks_cannot_be_judged(make_exercise, sandbox):
    with pytest.raises(BrokenError, match="no check was found"):
        Judge(make_exercise("x = 1\n"), sandbox)


def test_nothing_checked_is_broken_and_not_passed():
    assert score_of(()) == (Status.BROKEN, 0.0)


def result(verdict: Verdict, points: float) -> CheckResult:
    worth = points if verdict is Verdict.PASSED else 0.0
    return CheckResult(
        id="a", claim="a", audience="public", verdict=verdict, points=worth,
        max_points=points,
    )  # fmt: skip


@pytest.mark.parametrize("verdict", [v for v in Verdict if v is not Verdict.PASSED])
def test_only_passed_earns_points(verdict):
    status, score = score_of((result(Verdict.PASSED, 2), result(verdict, 3)))

    broken = verdict is Verdict.BROKEN
    assert status is (Status.BROKEN if broken else Status.FAILED)
    assert score == (0 if broken else 2)


# -- points -------------------------------------------------------------------------


def test_the_cases_of_a_check_earn_their_share(make_exercise, judged):
    exercise = make_exercise(
        """
        @points(1)
        @pytest.mark.parametrize("x", [1.0, 2.0, 3.0])
        def test_cases(submission, x):
            close(submission.f(x), x)
        """
    )

    whole = judged(exercise, RIGHT)
    part = judged(exercise, "def f(x):\n    return min(x, 2.0)\n")

    assert (whole.status, whole.score, whole.max_score) == ("passed", 1.0, 1.0)
    assert (part.status, part.score, part.max_score) == ("failed", 0.666667, 1.0)


def test_an_anchor_can_be_all_cases_or_one_of_them(make_exercise, judged):
    exercise = make_exercise(
        """
        @pytest.mark.parametrize("x", [1.0, 2.0])
        def test_cases(submission, x):
            close(submission.f(x), x)

        @needs("cases")
        def test_all(submission): ...

        @needs("test_cases[1.0]")
        def test_first(submission): ...

        @needs("cases[2.0]")
        def test_second(submission): ...

        @needs("all")
        def test_chain(submission): ...
        """
    )

    judgement = judged(exercise, "def f(x):\n    return 1.0\n")

    assert verdicts(judgement) == {
        "cases[1.0]": "passed", "cases[2.0]": "failed", "all": "skipped",
        "first": "passed", "second": "skipped", "chain": "skipped",
    }  # fmt: skip


# -- state between calls ---------------------------------------------------------------


@pytest.mark.parametrize("ex", ["ex01", "ex02", "ex03"])
def test_one_run_without_anchors_says_what_a_run_with_them_leaves(toy, sandbox, ex):
    exercise = toy.exercise(ex)
    judge = Judge(exercise, sandbox)
    files = [exercise.stub, exercise.solution, *exercise.submissions("wrong")]
    skipped = 0
    for source in (*(f.read_bytes() for f in files), b"no Python\n"):
        spared = judge.run(source).results
        derived = anchored(judge.run(source, anchors=False).results)

        assert [_of_interest(r) for r in derived] == [_of_interest(r) for r in spared]
        skipped += sum(bool(r.needs) for r in derived)
    assert skipped


def _of_interest(result) -> tuple[object, ...]:
    return (
        result.check.id, result.verdict, result.needs, result.message,
        repr(result.trace),
    )  # fmt: skip


def test_a_fresh_check_meets_a_submission_that_remembers_nothing(make_exercise, judged):
    exercise = make_exercise(
        """
        def test_first(submission):
            equal(submission.count(), 1)

        def test_second(submission):
            equal(submission.count(), 2)

        @fresh
        def test_third(submission):
            equal(submission.count(), 1)
        """
    )

    judgement = judged(
        exercise,
        "calls = []\ndef count():\n    calls.append(1)\n    return len(calls)\n",
    )

    assert judgement.status == "passed"


def test_a_worker_that_ends_costs_that_check_only(make_exercise, judged):
    exercise = make_exercise(SIX)

    judgement = judged(
        exercise,
        "import os\ndef f(x):\n    if isinstance(x, str): os._exit(0)\n    return x\n",
    )

    assert verdicts(judgement) == {
        "identity": "passed", "refuses_text": "errored", "builds_on_it": "passed",
    }  # fmt: skip
    assert judgement.checks[1].message == "`f` gave no answer: it ended Python itself"


# -- seeds ------------------------------------------------------------------------------


def drawn(judged, exercise, seed: int) -> list[str]:
    judgement = judged(exercise, "def f(x):\n    return None\n", seed=seed)
    assert judgement.seed == seed
    return [c.input for c in judgement.checks]


def test_a_seed_replays_the_same_inputs_and_another_one_draws_others(
    make_exercise, judged
):
    exercise = make_exercise(
        """
        def test_one(submission, rng):
            close(submission.f(rng.normal()), 0.0)

        def test_other(submission, rng):
            close(submission.f(rng.normal()), 0.0)
        """
    )

    first = drawn(judged, exercise, 0)

    assert drawn(judged, exercise, 0) == first
    assert drawn(judged, exercise, 1) != first
    assert len({*first, *drawn(judged, exercise, 1)}) == 4


def test_inputs_are_the_same_on_every_machine(make_exercise, judged):
    exercise = make_exercise(
        "def test_one(submission, rng):\n    close(submission.f(rng.normal()), 0.0)\n"
    )

    assert drawn(judged, exercise, 0) == ["f(0.714641)"]


# -- the whole judgement ------------------------------------------------------------------


def test_the_toy_course_is_judged_as_its_author_says(toy, sandbox):
    for exercise in toy.exercises():
        judge = Judge(exercise, sandbox)
        for file in (exercise.solution, *exercise.submissions("right")):
            assert judge.judge(file.read_bytes()).status == "passed", file
        assert judge.judge(exercise.stub.read_bytes()).score == 0
        for file in exercise.submissions("wrong"):
            judgement = judge.judge(file.read_bytes())
            assert judgement.status == "failed"
            assert [m.id for m in judgement.misconceptions] == [file.stem]


def test_a_judgement_says_what_was_judged_and_how(toy, sandbox):
    exercise = toy.exercise("ex01")
    source = exercise.solution.read_bytes()

    judgement = Judge(exercise, sandbox, 5).judge(source)

    assert (judgement.exercise, judgement.name) == ("ex01", "double")
    assert judgement.file == "double.py"
    assert judgement.seed == 5
    assert judgement.version == __version__
    assert judgement.hidden_checks
    assert judgement.protection.level in {"full", "strong", "basic"}
    assert judgement.max_score == exercise.spec.points


@pytest.mark.parametrize(
    "source",
    [
        "def f(x):\n    return x\n",
        "def f(x):\n    return None\n",
        "def f(x):\n    raise ValueError('\x1b[31m\udcff')\n".replace(
            "\udcff", "\\udcff"
        ),
        "def f(x:\n",
        "",
        "def f(x):\n    print(x)\n    while True: pass\n",
        "def f(x):\n    return float('nan')\n",
    ],
)
def test_every_judgement_fits_the_schema(make_exercise, judged, source):
    exercise = make_exercise(
        SIX,
        "def test_bad(submission):\n    1 / 0\n",
        spec="functions: {f: {}}\nlimits: {call_s: 0.2}",
        wrong={"zero": "def f(x):\n    return 0.0\n"},
    )

    judgement = json.loads(judged(exercise, source).to_json())

    jsonschema.validate(judgement, SCHEMA)
    assert judgement["status"] in {"broken", "failed"}


def test_a_judgement_is_one_line(make_exercise, judged):
    exercise = make_exercise(SIX)

    body = judged(exercise, "def f(x):\n    raise ValueError('a\\nb\\rc')\n").to_json()

    assert b"\n" not in body
    assert json.loads(body)["checks"][0]["message"] == "ValueError: a\nb\rc"


# -- junk ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["ex01", "ex02", "ex03"])
def test_every_junk_submission_is_written_for_what_an_exercise_declares(toy, name):
    spec = toy.exercise(name).spec

    junk = junk_submissions(spec)

    assert len(junk) >= len(BODIES) + 9
    for kind in BODIES:
        compiled = compile(junk[kind], kind, "exec")
        for declared in (*spec.functions, *spec.classes):
            assert declared in compiled.co_names


def test_junk_that_lies_about_comparisons_is_judged_by_what_it_holds(
    make_exercise, judged
):
    exercise = make_exercise(
        "def test_a(submission):\n    close(submission.f(1.0), 2.0)\n"
        "def test_b(submission):\n    equal(submission.f(1.0), 2.0)\n"
        "def test_c(submission):\n    assert submission.f(1.0) == 2.0\n"
    )

    judgement = judged(
        exercise, junk_submissions(exercise.spec)["returns_a_lie"].decode()
    )

    assert {c.verdict for c in judgement.checks} == {Verdict.FAILED}
    assert judgement.checks[0].message == "got 12345, expected 2"
