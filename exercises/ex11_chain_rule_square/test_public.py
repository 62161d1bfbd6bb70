"""Public checks: cases small enough to follow with pencil and paper."""

import numpy as np
import pytest

from grader.checks import close, known_by, needs, points, unchanged


def exact(actual, expected):
    """Compare to twelve digits."""
    close(actual, expected, rtol=1e-12)


def measured(actual, expected):
    """Compare to six digits."""
    close(actual, expected, rtol=1e-6, atol=1e-6)


@points(1)
def test_output(submission):
    """The output is the square of x times w plus b: 49 for 2, 3 and 1"""
    y, _, _ = submission.square_unit(2.0, 3.0, 1.0)
    known_by(submission, "y", y)
    exact(y, 49.0)
    y, _, _ = submission.square_unit(-1.5, 0.5, 2.0)
    known_by(submission, "y", y)
    exact(y, 1.5625)


@points(1.5)
def test_slope_of_the_weight(submission):
    """For 2, 3 and 1 the slope with respect to w is 28; for -1.5, 0.5 and 2 it is -3.75"""
    # z = 7, so dy/dz = 14; z grows by 2 when w grows by 1
    _, dw, _ = submission.square_unit(2.0, 3.0, 1.0)
    known_by(submission, "dy_dw", dw)
    exact(dw, 28.0)
    # z = 1.25, so dy/dz = 2.5; z falls by 1.5 when w grows by 1
    _, dw, _ = submission.square_unit(-1.5, 0.5, 2.0)
    known_by(submission, "dy_dw", dw)
    exact(dw, -3.75)


@points(1.5)
def test_slope_of_the_bias(submission):
    """For -1.5, 0.5 and 2 the slope with respect to b is 2.5; for 2, 3 and 1 it is 14"""
    # z = 1.25; z grows by 1 when b grows by 1
    _, _, db = submission.square_unit(-1.5, 0.5, 2.0)
    known_by(submission, "dy_db", db)
    exact(db, 2.5)
    _, _, db = submission.square_unit(2.0, 3.0, 1.0)
    known_by(submission, "dy_db", db)
    exact(db, 14.0)


@points(1)
def test_measured_slopes(submission):
    """Measured with the default step the slopes of 2, 3 and 1 are 28 and 14"""
    dw, db = submission.numeric_check(2.0, 3.0, 1.0)
    measured(dw, 28.0)
    measured(db, 14.0)


@points(0.5)
@needs("measured_slopes")
def test_measured_with_a_large_step(submission):
    """Central differences of a square are exact, even with a step of 0.5"""
    dw, db = submission.numeric_check(-1.5, 0.5, 2.0, eps=0.5)
    measured(dw, -3.75)
    measured(db, 2.5)


@points(0.5)
@needs("output", "slope_of_the_weight", "slope_of_the_bias")
def test_whole_numbers(submission):
    """Whole numbers go in, floats come out"""
    y, dw, db = submission.square_unit(4, -2, 3)
    exact([y, dw, db], [25.0, -40.0, -10.0])


@points(0.5)
@needs("output", "slope_of_the_weight", "slope_of_the_bias")
def test_many_inputs(submission):
    """An array of inputs gives an array of each result"""
    x = np.array([1.0, -2.0, 0.5])
    y, dw, db = submission.square_unit(x, 2.0, 1.0)  # z = 3, -3, 2
    exact(y, [9.0, 9.0, 4.0])
    exact(dw, [6.0, 12.0, 2.0])
    exact(db, [6.0, -6.0, 4.0])


@points(0.5)
@needs("measured_slopes")
def test_zero_step_is_refused(submission):
    """A step of 0 is refused with ValueError"""
    with pytest.raises(ValueError):
        submission.numeric_check(2.0, 3.0, 1.0, eps=0.0)


@points(0.5)
@needs("slope_of_the_weight")
def test_arguments_stay_as_they_are(submission):
    """The caller's arrays are not changed"""
    submission.square_unit(np.array([0.5, 2.0]), np.array([1.5, -0.5]), 0.25)
    unchanged(submission)
