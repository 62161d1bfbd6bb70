"""Hidden checks. Oracles: calculus, laws, gradients broken on purpose."""

import numpy as np
import pytest

from grader.checks import close, equal, holds, needs, points, unchanged

SMOOTH = (  # functions of three numbers, each with its derivative
    (
        lambda x: np.exp(3 * x[0] - x[1] + x[2] / 2),
        lambda x: np.exp(3 * x[0] - x[1] + x[2] / 2) * np.array([3, -1, 0.5]),
    ),
    (lambda x: np.sum(np.sin(x)), lambda x: np.cos(x)),
    (lambda x: x[0] * x[1] * x[2], lambda x: np.prod(x) / x),
    (
        lambda x: np.sum(x**3) + x[0] * x[1] ** 2,
        lambda x: 3 * x**2 + np.array([x[1] ** 2, 2 * x[0] * x[1], 0]),
    ),
    (
        lambda x: np.log1p(np.exp(2 * x[0] + x[1] - x[2])),
        lambda x: np.array([2, 1, -1]) / (1 + np.exp(x[2] - 2 * x[0] - x[1])),
    ),
    (lambda x: np.sqrt(np.sum(x**2)), lambda x: x / np.sqrt(np.sum(x**2))),
)

# A 3-4-1 network, four samples: biases not zero, no entry of Z1 near the kink.
INPUTS = np.array(
    [[0.5, -1.2, 0.9, 1.4], [1.1, 0.3, -0.7, 0.6], [-0.4, 0.8, 1.3, -1.0]]
)
LABELS = np.array([[1.0, 0.0, 0.0, 1.0]])
NET = {
    "W1": np.array(
        [[0.6, -0.9, 0.4], [-0.7, 0.5, 1.1], [0.3, 0.8, -0.5], [1, 0.2, 0.7]]
    ),
    "b1": np.array([[0.25], [-0.35], [0.15], [0.4]]),
    "W2": np.array([[0.9, -0.6, 0.7, -0.8]]),
    "b2": np.array([[0.3]]),
}
PAIR = {
    "W": np.array([[0.1, -0.4, 0.7], [1.3, 0.2, -0.6]]),
    "b": np.array([[0.3], [2]]),
}


def forward(net):
    Z1 = net["W1"] @ INPUTS + net["b1"]
    P = 1 / (1 + np.exp(-net["W2"] @ np.maximum(Z1, 0) - net["b2"]))
    return Z1, P


def loss(net):
    P = forward(net)[1]
    return -np.mean(LABELS * np.log(P) + (1 - LABELS) * np.log(1 - P))


def backward(mask=True, transpose=True, extra_slope=False):
    """Gradients of the loss, right or with one planted mistake."""
    Z1, P = forward(NET)
    dZ2 = (P - LABELS) * (P * (1 - P) if extra_slope else 1) / LABELS.size
    dA1 = NET["W2"].T @ dZ2 if transpose else NET["W2"] * dZ2
    dZ1 = dA1 * (Z1 > 0) if mask else dA1
    return {
        "W1": dZ1 @ INPUTS.T,
        "b1": dZ1.sum(axis=1, keepdims=True),
        "W2": dZ2 @ np.maximum(Z1, 0).T,
        "b2": dZ2.sum(axis=1, keepdims=True),
    }


def pair_loss(pair):
    return np.sum(pair["W"] ** 2) + np.sum(pair["b"] ** 2)


@points(2)
@needs("slopes_by_hand")
def test_smooth_functions(submission, rng):
    """With the default step, 1e-5, smooth functions get slopes right to seven digits"""
    x = rng.uniform(0.4, 1.4, 3)
    for f, derivative in SMOOTH:
        close(submission.numerical_gradient(f, x), derivative(x), rtol=1e-7)
    x = np.array([2e-5, -1e-5])  # so small that the step itself can be seen:
    # with u = 1e5 x, ((u + 1)^3 - (u - 1)^3) / 2e-5 = 1e5 (3 u^2 + 1)
    slopes = submission.numerical_gradient(lambda x: np.sum((1e5 * x) ** 3), x)
    close(slopes, [13e5, 4e5], rtol=1e-7)


