"""Public checks. The expected numbers are worked by hand in the comments."""

import math

import numpy as np
import pytest

from grader.checks import close, equal, holds, known_by, needs, points

# 2 inputs, 3 hidden units with ReLU, one output, three samples: the case of ex36.
X = np.array([[1.0, -1.0], [2.0, 0.5], [0.0, 2.0]])
Y = np.array([1, 1, 0])
W = [np.array([[0.5, -1.0, 2.0], [1.0, 0.5, -0.5]]), np.array([[1.0], [-2.0], [0.5]])]
B = [np.array([[0.5, 0.25, -1.0]]), np.array([[-0.25]])]


def s(z):
    """Sigmoid of one number."""
    return 1 / (1 + math.exp(-z))


# Z2 is 0.5, 3.125 and -0.25.
P = [[s(0.5)], [s(3.125)], [s(-0.25)]]
LOSS = -(math.log(s(0.5)) + math.log(s(3.125)) + math.log(s(0.25))) / 3


def gradient():
    """Give the gradient of that network's loss, first dW and then db."""
    d1, d2, d3 = ((s(z) - t) / 3 for z, t in zip((0.5, 3.125, -0.25), Y, strict=True))
    dW1 = [
        [2 * d2, 0, 0.5 * d1 + d2],
        [0.5 * d2 + 2 * d3, -4 * d3, -0.5 * d1 + 0.25 * d2],
    ]
    db1 = [[d2 + d3, -2 * d3, 0.5 * d1 + 0.5 * d2]]
    dW2 = [[2 * d2 + 2.5 * d3], [1.25 * d3], [1.5 * d1 + 2.75 * d2]]
    return [np.array(dW1), np.array(dW2)], [np.array(db1), np.array([[d1 + d2 + d3]])]


def network(submission, **options):
    """Make that network."""
    net = submission.NeuralNetwork([2, 3, 1], **options)
    net.W, net.b = W, B
    return net


def single(submission, **options):
    """Make a network of one weight and one bias, both 0: p = s(w * x + b)."""
    net = submission.NeuralNetwork([1, 1], learning_rate=0.25, **options)
    net.W, net.b = [np.zeros((1, 1))], [np.zeros((1, 1))]
    return net


def path(epochs):
    """Give w + b of that one after each epoch with x = 1, y = 1: w and b grow alike."""
    z, sums = 0.0, []
    for _ in range(epochs):
        z += 2 * 0.25 * (1 - s(z))
        sums.append(z)
    return sums


# Two of three watched samples at x = 1 have label 1: p = 2/3, z = log 2 is best for them.
WATCHED = np.ones((3, 1)), np.array([1, 1, 0])


def watched_loss(z):
    """Give the loss on those."""
    return -(2 * math.log(s(z)) + math.log(s(-z))) / 3


@points(2)
def test_as_before(submission):
    """Without l2 and dropout a step is that of ex36, and train returns its losses"""
    dW, db = gradient()
    net = network(submission, learning_rate=0.5)
    history = net.train(X, Y, epochs=1, batch_size=10)
    for now, before, slope in zip(net.W + net.b, W + B, dW + db, strict=True):
        close(now, before - 0.5 * slope)
    equal(history["val_loss"], [])
    equal(history["best_epoch"], None)
    net = single(submission)
    history = net.train(np.ones((5, 1)), np.ones(5, dtype=int), epochs=3, batch_size=5)
    close(history["train_loss"], [-math.log(s(z)) for z in path(3)])


@points(3)
@needs("as_before")
def test_penalty_by_hand(submission):
    """With l2 every dW grows by l2 / m * W, and db stays as it is"""
    dW, db = gradient()
    # l2 / m = 0.6 / 3
    found_W, found_b = network(submission, l2=0.6).backward(X, Y)
    for i in (1, 0):
        close(found_W[i], dW[i] + 0.2 * W[i])
        close(found_b[i], db[i])


@points(2)
@needs("as_before")
def test_losses_are_plain(submission):
    """Losses hold no penalty and are measured on the whole network"""
    net = network(submission, learning_rate=0.0, l2=6.0)
    close(net.compute_loss(Y, np.array(P)), LOSS)
    close(net.train(X, Y, epochs=1, X_val=X, y_val=Y)["train_loss"], [LOSS])
    net = network(submission, learning_rate=0.0, dropout=0.5)
    history = net.train(X, Y, epochs=12, batch_size=1, X_val=X, y_val=Y)
    every = np.array(history["train_loss"] + history["val_loss"])
    whole = every.shape == (24,) and bool(np.allclose(every, LOSS))
    known_by(submission, whole)
    holds(whole, "the losses are not those of the whole network")


@points(2)
@needs("as_before")
def test_predictions_drop_nothing(submission):
    """With dropout the same question has the same answer, that of the whole network"""
    net = network(submission, dropout=0.5)
    answers = [net.forward(X), net.predict_proba(X), net.predict_proba(X)]
    right = [bool(np.allclose(p, P)) for p in answers]
    known_by(submission, *right)
    holds(all(right), "a prediction is not that of the whole network")


