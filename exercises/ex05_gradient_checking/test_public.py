"""Public checks. The expected numbers are worked by hand in the comments."""

import numpy as np
import pytest

from grader.checks import close, equal, holds, needs, points, unchanged


def paraboloid(x):
    """x0^2 x1 - 3 x1, with the gradient (2 x0 x1, x0^2 - 3)."""
    x = np.asarray(x, dtype=float)
    return float(x[0] ** 2 * x[1] - 3.0 * x[1])


def neuron_loss(params):
    """Square of w x + b - y for the input (2, -1) and the target 1.5."""
    z = float(np.sum(np.ravel(params["w"]) * [2.0, -1.0]) + np.sum(params["b"]))
    return (z - 1.5) ** 2


@points(2.5)
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


@points(2.5)
@needs("slopes_by_hand", "relative_error_by_hand")
def test_one_error_per_parameter(submission):
    """A network check reports one relative error under each parameter's name"""
    params = {"w": np.array([[1.0, 3.0]]), "b": np.array([[0.5]])}
    # z - y = 2 - 3 + 0.5 - 1.5 = -2, so dw = -4 * (2, -1) and db = -4
    grads = {"w": np.array([[-24.0, 12.0]]), "b": np.array([[-8.0]])}
    errors = submission.check_network(params, neuron_loss, grads)
    holds(set(errors) == {"w", "b"}, "the result has not exactly the parameters' names")
    close(errors["w"], 1 / 2, rtol=1e-6)  # tripled: 2 / (3 + 1)
    close(errors["b"], 1 / 3, rtol=1e-6)  # doubled: 1 / (2 + 1)
    grads = {"w": np.array([[-8.0, 4.0]]), "b": np.array([[-8.0]])}
    errors = submission.check_network(params, neuron_loss, grads)
    close(errors["b"], 1 / 3, rtol=1e-6)
    holds(errors["w"] < 1e-6, "a right gradient got an error of 1e-6 or more")


@points(0.5)
@needs("slopes_by_hand")
def test_points_and_matrices(submission):
    """The gradient has the shape of x, for a matrix and for a number without axes"""
    slope = submission.numerical_gradient(lambda x: np.sum(x**2), np.array(1.5))
    close(slope, 3.0, rtol=1e-7)
    X = np.array([[1.0, -2.0, 0.5], [3.0, 0.25, -1.0]])
    scale = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    slopes = submission.numerical_gradient(lambda X: np.sum(scale * X**2), X)
    close(slopes, [[2.0, -8.0, 3.0], [24.0, 2.5, -12.0]], rtol=1e-7)


@points(0.5)
@needs("slopes_by_hand")
def test_eps_is_the_step(submission):
    """The entries move by the eps that was given"""
    x = np.array([1.0, -2.0])
    slopes = submission.numerical_gradient(lambda x: np.sum(x**3), x, eps=0.5)
    # ((x + h)^3 - (x - h)^3) / (2 h) = 3 x^2 + h^2
    close(slopes, [3.25, 12.25])


@points(0.5)
@needs("verdicts")
def test_eps_is_passed_on(submission):
    """A check measures with the eps that was given"""
    x, wide = np.array([1.0, -2.0]), np.array([3.25, 12.25])
    # these are the slopes with eps = 0.5, and not the gradient 3 x^2
    ok, _ = submission.gradient_check(lambda x: np.sum(x**3), wide, x, eps=0.5)
    equal(ok, True)


@points(0.5)
@needs("slopes_by_hand", "relative_error_by_hand")
def test_whole_numbers(submission):
    """Integers are read as floats, in an array as in a list, signed or unsigned"""
    slopes = submission.numerical_gradient(lambda x: np.sum(x**2), np.array([3, 4]))
    close(slopes, [6.0, 8.0], rtol=1e-7)
    slopes = submission.numerical_gradient(lambda x: x[0] * x[1], [2, -3])
    close(slopes, [-3.0, 2.0], rtol=1e-7)
    a, b = np.array([[3, 0, 2], [1, 4, 2]], dtype=np.uint8)
    # distance sqrt(4 + 16), lengths sqrt(13) and sqrt(21)
    close(submission.relative_error(a, b), 20**0.5 / (13**0.5 + 21**0.5))


