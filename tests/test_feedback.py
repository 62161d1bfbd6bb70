"""What a learner may see of a result: much of a public check, little of a hidden one."""

from __future__ import annotations

import numpy as np
import pytest

from grader.judge.feedback import MAX_PRINTED, MAX_VALUE, show_value

SECRET = 7351.8462
ANSWER = 926.10453

HIDDEN = f"""
SECRET, ANSWER = {SECRET}, {ANSWER}

@points(1)
def test_secret(submission):
    "A claim that says nothing of the input"
    BODY
"""

BODIES = {
    "close": "close(submission.f(SECRET), ANSWER)",
    "close of arrays": "close(submission.f([SECRET, 1.0]), [ANSWER, 2.0, 3.0])",
    "equal": "equal(submission.f(SECRET), str(ANSWER))",
    "assert": "value = submission.f(SECRET)\n"
    "    assert value == ANSWER, f'{value} is not {ANSWER}'",
    "assert without a text": "assert submission.f(SECRET) == ANSWER",
    "pytest.fail": "pytest.fail(f'{submission.f(SECRET)} is not {ANSWER}')",
    "raises": "with pytest.raises(KeyError):\n        submission.f(SECRET)",
    "raises and matches": "with pytest.raises(ValueError, match='nothing like it'):\n"
    "        submission.f(SECRET)",
    "a broken check": "submission.f(SECRET); raise RuntimeError(f'{SECRET} {ANSWER}')",
    "an object": "submission.Thing(SECRET).value",
    "unchanged": "submission.f(np.array([SECRET])); unchanged(submission)",
    "a call-back": "submission.f(lambda: SECRET)",
}

TELLTALES = {
    "returns it": "return x",
    "returns it as text": "return str(x)",
    "returns it in a list": "return [str(x), x]",
    "returns it as a key": "return {str(x): 1}",
    "prints it": "print(x); return None",
    "prints it on standard error": "import sys; print(x, file=sys.stderr)",
    "raises it": "raise ValueError(str(x))",
    "raises it as a name": "raise type(f'E{x}'.replace('.', ''), (Exception,), {})(x)",
    "raises it as a key": "return {}[x]",
    "raises it as a note": "e = ValueError(); e.add_note(str(x)); raise e",
    "raises a chain of it": "try:\n        {}[x]\n"
    "    except KeyError as e:\n        raise ValueError(x) from e",
    "exits with it": "raise SystemExit(str(x))",
    "stops with it": "raise StopIteration(x)",
    "returns an object of that name": "return type(f'T{x}'.replace('.', ''), (), {})()",
    "returns an error of that name": "return ValueError(x)",
    "has it as a structured dtype": "return np.zeros(1, [(f'f{x}', float)])",
    "warns of it": "import warnings; warnings.warn(str(x)); return None",
    "changes its argument": "try:\n        x[0] = 5\n    except Exception: pass\n"
    "    return x",
    "calls what it is given": "return x() if callable(x) else x",
    "fails with what it is given": "raise ValueError(x() if callable(x) else x)",
}

SUBMISSION = """
import numpy as np

def f(x):
    {body}

class Thing:
    def __init__(self, x):
        self.x = x
    @property
    def value(self):
        return f(self.x)
"""


def digits(text: str) -> str:
    """Everything that could be read as digits, so that no notation hides a number."""
    return "".join(c for c in text if c.isdigit())


@pytest.mark.parametrize("telltale", TELLTALES)
def test_a_hidden_check_gives_no_input_and_no_answer_away(
    make_exercise, judged, telltale
):
    checks = (
        HIDDEN.replace("BODY", body).replace("test_secret", f"test_secret_{i}")
        for i, body in enumerate(BODIES.values())
    )
    exercise = make_exercise("", "".join(checks))

    judgement = judged(exercise, SUBMISSION.format(body=TELLTALES[telltale]))

    text = judgement.to_json().decode()
    for number in (SECRET, ANSWER):
        assert str(number) not in text
        assert f"{number:.6g}" not in text
    for body, result in zip(BODIES, judgement.checks, strict=True):
        assert result.claim == "A claim that says nothing of the input"
        assert (result.input, result.yours, result.expected, result.printed) == (
            "", "", "", "",
        )  # fmt: skip
        shown = digits(result.message + result.pattern)
        for number in (SECRET, ANSWER):
            assert digits(str(number))[:4] not in shown, body


@pytest.mark.parametrize(
    "encoding",
    [
        "return np.zeros([int(c) for c in str(x) if c.isdigit()][:3] + [0])",
        "return np.zeros((0, int(x), int(x * 1000) % 10000))",
        "return [0.0] * int(x)",
    ],
)
def test_a_shape_gives_no_hidden_input_away(make_exercise, judged, encoding):
    hidden = HIDDEN.replace("BODY", "close(submission.f(SECRET), [1.0, 2.0])")
    for spec in (
        "functions: {f: {args: {x: number}}}",
        "functions: {f: {args: {x: number}, returns: {kind: array, shape: [2]}}}",
    ):
        judgement = judged(
            make_exercise("", hidden, spec=spec), SUBMISSION.format(body=encoding)
        )

        (result,) = judgement.checks
        assert result.verdict != "passed"
        assert digits(str(SECRET))[:3] not in digits(result.message + result.pattern)