@points(2)
@needs("as_before")
def test_backward_drops_nothing(submission):
    """With dropout backward still returns the gradient of the whole network"""
    dW, db = gradient()
    found_W, found_b = network(submission, dropout=0.5).backward(X, Y)
    right = [
        bool(np.allclose(mine, theirs))
        for mine, theirs in zip(found_W + found_b, dW + db, strict=True)
    ]
    known_by(submission, all(right))
    holds(all(right), "the gradient is not that of the whole network")


@points(2)
@needs("predictions_drop_nothing")
def test_inputs_stay(submission):
    """A step with dropout drops no input"""
    net = submission.NeuralNetwork([30, 20, 1], "tanh", 1.0, 0, dropout=0.5)
    before = net.W[0]
    net.train(np.ones((1, 30)), np.array([1]), epochs=1)
    # Dropped units are columns that did not move; a dropped input would be a row.
    rows = (net.W[0] != before).any(axis=1)
    known_by(submission, bool(rows.any()), bool(rows.all()))
    holds(rows.any(), "nothing moved")
    holds(rows.all(), "the weights of some inputs did not move")


@points(3)
@needs("inputs_stay", "backward_drops_nothing")
def test_a_thinned_step(submission, rng):
    """A step drops the right share of hidden outputs, scales the others, and is theirs"""
    n, rate, x, y = 1000, 0.25, 1.5, 1.0
    W = [rng.normal(size=(1, n)), rng.normal(size=(n, 1)) / math.sqrt(n)]
    b = [rng.normal(size=(1, n)), np.array([[0.25]])]
    net = submission.NeuralNetwork([1, n, 1], "tanh", 1.0, dropout=rate)
    net.W, net.b = W, b
    net.train(np.array([[x]]), np.array([1]), epochs=1)
    dW = [before - now for before, now in zip(W, net.W, strict=True)]
    dropped = dW[1].T == 0  # an output of 0 leaves its weight where it was
    A = np.tanh(x * W[0] + b[0])
    slope = 1 - A**2
    facts = {"something is dropped": bool(dropped.any())}
    facts["the share that is dropped is wrong"] = not 0.18 < dropped.mean() < 0.32
    facts["it was the share that is kept"] = 0.68 < dropped.mean() < 0.82
    facts["blame flows back through what was dropped"] = bool(
        (dW[0][dropped] != 0).any()
    )
    for name, scale in (("scaled", 1 / (1 - rate)), ("as it was", 1.0)):
        factor = np.where(dropped, 0.0, scale)
        delta = s(((A * factor) @ W[1]).item() + 0.25) - y
        facts[f"kept outputs {name}"] = bool(np.allclose(dW[1].T, A * factor * delta))
        below = x * delta * W[1].T * slope * factor
        facts[f"kept slopes {name}"] = bool(np.allclose(dW[0], below))
    known_by(submission, *facts.values())
    holds(facts["something is dropped"], "nothing was dropped")
    holds(
        not facts["the share that is dropped is wrong"],
        "the share that was dropped is wrong",
    )
    holds(
        facts["kept outputs scaled"],
        "dW above the layer is not that of the kept, scaled outputs",
    )
    holds(
        facts["kept slopes scaled"],
        "dW below the layer does not follow the same factors",
    )


@points(2)
@needs("as_before")
def test_watching(submission):
    """With validation data their losses are measured, and the last parameters stay"""
    net = single(submission)
    history = net.train(
        np.ones((4, 1)), np.ones(4, dtype=int), 6, X_val=WATCHED[0], y_val=WATCHED[1]
    )
    # w + b is 0.25, 0.469, 0.661, 0.832 and so on; log 2 is 0.693.
    close(history["val_loss"], [watched_loss(z) for z in path(6)])
    equal(history["best_epoch"], 2)
    close(net.W[0], [[path(6)[-1] / 2]])


@points(3)
@needs("watching")
def test_stopping(submission):
    """With a patience of 2 training stops two epochs after the best, and goes back to it"""
    net = single(submission)
    history = net.train(
        np.ones((4, 1)), np.ones(4, dtype=int), 9, 4, WATCHED[0], WATCHED[1], 2
    )
    equal(history["best_epoch"], 2)
    close(history["val_loss"], [watched_loss(z) for z in path(5)])
    close(history["train_loss"], [-math.log(s(z)) for z in path(5)])
    close(net.W[0], [[path(3)[-1] / 2]])
    close(net.b[0], [[path(3)[-1] / 2]])
    # Without steps all losses are equal: the first is best, and none is lower.
    net = network(submission, learning_rate=0.0)
    history = net.train(X, Y, 9, X_val=X, y_val=Y, patience=1)
    close(history["val_loss"], [LOSS] * 2)
    equal(history["best_epoch"], 0)


@points(1)
@needs("as_before")
def test_refusals(submission):
    """Settings that make no sense, and validation data that lack a part, are refused"""
    for options in (
        {"dropout": 1.0},
        {"dropout": -0.5},
        {"l2": -1.0},
        {"dropout": 2.0},
    ):
        with pytest.raises(ValueError):
            submission.NeuralNetwork([2, 3, 1], **options)
    net = network(submission, dropout=0.0, l2=0.0)
    for options in ({"X_val": X}, {"y_val": Y}, {"patience": 2}):
        with pytest.raises(ValueError):
            net.train(X, Y, epochs=1, **options)
    with pytest.raises(ValueError):
        net.train(X, Y, epochs=1, X_val=X, y_val=Y, patience=0)
