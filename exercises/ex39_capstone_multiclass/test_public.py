"""Public checks. The expected numbers are worked by hand in the comments."""

import math

import numpy as np
import pytest

from grader.checks import close, equal, holds, known_by, needs, points, unchanged

Y = np.array([0, 0, 0, 0, 1, 1, 2])
Y_HAT = np.array([0, 0, 1, 2, 1, 0, 2])


def network(submission, sizes, W, b, **options):
    """Make a network whose weights and biases are known."""
    net = submission.NeuralNetwork(sizes, **options)
    net.W, net.b = W, b
    return net


@points(5)
def test_matrix_by_hand(submission):
    """Seven samples are counted, true classes in rows and predictions in columns"""
    equal(submission.confusion_matrix(Y, Y_HAT, 3), [[2, 1, 1], [1, 1, 0], [0, 0, 1]])
    unchanged(submission)
    lists = submission.confusion_matrix([1, 0, 1, 1], [0, 0, 0, 1], 2)
    equal(lists, [[1, 0], [2, 1]])


@points(3)
@needs("matrix_by_hand")
def test_absent_classes(submission):
    """A class that does not occur has a row of zeros, one never named a column"""
    expected = [[0, 0, 0, 0], [0, 2, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0]]
    equal(submission.confusion_matrix([1, 2, 1, 1], [1, 1, 2, 1], 4), expected)


@points(4)
@needs("matrix_by_hand")
def test_shares_by_hand(submission):
    """Each class has the share of its own samples that was recognised"""
    # Row sums are 4, 2 and 1.
    close(submission.per_class_accuracy(Y, Y_HAT, 3), [0.5, 0.5, 1.0])
    # 1 of 3, 3 of 4 and 0 of 1
    y, y_hat = [0, 0, 0, 1, 1, 1, 1, 2], [0, 1, 1, 1, 1, 1, 0, 0]
    close(submission.per_class_accuracy(y, y_hat, 3), [1 / 3, 0.75, 0.0])


@points(2)
@needs("shares_by_hand")
def test_share_of_an_absent_class(submission):
    """A class without samples has nan for a share, also where it was named"""
    shares = submission.per_class_accuracy([0, 2, 2], [0, 2, 1], 4)
    equal(np.isnan(shares), [False, True, False, True])
    close(shares[[0, 2]], [1.0, 0.5])


@points(2)
@needs("matrix_by_hand", "shares_by_hand")
def test_refusals(submission):
    """Labels that are no class and lengths that differ are refused, by both functions"""
    for count in (submission.confusion_matrix, submission.per_class_accuracy):
        for y, y_hat in (
            ([0, -1, 2], [0, 1, 2]),
            ([0, 1, 3], [0, 1, 2]),
            ([0, 1, 2], [0, 1, -1]),
            ([0, 1, 2], [3, 1, 2]),
            ([0, 1, 2], [1]),
            ([0, 1, 2], [1, 2]),
            ([0, 1, 2], [[0], [1], [2]]),
            ([[0], [1], [2]], [[0], [1], [2]]),
        ):
            with pytest.raises(ValueError):
                count(np.array(y), np.array(y_hat), 3)


@points(3)
def test_probabilities(submission):
    """With three outputs each row is a softmax, and the most probable class is answered"""
    # z = x with W = 1: exp(z) is (1, 2, 5), (4, 1, 3), (1, 1, 6), (3, 2, 5)
    powers = np.array(
        [[1.0, 2.0, 5.0], [4.0, 1.0, 3.0], [1.0, 1.0, 6.0], [3.0, 2.0, 5.0]]
    )
    net = network(submission, [3, 3], [np.eye(3)], [np.zeros((1, 3))])
    X = np.log(powers)
    close(net.predict_proba(X), powers / [[8.0], [8.0], [8.0], [10.0]])
    equal(net.predict(X), [2, 0, 2, 2])


@points(2)
def test_loss_by_hand(submission):
    """The loss is -log of the true class's probability, and nothing of the others"""
    net = submission.NeuralNetwork([2, 3])
    p = np.array([[0.2, 0.5, 0.3], [0.7, 0.1, 0.2]])
    close(net.compute_loss(np.array([2, 0]), p), -(math.log(0.3) + math.log(0.7)) / 2)


@points(2)
@needs("probabilities")
def test_two_heads(submission):
    """Two outputs with softmax answer as one with a sigmoid of the difference"""
    W, b = np.array([[1.0, -0.5], [0.25, 2.0]]), np.array([[0.5, -0.25]])
    X = np.array([[0.5, 1.0], [1.5, 0.25], [-1.0, 0.5], [0.25, 0.125]])
    two = network(submission, [2, 2], [W], [b])
    one = network(submission, [2, 1], [W[:, 1:] - W[:, :1]], [b[:, 1:] - b[:, :1]])
    # z1 - z0 is 0.25, -2.5625, 1.625 and -0.90625
    close(two.predict_proba(X)[:, 1:], one.predict_proba(X))
    equal(two.predict(X), [1, 0, 1, 0])
    equal(one.predict(X), [1, 0, 1, 0])


@points(2)
def test_sorted_samples(submission):
    """Samples that come sorted by class are taken in another order"""
    # All samples are alike, so only the order of their labels can make a difference.
    y = np.repeat([0, 1, 2], 6)
    net = network(
        submission, [1, 3], [np.zeros((1, 3))], [np.zeros((1, 3))], learning_rate=1.0
    )
    net.train(np.ones((18, 1)), y, epochs=1, batch_size=6)
    z = np.zeros(3)  # w + b: one class after the other
    for label in range(3):
        p = np.exp(z) / np.exp(z).sum()
        z = z + 2 * (np.eye(3)[label] - p)
    as_given = bool(np.allclose(2 * net.b[0], z))
    known_by(submission, as_given)
    holds(not as_given, "an epoch took one class after the other, as they came")
