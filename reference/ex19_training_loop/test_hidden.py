"""Hidden checks: steps replayed with formulas of our own, laws, quality over data sets."""

import math

import numpy as np
import pytest

from grader.checks import close, equal, holds, known_by, law, needs, points, unchanged

NAMES = ("W1", "b1", "W2", "b2")


def drawn(rng, n_x, m):
    """Draw samples and labels of both kinds."""
    labels = rng.permutation(np.arange(m) % 2).reshape(1, m).astype(float)
    return rng.normal(size=(n_x, m)), labels


def arrays(params):
    """Return the four parameters as arrays."""
    return {name: np.asarray(params[name], dtype=float) for name in NAMES}


def scores(net, X):
    """Return the hidden values and the scores."""
    A1 = np.maximum(net["W1"] @ X + net["b1"], 0.0)
    return A1, net["W2"] @ A1 + net["b2"]


def loss_of(net, X, Y):
    """Return the mean cross-entropy, one sample after the other."""
    z, y = scores(net, X)[1][0], Y[0]
    return sum(
        math.log1p(math.exp(-s if t else s)) for s, t in zip(z, y, strict=True)
    ) / len(y)


def replayed(net, X, Y, rate):
    """Take one step, adding up what each sample contributes."""
    A1, Z2 = scores(net, X)
    new = {name: value.copy() for name, value in net.items()}
    for j in range(X.shape[1]):
        error = rate * (1 / (1 + math.exp(-Z2[0, j])) - Y[0, j]) / X.shape[1]
        back = error * net["W2"].T * (A1[:, [j]] > 0)
        new["W1"] -= np.outer(back, X[:, j])
        new["b1"] -= back
        new["W2"] -= error * A1[:, [j]].T
        new["b2"] -= error
    return new


@points(1)
@needs("first_parameters")
def test_spread_of_the_first_weights(submission, rng):
    """The first weights have mean 0 and standard deviation sqrt(2 / n_in)"""
    X, Y = drawn(rng, 40, 4)
    params, _ = submission.train_network(
        X, Y, (40, 500, 1), 0.1, 0, int(rng.integers(99))
    )
    net = arrays(params)
    sizes = [float(net[name].std()) for name in ("W1", "W2")]
    known_by(submission, *(round(math.log10(s), 1) if s else None for s in sizes))
    # 20000 and 500 numbers: their spreads are known to 0.5 % and 3.2 %.
    wide = [size / math.sqrt(2 / n) for size, n in zip(sizes, (40, 500), strict=True)]
    holds(abs(wide[0] - 1) < 0.03, "W1 has another standard deviation")
    holds(abs(wide[1] - 1) < 0.19, "W2 has another standard deviation")
    for name in ("W1", "W2"):
        middle = abs(net[name].mean()) * math.sqrt(net[name].size)
        holds(middle < 5.5 * net[name].std(), f"the mean of {name} is not 0")


@points(1)
@needs("one_epoch")
@law("Networks and batches of any size, replayed sample by sample.")
def test_networks_of_any_size(submission, rng):
    """Two epochs are two steps of gradient descent, whatever the sizes"""
    for n_x, n_h, m in ((3, 5, 6), (1, 2, 4), (4, 3, 9)):
        X, Y = drawn(rng, n_x, m)
        seed, rate = int(rng.integers(1000)), float(rng.uniform(0.1, 0.4))
        runs = [
            submission.train_network(X, Y, [n_x, n_h, 1], rate, epochs, seed)
            for epochs in (0, 2)
        ]
        net = arrays(runs[0][0])
        first = replayed(net, X, Y, rate)
        second = replayed(first, X, Y, rate)
        known_by(submission)
        for name in NAMES:
            close(runs[1][0][name], second[name])
        close(runs[1][1], [loss_of(net, X, Y), loss_of(first, X, Y)])


@points(0.5)
@needs("one_epoch")
@law("What following a gradient means, stated without one.")
def test_small_steps_go_down(submission, rng):
    """With a small learning rate the loss falls in every epoch"""
    X, Y = drawn(rng, 3, 8)
    _, losses = submission.train_network(
        X, Y, (3, 5, 1), 0.005, 30, int(rng.integers(99))
    )
    known_by(submission)
    holds(np.all(np.diff(losses) < 0), "the loss rose in an epoch")


@points(0.5)
@needs("first_parameters", "first_loss")
@law("A rate of 0 is allowed; inputs and labels belong to the caller.")
def test_rate_zero(submission, rng):
    """With rate 0 nothing moves, every loss is the first, and X and Y stay as they are"""
    X, Y = drawn(rng, 2, 5)
    start, _ = submission.train_network(X, Y, (2, 3, 1), 0.0, 0, 5)
    after, losses = submission.train_network(X, Y, (2, 3, 1), 0.0, 3, 5)
    unchanged(submission)
    known_by(submission)
    for name in NAMES:
        close(after[name], np.asarray(start[name]))
    close(losses, [loss_of(arrays(start), X, Y)] * 3)


