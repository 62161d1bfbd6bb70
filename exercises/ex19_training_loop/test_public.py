"""Public checks. Gradients are measured here, from the loss alone."""

import itertools
import math

import numpy as np
import pytest

from grader.checks import (
    close,
    equal,
    holds,
    known_by,
    needs,
    points,
    slopes,
    unchanged,
)

X = np.array([[1.0, -0.5, 0.5, -1.5, 2.0], [0.5, 1.0, -1.0, -0.5, 1.5]])
Y = np.array([[1.0, 0.0, 1.0, 0.0, 1.0]])
SIZES = (2, 4, 1)
NAMES = ("W1", "b1", "W2", "b2")

NET = {
    "W1": np.array([[1.0, -1.0], [2.0, 0.5]]),
    "b1": np.array([[0.0], [-1.0]]),
    "W2": np.array([[1.0, -2.0]]),
    "b2": np.array([[0.1]]),
}
POINTS = np.array([[1.0, 2.0, 0.0, 0.0], [1.0, 0.0, -1.0, 0.0]])
# A1 = (0, 1.5), (2, 3), (1, 0), (0, 0), so Z2 = -2.9, -3.9, 1.1, 0.1
# and the probabilities are 0.052, 0.020, 0.750, 0.525


def loss_of(net, X, Y):
    """Return the mean cross-entropy of a network."""
    A1 = np.maximum(net["W1"] @ X + net["b1"], 0.0)
    Z2 = net["W2"] @ A1 + net["b2"]
    return float(np.mean(np.logaddexp(0.0, Z2) - Y * Z2))


def trained(submission, epochs, seed=0, rate=0.25):
    """Train on the five samples; return the parameters as arrays, and the losses."""
    params, losses = submission.train_network(X, Y, SIZES, rate, epochs, seed)
    return {name: np.asarray(params[name], dtype=float) for name in NAMES}, losses


def clear_start(submission):
    """Return a seed whose first network has no unit on the bend of its ReLU."""
    for seed in range(6):
        start, _ = trained(submission, 0, seed)
        if np.abs(start["W1"] @ X + start["b1"]).min() > 1e-3:
            break
    return seed, start


def steps_taken(before, after, rate=0.25):
    """Say for each parameter how many steps it took along its measured gradient."""
    found = []
    for name in NAMES:
        gradient = slopes(
            lambda value, name=name: loss_of(before | {name: value}, X, Y), before[name]
        )
        moved = (before[name] - after[name]) / rate
        size = float(np.sum(gradient**2))
        share = float(np.sum(moved * gradient)) / size if size else 0.0
        along = np.abs(moved - share * gradient).max() < 1e-6
        found.append(round(share, 3) + 0.0 if along else "elsewhere")
    return found


@points(1.5)
def test_one_update(submission):
    """One update with rate 0.1 subtracts a tenth of the gradient from each parameter"""
    params = {
        "W1": np.array([[1.0, 2.0], [-3.0, 0.5], [0.0, -1.0]]),
        "b1": np.array([[0.5], [-0.5], [2.0]]),
        "W2": np.array([[1.0, -2.0, 0.5]]),
        "b2": np.array([[-1.0]]),
    }
    grads = {
        "dW1": np.array([[10.0, -20.0], [0.0, 5.0], [-1.0, 2.0]]),
        "db1": np.array([[1.0], [-2.0], [4.0]]),
        "dW2": np.array([[-10.0, 4.0, 1.0]]),
        "db2": np.array([[3.0]]),
    }
    new = submission.update_parameters(params, grads, 0.1)
    close(new["W1"], [[0.0, 4.0], [-3.0, 0.0], [0.1, -1.2]])
    close(new["b1"], [[0.4], [-0.3], [1.6]])
    close(new["W2"], [[2.0, -2.4, 0.4]])
    close(new["b2"], [[-1.3]])


@points(1)
@needs("one_update")
def test_old_parameters_stay(submission):
    """An update makes new arrays and leaves the old parameters as they are"""
    grads = {"d" + name: np.ones(value.shape) for name, value in NET.items()}
    submission.update_parameters(NET, grads, 0.5)
    unchanged(submission)


@points(1.5)
def test_predictions_by_hand(submission):
    """Of four probabilities 0.052, 0.020, 0.750 and 0.525 the last two become 1"""
    equal(submission.predict(POINTS, NET), [[0, 0, 1, 1]])


@points(1)
@needs("predictions_by_hand")
def test_another_threshold(submission):
    """The threshold counts: with 0.7 one of the four becomes 1, with 0.04 three"""
    equal(submission.predict(POINTS, NET, 0.04), [[1, 0, 1, 1]])
    equal(submission.predict(POINTS, NET, threshold=0.7), [[0, 0, 1, 0]])


@points(0.5)
@needs("predictions_by_hand")
def test_on_the_threshold(submission):
    """A probability of exactly one half is not above one half"""
    net = NET | {"b2": np.array([[3.0]])}
    # Z2 = 3 - 3, 2 - 6 + 3, 1 + 3, 3
    equal(submission.predict(POINTS, net), [[0, 0, 1, 1]])