def test_a_factor_gives_no_hidden_answer_away(make_exercise, judged):
    hidden = HIDDEN.replace("BODY", "close(submission.f(SECRET), [ANSWER, ANSWER])")

    judgement = judged(make_exercise("", hidden), "def f(x):\n    return [1.0, 1.0]\n")

    assert "926" not in judgement.checks[0].pattern


# -- a public check shows everything -------------------------------------------------------


def test_a_public_check_shows_input_both_values_and_the_first_difference(
    make_exercise, judged
):
    exercise = make_exercise(
        "def test_a(submission):\n"
        "    close(submission.f([1.0, 2.0], scale=3.0), [3.0, 6.0])\n"
    )
    source = "def f(x, scale):\n    print('so far so good')\n    return [3.0, 5.0]\n"

    (check,) = judged(exercise, source).checks

    assert check.input == "f([1, 2], scale=3)"
    assert (check.yours, check.expected) == ("[3, 5]", "[3, 6]")
    assert check.message == "1 of 2 values differ; first at [1]: got 5, expected 6"
    assert check.printed == "so far so good\n"


OPTIMIZER = """\
classes:
  Optimizer:
    args: {lr: number}
    methods:
      step:
        args: {w: {kind: array, shape: [n]}, g: {kind: array, shape: [n]}}
        returns: none
        changes: [w]
      moved: {args: {g: {kind: array}}, returns: {kind: array}}
"""

MOVES_BY_LR = """\
class Optimizer:
    def __init__(self, lr):
        self.lr = lr

    def step(self, w, g):
        w -= self.lr * g

    def moved(self, g):
        return -self.lr * g
"""

LAST_CALL = "Optimizer(0.5).step([-3, -2], [4, 0])"


@pytest.mark.parametrize(
    ("compared", "call"),
    [
        ("path[0], [9.0, -2.0]", "Optimizer(0.5).step([0, 0], [2, 4])"),
        ("path[1], [9.0, -2.0]", "Optimizer(0.5).step([-1, -2], [4, 0])"),
        ("path[2], [9.0, -2.0]", LAST_CALL),
        ("moved, [9.0, -2.0]", "Optimizer(0.5).moved(g=[1, 3])"),
        ("path[0][0], 9.0", LAST_CALL),  # no call gave this number alone
        ("path, np.zeros((3, 2))", LAST_CALL),
    ],
)
def test_the_call_is_shown_that_gave_what_is_compared(
    make_exercise, judged, compared, call
):
    body = (
        "optimizer, w, path = submission.Optimizer(0.5), np.zeros(2), []",
        "moved = optimizer.moved(g=np.array([1.0, 3.0]))",
        "for g in ([2.0, 4.0], [4.0, 0.0], [4.0, 0.0]):",
        "    optimizer.step(w, np.array(g)); path.append(w.copy())",
        f"close({compared})",
    )
    public = "def test_a(submission):\n" + "".join(f"    {line}\n" for line in body)

    (check,) = judged(make_exercise(public, spec=OPTIMIZER), MOVES_BY_LR).checks

    assert check.verdict == "failed"
    assert check.input == call


def test_numbers_that_look_the_same_are_shown_with_more_digits(make_exercise, judged):
    exercise = make_exercise(
        "def test_a(submission):\n    close(submission.f(), [0.9, 1.1])\n"
        "def test_b(submission):\n    close(submission.f(), [0.5, 1.1])\n"
    )

    a, b = judged(exercise, "def f():\n    return [0.9, 1.10000125]\n").checks

    assert (a.yours, a.expected) == ("[0.9, 1.10000125]", "[0.9, 1.1]")
    assert a.message.endswith("got 1.10000125, expected 1.1")
    assert (b.yours, b.expected) == ("[0.9, 1.1]", "[0.5, 1.1]")


def test_a_public_check_shows_the_learners_own_line(make_exercise, judged):
    exercise = make_exercise("def test_a(submission):\n    submission.f(1)\n")

    (check,) = judged(
        exercise, "import math\n\ndef f(x):\n    return math.sqrt(-x)   # here\n"
    ).checks

    assert (check.where, check.code) == ("sample.py:4", "return math.sqrt(-x)   # here")
    assert check.message == "ValueError: math domain error"


def test_a_hidden_check_shows_type_and_own_line_of_what_was_raised(
    make_exercise, judged
):
    exercise = make_exercise("", "def test_a(submission):\n    submission.f(1)\n")

    (check,) = judged(
        exercise, "class Mine(KeyError): pass\ndef f(x):\n    raise Mine(x)\n"
    ).checks

    assert check.message == "KeyError"
    assert (check.where, check.code) == ("sample.py:3", "raise Mine(x)")