@points(1)
@needs("first_parameters")
def test_seeds(submission, rng):
    """The same seed gives the same network, and another seed another one"""
    X, Y = drawn(rng, 2, 5)
    seed = int(rng.integers(1000))
    one, again, other = (
        arrays(submission.train_network(X, Y, (2, 3, 1), 0.1, 0, number)[0])
        for number in (seed, seed, seed + 1)
    )
    same = bool(np.array_equal(one["W1"], again["W1"]))
    differs = bool(np.all(one["W1"] != other["W1"]))
    known_by(submission, same, differs)
    holds(same, "the same seed gave another network")
    holds(differs, "two seeds gave the same weights")
    same_end, _ = submission.train_network(X, Y, (2, 3, 1), 0.1, 3, seed)
    end, _ = submission.train_network(X, Y, (2, 3, 1), 0.1, 3, seed)
    close(same_end["W2"], np.asarray(end["W2"]), rtol=0, atol=0)


@points(0.5)
@needs("one_epoch")
@law("Defaults that the task states.")
def test_defaults(submission, rng):
    """Unless told otherwise, training takes 1000 epochs at rate 0.01 from seed 0"""
    X, Y = drawn(rng, 2, 2)
    _, told = submission.train_network(X, Y, (2, 2, 1), 0.01, 3, 0)
    _, losses = submission.train_network(X, Y, (2, 2, 1))
    known_by(submission)
    equal(len(losses), 1000)
    close(losses[:3], np.asarray(told))


@points(0.5)
@needs("one_epoch", "predictions_by_hand")
@law("Reached quality: what all parts together are for.")
def test_lines_anywhere(submission, rng):
    """Lines that miss the origin are learned as well, from three data sets"""
    for w, offset in (((0.7, 0.7), 0.0), ((-0.6, 0.8), 0.6), ((1.0, 0.0), -0.7)):
        X = rng.uniform(-1.5, 1.5, (2, 200))
        side = np.array(w) @ X - offset
        X = X[:, np.abs(side) > 0.3][:, :30]
        Y = (np.array(w) @ X > offset).reshape(1, -1).astype(float)
        params, losses = submission.train_network(
            X, Y, (2, 8, 1), 1.0, 80, int(rng.integers(1000))
        )
        known_by(submission)
        holds(losses[-1] < 0.1, "the last loss is not below 0.1")
        right = np.mean(np.asarray(submission.predict(X, params)) == Y)
        holds(right >= 0.97, "fewer than 97 % of the samples are told apart")


@points(0.5)
@needs("one_epoch")
@law("The smallest batch; whole numbers as labels.")
def test_one_sample(submission, rng):
    """A single sample is learned, whatever its label"""
    X = rng.normal(size=(3, 1))
    for label in (0, 1):
        _, losses = submission.train_network(X, np.array([[label]]), (3, 8, 1), 0.1, 5)
        known_by(submission)
        equal(len(losses), 5)
        holds(losses[-1] < losses[0], "the loss did not fall")


@points(0.5)
@needs("one_epoch")
def test_nan_stops(submission, rng):
    """When the loss becomes nan, training stops with FloatingPointError"""
    X = np.concatenate([rng.uniform(0.5, 2.0, 4), rng.uniform(-2.0, -0.5, 4)])
    Y = (X < 0).astype(float).reshape(1, 8)
    with pytest.raises(FloatingPointError):
        submission.train_network(X.reshape(1, 8), Y, (1, 60, 1), 1e200, 12)
        known_by(submission, "went on")


@points(0.5)
@needs("first_parameters", "first_loss")
@law("Other numbers of labels than samples.")
def test_too_few_labels(submission, rng):
    """One label for all samples, or a row too many, is refused with ValueError"""
    X, Y = drawn(rng, 2, 5)
    for labels in (Y[:, :1], np.vstack([Y, Y]), Y[:, :4]):
        with pytest.raises(ValueError):
            submission.train_network(X, labels, (2, 3, 1), 0.1, 1)
            known_by(submission, "trained", labels)


@points(1)
@needs("predictions_by_hand", "another_threshold")
@law("Networks and thresholds that nobody knows beforehand.")
def test_predictions_of_any_network(submission, rng):
    """Predictions follow from probability and threshold, and nothing is changed"""
    for n_x, n_h, m in ((3, 4, 7), (1, 2, 1)):
        net = {
            "W1": rng.normal(size=(n_h, n_x)),
            "b1": rng.normal(size=(n_h, 1)),
            "W2": rng.normal(size=(1, n_h)),
            "b2": rng.normal(size=(1, 1)),
        }
        X = 2 * rng.normal(size=(n_x, m))
        p = 0.5 + 0.5 * np.tanh(0.5 * scores(net, X)[1])
        for threshold in (
            0.5,
            float(rng.uniform(0.1, 0.4)),
            float(rng.uniform(0.6, 0.9)),
        ):
            above = np.abs(p - threshold) > 1e-6
            found = np.asarray(submission.predict(X, net, threshold))
            unchanged(submission)
            equal(
                np.where(above, found, 0), np.where(above, p > threshold, 0).astype(int)
            )
