"""Public checks. The expected numbers are worked by hand in the comments."""

import numpy as np
import pytest

from grader.checks import close, equal, needs, points

X = np.array([[2.0, -1.0], [1.0, 3.0]])
W = np.array([[1.5, -1.0], [-2.0, 0.5]])
B = np.array([[0.5], [2.0]])


@points(0.5)
def test_paper_example(submission):
    """The example that you worked out on paper"""
    x, w = np.array([[1.0], [2.0]]), np.array([[0.5, 0.5], [0.3, 0.7]])
    Z, A = submission.dense_relu(x, w, np.zeros((2, 1)))
    # 0.5*1 + 0.5*2 and 0.3*1 + 0.7*2; nothing is negative, so ReLU changes nothing
    close(Z, [[1.5], [1.7]])
    close(A, [[1.5], [1.7]])


@points(2)
def test_worked_case(submission):
    """Two samples, two neurons: Z holds the sums, bias included"""
    Z, _ = submission.dense_relu(X, W, B)
    # neuron 1: 3 - 1 + 0.5 and -1.5 - 3 + 0.5; neuron 2: -4 + 0.5 + 2 and 2 + 1.5 + 2
    close(Z, [[2.5, -4.0], [-1.5, 5.5]])


@points(1.5)
@needs("worked_case")
def test_relu_cuts_off_the_negative(submission):
    """A has 0 where Z is negative, and the entries of Z elsewhere"""
    _, A = submission.dense_relu(X, W, B)
    close(A, [[2.5, 0.0], [0.0, 5.5]])
    # -2*2 + 4*1 = 0 exactly, and -2*1 + 4*(-1.5) = -8
    _, A = submission.dense_relu(
        np.array([[2.0, 1.0], [1.0, -1.5]]), np.array([[-2.0, 4.0]]), np.zeros((1, 1))
    )
    equal(A, [[0.0, 0.0]])


@points(1)
@needs("worked_case")
def test_more_samples_than_neurons(submission):
    """Three features, two neurons, four samples"""
    x = np.array([[1.0, 0.0, -1.0, 2.0], [0.5, 2.0, 1.0, 0.0], [-1.0, 1.0, 0.0, 1.5]])
    w = np.array([[2.0, -1.0, 0.5], [1.0, 3.0, -2.0]])
    Z, A = submission.dense_relu(x, w, np.array([[0.25], [-1.0]]))
    # neuron 1: 2 - 0.5 - 0.5 | 0 - 2 + 0.5 | -2 - 1 | 4 + 0.75, and 0.25 each
    # neuron 2: 1 + 1.5 + 2 | 6 - 2 | -1 + 3 | 2 - 3, and -1 each
    close(Z, [[1.25, -1.25, -2.75, 5.0], [3.5, 3.0, 1.0, -2.0]])
    close(A, [[1.25, 0.0, 0.0, 5.0], [3.5, 3.0, 1.0, 0.0]])


@points(0.5)
@needs("worked_case")
def test_whole_numbers(submission):
    """Whole numbers are read as floats, so that both results are floats"""
    w, b = np.array([[2, -1], [1, 3]]), np.array([[1], [-4]])
    Z, A = submission.dense_relu(np.array([[1, 0], [2, 1]]), w, b)
    # 2 - 2 + 1 | -1 + 1, and 1 + 6 - 4 | 3 - 4
    close(Z, [[1.0, 0.0], [3.0, -1.0]])
    close(A, [[1.0, 0.0], [3.0, 0.0]])


@points(0.5)
@needs("worked_case")
def test_sizes_must_meet(submission):
    """A W that does not fit the features of X is refused with ValueError"""
    with pytest.raises(ValueError):
        submission.dense_relu(np.ones((3, 2)), W, B)


@points(0.5)
@needs("worked_case")
def test_bias_must_be_a_column(submission):
    """A flat bias is refused with ValueError, even where NumPy could add it"""
    with pytest.raises(ValueError):
        submission.dense_relu(X, W, np.array([0.5, 2.0]))
