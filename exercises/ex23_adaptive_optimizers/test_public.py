"""Public checks. The expected numbers are worked by hand in the comments.

Optimizers are compared to six digits, which leaves room for eps.
"""

import math

import numpy as np
import pytest

from grader.checks import close, fresh, holds, known_by, mutated, needs, points

NAMES = ("AdaGrad", "RMSprop", "Adam")
each_optimizer = pytest.mark.parametrize("name", NAMES)

# With these shares the numbers of the worked examples come out even.
SHARES = {"AdaGrad": {}, "RMSprop": {"decay": 0.75}, "Adam": {"beta1": 0.5, "beta2": 0.75}}  # fmt: skip


def made(submission, name, lr):
    """Make an optimizer with shares that are easy to work with."""
    return getattr(submission, name)(lr, **SHARES[name])


def steps(optimizer, start, *gradients):
    """Step once for each gradient of a parameter; return where it was."""
    params, path = {"w": np.array(start, dtype=float)}, []
    for gradient in gradients:
        optimizer.step(params, {"w": np.array(gradient, dtype=float)})
        path.append(params["w"].copy())
    return path


def near(actual, expected):
    """Compare to six digits."""
    close(actual, expected, rtol=1e-6, atol=1e-7)


@points(2.5)
def test_adagrad_by_hand(submission):
    """AdaGrad: three steps, each divided by the root of the sum of all squares"""
    gradients = [3.0, -1.0], [4.0, 0.0], [12.0, 0.0]
    path = steps(submission.AdaGrad(lr=0.5), [1.0, 1.0], *gradients)
    # roots 3, 5, 13 for the first entry; for the second one step of 1
    near(path[0], [0.5, 1.5])
    near(path[1], [0.1, 1.5])
    near(path[2], [0.1 - 6 / 13, 1.5])


@points(2.5)
def test_rmsprop_by_hand(submission):
    """RMSprop: three steps, each divided by the root of a running average of squares"""
    gradients = [2.0, 0.0], [-1.0, 2.0], [math.sqrt(13), 1.0]
    path = steps(submission.RMSprop(0.5, decay=0.75), [1.0, 1.0], *gradients)
    # averages 1, 0.75 + 0.25, 0.75 + 3.25, and 0, 1, 0.75 + 0.25
    near(path[0], [0.0, 1.0])
    near(path[1], [0.5, 0.0])
    near(path[2], [0.5 - math.sqrt(13) / 4, -0.5])


@points(1.5)
def test_adam_begins_with_the_learning_rate(submission):
    """Adam's first step is lr in every entry, whatever the gradient's size"""
    gradient = [500.0, -0.02, 3.0]
    path = steps(submission.Adam(lr=0.1), [1.0, 1.0, 1.0], gradient, gradient)
    near(path[0], [0.9, 1.1, 0.9])


@points(3)
@fresh
def test_adam_by_hand(submission):
    """Adam: three steps with both averages and their corrections"""
    path = steps(submission.Adam(0.5, 0.5, 0.75), [1.0], [2.0], [-1.0], [3.0])
    # m = 1, 0, 1.5, divided by 1/2, 3/4, 7/8; v = 1, 1, 3, by 1/4, 7/16, 37/64
    near(path[0], [0.5])
    near(path[1], [0.5])
    near(path[2], [0.5 - 0.5 * (12 / 7) / math.sqrt(192 / 37)])


FIRST_TWO = {
    "AdaGrad": (0.01, 0.01 / math.sqrt(2)),
    "RMSprop": (0.001 / math.sqrt(0.1), 0.001 / math.sqrt(0.09 + 0.1)),
    "Adam": (0.001, 0.001 * (0.01 / 0.19) / 1),
}


@points(1.5)
@fresh
def test_default_rates(submission):
    """Without arguments the rates are those of the task"""
    for name in NAMES:
        path = steps(getattr(submission, name)(), [0.0], [1.0], [-1.0])
        first, second = FIRST_TWO[name]
        # Adam: m = 0.1, then 0.09 - 0.1, divided by 1 - 0.81; the squares average to 1
        close(path, [[-first], [second - first]], rtol=1e-6)


@points(1.5)
@fresh
@each_optimizer
def test_tiny_gradients(submission, name):
    """Outside of the root, eps hardly matters even for a gradient of 1e-7"""
    gradient, start = [1e-7, -1e-7], [0.0, 0.0]
    root = 0.5 if name == "RMSprop" else 1.0  # of a quarter of the square
    for options, eps in (({}, 0.1), ({"eps": 1e-7}, 1.0)):
        optimizer = getattr(submission, name)(0.5, **SHARES[name], **options)
        (position,) = steps(optimizer, start, gradient)
        near(position, [-0.5 / (root + eps), 0.5 / (root + eps)])


