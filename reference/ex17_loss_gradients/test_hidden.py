"""Hidden checks. Oracles: central differences of the losses, laws, limits."""

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


def bce(z, y):
    """Mean cross-entropy from scores: log(1 + e^z) - y z per sample."""
    return float(np.mean(np.logaddexp(0, z) - y * z))


def squared(p, y):
    return float(np.mean((p - y) ** 2))


def cce(Z, Y):
    """Mean cross-entropy from scores: log of the sum of e^z, minus the true score."""
    return float(np.mean(np.logaddexp.reduce(Z, axis=1) - np.sum(Y * Z, axis=1)))


def column(rng, m):
    return rng.permutation(np.linspace(-2.5, 2.2, m))[:, None]


@points(1.5)
@needs("mse_linear_by_hand")
@law("Any number of samples and labels of any size.")
def test_slopes_of_mse_linear(submission, rng):
    """Central differences of the loss agree: squared error, linear output"""
    for m in (3, 7, 1):
        z, y = column(rng, m), rng.normal(size=(m, 1))
        agrees_with_slopes(submission.mse_linear(z, y), lambda z, y=y: squared(z, y), z)


@points(1.5)
@needs("bce_sigmoid_by_hand")
@law("Any number of samples and labels of all kinds.")
def test_slopes_of_bce_sigmoid(submission, rng):
    """Central differences of the loss agree: cross-entropy, sigmoid"""
    for m in (3, 7, 1):
        z, y = column(rng, m), rng.choice([0.0, 1.0, 0.3], (m, 1))
        agrees_with_slopes(submission.bce_sigmoid(z, y), lambda z, y=y: bce(z, y), z)


@points(1.5)
@needs("mse_sigmoid_by_hand")
@law("Any number of samples and labels of all kinds.")
def test_slopes_of_mse_sigmoid(submission, rng):
    """Central differences of the loss agree: squared error, sigmoid"""
    for m in (3, 7, 1):
        z, y = column(rng, m), rng.choice([0.0, 1.0, 0.3], (m, 1))
        gradient = submission.mse_sigmoid(z, y)
        agrees_with_slopes(gradient, lambda z, y=y: squared(1 / (1 + np.exp(-z)), y), z)


@points(1.5)
@needs("cce_softmax_by_hand")
@law("Any numbers of samples and classes, with one-hot and with soft rows.")
def test_slopes_of_cce_softmax(submission, rng):
    """Central differences of the loss agree: cross-entropy, softmax"""
    for m, k in ((4, 3), (2, 5), (1, 4), (3, 3)):
        Z, Y = rng.normal(size=(m, k)), np.eye(k)[rng.integers(k, size=m)]
        agrees_with_slopes(submission.cce_softmax(Z, Y), lambda Z, Y=Y: cce(Z, Y), Z)
    Y = np.array([[0.2, 0.5, 0.3], [0.6, 0.0, 0.4]])
    Z = rng.normal(size=(2, 3))
    agrees_with_slopes(submission.cce_softmax(Z, Y), lambda Z: cce(Z, Y), Z)


@points(0.5)
@needs("cce_softmax_by_hand")
@law("A row of probabilities always adds up to 1, so its slopes add up to 0.")
def test_rows_add_up_to_nothing(submission, rng):
    """In every row the slopes of softmax add up to 0"""
    Z, Y = rng.normal(0, 2, (5, 4)), np.eye(4)[[0, 3, 1, 1, 2]]
    gradient = np.asarray(submission.cce_softmax(Z, Y))
    close(gradient.sum(axis=1), np.zeros(5))
    holds(
        np.all(gradient[Y == 1] < 0), "the true class has a slope that is not negative"
    )


@points(0.5)
@needs("mse_linear_by_hand", "bce_sigmoid_by_hand", "mse_sigmoid_by_hand")
@law("The 1/m of the mean, stated without any formula.")
def test_every_sample_twice(submission, rng):
    """With every sample twice, each one has half the slope"""
    z, y = column(rng, 3), np.array([[1.0], [0.0], [0.25]])
    for gradient in (
        submission.mse_linear,
        submission.bce_sigmoid,
        submission.mse_sigmoid,
    ):
        twice = gradient(np.vstack([z, z]), np.vstack([y, y]))
        once = np.asarray(gradient(z, y))
        gradient_close(twice, np.vstack([once, once]) / 2)


@points(0.5)
@needs("bce_sigmoid_by_hand", "mse_sigmoid_by_hand", "cce_softmax_by_hand")
def test_huge_scores(submission):
    """Scores up to a million in either direction give finite slopes"""
    Z = np.array([[1000.0, -1000.0, 999.0], [-1e6, -1e6 - 2, -1e6 - 1]])
    gradient = submission.cce_softmax(Z, np.array([[0.0, 1.0, 0.0], [1.0, 0, 0]]))
    e = np.exp([0.0, -2.0, -1.0])
    p, rest = e / e.sum(), np.exp(-1.0) / (1 + np.exp(-1.0))
    expected = [[1 - rest, -1.0, rest], [p[0] - 1, p[1], p[2]]]
    gradient_close(gradient, np.array(expected) / 2)
    z = np.array([[1e6], [-1e6], [800.0], [-800.0]])
    y = np.array([[0.0], [1.0], [1.0], [0.5]])
    close(submission.bce_sigmoid(z, y), [[0.25], [-0.25], [0.0], [-0.125]])
    close(submission.mse_sigmoid(z, y), np.zeros((4, 1)))


@points(0.5)
@needs("mse_linear_by_hand", "bce_sigmoid_by_hand", "mse_sigmoid_by_hand")
@law("The other ways in which NumPy would stretch labels, in all three functions.")
def test_columns_only_with_columns(submission, rng):
    """In no function of the three do labels of another shape pass"""
    z = column(rng, 4)
    for gradient in (
        submission.bce_sigmoid,
        submission.mse_sigmoid,
        submission.mse_linear,
    ):
        for shape in ((4,), (1, 4), (1, 1), (4, 2)):
            with pytest.raises(ValueError):
                gradient(z, np.full(shape, 0.5))


@points(0.5)
@needs("cce_softmax_by_hand")
def test_tables_only_with_tables(submission, rng):
    """Labels of softmax in another shape than the scores are refused"""
    Z = rng.normal(size=(3, 3))
    for shape in ((3,), (1, 3), (3, 1), (2, 3)):
        with pytest.raises(ValueError):
            submission.cce_softmax(Z, np.full(shape, 1 / 3))


@points(1)
@needs(
    "mse_linear_by_hand",
    "bce_sigmoid_by_hand",
    "mse_sigmoid_by_hand",
    "cce_softmax_by_hand",
)
def test_narrow_numbers(submission):
    """Unsigned integers and float32 are calculated with in float64"""
    z, y = np.array([[2], [250]], np.uint8), np.array([[3], [10]], np.uint8)
    gradient_close(submission.mse_linear(z, y), [[-1.0], [240.0]])
    zero = np.zeros((2, 1), np.uint8)
    gradient_close(submission.bce_sigmoid(zero, zero), [[0.25], [0.25]])
    z, y = np.float32([[0.3], [-1.7]]), np.float32([[0.1], [0.7]])
    p = 1 / (1 + np.exp(-z.astype(float)))
    slopes = (p - y.astype(float)) * p * (1 - p)
    close(submission.mse_sigmoid(z, y), slopes)
    Z = np.float32([[0.3, -1.1]])
    p = 1 / (1 + np.exp(float(Z[0, 1]) - float(Z[0, 0])))
    close(submission.cce_softmax(Z, np.float32([[0, 1]])), [[p, -p]])
    unchanged(submission)