@points(1.5)
def test_first_parameters(submission):
    """With no epochs the first parameters come back: weights drawn, biases 0"""
    params, losses = trained(submission, 0)
    alike = len(np.unique(params["W1"])) < 8 or len(np.unique(params["W2"])) < 4
    drawn = params["W1"].any() and params["W2"].any()
    known_by(submission, bool(drawn), alike, bool(params["b1"].any()), len(losses))
    equal(len(losses), 0)
    for name, shape in zip(NAMES, ((4, 2), (4, 1), (1, 4), (1, 1)), strict=True):
        equal(params[name].shape, shape)
    close(params["b1"], np.zeros((4, 1)))
    close(params["b2"], np.zeros((1, 1)))
    holds(drawn, "all weights of a layer start at 0, so its units stay alike")
    holds(not alike, "some of the first weights are equal")


@points(1.5)
@needs("first_parameters")
def test_first_loss(submission):
    """The first loss is that of the first parameters, before any step"""
    start, _ = trained(submission, 0)
    after, losses = trained(submission, 1)
    equal(len(losses), 1)
    ratios = [losses[0] / loss_of(net, X, Y) for net in (start, after)]
    known_by(
        submission, *(round(r, 6) if round(r, 6) in (1.0, 5.0) else 0.0 for r in ratios)
    )
    close(losses[0], loss_of(start, X, Y))


@points(3)
@needs("first_parameters")
def test_one_epoch(submission):
    """One epoch moves all four parameters by the rate times their gradient"""
    seed, start = clear_start(submission)
    after, _ = trained(submission, 1, seed)
    found = steps_taken(start, after)
    known_by(submission, found)
    for name, share in zip(NAMES, found, strict=True):
        holds(share != "elsewhere", f"{name} did not move along its gradient")
        holds(share != 0.0, f"{name} did not move")
        holds(share > 0.0, f"{name} moved uphill")
        holds(share == 1.0, f"{name} moved {share:g} times as far as it should")


@points(2)
@needs("first_parameters")
def test_every_epoch(submission):
    """Every loss of four epochs belongs to the parameters of its own epoch"""
    nets = [trained(submission, epochs)[0] for epochs in range(5)]
    _, losses = trained(submission, 4)
    expected = [loss_of(net, X, Y) for net in nets]
    found = [
        [epoch for epoch, value in enumerate(expected) if abs(loss - value) < 1e-9]
        for loss in losses
    ]
    moves = [bool(np.any(a["W2"] != b["W2"])) for a, b in itertools.pairwise(nets)]
    known_by(submission, found, moves)
    equal(len(losses), 4)
    holds(all(moves), "an epoch left the weights where they were")
    close(losses, expected[:4])


def diagonal(m=40):
    """Return points of a square and on which side of a diagonal strip they lie."""
    points = np.random.default_rng(7).uniform(-1.5, 1.5, (2, 4 * m))
    points = points[:, np.abs(points.sum(axis=0)) > 0.4][:, :m]
    return points, (points.sum(axis=0, keepdims=True) > 0).astype(float)


@points(1.5)
@needs("one_epoch")
def test_it_learns(submission):
    """After 100 epochs two sides of a diagonal are told apart, with a loss below 0.1"""
    inputs, labels = diagonal()
    params, losses = submission.train_network(inputs, labels, (2, 6, 1), 1.0, 100, 1)
    known_by(submission)
    holds(len(losses) == 100, "there is not one loss per epoch")
    holds(losses[-1] < 0.1, "the last loss is not below 0.1")
    right = np.mean(np.asarray(submission.predict(inputs, params)) == labels)
    holds(right >= 0.97, "fewer than 97 % of the samples are told apart")


@points(0.5)
@needs("first_parameters", "first_loss")
def test_negative_rate(submission):
    """A negative learning rate is refused with ValueError"""
    with pytest.raises(ValueError):
        submission.train_network(X, Y, SIZES, -0.1, 1)
        known_by(submission, "trained")


@points(0.5)
@needs("first_parameters", "first_loss")
def test_negative_epochs(submission):
    """A negative number of epochs is refused with ValueError"""
    with pytest.raises(ValueError):
        submission.train_network(X, Y, SIZES, 0.1, -1)
        known_by(submission, "trained")


@points(0.5)
@needs("first_parameters", "first_loss")
def test_other_labels(submission):
    """Labels other than 0 and 1 are refused with ValueError"""
    for labels in (2 * Y - 1, Y + 1, 0.5 * Y):
        with pytest.raises(ValueError):
            submission.train_network(X, labels, SIZES, 0.1, 1)
            known_by(submission, "trained", labels)


@points(0.5)
@needs("first_parameters", "first_loss")
def test_column_of_labels(submission):
    """A column of labels is refused with ValueError, and so is a vector"""
    for labels in (Y.T, Y[0]):
        with pytest.raises(ValueError):
            submission.train_network(X, labels, SIZES, 0.1, 1)
            known_by(submission, "trained", labels)


@points(0.5)
@needs("first_parameters", "first_loss")
def test_sure_mistakes(submission):
    """Where the first network is sure and wrong, the loss is large and not infinite"""
    far = 1e5 * np.hstack([X, X])
    labels = np.hstack([Y, 1 - Y])
    _, losses = submission.train_network(far, labels, SIZES, 0.0, 2)
    known_by(submission, [math.isfinite(loss) for loss in losses])
    holds(all(math.isfinite(loss) for loss in losses), "a loss is not finite")
    holds(losses[0] > 5.0, "sure mistakes cost next to nothing")