@points(1)
@needs("slopes_by_hand")
def test_any_shape(submission):
    """The gradient is float64 and has the shape of x: no axis, a matrix, three axes"""
    for shape in ((), (1, 1), (2, 3), (2, 1, 2)):
        scale = np.arange(1.0, 1.0 + np.prod(shape)).reshape(shape)

        def f(x, scale=scale):
            return np.sum(scale * x**2) / 2

        x = np.asarray(scale / 4 - 0.6)
        close(submission.numerical_gradient(f, x), scale * x, rtol=1e-7, atol=1e-9)
    slopes = submission.numerical_gradient(lambda x: np.float32(0.7), [1.0, 2.0])
    holds(slopes.dtype == np.float64, "the gradient is not a float64 array")


@points(1)
@needs("verdicts")
def test_eps_is_the_step(submission):
    """The entries move by the eps that was given, to measure as to check"""
    x = np.array([1.0, -2.0])
    slopes = submission.numerical_gradient(lambda x: np.sum(x**3), x, eps=0.5)
    # ((x + h)^3 - (x - h)^3) / (2 h) = 3 x^2 + h^2
    close(slopes, [3.25, 12.25])
    ok, _ = submission.gradient_check(lambda x: np.sum(x**3), slopes, x, eps=0.5)
    equal(ok, True)


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


@points(1)
@needs("relative_error_by_hand")
def test_opposite_and_swapped(submission, rng):
    """Opposite arrays are at 1, equal ones at 0, and the order does not matter"""
    a, b = rng.normal(size=(2, 3, 2))
    close(submission.relative_error(a, -a), 1.0)
    close(submission.relative_error(a, a), 0.0)
    close(submission.relative_error(2 * a, b), submission.relative_error(b, 2 * a))


@points(0.5)
@needs("relative_error_by_hand")
def test_scale_does_not_matter(submission):
    """Two tiny or two huge arrays are as far apart as the same pair of middle size"""
    a, b = np.array([1.0, -2.0, 0.5]), np.array([1.1, -1.7, 0.6])
    middle = submission.relative_error(a, b)
    for scale in (1e-9, 1e6):
        close(submission.relative_error(scale * a, scale * b), middle, rtol=1e-2)


@points(2)
@needs("verdicts")
def test_broken_gradients_are_rejected(submission):
    """Seven gradients, each broken in its own way, are all rejected"""
    scale, X = np.array([[1.0, 2.0], [3.0, 5.0]]), np.array([[0.5, -1.0], [1.5, 0.7]])
    right = scale * X
    one_entry = right * np.array([[1.0, 1.0], [1.0, 1.01]])
    other_loss = scale * X**2
    broken = (one_entry, right.T, -right, 2 * right, right / 4, 0 * right, other_loss)
    for gradient in broken:
        ok, _ = submission.gradient_check(
            lambda X: np.sum(scale * X**2) / 2, gradient, X
        )
        equal(ok, False)


@points(1)
@needs("verdicts")
def test_tiny_and_huge_gradients(submission):
    """Right gradients of any size are accepted and broken ones are not"""
    x = np.array([0.5, -1.5, 2.0])
    for scale in (1e-9, 1e6):

        def f(x, scale=scale):
            return scale * np.sum(x**2)

        ok, _ = submission.gradient_check(f, 4.0 * scale * x, x)
        equal(ok, False)
        ok, _ = submission.gradient_check(f, 2.0 * scale * x, x)
        equal(ok, True)


@points(2)
@needs("one_error_per_parameter")
def test_network_bugs_are_named(submission):
    """In a 3-4-1 network exactly the parameters with a broken gradient stand out"""
    cases = (
        (backward(mask=False), {"W1", "b1"}),
        (backward(transpose=False), {"W1", "b1"}),
        (backward(extra_slope=True), set(NET)),
        (backward(), set()),
    )
    for grads, broken in cases:
        errors = submission.check_network(NET, loss, grads)
        holds(set(errors) == set(NET), "the result has not exactly the right names")
        found = {name for name in errors if not errors[name] < 1e-6}
        holds(found == broken, "another set of parameters stands out than is broken")


@points(1)
@needs("one_error_per_parameter")
def test_parameters_are_left_alone(submission):
    """All parameters are what they were, even if the loss raises an error"""
    grads = {name: 2 * value for name, value in PAIR.items()}
    submission.check_network(PAIR, pair_loss, grads)
    unchanged(submission)
    calls = []

    def failing_loss(pair):
        calls.append(pair)
        if len(calls) == 2:
            raise FloatingPointError("the loss has no value here")
        return pair_loss(pair)

    with pytest.raises(FloatingPointError):
        submission.check_network(PAIR, failing_loss, grads)
    unchanged(submission)
