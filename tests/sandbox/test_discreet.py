"""What is said about a hidden check carries no number of the submission's choice."""

from __future__ import annotations

import numpy as np
import pytest

from grader.checks import CheckFailed, close, sums_to_one
from grader.discreet import discreet, some_of
from grader.model import Contract, Function
from grader.sandbox import contract


@pytest.mark.parametrize(
    ("text", "known", "said"),
    [
        ("got (28, 91, 76)", (), "got (n, n, n)"),
        ("expected (64, 10), got (64, 20)", (64, 10), "expected (64, 10), got (64, n)"),
        ("got (63, 11)", (64, 10), "got (63, 11)"),
        ("got (3, 0, 9)", (), "got (3, 0, 9)"),
        ("item 28917: expected a string", (), "item n: expected a string"),
        ("expected an array of dtype float64, got int32", (),
         "expected an array of dtype float64, got int32"),
        ("`layer_12` returned a list of length 12", (),
         "`layer_12` returned a list of length n"),
        ("no number", (12,), "no number"),
    ],
)  # fmt: skip
def test_only_digits_and_what_is_known_is_said(text, known, said):
    assert discreet(text, known) == said


def test_a_count_is_exact_where_it_has_few_answers():
    assert some_of(3, 1000) == "3 of 1000"
    assert some_of(2891, 5000) == "some of 5000"
    assert some_of(5000, 5000) == "5000 of 5000"


def test_the_contract_and_the_call_say_which_lengths_are_known():
    spec = Contract(kind="array", shape=("...", "n", 784))
    text = "expected (32, 784), got (28, 31, 785, 91)"

    said = contract.redact(text, spec, {"n": 32, "...": (28,)})

    assert said == "expected (32, 784), got (28, 31, 785, n)"


def test_a_wrong_shape_is_said_in_full_only_where_the_check_is_public(submit, problem):
    returns = Contract(kind="array", shape=("n",))
    spec = Function({"x": Contract(kind="array", shape=("n",))}, returns)
    source = "import numpy as np\ndef f(x):\n    return np.zeros((12, 28))\n"
    task = submit(source, functions={"f": spec})

    said = problem(task.f, np.zeros(12))

    assert said.message.endswith("wrong shape: expected (12,), got (12, 28)")
    assert said.redacted.endswith("wrong shape: expected (12,), got (12, n)")


def test_what_a_submission_binds_itself_is_not_known_for_that(submit, problem):
    pair = tuple(Contract(kind="array", shape=("free",)) for _ in range(2))
    spec = Function({}, Contract(kind="tuple", items=pair))
    source = "import numpy as np\ndef f():\n    return np.zeros(28), np.zeros(91)\n"

    said = problem(submit(source, functions={"f": spec}).f)

    assert said.message.endswith("expected (28,), got (91,)")
    assert said.redacted.endswith("expected (n,), got (n,)")


@pytest.mark.parametrize(
    ("check", "said"),
    [
        (lambda: close(np.zeros((28, 10)), np.zeros((5, 10))),
         "shape (n, 10), expected (5, 10)"),
        (lambda: close(np.arange(5000) % 2, np.zeros(5000)),
         "some of 5000 values differ"),
        (lambda: close(np.arange(50) % 2, np.zeros(50)), "25 of 50 values differ"),
        (lambda: sums_to_one(np.zeros((28, 2))), "n of n sums are not 1"),
    ],
)  # fmt: skip
def test_a_comparison_says_no_more_either(check, said):
    with pytest.raises(CheckFailed) as failed:
        check()

    assert failed.value.redacted == said
