"""What a grader's author writes with: every comparison and what it says."""

from __future__ import annotations

import re

import numpy as np
import pytest

from grader import checks
from grader.checks import (
    MARKS,
    CheckFailed,
    agrees_with_slopes,
    close,
    equal,
    fresh,
    gradient_close,
    holds,
    increasing,
    invariant,
    law,
    mutated,
    needs,
    number,
    points,
    slopes,
    smaller,
    sums_to_one,
    symmetric,
    unchanged,
)
from grader.explain import in_words

NAN, INF = np.nan, np.inf
SECRET = 7351.8462


def failure(check, *args, **kwargs) -> CheckFailed:
    with pytest.raises(CheckFailed) as caught:
        check(*args, **kwargs)
    return caught.value


# -- close ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (1.0, 1.0),
        (1, 1.0),
        (1.0 + 1e-12, 1.0),
        (0.0, -0.0),
        (5e-13, 0.0),
        (INF, INF),
        ([-INF, 1.0], [-INF, 1.0]),
        (np.float32(0.5), 0.5),
        (np.array([[1, 2]]), [[1.0, 2.0]]),
        (np.zeros((0, 3)), np.zeros((0, 3))),
        ([True, False], [True, False]),
        (True, 1.0),
        (2 + 1j, 2 + 1j),
        (2.0, 2 + 0j),
    ],
)
def test_close_accepts(actual, expected):
    assert close(actual, expected) is None


@pytest.mark.parametrize(
    ("actual", "expected", "said", "redacted"),
    [
        (0.5, 0.25, "got 0.5, expected 0.25", "the value is not the right one"),
        (1 + 1e-6, 1.0, "got 1.000001, expected 1", "the value is not the right one"),
        (NAN, 1.0, "got nan, expected 1", "the first is nan"),
        (1.0, NAN, "got 1, expected nan", "the value is not the right one"),
        (NAN, NAN, "got nan, expected nan", "the first is nan"),
        (INF, 1.0, "got inf, expected 1", "the first is infinite"),
        (1.0, INF, "got 1, expected inf", "the value is not the right one"),
        (-INF, INF, "got -inf, expected inf", "the first is infinite"),
        (
            [[1.0, 2.0], [3.0, 9.0]],
            [[1.0, 2.0], [4.0, 8.0]],
            "2 of 4 values differ; first at [1, 0]: got 3, expected 4",
            "2 of 4 values differ",
        ),
        (
            [1.0, NAN, 3.0],
            [1.0, 2.0, 3.0],
            "1 of 3 values differ; first at [1]: got nan, expected 2",
            "1 of 3 values differ; the first is nan",
        ),
        (
            [1 + 1j, 2.0],
            [1 + 2j, 2.0],
            "1 of 2 values differ; first at [0]: got 1+1j, expected 1+2j",
            "1 of 2 values differ",
        ),
        (
            [True, True],
            [True, False],
            "1 of 2 values differ; first at [1]: got True, expected False",
            "1 of 2 values differ",
        ),
        ([7, 8], [7, 9], "1 of 2 values differ; first at [1]: got 8, expected 9",
         "1 of 2 values differ"),
    ],
)  # fmt: skip
def test_close_says_the_first_difference(actual, expected, said, redacted):
    failed = failure(close, actual, expected)

    assert (str(failed), failed.redacted) == (said, redacted)


@pytest.mark.parametrize(
    ("actual", "expected", "said"),
    [
        (np.zeros(3), np.zeros((3, 1)), "shape (3,), expected (3, 1)"),
        (np.zeros((1, 3)), np.zeros(3), "shape (1, 3), expected (3,)"),
        (1.0, np.ones(2), "shape of a single number, expected (2,)"),
        ([1.0], 1.0, "shape (1,), expected of a single number"),
        ([], [1.0], "shape (0,), expected (1,)"),
        (
            np.zeros(10_000),
            [1.0],
            "shape another one, expected (1,)",
        ),
    ],
)
def test_close_never_broadcasts(actual, expected, said):
    failed = failure(close, actual, expected)

    assert str(failed) == failed.redacted == said


