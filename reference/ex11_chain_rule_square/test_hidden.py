"""Hidden checks: the square multiplied out, laws, measured slopes, broadcasting."""

import numpy as np
import pytest

from grader.checks import close, law, needs, points

BY_HAND = ("output", "slope_of_the_weight", "slope_of_the_bias")


def multiplied_out(x, w, b):
    """Return (x w + b)^2 = x^2 w^2 + 2 x w b + b^2 and its slopes, term by term."""
    y = x * x * w * w + 2 * x * w * b + b * b
    return y, 2 * x * x * w + 2 * x * b + 0 * y, 2 * x * w + 2 * b + 0 * y


def exact(actual, expected):
    """Compare to eleven digits: the terms multiplied out may cancel."""
    close(actual, expected, rtol=1e-11, atol=1e-11)


def measured(actual, expected):
    """Compare to six digits."""
    close(actual, expected, rtol=1e-6, atol=1e-6)


@points(0.5)
@needs(*BY_HAND)
@law("The same square without an inside, so without a chain rule.")
def test_any_numbers(submission, rng):
    """Multiplying the square out first gives the same slopes"""
    for x, w, b in rng.uniform(-2.0, 2.0, (4, 3)):
        results = submission.square_unit(float(x), float(w), float(b))
        exact(list(results), list(multiplied_out(x, w, b)))


@points(0.5)
@needs(*BY_HAND)
@law("Where slopes vanish and where they do not, without numbers.")
def test_flat_places(submission, rng):
    """Where the inside is 0 all slopes are; where the input is 0 only that of w is"""
    w = float(rng.integers(1, 5))
    results = submission.square_unit(2.0, w, -2.0 * w)
    exact(list(results), [0.0, 0.0, 0.0])
    results = submission.square_unit(0.0, w, -1.5)
    exact(list(results), [2.25, 0.0, -3.0])


@points(0.5)
@needs(*BY_HAND, "many_inputs", "measured_slopes")
def test_broadcasting(submission, rng):
    """Inputs, weights and biases of different shapes are broadcast against each other"""
    for shapes in (
        ((3,), (), (3,)),
        ((), (), (2,)),
        ((2, 1), (3,), ()),
        ((), (2,), ()),
    ):
        x, w, b = (rng.uniform(0.3, 1.5, shape) for shape in shapes)
        for mine, theirs in zip(
            submission.square_unit(x, w, b), multiplied_out(x, w, b), strict=True
        ):
            exact(mine, theirs)
        dw, db = submission.numeric_check(x, w, b)
        _, expected_dw, expected_db = multiplied_out(x, w, b)
        measured(dw, expected_dw)
        measured(db, expected_db)


@points(0.5)
@needs(*BY_HAND, "many_inputs", "measured_slopes")
def test_lists_and_small_integers(submission):
    """Lists, and whole numbers of a small dtype, count as the numbers they hold"""
    y, dw, db = submission.square_unit([1.0, 2.0], [0.5, -1.0], 0.25)
    exact(y, [0.5625, 3.0625])
    exact(dw, [1.5, -7.0])
    exact(db, [1.5, -3.5])
    x, w = np.array([100, 3], dtype=np.int8), np.array([2, 100], dtype=np.int8)
    y, dw, db = submission.square_unit(x, w, np.array([1, 5], dtype=np.int8))
    exact(y, [40401.0, 93025.0])
    exact(dw, [40200.0, 1830.0])
    exact(db, [402.0, 610.0])
    dw, db = submission.numeric_check([1.0, 2.0], [0.5, -1.0], [0.25, 0.25])
    measured(dw, [1.5, -7.0])
    measured(db, [1.5, -3.5])


@points(0.5)
@needs("measured_slopes")
def test_negative_step_is_refused(submission, rng):
    """A negative step is refused with ValueError"""
    for eps in (-1e-5, -float(rng.uniform(0.1, 1.0))):
        with pytest.raises(ValueError):
            submission.numeric_check(2.0, 3.0, 1.0, eps)
