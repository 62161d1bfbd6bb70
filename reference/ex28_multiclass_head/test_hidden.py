"""Hidden checks. Oracles: `math.exp` row by row, laws, labels read back by hand."""

import math

import numpy as np
import pytest

from grader.checks import close, equal, law, needs, points


def shares(scores):
    """Return exp of each number, divided by the sum of all."""
    parts = [math.exp(score) for score in scores]
    return [part / math.fsum(parts) for part in parts]


@points(0.5)
@needs("rows_are_distributions", "large_scores")
def test_rows_are_apart(submission, rng):
    """A row gives the same result whatever stands in the others"""
    rows = rng.uniform(-2.0, 2.0, size=(4, 3))
    lifted = rows + np.array([[0.0], [3000.0], [-2000.0], [1000.0]])
    close(submission.softmax(lifted), [shares(row) for row in rows])


@points(0.25)
@needs("one_one_per_row")
@law("what one-hot means: the label can be read back, and there is nothing else")
def test_labels_can_be_read_back(submission, rng):
    """Each row has one 1, from which the label can be read back"""
    k = int(rng.integers(3, 7))
    labels = rng.integers(0, k - 1, size=8)
    rows = submission.one_hot(labels, k)
    equal(np.count_nonzero(rows, axis=1), np.ones(8))
    equal(np.sum(rows, axis=1), np.ones(8))
    equal(np.array(rows) @ np.arange(k), labels)


@points(0.5)
@needs("largest_score", "rows_are_distributions")
@law("softmax keeps the order, so scores and probabilities give one answer")
def test_scores_or_probabilities(submission, rng):
    """Scores and their probabilities give the same answers"""
    Z = rng.normal(0.0, 2.0, size=(7, 4))
    answers = submission.predict(Z)
    equal(submission.predict(submission.softmax(Z)), answers)
    equal(answers, [row.index(max(row)) for row in Z.tolist()])


@points(0.5)
@needs("share_of_right_answers")
def test_any_answers(submission, rng):
    """Accuracy counts every sample the same, from none right to all right"""
    labels = np.concatenate([np.zeros(9, dtype=int), rng.integers(0, 4, size=7)])
    answers = np.where(rng.random(16) < 0.6, labels, (labels + 1) % 4)
    right = sum(a == b for a, b in zip(labels.tolist(), answers.tolist(), strict=True))
    close(submission.accuracy(labels, answers), right / 16)
    close(submission.accuracy(labels, labels), 1.0)
    close(submission.accuracy(labels, labels + 1), 0.0)


@points(0.25)
@needs("negative_labels", "labels_too_large")
def test_any_label_outside(submission, rng):
    """One label outside is enough, wherever it stands and however far away it is"""
    for outside in (-int(rng.integers(2, 50)), 5, int(rng.integers(6, 50))):
        labels = rng.integers(0, 5, size=6)
        labels[rng.integers(6)] = outside
        with pytest.raises(ValueError):
            submission.one_hot(labels, 5)
