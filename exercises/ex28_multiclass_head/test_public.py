"""Public checks: the worked example with `math.exp`, labels, ties, refusals."""

import math

import numpy as np
import pytest

from grader.checks import close, equal, needs, points, unchanged


def shares(scores):
    """Return exp of each number, divided by the sum of all."""
    parts = [math.exp(score) for score in scores]
    return [part / math.fsum(parts) for part in parts]


@points(2)
def test_rows_are_distributions(submission):
    """Softmax turns every row of scores into a distribution of its own"""
    probs = submission.softmax(np.array([[2.0, 1.0, 0.1], [0.0, 3.0, 3.0]]))
    close(probs, [shares([2.0, 1.0, 0.1]), shares([0.0, 3.0, 3.0])])


@points(0.5)
@needs("rows_are_distributions")
def test_square_batch(submission):
    """A batch with as many rows as classes is treated by rows, too"""
    rows = [[0.3, -1.2, 0.8], [1.1, 0.4, -0.5], [-0.7, 0.9, 2.0]]
    close(submission.softmax(np.array(rows)), [shares(row) for row in rows])


@points(1)
@needs("rows_are_distributions")
def test_large_scores(submission):
    """Large scores give the same as small ones with equal differences"""
    rows = [[1000.0, 999.0, 998.5], [-800.0, -801.0, -803.0], [900.0, -900.0, 0.0]]
    # in the last row the exponentials of -1800 and -900 count for nothing
    last = [1.0, 0.0, 0.0]
    wanted = [shares([0.0, -1.0, -1.5]), shares([0.0, -1.0, -3.0]), last]
    close(submission.softmax(np.array(rows)), wanted)


@points(2)
def test_one_one_per_row(submission):
    """Each label becomes a row with its 1 in the column of the class"""
    rows = submission.one_hot(np.array([2, 0, 1, 2, 0]), 4)
    equal(rows, [[0, 0, 1, 0], [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [1, 0, 0, 0]])


@points(1.5)
def test_largest_score(submission):
    """The answer is the class with the largest score of each row"""
    Z = np.array([[-0.2, -3.0, -0.9], [0.1, 0.3, 0.2], [0.5, 0.6, 4.0], [-1.0, 0.2, 0]])
    equal(submission.predict(Z), [0, 1, 2, 1])


@points(0.5)
@needs("largest_score")
def test_ties(submission):
    """Of several equal scores the class with the lowest number wins"""
    equal(submission.predict(np.array([[1.0, 4.0, 4.0], [2.0, 2.0, 2.0]])), [1, 0])


@points(1.5)
def test_share_of_right_answers(submission):
    """Accuracy is the share of right answers"""
    labels, answers = np.array([0, 0, 0, 1, 2]), np.array([0, 0, 1, 1, 0])
    close(submission.accuracy(labels, answers), 0.6)


@points(0.5)
@needs(
    "rows_are_distributions",
    "one_one_per_row",
    "largest_score",
    "share_of_right_answers",
)
def test_lists(submission):
    """Lists work as well as arrays"""
    close(submission.accuracy([1, 0, 2, 2], [1, 2, 2, 0]), 0.5)
    equal(submission.one_hot([1, 0], 2), [[0, 1], [1, 0]])
    equal(submission.predict([[0.5, 1.5], [2.5, 1.0]]), [1, 0])
    close(submission.softmax([[1, 2], [3, 0]]), [shares([1, 2]), shares([3, 0])])


@points(0.5)
@needs("rows_are_distributions", "largest_score", "one_one_per_row")
def test_batch_of_one(submission):
    """A batch of one row stays a batch"""
    equal(submission.predict(np.array([[0.4, 0.1, 0.9]])), [2])
    close(submission.softmax(np.array([[0.4, 0.9]])), [shares([0.4, 0.9])])
    equal(submission.one_hot(np.array([1]), 3), [[0, 1, 0]])


@points(0.5)
@needs("one_one_per_row")
def test_negative_labels(submission):
    """A label that is negative is refused with ValueError"""
    for label in (-1, -3):
        with pytest.raises(ValueError):
            submission.one_hot(np.array([0, label, 2]), 3)


@points(0.5)
@needs("one_one_per_row")
def test_labels_too_large(submission):
    """A label of k or above is refused with ValueError"""
    for label in (3, 7):
        with pytest.raises(ValueError):
            submission.one_hot(np.array([0, label, 2]), 3)


@points(1)
@needs("one_one_per_row")
def test_labels_are_whole_numbers(submission):
    """Labels that are floats are refused with ValueError"""
    for labels in ([0.0, 1.0], [1.7, 0.2]):
        with pytest.raises(ValueError):
            submission.one_hot(np.array(labels), 3)


@points(0.5)
@needs("share_of_right_answers")
def test_lengths(submission):
    """Labels and answers of different lengths are refused with ValueError"""
    for answers in ([1], [1, 0]):
        with pytest.raises(ValueError):
            submission.accuracy(np.array([1, 0, 1]), np.array(answers))


@points(0.5)
@needs("rows_are_distributions")
def test_scores_stay(submission):
    """The caller's scores are not changed"""
    submission.softmax(np.array([[0.8, -0.3], [1.9, 0.4], [0.1, 0.6]]))
    unchanged(submission)
