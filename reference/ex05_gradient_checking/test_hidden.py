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


@points(0.5)
@needs("verdicts")
def test_any_step(submission, rng):
    """Whatever eps is given, it is the step, to measure as to check"""
    x, h = rng.uniform(-2.0, 2.0, 3), rng.uniform(0.1, 0.9)
    slopes = submission.numerical_gradient(lambda x: np.sum(x**3), x, eps=h)
    # ((x + h)^3 - (x - h)^3) / (2 h) = 3 x^2 + h^2
    close(slopes, 3 * x**2 + h**2)
    ok, _ = submission.gradient_check(lambda x: np.sum(x**3), slopes, x, eps=h)
    equal(ok, True)


@points(0.5)
@needs("slopes_by_hand", "relative_error_by_hand")
def test_integers_count_as_floats(submission, rng):
    """Integers give the same as the floats of that value"""
    x = rng.permutation([-4, 1, 2, 5])
    slopes = submission.numerical_gradient(lambda x: np.sum(x**2), x)
    close(slopes, 2.0 * x, rtol=1e-7)
    a, b = rng.permutation([[0, 9, 4, 7], [3, 2, 8, 1]]).astype(np.uint8)
    floats = submission.relative_error(1.0 * a, 1.0 * b)
    close(submission.relative_error(a, b), floats)


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


@points(0.5)
@needs("verdicts")
def test_tol_draws_the_line(submission):
    """The tolerance that is given decides: only an error below it is accepted"""
    x = np.array([0.05, -0.25, 0.2])
    # 2.002 x against 2 x: relative error 0.002 / 4.002, about 5e-4
    for tol, expected in ((1e-2, True), (1e-4, False)):
        ok, _ = submission.gradient_check(lambda x: np.sum(x**2), 2.002 * x, x, tol=tol)
        equal(ok, expected)
    # one entry: |0 - g| / (0 + |g|) is 1, to the last bit
    ok, _ = submission.gradient_check(lambda x: x[0] ** 2, [0.0], [1.5], tol=1.0)
    equal(ok, False)


@points(0.5)
@needs("verdicts")
def test_defaults_of_the_check(submission):
    """Where neither eps nor tol is given, the step is 1e-5 and the line is 1e-6"""
    x, right = np.array([1e-5, 0.0]), np.array([0.5, 0.125])
    # with u = 1e5 x: ((u + 1)^3 - (u - 1)^3) / 8e5 / 2e-5 = (3 u^2 + 1) / 8;
    # (1 + d) g against g: relative error d / (2 + d)
    for d, expected in ((8e-7, True), (2.1e-6, False)):
        ok, _ = submission.gradient_check(
            lambda x: np.sum((1e5 * x) ** 3) / 8e5, (1 + d) * right, x
        )
        equal(ok, expected)


@points(0.5)
@needs("verdicts")
def test_columns_are_no_vectors(submission, rng):
    """A vector for a column, or a column for a vector, is refused with ValueError"""
    x = rng.uniform(0.5, 1.5, 4)
    for gradient, point in ((2 * x, x[:, None]), (2 * x[:, None], x)):
        with pytest.raises(ValueError):
            submission.gradient_check(lambda x: np.sum(x**2), gradient, point)


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


@points(0.5)
@needs("one_error_per_parameter")
def test_bias_keeps_its_axes(submission):
    """A bias gradient that lost an axis is refused with ValueError"""
    grads = {"W": 2 * PAIR["W"], "b": 2 * PAIR["b"][:, 0]}
    with pytest.raises(ValueError):
        submission.check_network(PAIR, pair_loss, grads)


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


@points(0.5)
@needs("one_error_per_parameter")
def test_no_name_is_passed_over(submission):
    """Whichever name is missing on one side, it is refused with ValueError"""
    grads = {name: 2 * value for name, value in PAIR.items()}
    for name in PAIR:
        alone = {name: grads[name]}
        with pytest.raises(ValueError):
            submission.check_network(PAIR, pair_loss, alone)
    with pytest.raises(ValueError):
        submission.check_network({"W": PAIR["W"]}, lambda p: np.sum(p["W"] ** 2), grads)
