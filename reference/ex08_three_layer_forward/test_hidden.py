"""Hidden checks. Oracles: one sample in plain numbers, and laws."""

import math

import numpy as np
import pytest

from grader.checks import close, holds, law, needs, points

NAMES = ("W1", "b1", "W2", "b2", "W3", "b3")


def network(rng, n_0, n_1, n_2, n_3):
    """Draw weights and biases of order one, small enough for open probabilities."""
    sizes = ((n_1, n_0), (n_1, 1), (n_2, n_1), (n_2, 1), (n_3, n_2), (n_3, 1))
    return {
        name: rng.uniform(-1.0, 1.0, s) for name, s in zip(NAMES, sizes, strict=True)
    }


def probabilities(X, net):
    """Walk each sample through the three layers with plain numbers."""
    columns = []
    for x in X.T:
        for layer in "123":
            W, b = net["W" + layer], net["b" + layer]
            z = [math.fsum([*(W[i] * x), b[i, 0]]) for i in range(len(W))]
            x = np.array([max(0.0, one) for one in z])
        columns.append([1.0 / (1.0 + math.exp(-one)) for one in z])
    return np.array(columns).T


@points(1)
@needs("worked_case")
@law("a mistake that shows only for some sizes has no name yet")
def test_any_sizes(submission, rng):
    """Layers and batches of any size; all results lie between 0 and 1"""
    for *sizes, m in (
        (3, 4, 2, 2, 5),
        (4, 8, 4, 1, 3),
        (2, 3, 3, 3, 3),
        (5, 1, 6, 2, 1),
    ):
        net, X = network(rng, *sizes), rng.uniform(-2.0, 2.0, (sizes[0], m))
        A3 = submission.forward_3layer(X, net)
        close(A3, probabilities(X, net))
        holds(((A3 > 0) & (A3 < 1)).all(), "a result is not between 0 and 1")


@points(0.5)
@needs("worked_case")
@law("an array that is not used gives wrong numbers in the worked case, too")
def test_every_array_counts(submission):
    """Another value in any one of the six arrays changes the answer as it should"""
    X = np.array([[1.0, -0.5], [0.5, 2.0]])
    # all positive, so that no ReLU hides a change
    W, b = np.array([[0.5, 0.25], [0.3, 0.6]]), np.array([[1.0], [0.5]])
    net = {name: (W if name[0] == "W" else b) * 0.8 for name in NAMES}
    for name in NAMES:
        changed = {**net, name: net[name] + np.array([[0.25], [0.5]])}
        close(submission.forward_3layer(X, changed), probabilities(X, changed))


@points(0.5)
@needs("worked_case")
def test_any_order_of_names(submission, rng):
    """The arrays are found by their names, in whatever order they stand"""
    net, X = network(rng, 3, 3, 3, 2), rng.uniform(-2.0, 2.0, (3, 4))
    for order in (NAMES[::-1], ("W1", "W2", "W3", "b1", "b2", "b3")):
        shuffled = {name: net[name] for name in order}
        close(submission.forward_3layer(X, shuffled), probabilities(X, net))


@points(0.5)
@needs("worked_case")
def test_any_missing_name(submission, rng):
    """Whichever of the six names is missing, a KeyError contains it"""
    net, X = network(rng, 2, 3, 2, 1), rng.uniform(-1.0, 1.0, (2, 3))
    for missing in NAMES:
        with pytest.raises(KeyError) as caught:
            submission.forward_3layer(X, {k: v for k, v in net.items() if k != missing})
        holds(missing in str(caught.value), "the KeyError does not contain the name")


@points(0.5)
@needs("worked_case")
@law("no known mistake looks at the shapes of one layer only")
def test_any_misfit(submission, rng):
    """A matrix or a bias of the wrong shape is refused with ValueError in any layer"""
    net, X = network(rng, 3, 3, 3, 3), rng.uniform(-1.0, 1.0, (3, 3))
    for layer in "123":
        for shape in ((3,), (1, 3), (1, 1)):
            with pytest.raises(ValueError):
                submission.forward_3layer(X, {**net, "b" + layer: np.ones(shape)})
        with pytest.raises(ValueError):
            submission.forward_3layer(X, {**net, "W" + layer: np.ones((3, 2))})