@pytest.mark.parametrize(
    ("actual", "said"),
    [
        (None, "expected numbers, got NoneType"),
        ("0.5", "expected numbers, got str"),
        (b"0.5", "expected numbers, got bytes"),
        (["a", "b"], "expected numbers, got list"),
        ({"a": 1}, "expected numbers, got dict"),
        ({1.0}, "expected numbers, got set"),
        (np.array([1, None]), "expected numbers, got ndarray"),
        (1j, "expected real numbers, got complex ones"),
        (np.array([0.5 + 0j]), "expected real numbers, got complex ones"),
    ],
)
def test_close_wants_numbers(actual, said):
    failed = failure(close, actual, [0.5])

    assert str(failed) == failed.redacted == said


JUNK = {
    "none": None,
    "a string": "0.5",
    "bytes": b"0.5",
    "a dict": {"a": 1},
    "a set": {"a", 1},
    "an empty list": [],
    "nested lists of unequal lengths": [[1.0], [1.0, 2.0]],
    "a list of strings": ["a", "b"],
    "objects": np.array([1, None], dtype=object),
    "dates": np.array(["2020-01-01"], dtype="datetime64[D]"),
    "strings": np.array(["a", "b", "c"]),
    "a very long integer": 10**400,
    "complex": np.array([1j, 2, 3]),
    "no axes": np.array(2.0),
    "too many axes": np.zeros((1,) * 40),
    "nan": np.full(3, NAN),
    "booleans": np.array([True, False, True]),
}
COMPARISONS = {
    "close": lambda value: close(value, [1.0, 2.0, 3.0]),
    "gradient_close": lambda value: gradient_close(value, [1.0, 2.0, 3.0]),
    "equal": lambda value: equal(value, [1, 2, 3]),
    "equal to a word": lambda value: equal(value, "relu"),
    "equal to None": lambda value: equal(value, None),
    "sums_to_one": sums_to_one,
    "increasing": lambda value: increasing([1, 2, 3], value),
    "symmetric": lambda value: symmetric(lambda a, b: value if a == 1 else 0.0, 1, 2),
    "invariant": lambda value: invariant(
        lambda z: value if z[0] == 1 else 0.0, np.ones(1), lambda z: z + 1, "adding"
    ),
    "agrees_with_slopes": lambda value: agrees_with_slopes(
        value, lambda p: float(p.sum() + p[0]), np.ones(3)
    ),
}


@pytest.mark.parametrize("name", JUNK)
@pytest.mark.parametrize("comparison", COMPARISONS)
def test_no_value_makes_a_comparison_crash(comparison, name):
    """Anything else that is raised here would be a broken check."""
    if comparison == "equal to None" and name == "none":
        assert COMPARISONS[comparison](None) is None
        return

    failed = failure(COMPARISONS[comparison], JUNK[name])

    assert str(failed)
    assert failed.redacted


def test_close_keeps_both_sides_for_public_checks():
    failed = failure(close, [1.0, 2.0], [1.0, 3.0])

    assert (failed.yours, failed.expected) == ([1.0, 2.0], [1.0, 3.0])


@pytest.mark.parametrize(
    ("tolerance", "accepted"),
    [({}, False), ({"rtol": 1e-3}, True), ({"atol": 1e-2}, True), ({"rtol": 0}, False)],
)
def test_close_is_as_strict_as_it_is_told(tolerance, accepted):
    if accepted:
        assert close(1.0005, 1.0, **tolerance) is None
    else:
        assert str(failure(close, 1.0005, 1.0, **tolerance)).startswith("got 1.0005")


def test_the_tolerance_is_relative_to_the_expected_value():
    assert close(1e12 + 100, 1e12) is None
    assert failure(close, 1e12 + 10_000, 1e12)


