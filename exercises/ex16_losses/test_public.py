"""Public checks. The expected numbers are worked by hand, with `math.log`."""

import math

import numpy as np
import pytest

from grader.checks import close, holds, needs, points, unchanged

ln = math.log


@points(1.5)
def test_mse_by_hand(submission):
    """The mean squared error of three predictions"""
    # differences 0.5, -2, -0.5; squares 0.25, 4, 0.25
    close(submission.mse(np.array([3.0, -1.0, 2.0]), np.array([2.5, 1.0, 2.5])), 1.5)


@points(1.5)
def test_bce_by_hand(submission):
    """The binary cross-entropy of three probabilities"""
    y, p = np.array([1.0, 0.0, 1.0]), np.array([0.8, 0.4, 0.5])
    # the true labels had the probabilities 0.8, 0.6, 0.5
    close(submission.bce(y, p), -(ln(0.8) + ln(0.6) + ln(0.5)) / 3)


@points(1.5)
def test_cce_by_hand(submission):
    """The categorical cross-entropy of two samples and three classes"""
    Y = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
    P = np.array([[0.3, 0.5, 0.2], [0.7, 0.2, 0.1]])
    close(submission.cce(Y, P), -(ln(0.5) + ln(0.7)) / 2)


@points(0.5)
@needs("bce_by_hand")
def test_soft_label(submission):
    """A label between 0 and 1 uses both terms of the binary cross-entropy"""
    y, p = np.array([0.3]), np.array([0.6])
    close(submission.bce(y, p), -(0.3 * ln(0.6) + 0.7 * ln(0.4)))


@points(0.5)
@needs("cce_by_hand")
def test_soft_row(submission):
    """A row of weights instead of a one-hot row uses all its classes"""
    Y, P = np.array([[0.2, 0.5, 0.3]]), np.array([[0.1, 0.6, 0.3]])
    close(submission.cce(Y, P), -(0.2 * ln(0.1) + 0.5 * ln(0.6) + 0.3 * ln(0.3)))


@points(1)
@needs("bce_by_hand")
def test_sure_mistakes_stay_finite(submission):
    """A sure mistake, in either direction, costs much but not infinitely much"""
    for y, p in ((1.0, 0.0), (0.0, 1.0)):
        loss = submission.bce(np.array([y]), np.array([p]))
        holds(10 < loss < 40, f"the loss of p = {p} for the label {y} is not about 28")


@points(0.5)
@needs("cce_by_hand")
def test_sure_mistake_of_three_classes(submission):
    """A true class with probability 0 costs much but not infinitely much"""
    Y, P = np.array([[0.0, 1.0, 0.0]]), np.array([[0.25, 0.0, 0.75]])
    holds(10 < submission.cce(Y, P) < 40, "the loss of p = 0 is not about 28")


@points(0.5)
@needs("bce_by_hand")
def test_perfect_probabilities(submission):
    """Perfect probabilities cost nothing, and never less than nothing"""
    y = np.array([1.0, 0.0, 1.0])
    loss = submission.bce(y, y)
    holds(0 <= loss < 1e-6, "the loss of perfect probabilities is not 0")


@points(0.5)
@needs("mse_by_hand")
def test_mse_compares_shapes(submission):
    """A call of mse refuses a vector against a column with ValueError"""
    y = np.array([0.0, 1.0, 1.0, 0.0])
    with pytest.raises(ValueError):
        submission.mse(y[:, None], np.array([0.1, 0.9, 0.8, 0.2]))


@points(0.5)
@needs("bce_by_hand")
def test_bce_compares_shapes(submission):
    """A call of bce refuses a vector against a column with ValueError"""
    y = np.array([0.0, 1.0, 1.0, 0.0])
    with pytest.raises(ValueError):
        submission.bce(y[:, None], np.array([0.1, 0.9, 0.8, 0.2]))


@points(0.5)
@needs("cce_by_hand")
def test_cce_compares_shapes(submission):
    """A call of cce refuses one row of labels for two rows of probabilities with ValueError"""
    P = np.array([[0.3, 0.5, 0.2], [0.7, 0.2, 0.1]])
    with pytest.raises(ValueError):
        submission.cce(np.array([[0.0, 1.0, 0.0]]), P)


@points(0.5)
@needs("bce_by_hand", "cce_by_hand")
def test_what_is_no_probability(submission):
    """A number below 0 or above 1 is refused with ValueError"""
    for p in (-0.2, 1.2):
        with pytest.raises(ValueError):
            submission.bce(np.array([1.0, 0.0]), np.array([0.4, p]))
        with pytest.raises(ValueError):
            submission.cce(np.array([[1.0, 0.0]]), np.array([[0.4, p]]))


@points(0.5)
@needs("mse_by_hand", "bce_by_hand", "cce_by_hand")
def test_lists_work_too(submission):
    """Lists of whole numbers and of booleans work as well as arrays"""
    close(submission.mse([3, -1, 2], [1, 1, 2]), 8 / 3)
    close(submission.bce([True, False], [0.8, 0.4]), -(ln(0.8) + ln(0.6)) / 2)
    close(submission.cce([[0, 1], [1, 0]], [[0.3, 0.7], [0.6, 0.4]]), -ln(0.42) / 2)


@points(0.5)
@needs("mse_by_hand", "bce_by_hand")
def test_columns_and_rows(submission):
    """A column or a row of samples gives one number, the same as a vector"""
    y, p = np.array([1.0, 0.0, 1.0]), np.array([0.8, 0.4, 0.5])
    for shape in ((3, 1), (1, 3)):
        column, guess = y.reshape(shape), p.reshape(shape)
        close(submission.mse(column, guess), 0.15)  # (0.04 + 0.16 + 0.25) / 3
        close(submission.bce(column, guess), -(ln(0.8) + ln(0.6) + ln(0.5)) / 3)


@points(0.5)
@needs("bce_by_hand", "cce_by_hand")
def test_arguments_stay_as_they_are(submission):
    """The caller's arrays are not changed"""
    submission.bce(np.array([1.0, 0.0]), np.array([0.0, 0.3]))
    unchanged(submission)
    submission.cce(np.array([[1.0, 0.0]]), np.array([[1.0, 0.0]]))
    unchanged(submission)
