"""Hidden checks. Oracles: exact sums of plain numbers by `math.fsum`, and laws."""

import math

import numpy as np
import pytest

from grader.checks import close, equal, holds, law, needs, points, unchanged


def sums(X, W, b):
    """Add up each neuron's products for each sample, one number at a time."""
    n_out, m = len(W), X.shape[1]
    return [[math.fsum([*(W[i] * X[:, j]), b[i, 0]]) for j in range(m)]
            for i in range(n_out)]  # fmt: skip


def layer(rng, n_in, n_out, m):
    """Draw inputs, weights and biases of order one."""
    return (
        rng.normal(size=(n_in, m)),
        rng.normal(size=(n_out, n_in)),
        rng.normal(size=(n_out, 1)),
    )


@points(1)
@needs("worked_case")
@law("a mistake that shows only for some sizes has no name yet")
def test_any_sizes(submission, rng):
    """Z is right for any number of features, neurons and samples"""
    sizes = ((3, 3, 3), (2, 5, 5), (4, 2, 7), (1, 3, 4), (6, 1, 5), (5, 4, 1))
    for n_in, n_out, m in sizes:
        X, W, b = layer(rng, n_in, n_out, m)
        Z, A = submission.dense_relu(X, W, b)
        close(Z, sums(X, W, b), atol=1e-12 * n_in)
        equal(A, np.where(Z > 0, Z, 0.0))


@points(0.5)
@needs("worked_case")
@law("a sample that meets its neighbours gives wrong numbers in other checks, too")
def test_samples_do_not_meet(submission, rng):
    """A sample alone gives the same columns as inside a batch"""
    X, W, b = layer(rng, 3, 2, 3)
    together = submission.dense_relu(X, W, b)
    for j in range(3):
        alone = submission.dense_relu(X[:, [j]], W, b)
        for one, all_ in zip(alone, together, strict=True):
            close(one, all_[:, [j]])


@points(0.5)
@needs("worked_case")
@law("a layer that is right in the public checks and not straight has no name yet")
def test_sums_are_straight(submission, rng):
    """Without inputs only the biases are left, and twice the input doubles the rest"""
    X, W, b = layer(rng, 4, 3, 2)
    Z, _ = submission.dense_relu(np.zeros((4, 2)), W, b)
    close(Z, np.repeat(b, 2, axis=1))
    once, _ = submission.dense_relu(X, W, b)
    twice, _ = submission.dense_relu(2.0 * X, W, b)
    close(twice - b, 2.0 * (once - b), atol=1e-9)


@points(0.5)
@needs("worked_case")
def test_no_stretched_bias(submission):
    """A bias of any other shape than one column is refused with ValueError"""
    X, W = np.array([[1.0, -0.5, 2.0], [0.5, 1.5, -1.0]]), np.array([[1.0, -2.0]] * 3)
    for b in (np.array([[0.5, 1.0, -1.0]]), np.array([[0.5]]), np.array(0.5)):
        with pytest.raises(ValueError):
            submission.dense_relu(X, W, b)
    with pytest.raises(ValueError):
        submission.dense_relu(X, W, np.ones((3, 3)))


@points(0.5)
@needs("worked_case")
def test_any_misfit_is_refused(submission):
    """A misfit of any size is refused with ValueError, whichever side is longer"""
    b = np.array([[0.5], [-1.0], [1.5]])
    for n_in, rows in ((4, 2), (2, 4), (1, 3), (3, 1)):
        X, W = np.full((rows, 3), 0.5), np.full((3, n_in), 2.0)
        with pytest.raises(ValueError):
            submission.dense_relu(X, W, b)


@points(0.5)
@needs("paper_example")
@law("so far each mistake that changes an array gives wrong numbers as well")
def test_arguments_stay_as_they_are(submission, rng):
    """The inputs, the weights and the biases are not changed"""
    for m in (1, 3):
        Z, A = submission.dense_relu(*layer(rng, 3, 2, m))
        unchanged(submission)
        holds((A >= 0).all() and A.shape == Z.shape, "A has a negative entry")