def test_integers_are_compared_exactly_whatever_the_tolerance():
    big = 2**60

    assert close(big, big) is None
    assert failure(close, big + 1, big, rtol=1.0)


def test_close_warns_of_nothing_on_extreme_values():
    assert failure(close, [1e308, -1e308], [-1e308, 1e308])
    assert failure(close, np.array([250], np.uint8), np.array([5], np.uint8))


P = np.array([[0.5, 0.25, 0.25], [0.1, 0.2, 0.7]])  # rows add up to 1
W = np.array([[1.0, 2.5, 3.0], [4.0, 5.0, 7.0]])
TRANSPOSED = "the result is transposed: its rows are the columns that are asked for"


@pytest.mark.parametrize(
    ("actual", "expected", "pattern"),
    [
        (-W, W, "every sign is the opposite"),
        (W.T, W, TRANSPOSED),
        ([[1.0, 3.0], [2.0, 4.0]], [[1.0, 2.0], [3.0, 4.0]], TRANSPOSED),
        (3 * W, W, ("every number is too large by a factor of 3, the number of entries "
         "along an axis: is a sum meant to be a mean?")),
        (W / 6, W, ("every number is too small by a factor of 6, the number of entries: "
         "is there a division too many?")),
        (1.5 * W, W, "every number is too large by the same factor, 1.5"),
        (W / 1.25, W, "every number is too small by the same factor, 1.25"),
        (-0.5 * W, W, "every number has the opposite sign and 0.5 times the size"),
        (W + 1, W, ("every number is off by the same amount: is a constant missing or "
         "added twice?")),
        (np.add(W, [[1], [2]]), W, "in each row, every number is off by the same amount"),
        (np.add(W, [1, 2, 4]), W, "in each column, every number is off by the same amount"),
        (np.trunc(W), W, ("the decimals were cut off: somewhere the numbers became "
         "integers")),
        (np.round(W + 0.1), W + 0.1, "the numbers were rounded to integers"),
        ([[1, 0, 0], [0, 0, 1]], P, ("each row has a single 1 where probabilities are "
         "asked for")),
        (P * [[2], [3]], P, "the proportions are right, and they do not add up to 1"),
        (P / P.sum(axis=0), P, "the columns add up to 1 where the rows are meant to"),
        (P**2 / np.sum(P**2), P, ("all entries together add up to 1 where each row is "
         "meant to")),
        (1 - W, W, "each number is 1 minus the right one"),
        (W[::-1], W, "the entries are right, in the opposite order"),
        ([NAN, 1.0], [1.0, 1.0], ("nan comes from 0/0, inf/inf or inf - inf: somewhere "
         "before this a number overflowed, or zero was divided by zero")),
        ([-INF, 1.0], [1.0, 1.0], "-inf is what log gives for zero"),
        ([INF, 1.0], [1.0, 1.0], ("inf comes from an overflow, of exp for example, or "
         "from a division by zero")),
        (W[0][:, None], W[0], ("the numbers are right, and the result has an axis too "
         "many")),
        (W[0], W[:1], "the numbers are right, and the result has an axis too few"),
        (W[:1].reshape(3, 1, 1), W[:1].reshape(1, 3, 1), ("the numbers are right, and the "
         "result has its axes in another order")),
        (W.sum(), W, "all entries were added up into one number"),
        (W.mean(), W, "all entries were averaged into one number"),
        (W, W.sum(), "the sum over the entries is missing"),
        (W, W.mean(), "the mean over the entries is missing"),
        (np.ones((3, 3)), W[0], ("an array of shape (n,) met one of shape (n, 1): NumPy "
         "made a table of all pairs out of them")),
        ([1.0, 5.0], [1.0, 2.0], ""),
        ([1.0, 5.0], [INF, 2.0], ""),
        ([1.0 + 1j, 2.0], [1.0 + 2j, 2.0], ""),
        ([1.0, 2.0, 3.0], [1.0, 2.0], ""),
        ([0.0, 0.0], [1.0, 2.0], ""),
    ],
)  # fmt: skip
def test_close_names_the_pattern_of_a_difference(actual, expected, pattern):
    found = failure(close, actual, expected).pattern

    assert in_words(found, numbers=True) == pattern
    hidden = in_words(found, numbers=False)
    assert not re.search(r"[2-9]|\d\.\d", hidden)


