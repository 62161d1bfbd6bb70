"""Public checks. What is expected is measured: every Z is moved a little, up and down."""

import math

import numpy as np
import pytest

from grader.checks import close, equal, holds, needs, points, slopes

ACTIVATIONS = {
    "sigmoid": lambda z: 0.5 + 0.5 * np.tanh(0.5 * z),
    "tanh": np.tanh,
    "relu": lambda z: np.where(z > 0, z, 0.0),
}
STD = {
    "small": lambda _: 0.01,
    "xavier": lambda width: math.sqrt(1 / width),
    "he": lambda width: math.sqrt(2 / width),
    "big": lambda width: math.sqrt(8 / width),
}


def measured(n_layers, activation, init, width, seed):
    """Return the sizes of dZ from measured slopes."""
    rng = np.random.default_rng(seed)
    inputs = rng.normal(size=(width, 8))
    drawn = rng.normal(size=(n_layers, width, width)) * STD[init](width)

    def loss(moved, shift):
        A = inputs
        for layer, W in enumerate(drawn):
            A = ACTIVATIONS[activation](W @ A + (shift if layer == moved else 0.0))
        return A.sum()

    def size(layer):
        return np.linalg.norm(slopes(lambda dZ: loss(layer, dZ), np.zeros((width, 8))))

    return [size(layer) for layer in range(n_layers)]


@points(3)
def test_two_layers(submission):
    """In two layers of tanh the sizes of dZ are those of measured slopes"""
    norms = submission.gradient_norms(2, "tanh", "he", 3, 4)
    close(norms, measured(2, "tanh", "he", 3, 4), rtol=1e-5)


@points(2)
@needs("two_layers")
def test_one_layer(submission):
    """A network of one layer has one size"""
    norms = submission.gradient_norms(1, "sigmoid", "xavier", 4, 2)
    close(norms, measured(1, "sigmoid", "xavier", 4, 2), rtol=1e-5)


@points(2)
@needs("two_layers")
def test_three_layers(submission):
    """In three layers of sigmoid and of ReLU the sizes are those of measured slopes"""
    for activation, init, seed in (("sigmoid", "he", 5), ("relu", "xavier", 0)):
        norms = submission.gradient_norms(3, activation, init, 5, seed)
        close(norms, measured(3, activation, init, 5, seed), rtol=1e-5)


@points(1)
@needs("three_layers")
def test_every_init(submission):
    """Each of the four inits draws with its own standard deviation"""
    for init in STD:
        norms = submission.gradient_norms(2, "sigmoid", init, 4, 6)
        close(norms, measured(2, "sigmoid", init, 4, 6), rtol=1e-5)


@points(1)
@needs("three_layers", "every_init")
def test_ten_layers(submission):
    """Ten layers: sigmoid vanishes, ReLU with He weights does not, with big ones explodes"""
    reach = []
    for activation, init in (("sigmoid", "xavier"), ("relu", "he"), ("relu", "big")):
        norms = submission.gradient_norms(10, activation, init)
        reach.append(norms[0] / norms[-1])
    holds(0 < reach[0] < 1e-4, "sigmoid with Xavier weights did not vanish")
    holds(0.1 < reach[1] < 10, "ReLU with He weights did not stay in between")
    holds(reach[2] > 100, "ReLU with big weights did not explode")


@points(1)
def test_seed(submission):
    """The same seed gives the same sizes, another seed gives others"""
    one, other, same = (
        submission.gradient_norms(3, "tanh", "he", 4, seed) for seed in (3, 5, 3)
    )
    holds(not np.array_equal(one, other), "two different seeds gave the same sizes")
    holds(np.array_equal(one, same), "the same seed gave other sizes")


@points(2)
def test_three_kinds(submission):
    """What shrinks on its way to the first layer vanishes, what grows explodes"""
    equal(submission.classify([1e-6, 5e-4, 2.0]), "vanishing")
    equal(submission.classify([8e5, 3000.0, 2.0]), "exploding")
    equal(submission.classify([0.6, 30.0, 2.0]), "stable")


@points(1)
@needs("three_kinds")
def test_first_and_last(submission):
    """The first and the last size decide, not what lies between them"""
    equal(submission.classify([2.0, 1e-7, 5e5, 3.0]), "stable")
    equal(submission.classify([0.4]), "stable")


@points(1)
@needs("three_kinds")
def test_limits(submission):
    """A ratio of exactly a thousandth or a thousand is stable, one beyond is not"""
    equal(submission.classify([1.0, 8.0, 1000.0]), "stable")
    equal(submission.classify([1000.0, 8.0, 1.0]), "stable")
    equal(submission.classify([1.0, 8.0, 1001.0]), "vanishing")
    equal(submission.classify([1001.0, 8.0, 1.0]), "exploding")


@points(1)
@needs("three_kinds")
def test_dead(submission):
    """A network in which nothing arrives is vanishing"""
    for norms in ([0.0, 0.0, 0.0], [0.0], [0.0, 1e-9, 4.0]):
        equal(submission.classify(norms), "vanishing")


@points(1)
@needs("two_layers")
def test_names(submission):
    """Names of activations and inits that are not in the task are refused"""
    with pytest.raises(ValueError):
        submission.gradient_norms(2, "softplus", "he", 3, 0)
    with pytest.raises(ValueError):
        submission.gradient_norms(2, "relu", "huge", 3, 0)
