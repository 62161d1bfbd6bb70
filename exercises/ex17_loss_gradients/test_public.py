"""Public checks. Scores are logarithms of whole numbers, so p can be read off."""

import math

import numpy as np
import pytest

from grader.checks import close, gradient_close, holds, needs, points, unchanged

ln = math.log
SCORES = np.array([[ln(3)], [-ln(4)], [0.0], [ln(9)]])  # p = 0.75, 0.2, 0.5, 0.9
LABELS = np.array([[1.0], [1.0], [0.0], [0.0]])
# softmax of ln(1, 2, 1) and of ln(3, 1, 1)
TABLE = np.array([[0.0, ln(2), 0.0], [ln(3), 0.0, 0.0]])
ONE_HOT = np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])


@points(1.5)
def test_mse_linear_by_hand(submission):
    """The squared error of four linear outputs has the slopes worked by hand"""
    z = np.array([[2.0], [-1.0], [0.5], [3.0]])
    y = np.array([[1.0], [1.0], [0.0], [5.0]])
    # differences 1, -2, 0.5, -2; doubled; a quarter of each
    gradient_close(submission.mse_linear(z, y), [[0.5], [-1.0], [0.25], [-1.0]])


@points(1.5)
def test_bce_sigmoid_by_hand(submission):
    """The cross-entropy of four sigmoids has the slopes worked by hand"""
    gradient = submission.bce_sigmoid(SCORES, LABELS)
    # 1 up would cost -0.25, -0.8, 0.5 and 0.9 per sample; four samples
    gradient_close(gradient, [[-0.0625], [-0.2], [0.125], [0.225]])


@points(1.5)
def test_mse_sigmoid_by_hand(submission):
    """The squared error of four sigmoids has the slopes worked by hand"""
    gradient = submission.mse_sigmoid(SCORES, LABELS)
    # per sample: -0.5 * 0.1875, -1.6 * 0.16, 1 * 0.25, 1.8 * 0.09
    gradient_close(gradient, [[-0.0234375], [-0.064], [0.0625], [0.0405]])


@points(1.5)
def test_cce_softmax_by_hand(submission):
    """The cross-entropy of two rows of softmax has the slopes worked by hand"""
    gradient = submission.cce_softmax(TABLE, ONE_HOT)
    # p = 0.25, 0.5, 0.25 and 0.6, 0.2, 0.2; two samples
    gradient_close(gradient, [[0.125, 0.25, -0.375], [-0.2, 0.1, 0.1]])


@points(1)
@needs("bce_sigmoid_by_hand", "mse_sigmoid_by_hand")
def test_a_sure_mistake(submission):
    """At z = -6.9 with label 1 the cross-entropy pulls, the squared error hardly"""
    z, y = np.array([[-6.9]]), np.array([[1.0]])
    p = 1 / (1 + math.exp(6.9))
    close(submission.bce_sigmoid(z, y), [[p - 1]])  # -0.999
    close(submission.mse_sigmoid(z, y), [[-2 * p * (1 - p) ** 2]])  # -0.002


@points(0.5)
@needs("bce_sigmoid_by_hand")
def test_soft_labels(submission):
    """Labels between 0 and 1 are used as they are"""
    gradient = submission.bce_sigmoid(SCORES[:2], np.array([[0.5], [0.3]]))
    gradient_close(gradient, [[0.125], [-0.05]])


@points(0.5)
@needs("cce_softmax_by_hand")
def test_soft_rows(submission):
    """Rows of soft labels are used as they are"""
    gradient = submission.cce_softmax(TABLE[:1], np.array([[0.1, 0.3, 0.6]]))
    gradient_close(gradient, [[0.15, 0.2, -0.35]])


@points(1)
@needs("bce_sigmoid_by_hand", "mse_sigmoid_by_hand")
def test_scores_of_five_hundred(submission):
    """At 500 and at -500 the slopes of a sigmoid are finite and right"""
    z, y = np.array([[500.0], [-500.0]]), np.array([[0.0], [1.0]])
    close(submission.bce_sigmoid(z, y), [[0.5], [-0.5]])
    close(submission.bce_sigmoid(z, 1 - y), [[0.0], [0.0]])
    close(submission.mse_sigmoid(z, y), [[0.0], [0.0]])


@points(0.5)
@needs("bce_sigmoid_by_hand")
def test_vector_of_labels(submission):
    """A vector of labels for a column of scores is refused with ValueError"""
    with pytest.raises(ValueError):
        submission.bce_sigmoid(SCORES, LABELS[:, 0])


@points(0.5)
@needs("mse_linear_by_hand", "cce_softmax_by_hand")
def test_lists_and_whole_numbers(submission):
    """Lists of whole numbers give the same as arrays of floats"""
    gradient_close(submission.mse_linear([[3], [-1]], [[2], [1]]), [[1.0], [-2.0]])
    gradient = submission.cce_softmax([[0, 0], [0, 0]], [[True, False], [False, True]])
    gradient_close(gradient, [[-0.25, 0.25], [0.25, -0.25]])


@points(0.5)
@needs("mse_linear_by_hand", "bce_sigmoid_by_hand", "cce_softmax_by_hand")
def test_arguments_stay_as_they_are(submission):
    """Neither scores nor labels are changed"""
    for gradient, z, y in (
        (submission.mse_linear, SCORES, LABELS),
        (submission.bce_sigmoid, SCORES, LABELS),
        (submission.cce_softmax, TABLE, ONE_HOT),
    ):
        holds(gradient(z, y) is not None, "there is no gradient")
        unchanged(submission)