def test_a_wrong_gradient_is_placed_beside_the_right_one():
    failed = failure(gradient_close, [1.0, 2.5, 2.5], [1.0, 2.0, 3.0])

    shown = in_words(failed.pattern, numbers=True)
    assert "0.96 times the length" in shown
    hidden = in_words(failed.pattern, numbers=False)
    assert not re.search(r"\d|n = n", hidden)
    assert gradient_close([1.0, 2.0 + 1e-7], [1.0, 2.0]) is None


# -- equal -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (3, 3),
        (3, 3.0),
        (np.int64(3), 3),
        (True, True),
        (np.True_, True),
        (None, None),
        ("relu", "relu"),
        (b"x", b"x"),
        ({"a", "b"}, {"b", "a"}),
        (set(), set()),
        ([0, 1, 1, 0], np.array([0, 1, 1, 0])),
        (np.array([[1.0]]), [[1]]),
        ([], []),
    ],
)
def test_equal_accepts(actual, expected):
    assert equal(actual, expected) is None


@pytest.mark.parametrize(
    ("actual", "expected", "said"),
    [
        (1, True, "got 1, expected True"),
        (True, 1, "got True, expected 1"),
        (0.0, False, "got 0.0, expected False"),
        (None, 0, "got None, expected 0"),
        (0, None, "got 0, expected None"),
        ("1", 1, "got '1', expected 1"),
        ("Relu", "relu", "got 'Relu', expected 'relu'"),
        (b"x", "x", "got b'x', expected 'x'"),
        (False, True, "got False, expected True"),
        (None, False, "got None, expected False"),
        ({"b", "a"}, {"a"}, "got {'a', 'b'}, expected {'a'}"),
        (set(), {3}, "got set(), expected {3}"),
        ({"a"}, "a", "got {'a'}, expected 'a'"),
    ],
)
def test_equal_tells_kinds_apart(actual, expected, said):
    failed = failure(equal, actual, expected)

    assert str(failed) == said
    assert failed.redacted == "the value is not the right one"
    assert (failed.yours, failed.expected) == (actual, expected)


def test_a_comparison_says_what_it_is_about():
    for compare in (close, gradient_close):
        for wrong in ([1.0, 3.0], [1.0], "x"):
            failed = failure(compare, wrong, [1.0, 2.0], part="dW[1]")

            assert str(failed).startswith("dW[1]: ")
            assert failed.redacted.startswith("dW[1]: ")


def test_equal_is_exact_to_the_last_bit():
    said = str(failure(equal, 1.0 + 2**-52, 1.0))

    assert said == "got 1.0000000000000002, expected 1"
    assert failure(equal, NAN, NAN)


def test_equal_compares_an_array_with_a_string_without_crashing():
    failed = failure(equal, np.array([1.0, 2.0]), "relu")

    assert failed.redacted == "the value is not the right one"


# -- laws --------------------------------------------------------------------------


def test_holds_says_its_sentence_to_everybody():
    failed = failure(holds, np.False_, "the result is not sorted")

    assert str(failed) == failed.redacted == "the result is not sorted"
    assert holds(np.True_, "never said") is None


@pytest.mark.parametrize(
    ("values", "axis", "accepted"),
    [
        ([0.25, 0.75], -1, True),
        ([[0.5, 0.5], [0.1, 0.9]], -1, True),
        ([[0.5, 0.5], [0.5, 0.5]], 0, True),
        ([[0.5, 0.1], [0.5, 0.9]], -1, False),
        ([0.5, NAN], -1, False),
        ([INF, -INF], -1, False),
    ],
)
def test_sums_to_one(values, axis, accepted):
    if accepted:
        assert sums_to_one(values, axis) is None
    else:
        assert "not 1" in failure(sums_to_one, values, axis).redacted


