"""Public checks: the worked example, other depths, no penalty, refusals."""

import numpy as np
import pytest

from grader.checks import close, equal, needs, points, unchanged

# Squares: 4 + 1 + 0 + 1/4 + 9 + 4 and 1 + 16 + 1/4, 35.5 together.
# Absolute values: 2 + 1 + 0 + 1/2 + 3 + 2 and 1 + 4 + 1/2, 14 together.
PARAMS = {
    "W1": np.array([[2.0, -1.0, 0.0], [0.5, 3.0, -2.0]]),
    "b1": np.array([[1.0, -2.0, 0.5]]),
    "W2": np.array([[1.0], [-4.0], [0.5]]),
    "b2": np.array([[3.0]]),
}
SIGNS = {
    "W1": np.array([[1.0, -1.0, 0.0], [1.0, 1.0, -1.0]]),
    "W2": np.array([[1.0], [-1.0], [1.0]]),
}
LAM, M = 0.6, 4  # lam / m is 0.15

# A layer with a single input has weights in the shape of a bias.
ONE_LAYER = {"W1": np.array([[0.5, -2.0]]), "b1": np.array([[4.0, 3.0]])}
FOUR_LAYERS = {
    **{f"W{n}": np.full((n, n + 1), 0.5) for n in (1, 2, 3, 4)},
    **{f"b{n}": np.full((1, n + 1), 0.25) for n in (1, 2, 3, 4)},
}


def same(actual, slopes, params=PARAMS):
    """Compare gradients with the slopes of the weights, and with zeros for biases."""
    equal(sorted(actual) == sorted(params), True)
    for name, value in params.items():
        close(actual[name], slopes.get(name, np.zeros(value.shape)))


@points(2)
def test_squares(submission):
    """The L2 penalty is lam / (2 m) times the sum of all squared weights"""
    close(submission.l2_penalty(PARAMS, LAM, M), 2.6625)


@points(2)
def test_l2_slopes(submission):
    """The L2 gradient is lam / m times the weight, and 0 for biases"""
    slopes = {name: 0.15 * PARAMS[name] for name in ("W1", "W2")}
    same(submission.l2_grads(PARAMS, LAM, M), slopes)


@points(2)
def test_absolute_values(submission):
    """The L1 penalty is lam / m times the sum of all absolute weights"""
    close(submission.l1_penalty(PARAMS, LAM, M), 2.1)


@points(2)
def test_l1_slopes(submission):
    """The L1 gradient is lam / m times the sign of the weight, and 0 for biases"""
    slopes = {name: 0.15 * sign for name, sign in SIGNS.items()}
    same(submission.l1_grads(PARAMS, LAM, M), slopes)


@points(1)
@needs("squares", "l2_slopes", "absolute_values", "l1_slopes")
def test_any_number_of_layers(submission):
    """Networks of four layers and of one are charged in the same way"""
    # 2 + 6 + 12 + 20 weights of one half
    close(submission.l2_penalty(FOUR_LAYERS, 3.0, 6), 2.5)
    close(submission.l2_penalty(ONE_LAYER, 3.0, 6), 1.0625)
    close(submission.l1_penalty(FOUR_LAYERS, 3.0, 6), 10.0)
    close(submission.l1_penalty(ONE_LAYER, 3.0, 6), 1.25)
    halves = {name: FOUR_LAYERS[name] / 2 for name in ("W1", "W2", "W3", "W4")}
    same(submission.l2_grads(FOUR_LAYERS, 3.0, 6), halves, FOUR_LAYERS)
    slopes = {"W1": np.array([[0.5, -0.5]])}
    same(submission.l1_grads(ONE_LAYER, 3.0, 6), slopes, ONE_LAYER)


@points(0.5)
@needs("squares", "l2_slopes", "absolute_values", "l1_slopes")
def test_switched_off(submission):
    """With a lam of 0 the penalties and all slopes are 0"""
    close(submission.l2_penalty(PARAMS, 0.0, M), 0.0)
    close(submission.l1_penalty(PARAMS, 0.0, M), 0.0)
    same(submission.l2_grads(PARAMS, 0.0, M), {})
    same(submission.l1_grads(PARAMS, 0.0, M), {})


@points(0.5)
@needs("squares", "l2_slopes", "absolute_values", "l1_slopes")
def test_the_caller_keeps_them(submission):
    """The parameters of the caller are not changed"""
    for function in (
        submission.l2_grads,
        submission.l1_grads,
        submission.l2_penalty,
        submission.l1_penalty,
    ):
        function(PARAMS, LAM, M)
        unchanged(submission)


def refused(submission, lam, m):
    """Require that all four functions refuse these numbers."""
    for function in (
        submission.l2_penalty,
        submission.l1_penalty,
        submission.l2_grads,
        submission.l1_grads,
    ):
        with pytest.raises(ValueError):
            function(PARAMS, lam, m)


@points(0.5)
@needs("squares", "l2_slopes", "absolute_values", "l1_slopes")
def test_negative_lam(submission):
    """A negative lam is refused with ValueError by all four"""
    refused(submission, -0.25, M)


@points(0.5)
@needs("squares", "l2_slopes", "absolute_values", "l1_slopes")
def test_no_rows(submission):
    """An m of 0 or below is refused with ValueError by all four, and 1 is accepted"""
    refused(submission, LAM, 0)
    refused(submission, LAM, -3)
    close(submission.l1_penalty(PARAMS, LAM, 1), 8.4)
