"""Hidden checks. Oracles: central differences of our own forward pass, and laws."""

import numpy as np
import pytest

from grader.checks import (
    agrees_with_slopes,
    close,
    gradient_close,
    holds,
    law,
    needs,
    points,
    unchanged,
)

SIZES = ((3, 4, 7), (2, 5, 1), (4, 2, 5))  # n_x, n_h, m


def forward(net, X):
    Z1 = net["W1"] @ X + net["b1"]
    A1 = np.maximum(Z1, 0.0)
    Z2 = net["W2"] @ A1 + net["b2"]
    A2 = np.exp(np.minimum(Z2, 0.0)) / (1.0 + np.exp(-np.abs(Z2)))
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


def some_network(rng, n_x, n_h, m):
    """Draw a network with biases, away from every kink and with unsure outputs."""
    while True:
        net = {
            "W1": rng.normal(size=(n_h, n_x)),
            "b1": rng.normal(size=(n_h, 1)),
            "W2": rng.normal(size=(1, n_h)),
            "b2": rng.normal(size=(1, 1)),
        }
        X, Y = rng.normal(size=(n_x, m)), rng.integers(0, 2, (1, m)).astype(float)
        cache = forward(net, X)
        on = (cache["Z1"] > 0).mean()
        clear = np.abs(cache["Z1"]).min() > 0.01 and np.abs(cache["Z2"]).max() < 4
        if clear and 0.2 < on < 0.8:
            return X, Y, net, cache


def compare(submission, rng, name):
    """Compare one of the four gradients with measured slopes, for three sizes."""
    for sizes in SIZES:
        X, Y, net, cache = some_network(rng, *sizes)

        def loss(value, X=X, Y=Y, net=net):
            Z2 = forward(net | {name: value}, X)["Z2"]
            return np.mean(np.logaddexp(0, Z2) - Y * Z2)

        grads = submission.backward_propagation(X, Y, net, cache)
        agrees_with_slopes(grads["d" + name], loss, net[name])


@points(2.5)
@needs("hidden_weights")
@law("Any number of inputs, units and samples, measured and not calculated.")
def test_measured_slopes_of_hidden_weights(submission, rng):
    """In networks of three sizes dW1 agrees with measured slopes"""
    compare(submission, rng, "W1")


@points(1.5)
@needs("hidden_biases")
@law("Any number of inputs, units and samples, measured and not calculated.")
def test_measured_slopes_of_hidden_biases(submission, rng):
    """In networks of three sizes db1 agrees with measured slopes"""
    compare(submission, rng, "b1")


@points(2.5)
@needs("output_weights")
@law("Any number of inputs, units and samples, measured and not calculated.")
def test_measured_slopes_of_output_weights(submission, rng):
    """In networks of three sizes dW2 agrees with measured slopes"""
    compare(submission, rng, "W2")


@points(1.5)
@needs("output_bias")
@law("Any number of inputs, units and samples, measured and not calculated.")
def test_measured_slopes_of_output_bias(submission, rng):
    """In networks of three sizes db2 agrees with measured slopes"""
    compare(submission, rng, "b2")


@points(2)
@needs("output_weights", "hidden_weights")
@law("The 1/m of the mean, stated without any formula.")
def test_every_sample_twice(submission, rng):
    """With every sample twice, all gradients stay what they are"""
    X, Y, net, cache = some_network(rng, 3, 4, 5)
    once = submission.backward_propagation(X, Y, net, cache)
    X, Y = np.hstack([X, X]), np.hstack([Y, Y])
    twice = submission.backward_propagation(X, Y, net, forward(net, X))
    for name in ("dW1", "db1", "dW2", "db2"):
        gradient_close(twice[name], np.asarray(once[name]))


@points(1.5)
@needs("output_bias", "hidden_biases")
@law("Labels count, each by the same amount.")
def test_one_label_flipped(submission, rng):
    """Flipping one label moves db2 by 1/m, and no gradient stays as it was"""
    X, Y, net, cache = some_network(rng, 3, 4, 5)
    before = submission.backward_propagation(X, Y, net, cache)
    units = (cache["A1"] > 0).sum(axis=0)
    sample = int(units.argmax())
    flipped = Y.copy()
    flipped[0, sample] = 1 - Y[0, sample]
    after = submission.backward_propagation(X, flipped, net, cache)
    moved = (Y[0, sample] - flipped[0, sample]) / 5
    gradient_close(after["db2"], np.asarray(before["db2"]) + moved)
    for name in ("dW1", "db1", "dW2"):
        gap = np.abs(np.asarray(after[name]) - np.asarray(before[name])).max()
        holds(gap > 1e-9, f"{name} does not depend on the labels")


@points(1)
@needs("output_weights", "output_bias", "hidden_weights", "hidden_biases")
@law("At the minimum there is nothing left to learn.")
def test_perfect_predictions(submission, rng):
    """Where every prediction is exactly the label, all gradients are 0"""
    net = {
        "W1": rng.uniform(0.5, 1.5, (3, 2)),
        "b1": rng.uniform(0.5, 1.5, (3, 1)),
        "W2": rng.uniform(0.5, 1.5, (1, 3)),
        "b2": np.array([[900.0]]),
    }
    X = rng.uniform(0.1, 1.0, (2, 4))
    grads = submission.backward_propagation(X, np.ones((1, 4)), net, forward(net, X))
    for name in ("W1", "b1", "W2", "b2"):
        close(grads["d" + name], np.zeros(net[name].shape))


@points(1)
@needs("output_weights", "hidden_weights")
def test_labels_of_another_shape(submission, rng):
    """One label for all samples, and every other shape, is refused with ValueError"""
    X, Y, net, cache = some_network(rng, 3, 4, 5)
    for labels in (Y[:, :1], np.ones((2, 5)), Y[:, :4]):
        with pytest.raises(ValueError):
            submission.backward_propagation(X, labels, net, cache)


@points(1)
@needs("output_weights", "hidden_weights")
@law("Other kinds of labels, and a network of another size.")
def test_whole_labels(submission, rng):
    """Labels of any dtype count as numbers, and nothing is changed"""
    X, Y, net, cache = some_network(rng, 4, 3, 6)
    floats = submission.backward_propagation(X, Y, net, cache)
    for dtype in (np.uint8, np.int64):
        grads = submission.backward_propagation(X, Y.astype(dtype), net, cache)
        unchanged(submission)
        for name in ("dW1", "db1", "dW2", "db2"):
            gradient_close(grads[name], np.asarray(floats[name]))