def test_sums_to_one_counts_the_slices_that_do_not():
    failed = failure(sums_to_one, [[0.5, 0.5], [0.5, 0.25], [1.0, 1.0]])

    assert str(failed) == "2 of 3 sums are not 1; the first is 0.75"
    assert failed.redacted == "2 of 3 sums are not 1"


def test_increasing_names_the_first_pair_that_does_not_grow():
    failed = failure(increasing, [1, 2, 3], [0.5, 0.75, 0.25])

    assert (
        str(failed)
        == "from input 2 to 3 the result goes from 0.75 to 0.25: it must grow"
    )
    assert failed.redacted == "a larger input did not give a larger result"


def test_increasing_can_allow_a_plateau_and_never_a_nan():
    assert increasing([1, 2, 3], [0.0, 0.0, 1.0], strictly=False) is None
    assert failure(increasing, [1, 2, 3], [0.0, 0.0, 1.0])
    assert failure(increasing, [1, 2], [0.0, NAN], strictly=False)


def test_invariant_reports_a_small_input_that_still_fails():
    x = np.array([1.0, -2.6, 3.0, 4.0])

    failed = failure(
        invariant, lambda z: np.abs(z) - z, x, lambda z: z - 1.0, "subtracting 1"
    )

    assert str(failed) == "subtracting 1 changes the result, for example for [-3.0]"
    assert failed.redacted == "subtracting 1 changes the result"


def test_invariant_accepts_what_changes_nothing():
    assert invariant(np.ptp, np.arange(4.0), lambda z: z + 3, "adding 3") is None


@pytest.mark.parametrize(
    "empty",
    [
        lambda: increasing([1, 2, 3], []),
        lambda: increasing([1, 2, 3], [5.0]),
        lambda: sums_to_one(np.zeros((0, 3))),
    ],
)
def test_no_law_holds_for_an_answer_that_is_empty(empty):
    assert failure(empty).redacted


def test_symmetric_exchanges_the_arguments():
    a, b = np.array([1.0, 2.0]), np.array([3.0, 5.0])

    assert symmetric(np.add, a, b) is None
    failed = failure(symmetric, np.subtract, a, b)
    assert str(failed) == "exchanging the two arguments changes the result"


def test_slopes_are_central_differences_of_any_shape():
    x = np.array([[1.0, -2.0], [0.5, 3.0]])

    measured = slopes(lambda p: float((p**3).sum()), x)

    np.testing.assert_allclose(measured, 3 * x**2, rtol=1e-8)
    assert slopes(lambda p: 4 * float(p), 2.0) == pytest.approx(4.0)


def test_slopes_leave_the_point_alone():
    x = np.array([1.0, 2.0])

    slopes(lambda p: p.__setitem__(0, 99.0) or 1.0, x)

    assert x.tolist() == [1.0, 2.0]


def test_a_gradient_agrees_with_measured_slopes():
    x = np.array([1.0, -2.0])

    assert agrees_with_slopes(2 * x, lambda p: float(p @ p), x) is None
    assert agrees_with_slopes(np.zeros(2), lambda p: 1.0, x) is None


@pytest.mark.parametrize(
    ("gradient", "said"),
    [
        ([2.0, 4.0], "the gradient and the measured slopes differ"),
        ([NAN, 1.0], "the gradient and the measured slopes differ"),
        ([[2.0, -4.0]], "shape (1, 2), expected (2,)"),
    ],
)
def test_a_gradient_that_disagrees_is_refused(gradient, said):
    x = np.array([1.0, -2.0])

    failed = failure(agrees_with_slopes, gradient, lambda p: float(p @ p), x)

    assert str(failed).startswith(said)
    assert not re.search(r"0\.\d", failed.redacted)