@points(0.5)
@needs("slopes_by_hand")
def test_x_is_left_alone(submission):
    """Afterwards x is what it was, to the last bit"""
    x = np.array([0.1, -1.3, 3.3e-7])  # adding and subtracting eps changes last bits
    submission.numerical_gradient(lambda x: np.sum(x**2), x)
    unchanged(submission)


@points(0.5)
@needs("x_is_left_alone")
def test_x_survives_an_error(submission):
    """An error of f comes through, and x is what it was even then"""
    calls = []

    def f(x):
        calls.append(x)
        if len(calls) == 2:
            raise FloatingPointError("the loss has no value here")
        return np.sum(x**2)

    with pytest.raises(FloatingPointError):
        submission.numerical_gradient(f, np.array([0.1, 0.7, -1.3]))
    unchanged(submission)


@points(0.5)
@needs("slopes_by_hand")
def test_calls_of_f(submission):
    """The function f is called at most twice per entry and two more times"""
    calls = []

    def f(x):
        calls.append(x)
        return np.sum(x**2)

    submission.numerical_gradient(f, np.array([0.5, -1.0, 2.0, 0.25, -0.75]))
    holds(len(calls) <= 12, "f was called more often than 2 * x.size + 2 times")


@points(0.5)
@needs("slopes_by_hand")
def test_array_losses_are_refused(submission):
    """A function that returns an array of any length is refused with ValueError"""
    for f in (lambda x: x**2, lambda x: np.sum(x**2, keepdims=True)):
        with pytest.raises(ValueError):
            submission.numerical_gradient(f, np.array([1.0, 2.0, -0.5]))


@points(0.5)
@needs("slopes_by_hand")
def test_eps_must_be_positive(submission):
    """A step that is negative or zero is refused with ValueError"""
    for eps in (-1e-5, 0.0):
        with pytest.raises(ValueError):
            submission.numerical_gradient(lambda x: x[0] * x[1], [1.0, 2.0], eps=eps)


@points(0.5)
@needs("relative_error_by_hand")
def test_two_zeros(submission):
    """Two arrays of zeros have no relative error"""
    close(submission.relative_error(np.zeros((2, 3)), np.zeros((2, 3))), 0.0)


@points(0.5)
@needs("verdicts")
def test_nan_is_rejected(submission):
    """A gradient that holds a nan is rejected"""
    x = np.array([0.5, -1.5, 2.0])
    gradient = 2.0 * x * [np.nan, 1.0, 1.0]
    ok, _ = submission.gradient_check(lambda x: np.sum(x**2), gradient, x)
    equal(ok, False)


@points(0.5)
@needs("verdicts")
def test_other_shapes_are_refused(submission):
    """A gradient of another shape than x is refused with ValueError"""
    x = np.array([[0.5, -1.5, 2.0]])
    for gradient in (6.0 * x[0], 6.0 * x.T):
        with pytest.raises(ValueError):
            submission.gradient_check(lambda x: np.sum(x**2), gradient, x)


@points(0.5)
@needs("one_error_per_parameter")
def test_network_shapes_are_compared(submission):
    """In a network, a gradient that lost an axis is refused with ValueError"""
    params = {"w": np.array([[1.0, 3.0]]), "b": np.array([[0.5]])}
    grads = {"w": np.array([-24.0, 12.0]), "b": np.array([[-8.0]])}
    with pytest.raises(ValueError):
        submission.check_network(params, neuron_loss, grads)


@points(0.5)
@needs("one_error_per_parameter")
def test_names_must_agree(submission):
    """A parameter without a gradient, or the reverse, is refused with ValueError"""
    params = {"w": np.array([[1.0, 3.0]]), "b": np.array([[0.5]])}
    w, b = np.array([[-24.0, 12.0]]), np.array([[-8.0]])
    with pytest.raises(ValueError):
        submission.check_network(params, neuron_loss, {"w": w})
    with pytest.raises(ValueError):
        submission.check_network(params, neuron_loss, {"w": w, "b": b, "c": b})
