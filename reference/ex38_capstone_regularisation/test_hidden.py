"""Hidden checks. Oracles: measured slopes, zeros that dropping leaves, paths by hand."""

import math

import numpy as np
import pytest

from grader.checks import agrees_with_slopes, close, holds, known_by, law, needs, points


def s(z):
    """Sigmoid of one number."""
    return 1 / (1 + math.exp(-z))


@points(1)
@needs("penalty_by_hand", "losses_are_plain")
@law("by hand the same was asked before; here of a network with two hidden layers")
def test_slopes_of_loss_and_penalty(submission, rng):
    """In a deep network the gradient is the slope of the loss plus the penalty"""
    sizes, m, l2 = [2, 3, 2, 2], 4, 1.5
    net = submission.NeuralNetwork(sizes, "tanh", seed=4, l2=l2, dropout=0.5)
    W, X, y = net.W, rng.normal(size=(m, 2)), rng.integers(0, 2, size=m)
    dW, _ = net.backward(X, y)

    def forward(parameters):
        A = X
        for w in parameters[:-1]:
            A = np.tanh(A @ w)
        z = A @ parameters[-1]
        return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)

    for i in range(3):

        def price(moved, i=i):
            now = [moved if j == i else w for j, w in enumerate(W)]
            loss = -np.log(forward(now)[np.arange(m), y]).mean()
            return loss + l2 / (2 * m) * sum((w**2).sum() for w in now)

        agrees_with_slopes(dW[i], price, W[i], tol=1e-5)


@points(1)
@needs("penalty_by_hand")
def test_penalty_of_a_batch(submission):
    """In a step the penalty is divided by the rows of the batch"""
    net = submission.NeuralNetwork([1, 1], learning_rate=0.25, l2=0.5)
    net.W, net.b = [np.array([[2.0]])], [np.zeros((1, 1))]
    net.train(np.ones((5, 1)), np.ones(5, dtype=int), epochs=1, batch_size=3)
    w, b = 2.0, 0.0
    for m in (3, 2):
        rest = 1 - s(w + b)
        w, b = w + 0.25 * (rest - 0.5 / m * w), b + 0.25 * rest
    close(net.W[0], [[w]])
    close(net.b[0], [[b]])


def moved(net, X, y):
    """Train one step, and tell which first weights moved."""
    before = net.W[0]
    net.train(X, y, epochs=1)
    return net.W[0] != before


@points(2)
@needs("a_thinned_step")
def test_every_sample_and_step_anew(submission):
    """Each sample of each step drops outputs of its own, and the seed decides which"""
    # Sample i reads input i alone, so row i of W tells what it dropped.
    X, y = np.eye(2), np.array([1, 0])
    net, twin = (
        submission.NeuralNetwork([2, 40, 1], "tanh", 1.0, 3, dropout=0.5)
        for _ in range(2)
    )
    first, second = moved(net, X, y), moved(net, X, y)
    again = moved(twin, X, y)
    facts = [
        np.array_equal(first[0], first[1]),
        np.array_equal(first, second),
        not np.array_equal(first, again),
    ]
    known_by(submission, *facts)
    holds(not facts[0], "two samples of a batch dropped the same outputs")
    holds(not facts[1], "two steps dropped the same outputs")
    holds(not facts[2], "the same seed dropped other outputs")


@points(1)
@needs("a_thinned_step")
def test_every_hidden_layer(submission):
    """In a deep network every hidden layer drops outputs of its own"""
    sizes = [1, 30, 30, 30, 1]
    net = submission.NeuralNetwork(sizes, "tanh", 1.0, 3, dropout=0.5)
    before = net.W
    net.train(np.ones((1, 1)), np.array([1]), epochs=1)
    still = [a == b for a, b in zip(before, net.W, strict=True)]
    # Outputs of 0 leave the rows above them where they were, and their own columns.
    above = [rows.all(axis=1) for rows in still[1:]]
    below = [columns.all(axis=0) for columns in still[:-1]]
    drops = [bool(dropped.any()) for dropped in above]
    alike = [np.array_equal(a, b) for a, b in zip(above, below, strict=True)]
    known_by(submission, *drops, *alike)
    holds(all(drops), "a hidden layer dropped nothing")
    holds(all(alike), "the way back did not follow the factors of the way forward")


@points(1)
@needs("stopping")
def test_patience_counts_in_a_row(submission):
    """Only epochs in a row without a new best use up the patience"""
    # Steps too large: w swings around 0, wider each time, so every other epoch is best.
    net = submission.NeuralNetwork([1, 1], learning_rate=9.0, l2=0.0)
    net.W, net.b = [np.array([[0.3]])], [np.array([[0.0]])]
    X, y = np.array([[1.0], [1.0], [-1.0], [-1.0]]), np.array([1, 0, 1, 0])
    watched = np.array([[1.0], [-1.0]]), np.array([1, 0])
    w, losses = 0.3, []
    for _ in range(10):
        w -= 9.0 * (s(w) - 0.5)
        losses.append(-math.log(s(w)))
    best, stop = 0, 9
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best >= 3:
            stop = epoch
            break
    history = net.train(X, y, 10, 4, *watched, 3)
    close(history["val_loss"], losses[: stop + 1], rtol=1e-7)
    holds(history["best_epoch"] == best, "the best epoch is another one")


@points(1)
@needs("refusals")
@law("the visible refusals came before; here the other half of them")
def test_more_refusals(submission):
    """What is no number is refused, and so are validation data that do not fit"""
    for options in ({"dropout": math.nan}, {"l2": math.nan}):
        with pytest.raises(ValueError):
            submission.NeuralNetwork([2, 1], **options)
    net, X, y = submission.NeuralNetwork([2, 1]), np.eye(2), np.array([0, 1])
    for X_val, y_val in (
        (np.ones((2, 3)), y),
        (X, np.array([0, 2])),
        (X, np.array([0, 1, 1])),
        (X * math.nan, y),
    ):
        with pytest.raises(ValueError):
            net.train(X, y, 1, X_val=X_val, y_val=y_val)


def moons(rng, m):
    """Draw two half circles that reach into each other, with much noise."""
    angle, labels = rng.uniform(0, np.pi, m), np.arange(m) % 2
    upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    inputs = np.where(labels[:, np.newaxis] == 0, upper, [1.0, 0.5] - upper)
    return inputs + rng.normal(scale=0.6, size=(m, 2)), labels


@points(1)
@needs("penalty_of_a_batch", "watching")
@law("reached quality: what the penalty is for")
def test_less_by_heart(submission, rng):
    """With few noisy samples a penalty lowers the loss on new ones"""
    # Of 200 000 draws of three such pairs from 1000, one had the higher sum.
    plain = priced = 0.0
    for seed in range(3):
        (X, y), watched = moons(rng, 16), moons(rng, 100)
        for l2 in (0.0, 0.3):
            net = submission.NeuralNetwork([2, 64, 1], "relu", 3.0, seed, l2=l2)
            last = net.train(X, y, 30, 16, *watched)["val_loss"][-1]
            plain, priced = plain + last * (l2 == 0), priced + last * (l2 > 0)
    known_by(submission)
    holds(priced < plain, "over three trainings the penalty did not help")