def test_a_hidden_check_still_says_what_was_wrong(make_exercise, judged):
    exercise = make_exercise(
        "",
        "def test_a(submission):\n    close(submission.f(1), [1.0, 2.0])\n",
        wrong={"reversed": "def f(x):\n    return [2.0, 1.0]\n"},
    )

    judgement = judged(exercise, "def f(x):\n    return [2.0, 1.0]\n")

    (check,) = judgement.checks
    assert check.message == "2 of 2 values differ"
    assert check.pattern == "the entries are right, in the opposite order"
    assert check.misconception == "reversed"
    assert judgement.misconceptions[0].text == "You believe reversed."


def test_the_law_that_failed_is_said_under_a_hidden_check_too(make_exercise, judged):
    exercise = make_exercise(
        "", "def test_a(submission):\n    holds(submission.f(1) > 2, 'it must grow')\n"
    )

    assert judged(exercise, "def f(x):\n    return 0\n").checks[0].message == (
        "it must grow"
    )


def test_a_check_that_passed_or_was_skipped_shows_no_details(make_exercise, judged):
    exercise = make_exercise(
        "def test_a(submission):\n    close(submission.f(1.0), 1.0)\n"
        "def test_b(submission):\n    close(submission.g(1.0), 1.0)\n"
        "@needs('b')\ndef test_c(submission):\n    close(submission.f(1.0), 1.0)\n"
    )

    passed, _, skipped = judged(
        exercise, "def f(x):\n    print('noise')\n    return x\n"
    ).checks

    for check in (passed, skipped):
        assert (check.input, check.yours, check.expected, check.printed) == ("",) * 4
        assert (check.where, check.code) == (None, "")


def test_a_line_that_is_not_in_the_file_is_not_shown(make_exercise, judged):
    exercise = make_exercise("def test_a(submission):\n    submission.f(1)\n")
    source = """
code = compile('\\n' * 500 + '1 / 0', 'sample.py', 'exec')
def f(x):
    exec(code)
"""

    (check,) = judged(exercise, source).checks

    assert check.where in {None, "sample.py:4"}


def test_what_is_shown_is_bounded(make_exercise, judged):
    exercise = make_exercise(
        "def test_a(submission):\n    equal(submission.f(1), 'relu')\n"
    )

    judgement = judged(
        exercise, "def f(x):\n    print('y' * 50_000)\n    return 'x' * 1_000_000\n"
    )

    (check,) = judgement.checks
    assert len(check.yours) <= MAX_VALUE
    assert len(check.printed) <= MAX_PRINTED
    assert len(judgement.to_json()) < 20_000


@pytest.mark.parametrize(
    "body",
    [
        "raise ValueError('x' * 1_000_000)",
        "raise type('E' * 100_000, (Exception,), {})()",
        "return {'k' * 100_000: 1}",
        "return [[]] * 10_000",
        "return 10 ** 5000",
        "x" + " + x" * 20_000,
    ],
)
def test_no_submission_makes_the_feedback_long(make_exercise, judged, body):
    exercise = make_exercise(
        "def test_a(submission):\n    equal(submission.f(1), 2)\n",
        "def test_b(submission):\n    equal(submission.f(1), 2)\n",
    )

    judgement = judged(exercise, f"def f(x):\n    {body}\n")

    assert judgement.status == "failed"
    assert len(judgement.to_json()) < 20_000


# -- values ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "True"),
        (np.True_, "True"),
        (3, "3"),
        (np.int64(3), "3"),
        (0.1 + 0.2, "0.3"),
        (np.float64(1 / 3), "0.333333"),
        (1e-12, "1e-12"),
        (float("nan"), "nan"),
        (1 + 2j, "(1+2j)"),
        ("text", "'text'"),
        ("\x1b[31m", "'\\x1b[31m'"),
        (b"\0", "b'\\x00'"),
        ([], "[]"),
        ([1.0, [2.5, None]], "[1, [2.5, ]]"),
        ((1.0,), "(1)"),
        ({"a": 1.0, 2: [0.5]}, "{'a': 1, 2: [0.5]}"),
        ({"b", "a"}, "{'a', 'b'}"),
        (set(), "set()"),
        (np.array([1.0, 0.5]), "[1, 0.5]"),
        (np.array([[1, 2], [3, 4]]), "[[1, 2], [3, 4]]"),
        (np.array(2.5), "2.5"),
        (np.array([True]), "[ True]"),
        (np.zeros((0, 2)), "[]"),
        (len, "<a function>"),
    ],
)
def test_a_value_is_shown_as_a_learner_would_type_it(value, shown):
    assert show_value(value) == shown


def test_a_long_value_is_shortened():
    assert show_value(np.zeros(1000)) == "[0, 0, 0, ..., 0, 0, 0]"
    assert show_value("x" * 1000).endswith("x…")
    assert len(show_value(["x" * 1000] * 1000)) == MAX_VALUE


def test_a_value_is_shown_on_one_line():
    assert "\n" not in show_value(np.arange(10_000).reshape(100, 100))
    assert "\n" not in show_value("a\nb")
