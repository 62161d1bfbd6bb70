"""Hidden checks: another formula for the slope, its symmetry, powers one by one."""

import math

import numpy as np
import pytest

from grader.checks import close, holds, law, needs, points


def bell(x):
    """Return the slope of the sigmoid by its symmetric form, for one number."""
    return 1 / (2 * math.cosh(x / 2)) ** 2


def to_six_digits(actual, expected):
    """Compare each number by its own size, however small it is."""
    close(actual, expected, rtol=1e-6, atol=1e-30)


@points(0.5)
@needs("sigmoid_column", "relu_column")
def test_any_shape(submission, rng):
    """Both results have the shape of x: matrices, columns, no entries at all"""
    for shape in ((2, 3), (4, 1), (0,)):
        x = rng.uniform(0.2, 8.0, shape) * rng.choice([-1.0, 1.0], shape)
        sig, relu = submission.gradient_table(x)
        to_six_digits(sig, np.reshape([bell(v) for v in x.flat], shape))
        close(relu, np.reshape([float(v > 0) for v in x.flat], shape))


@points(0.5)
@needs("sigmoid_column", "relu_column")
def test_small_whole_numbers(submission, rng):
    """Small and unsigned integer dtypes count as the numbers they hold"""
    for dtype in (np.int8, np.uint8):
        x = rng.integers(1, 9, 4).astype(dtype)
        sig, relu = submission.gradient_table(x)
        to_six_digits(sig, [bell(int(v)) for v in x])
        close(relu, np.ones(4))


@points(0.5)
@needs("sigmoid_column")
@law("What saturation means, stated without the formula.")
def test_flat_on_both_sides(submission, rng):
    """The sigmoid's slope is alike on both sides and falls away from 0"""
    x = np.sort(rng.uniform(0.3, 9.0, 6))
    right, _ = submission.gradient_table(x)
    left, _ = submission.gradient_table(-x)
    to_six_digits(left, right)
    holds(np.all(np.diff(right) < 0), "the slope grows somewhere on the way out")
    holds(np.all(np.asarray(right) < 0.25), "the slope is above a quarter")


@points(0.5)
@needs("three_layers")
@law(
    "A power is repeated multiplication; numbers of layers that nobody knows beforehand."
)
def test_one_layer_after_another(submission, rng):
    """Each further layer multiplies by the slope once more"""
    x = rng.uniform(0.5, 3.0)
    for layers in (1, 2, int(rng.integers(4, 9)), 20):
        for place in (x, -x):
            sig, relu = submission.product_through_layers(place, layers)
            to_six_digits(sig, math.prod([bell(place)] * layers))
            close(relu, float(place > 0))


@points(0.5)
@needs("three_layers")
def test_fewer_than_no_layers(submission, rng):
    """A negative number of layers is refused with ValueError"""
    for layers in (-1, -int(rng.integers(2, 9))):
        with pytest.raises(ValueError):
            submission.product_through_layers(0.5, layers)
