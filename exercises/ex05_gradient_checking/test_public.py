"""Public checks. The expected numbers are worked by hand in the comments."""

import numpy as np

from grader.checks import close, equal, holds, needs, points


def paraboloid(x):
    """x0^2 x1 - 3 x1, with the gradient (2 x0 x1, x0^2 - 3)."""
    x = np.asarray(x, dtype=float)
    return float(x[0] ** 2 * x[1] - 3.0 * x[1])


def neuron_loss(params):
    """Square of w x + b - y for the input (2, -1) and the target 1.5."""
    z = float(np.sum(np.ravel(params["w"]) * [2.0, -1.0]) + np.sum(params["b"]))
    return (z - 1.5) ** 2


@points(3)
def test_slopes_by_hand(submission):
    """Each entry of the numerical gradient is the slope along that entry alone"""
    gradient = submission.numerical_gradient(paraboloid, np.array([2.0, -1.5]))
    # 2 * 2 * (-1.5) = -6 and 2^2 - 3 = 1
    close(gradient, [-6.0, 1.0], rtol=1e-7)


@points(2)
def test_relative_error_by_hand(submission):
    """The relative error is the distance over the sum of the two lengths"""
    # lengths 3 and 4, distance 5
    close(submission.relative_error([3.0, 0.0], [0.0, 4.0]), 5 / 7)
    # lengths 3 and 6, distance 3
    close(submission.relative_error([1.0, -2.0, 2.0], [2.0, -4.0, 4.0]), 1 / 3)


@points(2)
@needs("slopes_by_hand", "relative_error_by_hand")
def test_verdicts(submission):
    """A doubled gradient is rejected and the right one is accepted"""
    x = np.array([2.0, -1.5])
    ok, error = submission.gradient_check(paraboloid, np.array([-12.0, 2.0]), x)
    close(error, 1 / 3, rtol=1e-6)
    equal(ok, False)
    ok, error = submission.gradient_check(paraboloid, np.array([-6.0, 1.0]), x)
    holds(error < 1e-6, "the error reported for a right gradient is not below 1e-6")
    equal(ok, True)


@points(3)
@needs("verdicts")
def test_one_error_per_parameter(submission):
    """A network check reports one relative error under each parameter's name"""
    params = {"w": np.array([[1.0, 3.0]]), "b": np.array([[0.5]])}
    # z - y = 2 - 3 + 0.5 - 1.5 = -2, so dw = -4 * (2, -1) and db = -4; b is doubled
    grads = {"w": np.array([[-8.0, 4.0]]), "b": np.array([[-8.0]])}
    errors = submission.check_network(params, neuron_loss, grads)
    holds(set(errors) == {"w", "b"}, "the result has not exactly the parameters' names")
    close(errors["b"], 1 / 3, rtol=1e-6)
    holds(errors["w"] < 1e-6, "a right gradient got an error of 1e-6 or more")
