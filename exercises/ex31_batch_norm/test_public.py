"""Public checks: a batch worked by hand, running statistics, evaluation, refusals."""

import math

import numpy as np
import pytest

from grader.checks import close, needs, points

# Means 3 and 10, variances 8 / 4 = 2 and 24 / 4 = 6; with eps = 0.25 the divisors
# are sqrt(2.25) = 1.5 and sqrt(6.25) = 2.5.
X = np.array([[1.0, 6.0], [3.0, 12.0], [3.0, 12.0], [5.0, 10.0]])
NORMALISED = np.array([[-4 / 3, -1.6], [0.0, 0.8], [0.0, 0.8], [4 / 3, 0.0]])
# Means 5 and -1, variances 6 and 2.
OTHER = np.array([[1.0, -3.0], [7.0, -1.0], [7.0, -1.0], [5.0, 1.0]])


@points(3)
def test_batch_by_hand(submission):
    """In training every feature is normalised over the batch"""
    layer = submission.BatchNorm(2, 0.75, 0.25)
    close(layer.forward(X), NORMALISED)


@points(1)
@needs("batch_by_hand")
def test_start(submission):
    """At the start gamma and the running variance are ones, beta and the mean zeros"""
    layer = submission.BatchNorm(3)
    close(layer.gamma, [1.0, 1.0, 1.0])
    close(layer.beta, [0.0, 0.0, 0.0])
    close(layer.running_mean, [0.0, 0.0, 0.0])
    close(layer.running_var, [1.0, 1.0, 1.0])


@points(2)
@needs("batch_by_hand")
def test_gamma_and_beta(submission):
    """Every feature is then multiplied by gamma and shifted by beta"""
    layer = submission.BatchNorm(2, 0.75, 0.25)
    layer.gamma, layer.beta = np.array([3.0, 0.5]), np.array([1.0, -2.0])
    close(layer.forward(X), [[-3.0, -2.8], [1.0, -1.6], [1.0, -1.6], [5.0, -2.0]])


@points(2)
@needs("batch_by_hand")
def test_one_batch_moves(submission):
    """One batch moves the running statistics by the share 1 - momentum"""
    layer = submission.BatchNorm(2, 0.75, 0.25)
    layer.forward(X)
    close(layer.running_mean, [0.75, 2.5])  # 0.25 * 3 and 0.25 * 10
    close(layer.running_var, [1.25, 2.25])  # 0.75 + 0.25 * 2 and 0.75 + 0.25 * 6


@points(1.5)
@needs("one_batch_moves")
def test_three_batches_move(submission):
    """Every further batch moves the running statistics again"""
    layer = submission.BatchNorm(2, 0.5, 0.25)
    for batch in (X, OTHER, X):
        layer.forward(batch)
    close(layer.running_mean, [3.125, 6.0])  # 1.5, 3.25, 3.125 and 5, 2, 6
    close(layer.running_var, [2.875, 4.375])  # 1.5, 3.75, 2.875 and 3.5, 2.75, 4.375


@points(3)
@needs("batch_by_hand")
def test_evaluation(submission):
    """At evaluation the running statistics take the place of those of the batch"""
    layer = submission.BatchNorm(2, 0.75, 0.25)
    layer.running_mean, layer.running_var = np.array([1.0, 8.0]), np.array([3.75, 0.75])
    layer.gamma, layer.beta = np.array([2.0, -1.0]), np.array([0.5, 3.0])
    # Divisors sqrt(4) = 2 and sqrt(1) = 1: x - 1 + 0.5 and 8 - x + 3.
    close(layer.forward(X, False), [[0.5, 5.0], [2.5, -1.0], [2.5, -1.0], [4.5, 1.0]])


@points(1)
@needs("evaluation")
def test_evaluation_moves_nothing(submission):
    """Evaluation leaves the running statistics alone"""
    layer = submission.BatchNorm(2, 0.75, 0.25)
    layer.forward(OTHER, False)
    close(layer.running_mean, [0.0, 0.0])
    close(layer.running_var, [1.0, 1.0])


@points(1)
@needs("evaluation")
def test_single_sample(submission):
    """A single sample can be evaluated; in training it becomes beta"""
    layer = submission.BatchNorm(2, 0.75, 0.25)
    layer.running_mean, layer.running_var = np.array([1.0, 8.0]), np.array([3.75, 0.75])
    close(layer.forward(np.array([[4.0, 6.0]]), False), [[1.5, -2.0]])
    layer.beta = np.array([0.5, -4.0])
    close(layer.forward(np.array([[4.0, 6.0]])), [[0.5, -4.0]])


@points(1)
@needs("batch_by_hand")
def test_defaults(submission):
    """Without other numbers the momentum is 0.9 and eps 0.00001"""
    layer = submission.BatchNorm(2)
    batch = np.array([[1.001, 100.0], [1.003, 98.0]])  # variances 0.000001 and 1
    close(layer.forward(batch), np.array([[-0.001, 1.0], [0.001, -1.0]])
          / [math.sqrt(0.000011), math.sqrt(1.00001)], rtol=1e-6)  # fmt: skip
    close(layer.running_mean, [0.1002, 9.9], rtol=1e-6)
    close(layer.running_var, [0.9000001, 1.0], rtol=1e-6)


@points(1)
@needs("batch_by_hand")
def test_constant_feature(submission):
    """A constant feature becomes beta and not nan"""
    layer = submission.BatchNorm(2)
    layer.beta = np.array([7.0, 0.0])
    out = layer.forward(np.array([[4.0, 2.0], [4.0, 0.0], [4.0, 1.0]]))
    close(out[:, 0], [7.0, 7.0, 7.0])


@points(1)
@needs("batch_by_hand")
def test_other_shapes_are_refused(submission):
    """What is no table with a column for each feature is refused with ValueError"""
    layer = submission.BatchNorm(2)
    for batch in (np.ones((4, 3)), np.ones((4, 1)), np.array([1.0, 6.0])):
        with pytest.raises(ValueError):
            layer.forward(batch)
