"""Public checks: updates worked by hand, predictions, the OR gate, refusals."""

import numpy as np
import pytest

from grader.checks import close, equal, holds, needs, points

CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


def start(submission, weights, bias, learning_rate=1.0):
    """Make a perceptron whose weights and bias are known."""
    p = submission.Perceptron(len(weights), learning_rate=learning_rate)
    p.weights, p.bias = np.array(weights), bias
    return p


@points(2)
def test_missed_one(submission):
    """A missed 1 moves the weights towards the sample and the bias up"""
    p = start(submission, [0.2, -0.4], 0.1, learning_rate=0.5)
    p.train(np.array([[3.0, 5.0]]), np.array([1]), epochs=1)
    weights, bias = p.weights, p.bias
    # z = 0.6 - 2.0 + 0.1 = -1.3, so it says 0; the error is 1 - 0 = +1
    close(weights, [0.2 + 0.5 * 3, -0.4 + 0.5 * 5])
    close(bias, 0.1 + 0.5)


@points(1)
def test_false_alarm(submission):
    """A false alarm moves the weights away from the sample and the bias down"""
    p = start(submission, [0.2, -0.4], 0.1, learning_rate=0.5)
    p.train(np.array([[5.0, 1.0]]), np.array([0]), epochs=1)
    weights, bias = p.weights, p.bias
    # z = 1.0 - 0.4 + 0.1 = 0.7, so it says 1; the error is 0 - 1 = -1
    close(weights, [0.2 - 0.5 * 5, -0.4 - 0.5 * 1])
    close(bias, 0.1 - 0.5)


@points(1)
def test_predictions(submission):
    """One sample gives a number, a batch gives one number per row"""
    p = start(submission, [1.5, -2.0], 0.25)
    equal(p.predict(np.array([2.0, 1.0])), 1)  # 3 - 2 + 0.25 > 0
    samples = np.array([[1.0, 2.0], [0.0, 0.0], [-1.0, -1.0]])
    equal(p.predict(samples), [0, 1, 1])  # z = -2.25, 0.25, 0.75


@points(1)
@needs("missed_one", "false_alarm")
def test_nothing_to_learn(submission):
    """A pass without a mistake changes nothing, and train says it was pass 1"""
    p = start(submission, [1.0, -2.0], 0.5, learning_rate=0.5)
    # z = 1.5, -1.5, 0.5: right on all three
    epoch = p.train(np.array([[3.0, 1.0], [0.0, 1.0], [2.0, 1.0]]), np.array([1, 0, 1]))
    weights, bias = p.weights, p.bias
    equal(weights, [1.0, -2.0])
    equal(bias, 0.5)
    equal(epoch, 1)


@points(2)
@needs("missed_one", "false_alarm", "predictions")
def test_or_gate(submission):
    """A fresh perceptron learns OR, whatever its seed"""
    for seed in range(3):
        p = submission.Perceptron(2, seed=seed)
        p.train(CORNERS, np.array([0, 1, 1, 1]))
        equal(p.predict(CORNERS), [0, 1, 1, 1])


@points(1)
@needs("missed_one", "false_alarm")
def test_number_of_the_clean_pass(submission):
    """Training returns the number of the first pass without a mistake"""
    p = start(submission, [1.5], 1.25)
    # (w, b) after each pass: (-1.5, 0.25), (-2.5, 0.25), (-0.5, 1.25), no mistake
    epoch = p.train(np.array([[2.0], [3.0], [-4.0]]), np.array([1, 0, 1]))
    equal(epoch, 4)


@points(0.5)
@needs("predictions")
def test_tie(submission):
    """A weighted sum of exactly zero does not fire"""
    p = start(submission, [1.0, -2.0], 3.0)
    equal(p.predict(np.array([1.0, 2.0])), 0)  # 1 - 4 + 3 = 0


@points(1)
@needs("predictions")
def test_batches_of_any_height(submission):
    """A batch gives an array, also with one row or with as many rows as columns"""
    p = start(submission, [1.0, -2.0], 0.5)
    equal(p.predict(np.array([[1.0, -2.0], [3.0, 4.0]])), [1, 0])  # z = 5.5, -4.5
    equal(p.predict(np.array([[3.0, 1.0]])), [1])


@points(0.5)
@needs("missed_one", "false_alarm")
def test_labels_other_than_0_and_1(submission):
    """Labels other than 0 and 1 are refused with a ValueError"""
    p = start(submission, [0.5, 0.5], 0.25)
    with pytest.raises(ValueError):
        p.train(CORNERS, np.array([-1, 1, 1, 1]))


@points(0.5)
@needs("missed_one", "false_alarm")
def test_lengths_differ(submission):
    """X and y of different lengths are refused with a ValueError"""
    p = start(submission, [0.5, 0.5], 0.25)
    with pytest.raises(ValueError):
        p.train(CORNERS, np.array([0, 1, 1]))


@points(0.5)
@needs("missed_one", "false_alarm", "predictions")
def test_lists_and_booleans(submission):
    """Samples may be lists, and labels may be booleans"""
    p = start(submission, [-1.0, 0.5], 0.25)
    p.train([[0, 0], [0, 1], [1, 0], [1, 1]], [False, True, True, True])
    equal(p.predict([1, 0]), 1)


@points(0.5)
@needs("missed_one", "false_alarm")
def test_zero_epochs(submission):
    """With no pass allowed nothing changes and train returns None"""
    p = start(submission, [0.5, -0.25], 0.75)
    epoch = p.train(CORNERS, np.array([0, 1, 1, 1]), epochs=0)
    weights, bias = p.weights, p.bias
    holds(epoch is None, "train returned something although no pass was allowed")
    equal(weights, [0.5, -0.25])
    equal(bias, 0.75)
