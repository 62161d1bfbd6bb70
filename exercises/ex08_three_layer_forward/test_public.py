"""Public checks. The sums are worked by hand in the comments."""

import numpy as np
import pytest

from grader.checks import close, holds, needs, points, unchanged

X = np.array([[2.0, -1.0], [1.0, 1.5]])
NET = {
    "W1": np.array([[1.0, -1.0], [0.5, 2.0]]),
    "b1": np.array([[0.5], [-1.0]]),
    "W2": np.array([[2.0, -0.5], [-1.0, 1.0]]),
    "b2": np.array([[-1.0], [0.25]]),
    "W3": np.array([[1.0, -2.0], [-0.5, 1.0]]),
    "b3": np.array([[0.75], [-1.0]]),
}


def sigmoid(sums):
    return 1.0 / (1.0 + np.exp(-np.array(sums)))


@points(3)
def test_worked_case(submission):
    """Two samples pass through three layers of two neurons"""
    A3 = submission.forward_3layer(X, NET)
    # sample 1: Z1 = (1.5, 2), Z2 = (1, 0.75), Z3 = (1 - 1.5 + 0.75, -0.5 + 0.75 - 1)
    # sample 2: Z1 = (-2, 1.5), A1 = (0, 1.5), Z2 = (-1.75, 1.75), A2 = (0, 1.75),
    #           Z3 = (-3.5 + 0.75, 1.75 - 1)
    close(A3, sigmoid([[0.25, -2.75], [-0.75, 0.75]]))


@points(1.5)
@needs("worked_case")
def test_layers_of_other_sizes(submission):
    """Three features, hidden layers of two and three neurons, one output"""
    x = np.array([[1.0, 0.0, -1.0, 2.0], [0.5, 2.0, 1.0, 0.0], [-1.0, 1.0, 0.0, 1.5]])
    net = {
        "W1": np.array([[2.0, -1.0, 0.5], [1.0, 3.0, -2.0]]),
        "b1": np.array([[0.25], [-1.0]]),
        "W2": np.array([[1.0, -1.0], [0.0, 0.5], [-2.0, 1.0]]),
        "b2": np.array([[0.5], [-1.0], [0.0]]),
        "W3": np.array([[1.0, 2.0, -0.5]]),
        "b3": np.array([[-0.25]]),
    }
    # A1 = [[1.25, 0, 0, 5], [3.5, 3, 1, 0]]
    # Z2 = [[-1.75, -2.5, -0.5, 5.5], [0.75, 0.5, -0.5, -1], [1, 3, 1, -10]]
    # Z3 = 1.5 - 0.5 | 1 - 1.5 | -0.5 | 5.5, and -0.25 each
    A3 = submission.forward_3layer(x, net)
    close(A3, sigmoid([[0.75, -0.75, -0.75, 5.25]]))


@points(0.5)
@needs("worked_case")
def test_one_of_everything(submission):
    """One sample, one feature and one neuron per layer"""
    one = {"W1": 2.0, "b1": -1.0, "W2": -1.0, "b2": 4.0, "W3": 0.5, "b3": -1.5}
    net = {name: np.array([[value]]) for name, value in one.items()}
    # 2*1.5 - 1 = 2, then 4 - 2 = 2, then 1 - 1.5
    close(submission.forward_3layer(np.array([[1.5]]), net), sigmoid([[-0.5]]))


@points(0.5)
@needs("worked_case")
def test_missing_name(submission):
    """A missing array is a KeyError that contains its name"""
    with pytest.raises(KeyError) as caught:
        submission.forward_3layer(X, {k: v for k, v in NET.items() if k != "W2"})
    holds("W2" in str(caught.value), "the KeyError does not contain the name")


@points(0.5)
@needs("worked_case")
def test_misfit(submission):
    """A matrix that does not fit what it reads is refused with ValueError"""
    with pytest.raises(ValueError):
        submission.forward_3layer(np.ones((3, 2)), NET)
    with pytest.raises(ValueError):
        submission.forward_3layer(X, {**NET, "W3": np.ones((2, 3))})


@points(0.5)
@needs("worked_case")
def test_bias_must_be_a_column(submission):
    """A flat bias is refused with ValueError, even where NumPy could add it"""
    with pytest.raises(ValueError):
        submission.forward_3layer(X, {**NET, "b2": np.array([-1.0, 0.25])})


@points(0.5)
@needs("worked_case")
def test_arguments_stay_as_they_are(submission):
    """The inputs, the dict and its arrays are not changed"""
    submission.forward_3layer(X, dict(NET))
    unchanged(submission)
