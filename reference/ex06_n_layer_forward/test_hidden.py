"""Hidden checks. Oracles: one sample in plain numbers, laws, limits at +-1000."""

import math
import re

import numpy as np
import pytest

from grader.checks import close, holds, law, needs, points, unchanged

RULES = {
    "relu": lambda z: max(z, 0.0),
    "sigmoid": lambda z: 1.0 / (1.0 + math.exp(-z)),
    "tanh": math.tanh,
    "linear": float,
}

X = np.array([[0.5, -1.0, 1.5], [1.0, 0.25, -0.5], [-0.75, 2.0, 1.0]])
NARROW = (np.array([[0.8, -0.6, 1.1], [-0.9, 0.7, 0.4]]), np.array([[0.3], [-0.7]]))
WIDE = (np.array([[1.2, -0.5], [0.6, 0.9], [-1.4, 0.7]]), np.array([[0.1], [1], [-1]]))
SQUARE = (
    np.array([[0.7, -1.1, 0.4], [0.2, 0.9, -0.8], [-0.5, 0.3, 1.3]]),
    np.array([[0.6], [-0.4], [0.2]]),
)


def outputs(X, parameters, names):
    """Walk each sample through the network with plain numbers."""
    columns = []
    for x in X.T:
        for (W, b), name in zip(parameters, names, strict=True):
            sums = [math.fsum([*(W[i] * x), b[i, 0]]) for i in range(len(W))]
            x = np.array([RULES[name](z) for z in sums])
        columns.append(x)
    return np.array(columns).T


@points(2.5)
@needs("worked_case")
@law("a mistake that shows only at some depth or batch size has no name yet")
def test_any_depth_and_batch(submission, rng):
    """One to six layers, batches of any size, each layer fed by the one before"""
    names = ["relu", "tanh", "sigmoid"]
    layers = [SQUARE, (SQUARE[0].T, SQUARE[1][::-1]), SQUARE]
    A, _ = submission.forward_deep(X, layers, names)
    close(A, outputs(X, layers, names))
    for depth, m in enumerate((3, 7, 2, 4, 5, 3), start=1):
        sizes = rng.integers(2, 5, depth + 1)
        shapes = zip(sizes[1:], sizes[:-1], strict=True)
        layers = [(rng.normal(size=s), rng.normal(size=(s[0], 1))) for s in shapes]
        names = [*rng.choice(["relu", "tanh"], depth - 1).tolist(), "sigmoid"]
        batch = rng.normal(size=(sizes[0], m))
        A, _ = submission.forward_deep(batch, layers, names)
        close(A, outputs(batch, layers, names))


@points(3)
@needs("worked_case")
def test_every_name_in_every_position(submission):
    """Each layer applies the activation named for it, first, middle or last"""
    layers = [NARROW, WIDE, NARROW]
    for names in (
        ["relu", "sigmoid", "tanh"],
        ["sigmoid", "tanh", "linear"],
        ["tanh", "linear", "relu"],
        ["linear", "relu", "sigmoid"],
    ):
        A, _ = submission.forward_deep(X, layers, names)
        close(A, outputs(X, layers, names))


@points(2)
@needs("worked_case")
def test_caches_hold_both_sides(submission):
    """In each cache pair Z is what enters the activation and A what leaves it"""
    layers, names = [NARROW, WIDE, NARROW], ["relu", "tanh", "sigmoid"]
    _, caches = submission.forward_deep(X, layers, names)
    holds(len(caches) == 3, "the list of caches has not one pair per layer")
    before = X
    for (W, b), name, (Z, A) in zip(layers, names, caches, strict=True):
        close(Z, W @ before + b)
        before = np.vectorize(RULES[name])(Z)
        close(A, before)


@points(1)
@needs("worked_case")
def test_one_sample_stays_a_column(submission):
    """A sample alone gives the same column as inside a batch"""
    layers, names = [NARROW, WIDE], ["tanh", "sigmoid"]
    alone = [submission.forward_deep(X[:, [j]], layers, names)[0] for j in range(3)]
    together, _ = submission.forward_deep(X, layers, names)
    for j in range(3):
        close(alone[j], together[:, [j]])


@points(0.5)
@needs("worked_case")
def test_extreme_inputs_stay_finite(submission):
    """Sigmoid and tanh reach their limits for huge inputs without nan"""
    layer = (np.array([[10.0, 0.0], [0.0, -20.0]]), np.array([[1.0], [-1.0]]))
    huge = np.array([[100.0, -100.0], [50.0, -50.0]])
    A, _ = submission.forward_deep(huge, [layer], ["sigmoid"])
    close(A, [[1.0, 0.0], [0.0, 1.0]])
    top = (np.log(3.0) * np.array([[1.0, 0.0], [1.0, 1.0]]), np.zeros((2, 1)))
    A, _ = submission.forward_deep(huge, [layer, top], ["tanh", "sigmoid"])
    # tanh gives (1, -1) and (-1, 1); sigmoid(ln 3) = 3/4, sigmoid(-ln 3) = 1/4
    close(A, [[0.75, 0.25], [0.5, 0.5]])


@points(1)
@needs("worked_case")
def test_any_gap_between_the_lengths(submission):
    """Lists of different length are refused with ValueError, whatever the lengths"""
    with pytest.raises(ValueError):
        submission.forward_deep(X, [NARROW, WIDE, NARROW], ["relu", "sigmoid"])
    with pytest.raises(ValueError):
        submission.forward_deep(X, [NARROW, WIDE], ["tanh", "relu", "tanh", "relu"])
    with pytest.raises(ValueError):
        submission.forward_deep(X, [], ["linear"])


@points(0.5)
@needs("worked_case")
def test_no_other_name_passes(submission):
    """A name spelt in another way, or unknown, is refused in any position"""
    for names in (["tanh", "Sigmoid"], ["LINEAR", "relu"], ["relu", "step"]):
        with pytest.raises(ValueError):
            submission.forward_deep(X, [NARROW, WIDE], names)


@points(0.5)
@needs("worked_case")
def test_any_misfit_is_named(submission):
    """The first layer that does not fit is named, wherever in the network it is"""
    for layers, number in (([NARROW, WIDE, WIDE], 3), ([WIDE, NARROW], 1)):
        with pytest.raises(ValueError) as caught:
            submission.forward_deep(X, layers, ["sigmoid"] * len(layers))
        named = re.search(rf"(?i)layer\W*{number}\b", str(caught.value))
        holds(named, "the ValueError does not name the layer that does not fit")


@points(0.5)
@needs("worked_case")
def test_deep_networks_are_left_alone(submission):
    """A deeper network, its inputs and its names stay as they were as well"""
    names = ["linear", "relu", "tanh", "relu"]
    submission.forward_deep(X, [NARROW, WIDE, SQUARE, NARROW], names)
    unchanged(submission)
