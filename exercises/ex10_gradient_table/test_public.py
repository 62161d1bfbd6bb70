"""Public checks: the table of the task text, computed with `math`; ten layers."""

import math

import numpy as np
import pytest

from grader.checks import close, known_by, needs, points, unchanged


def bell(x):
    """Return the slope of the sigmoid by its symmetric form, for one number."""
    return 1 / (2 * math.cosh(x / 2)) ** 2


def to_six_digits(actual, expected):
    """Compare each number by its own size, however small it is."""
    close(actual, expected, rtol=1e-6, atol=1e-30)


@points(1.5)
def test_sigmoid_column(submission):
    """The sigmoid's slopes at -10, -5, 0, 5 and 10 are right to six digits"""
    x = np.array([-10.0, -5.0, 0.0, 5.0, 10.0])
    sig, _ = submission.gradient_table(x)
    known_by(submission, "sigmoid", sig)
    to_six_digits(sig, [bell(v) for v in x])


@points(1.5)
def test_relu_column(submission):
    """ReLU's slopes at -10, -5, 0, 5 and 10 are 0, 0, 0, 1 and 1"""
    x = np.array([-10.0, -5.0, 0.0, 5.0, 10.0])
    _, relu = submission.gradient_table(x)
    known_by(submission, "relu", relu)
    close(relu, [0.0, 0.0, 0.0, 1.0, 1.0])


@points(1)
def test_ten_layers(submission):
    """At 0 ten sigmoids leave 0.25 to the power 10, and ten ReLUs leave 0"""
    sig, relu = submission.product_through_layers(0.0, 10)
    to_six_digits(sig, 0.25**10)
    close(relu, 0.0)


@points(1)
def test_three_layers(submission):
    """At 2 three sigmoids leave about 0.00116, and three ReLUs leave 1"""
    sig, relu = submission.product_through_layers(2.0, 3)
    to_six_digits(sig, bell(2.0) ** 3)
    close(relu, 1.0)


@points(0.5)
@needs("sigmoid_column")
def test_far_out(submission):
    """At -800 and 800 the sigmoid's slope is 0"""
    sig, _ = submission.gradient_table(np.array([-800.0, 800.0]))
    close(sig, [0.0, 0.0])


@points(0.5)
@needs("sigmoid_column", "relu_column")
def test_lists_of_whole_numbers(submission):
    """A list of whole numbers works, and floats come out"""
    sig, relu = submission.gradient_table([-2, 0, 3])
    to_six_digits(sig, [bell(-2), 0.25, bell(3)])
    close(relu, [0.0, 0.0, 1.0])


@points(0.5)
@needs("sigmoid_column", "relu_column")
def test_one_number(submission):
    """One number gives two numbers"""
    sig, relu = submission.gradient_table(1.5)
    to_six_digits(sig, bell(1.5))
    close(relu, 1.0)


@points(0.5)
@needs("three_layers")
def test_no_layers_are_refused(submission):
    """Zero layers are refused with ValueError"""
    with pytest.raises(ValueError):
        submission.product_through_layers(2.0, 0)


@points(0.5)
@needs("relu_column")
def test_the_array_stays_as_it_is(submission):
    """The caller's array is not changed"""
    submission.gradient_table(np.array([0.8, -0.3, 1.9]))
    unchanged(submission)
