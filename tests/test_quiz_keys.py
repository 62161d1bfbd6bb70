"""Every number that a quiz holds to be right, computed once more without the quiz.

The table below is written from the questions, with NumPy, and where it can be by
another way than the formula in the file: by running the network, by measuring a
slope, by counting. It never looks at the `answer` of an item.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from grader.course import Course
from grader.quiz.expression import expression
from grader.quiz.model import Numeric, Param
from grader.quiz.pose import pose
from grader.quiz.reader import quizzes

ROOT = Path(__file__).parent.parent
ITEMS = {
    item.id: item
    for quiz in quizzes(Course(ROOT))
    for item in quiz.items
    if isinstance(item, (Numeric, Param))
}

pytestmark = pytest.mark.course


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-np.asarray(z, dtype=float)))


def softmax(z):
    e = np.exp(np.asarray(z, dtype=float))
    return e / e.sum()


def slope(f, x, h=1e-5):
    """Measure a slope where one would otherwise be derived."""
    return (f(x + h) - f(x - h)) / (2 * h)


def bce(p, y):
    return -np.log(p if y == 1 else 1 - p)


def separable(table):
    """Whether some line keeps the 1s of a truth table from its 0s."""
    corners = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    grid = np.arange(-2, 2.25, 0.5)
    return any(
        ((corners @ (a, b) + c > 0) == table).all()
        for a, b, c in itertools.product(grid, grid, grid)
    )


def parameters(sizes):
    return sum(
        np.zeros((o, i)).size + np.zeros(o).size for i, o in itertools.pairwise(sizes)
    )


def steps_with_momentum(g, count, beta=0.9, rate=0.1):
    w, v, taken = 0.0, 0.0, []
    for _ in range(count):
        v = beta * v - rate * g
        w, before = w + v, w
        taken.append(w - before)
    return taken


def adam_mean(gradients, beta=0.9):
    m = 0.0
    for g in gradients:
        m = beta * m + (1 - beta) * g
    return m / (1 - beta ** len(gradients))


def output_weight_slope():
    """The derivative of the loss for the first output weight, measured."""
    a1, y, w = np.array([0.65, 0.5]), 1.0, np.array([0.6, -0.4])
    bias = np.log(0.5963 / (1 - 0.5963)) - a1 @ w  # so that the output is 0.5963
    return slope(lambda w0: bce(sigmoid(w0 * 0.65 + w[1] * 0.5 + bias), y), w[0])


def halvings(epoch):
    rate = 0.1
    for passed in range(1, epoch + 1):
        if passed % 10 == 0:
            rate /= 2
    return rate


def clipped(a, b):
    g = np.array([a, b], dtype=float)
    return (g / max(1.0, np.linalg.norm(g)))[0]


def scaled(values, x):
    return (x - np.mean(values)) / np.std(values)


ORACLE: dict[str, Callable[..., float]] = {
    # one neuron
    "q01": lambda: np.dot([0.6, 0.8], [0.5, 0.5]) - 0.4,
    "q02": lambda x1, x2, x3, w1, w2, w3, b: np.dot([x1, x2, x3], [w1, w2, w3]) + b,
    "q07": lambda: sum(
        separable(np.array(t, dtype=bool)) for t in itertools.product([0, 1], repeat=4)
    ),
    # activations
    "collapse": lambda w1, b1, w2, b2: w2 * (w1 * 0 + b1) - b2,
    "q11": lambda: sigmoid(2.3),
    "q14": lambda: (np.tanh(0.7) + 1) / sigmoid(1.4),
    "q18": lambda: np.where(-3 > 0, -3, 0.1 * -3),
    "q20": lambda: np.expm1(-1.0),
    "q52": lambda: slope(lambda x: (2 * x + 1) ** 2, 3.0),
    "q53": lambda x, w, b: slope(lambda w: (x * w + b) ** 2, float(w)),
    "q12": lambda: slope(sigmoid, np.linspace(-5, 5, 2001)).max(),
    "q13": lambda a: slope(sigmoid, np.log(a / (1 - a))),
    "tanh_slope_from_output": lambda a: slope(np.tanh, np.arctanh(a)),
    "q24": lambda: softmax([2, 1, 0.1])[0],
    "q28": lambda a, T: softmax(np.array([a, 0]) / T)[0],
    # forward pass
    "q39": lambda: (
        np.array([0.5, 0.8]) @ [[0.1, 0.3, -0.2], [0.4, -0.5, 0.6]] + [0.1, -0.1, 0.2]
    )[0],
    "q40": lambda: np.maximum(
        np.array([[0.5, 0.5], [0.3, -0.7]]) @ [1, 2] + [0, 2], 0
    )[1],
    "q34": lambda m, n, h: np.zeros((n, h)).size,
    "q36": lambda: parameters([3, 4, 4, 2]),
    "q37": lambda a, b, c: parameters([a, b, c]),
    # loss and gradient
    "q45": lambda: np.mean(np.square(np.subtract([1, 0, 1, 0], [0.9, 0.1, 0.8, 0.3]))),
    "mse_gradient": lambda y, p: slope(lambda p: (p - y) ** 2, float(p)),
    "q46": lambda: bce(0.8, 1),
    "q47": lambda y, p: bce(p, y),
    "q48": lambda: np.mean([bce(0.5, y) for y in (0, 1, 1)]),
    "output_error": lambda p, y: slope(lambda z: bce(sigmoid(z), y), np.log(p / (1 - p))),
    "q56": lambda: 4.0 - 0.1 * slope(lambda w: w**2 + 3.0**2, 4.0),
    "q57": lambda lr: (7.0 - lr * slope(lambda w: w**2, 7.0)) / 7.0,
    "central_difference_cubic": lambda x, h: slope(lambda x: x**3, x, h),
    "check_cost": lambda n: sum(1 for _ in range(n) for _ in (+1, -1)),
    "points_of_a_curve": lambda: np.diff(np.linspace(-5, 5, 41))[7],
    "q61": lambda: (
        np.linalg.norm(np.ones(3)) / (np.linalg.norm(np.ones(3)) * 3)
    ),
    # backpropagation and training
    "q65": output_weight_slope,
    "gradient_shape": lambda o, i, m: (np.ones((o, m)) @ np.ones((i, m)).T).size,
    "q68": lambda: np.arange(8.0).sum() / np.arange(8.0).mean(),
    "q74": lambda m, b: len(range(0, m, b)),
    # optimisers
    "q78": lambda g: steps_with_momentum(g, 2)[1],
    "q79": lambda: steps_with_momentum(1.0, 1000)[-1] / -0.1,
    "adam_second_step": lambda g1, g2: adam_mean([g1, g2]),
    "q102": halvings,
    "cosine_schedule": lambda lr0, t: lr0 * np.cos(np.pi * t / 120) ** 2,
    # healthy deep nets
    "q85": lambda: np.prod(np.full(10, 0.25)),
    "q90": clipped,
    "q87": lambda: np.sqrt(2 / 50),
    "q88": lambda i, o: np.sqrt(1 / np.mean([i, o])),
    "q92": lambda x: scaled([10, 20, 30], x),
    "q94": lambda: scaled([1, 3, 5, 7], 7),
    "bn_gamma_beta": lambda x, g, b: np.polyval([g, b], x),
    # generalisation
    "q97": lambda: slope(lambda w: 0.1 / 2 * w**2, 3.0),
    "weight_decay_step": lambda lam, lr: (
        5.0 - lr * slope(lambda w: lam / 2 * w**2, 5.0)
    ) / 5.0,
    "q99": lambda p: 1.0 / np.mean(np.arange(1000) >= p * 1000),
    "q103": lambda: np.mean([np.mean(np.zeros(95) == 0), np.mean(np.zeros(5) == 1)]),
    "q106": lambda: np.argmax(np.eye(4)[2]),
    # capstone
    "epoch_loss": lambda: np.concatenate([np.full(80, 0.5), np.full(20, 1.0)]).mean(),
    "q38": lambda: parameters([4, 64, 32, 1]) - parameters([4, 8, 4, 1]),
}  # fmt: skip


def variants(item):
    """Every set of values that the item can be asked with."""
    if isinstance(item, Numeric):
        return [{}]
    choices = {name: draw.choice for name, draw in item.params.items()}
    assert all(choices.values()), "only finite lists of values can all be tested"
    return [
        dict(zip(choices, row, strict=True))
        for row in itertools.product(*choices.values())
    ]


def value(formula, values):
    return float(expression(formula, tuple(values)).value(values))


def test_the_table_knows_every_number():
    assert set(ORACLE) == set(ITEMS)


@pytest.mark.parametrize("id", ITEMS)
def test_the_key_is_right(id):
    item = ITEMS[id]
    for values in variants(item):
        key, right = value(item.answer, values), float(ORACLE[id](**values))

        assert np.isclose(key, right, rtol=1e-7, atol=1e-8), values


@pytest.mark.parametrize("id", ITEMS)
def test_no_slip_leads_to_the_key(id):
    """A slip is far from the key: twice the tolerance, so no answer fits both."""
    item = ITEMS[id]
    for values in variants(item):
        key = value(item.answer, values)
        for slip in item.near:
            wrong = value(slip.value, values)
            room = item.tolerance.around(key) + item.tolerance.around(wrong)

            assert abs(wrong - key) > room, (values, slip.value)


@pytest.mark.parametrize("id", ITEMS)
def test_each_wrong_number_has_one_reason(id):
    item = ITEMS[id]
    for values in variants(item):
        for one, other in itertools.combinations(item.near, 2):
            a, b = value(one.value, values), value(other.value, values)

            assert abs(a - b) > item.tolerance.around(a), (values, one, other)


@pytest.mark.parametrize("id", [i for i in ITEMS if isinstance(ITEMS[i], Param)])
def test_the_question_shows_every_parameter(id):
    item = ITEMS[id]

    for name in item.params:
        assert f"{{{{{name}}}}}" in item.stem
    for seed in range(20):
        assert "{{" not in pose(item, seed).stem