def test_smaller_stops_when_nothing_simpler_fails():
    x = np.array([0.123456, 7.0])

    found = smaller(lambda z: 7.0 in z, x)

    assert found.tolist() == [7.0]


def test_smaller_gives_up_after_its_tries():
    calls = []

    smaller(lambda z: calls.append(z) is None, np.arange(64.0), tries=3)

    assert len(calls) == 3


# -- what hidden checks may say --------------------------------------------------------


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: close(SECRET, SECRET + 1),
        lambda: close([SECRET, 1.0], [1.0, SECRET]),
        lambda: close([SECRET, SECRET], [1.0, 2.0]),
        lambda: close(np.full((2, 2), SECRET), np.eye(2)),
        lambda: gradient_close([SECRET, 1.0], [1.0, 1.0]),
        lambda: equal(SECRET, 1.0),
        lambda: equal(str(SECRET), "a"),
        lambda: equal(None, SECRET),
        lambda: sums_to_one([SECRET, 1.0]),
        lambda: increasing([1.0, SECRET], [2.0, 1.0]),
        lambda: increasing([1.0, 2.0], [SECRET, 1.0]),
        lambda: invariant(float, SECRET, lambda z: z + 1, "adding 1"),
        lambda: symmetric(lambda a, b: a, SECRET, 1.0),
        lambda: agrees_with_slopes([SECRET], lambda p: float(p[0]), [SECRET]),
    ],
)
def test_the_redacted_sentence_quotes_no_value(attempt):
    with pytest.raises(CheckFailed) as caught:
        attempt()

    assert caught.value.redacted
    said = caught.value.redacted + in_words(caught.value.pattern, numbers=False)
    assert "7351" not in said.replace(".", "")
    assert "7.35" not in said


# -- marks ----------------------------------------------------------------------------


def test_marks_say_what_a_check_is_worth_and_needs():
    @points(2)
    @needs("test_first", "second")
    @law("it is one")
    @fresh
    def test_something():
        pass

    assert getattr(test_something, MARKS) == {
        "points": 2.0,
        "needs": ("first", "second"),
        "law": "it is one",
        "fresh": True,
    }


def test_marks_of_one_check_are_not_those_of_another():
    @points(1)
    def test_one():
        pass

    @points(3)
    def test_other():
        pass

    assert getattr(test_one, MARKS) == {"points": 1.0}
    assert getattr(test_other, MARKS) == {"points": 3.0}


# -- what a call left behind ----------------------------------------------------------


class Called:
    """Stands for a submission whose last call changed these arguments."""

    def __init__(self, *names: str) -> None:
        self.__learn_session__ = self
        self.last_mutated = names


def test_unchanged_names_the_arguments_that_were_changed():
    assert unchanged(Called()) is None
    assert mutated(Called("x", "y")) == ("x", "y")
    failed = failure(unchanged, Called("x", "y"))
    assert str(failed) == "the call changed its argument `x` and `y` in place"
    assert failed.redacted == str(failed)


# -- numbers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (True, "True"),
        (np.False_, "False"),
        (3, "3"),
        (np.int8(-3), "-3"),
        (10**12, "1000000000000"),
        (0.1 + 0.2, "0.3"),
        (np.float32(1e-20), "1e-20"),
        (1 / 3, "0.333333"),
        (1 - 2j, "1-2j"),
        (np.complex64(1j), "0+1j"),
        (NAN, "nan"),
        (-INF, "-inf"),
    ],
)
def test_numbers_are_written_with_the_digits_that_a_person_compares(value, written):
    assert number(value) == written


def test_everything_public_in_checks_says_what_it_does():
    public = [
        value
        for name, value in vars(checks).items()
        if callable(value) and getattr(value, "__module__", "") == checks.__name__
        and not name.startswith("_")
    ]  # fmt: skip

    assert len(public) > 10
    assert all(value.__doc__ for value in public)