@points(1.5)
@fresh
def test_no_gradient_no_move(submission):
    """An entry without any gradient stays, and no nan comes of it"""
    for name in NAMES:
        path = steps(made(submission, name, 0.5), [1.0, 1.0], [0.0, 2.0], [0.0, 2.0])
        move = 1.0 if name == "RMSprop" else 0.5  # divided by 1, and by 2
        near(path[0], [1.0, 1.0 - move])
        holds(path[1][0] == 1.0, "an entry without a gradient moved in the second step")


@points(1.5)
@each_optimizer
def test_each_parameter_has_its_own_history(submission, name):
    """Two parameters do not change each other's steps"""
    optimizer = made(submission, name, 1.0)
    params = {"u": np.zeros(1), "v": np.zeros(1)}
    for u, v in ((3.0, 20.0), (4.0, 0.0)) if name == "AdaGrad" else ((2, 8), (-1, -4)):
        optimizer.step(params, {"u": np.array([u]), "v": np.array([v])})
    # AdaGrad 1 + 4/5 and 1; RMSprop 2 - 1 and 8/4 - 4/4; Adam 1 + 0, whatever the size
    expected = {"AdaGrad": (-1.8, -1.0), "RMSprop": (-1, -1), "Adam": (-1, -1)}[name]
    near([params["u"][0], params["v"][0]], expected)


@points(1.5)
@fresh
@each_optimizer
def test_each_optimizer_has_its_own_history(submission, name):
    """A new optimizer begins without the history of another"""
    steps(made(submission, name, 1.0), [0.0], [7.0], [5.0])
    (position,) = steps(made(submission, name, 1.0), [0.0], [2.0])
    near(position, [-2.0 if name == "RMSprop" else -1.0])


@points(1.5)
@each_optimizer
def test_in_place(submission, name):
    """The arrays that were given are the arrays that move"""
    W, b = np.array([[1.0, 2.0]]), np.array([3.0])
    params = {"W": W, "b": b}
    grads = {"W": np.array([[2.0, -2.0]]), "b": np.array([2.0])}
    made(submission, name, 0.5).step(params, grads)
    move = 1.0 if name == "RMSprop" else 0.5
    near(W, [[1 - move, 2 + move]])
    near(b, [3 - move])
    holds(sorted(params) == ["W", "b"], "the names in the dict have changed")


@points(0.75)
@fresh
def test_learning_rate_changes(submission):
    """When lr is set between two steps, the next step uses it"""
    # squares 4 + 16; 0.75 + 4; m = 2.5 / 0.75, v = 4.75 / 0.4375
    second = {
        "AdaGrad": 4 / math.sqrt(20),
        "RMSprop": 4 / math.sqrt(4.75),
        "Adam": (2.5 / 0.75) / math.sqrt(4.75 / 0.4375),
    }
    for name in NAMES:
        optimizer = made(submission, name, 1.0)
        (before,) = steps(optimizer, [0.0], [2.0])
        optimizer.lr = 0.25
        (after,) = steps(optimizer, [0.0], [4.0])
        near(before, [-2.0 if name == "RMSprop" else -1.0])
        near(after, [-0.25 * second[name]])


@points(1.5)
@each_optimizer
def test_rates_that_make_no_sense(submission, name):
    """Rates and shares outside of their ranges are refused, and a share of 0 is not"""
    optimizer = getattr(submission, name)
    for lr in (-0.1, 0.0, float("nan")):
        with pytest.raises(ValueError):
            optimizer(lr)
    for share in SHARES[name]:
        for value in (1.5, 1.0, -0.1, float("nan")):
            with pytest.raises(ValueError):
                optimizer(0.1, **{share: value})
    # A share of exactly 0 is allowed: then only the last gradient counts.
    params = {"alone": np.zeros(1)}
    allowed = optimizer(0.5, **dict.fromkeys(SHARES[name], 0.0))
    allowed.step(params, {"alone": np.array([3.0])})
    near(params["alone"], [-0.5])


@points(0.75)
def test_missing_gradient(submission):
    """A parameter without a gradient is a KeyError"""
    for name in NAMES:
        params = {"a": np.array([1.0]), "b": np.array([1.0])}
        with pytest.raises(KeyError):
            getattr(submission, name)().step(params, {"a": np.array([1.0])})


@points(0.75)
@needs("adagrad_by_hand", "rmsprop_by_hand", "adam_by_hand")
def test_gradients_stay_as_they_are(submission):
    """The gradients that were given are not changed"""
    gradient, changed = np.array([1.0, -2.0]), False
    for name in NAMES:
        params = {"w": np.array([1.0, 1.0])}
        made(submission, name, 0.5).step(params, {"w": gradient})
        changed = changed or "grads" in mutated(submission)
    known_by(submission, changed)
    holds(not changed, "the gradients that were given have been changed")
