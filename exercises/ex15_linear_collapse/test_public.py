"""Public checks. The expected numbers are worked by hand in the comments."""

import numpy as np
import pytest

from grader.checks import close, needs, points, unchanged

FIRST = (np.array([[1.0, 2.0], [-1.0, 0.5]]), np.array([[1.0], [-2.0]]))
SECOND = (np.array([[2.0, -1.0], [0.5, 3.0]]), np.array([[0.5], [-1.0]]))


@points(2.5)
def test_worked_case(submission):
    """Two layers of two neurons become one"""
    W, b = submission.collapse([FIRST, SECOND])
    # 2*1 - 1*(-1) | 2*2 - 1*0.5, and 0.5*1 + 3*(-1) | 0.5*2 + 3*0.5
    close(W, [[3.0, 3.5], [-2.5, 2.5]])
    # 2*1 - 1*(-2) + 0.5, and 0.5*1 + 3*(-2) - 1
    close(b, [[4.5], [-6.5]])


@points(1.5)
@needs("worked_case")
def test_three_layers(submission):
    """Three layers of different sizes become one"""
    wide = (
        np.array([[1.0, 0.0], [2.0, 1.0], [-1.0, 1.0]]),
        np.array([[1.0], [0], [-2]]),
    )
    narrow = (np.array([[2.0, -1.0, 3.0], [0.0, 1.0, 0.5]]), np.array([[0.5], [1.0]]))
    single = (np.array([[2.0, -4.0]]), np.array([[3.0]]))
    W, b = submission.collapse([wide, narrow, single])
    # the first two: [[-3, 2], [1.5, 1.5]] and (2 - 6 + 0.5, -1 + 1) = (-3.5, 0)
    close(W, [[2 * -3 - 4 * 1.5, 2 * 2 - 4 * 1.5]])
    close(b, [[2 * -3.5 + 3]])


@points(1)
@needs("worked_case")
def test_one_layer(submission):
    """A single layer collapses to itself"""
    W, b = submission.collapse([FIRST])
    close(W, FIRST[0])
    close(b, FIRST[1])


@points(0.5)
@needs("worked_case")
def test_whole_numbers(submission):
    """Whole numbers are read as floats, so that both results are floats"""
    layer = (np.array([[1, 2], [0, -1]]), np.array([[3], [1]]))
    W, b = submission.collapse([layer, layer])
    # 1 | 2 - 2, and 0 | 1; 3 + 2 + 3, and -1 + 1
    close(W, [[1.0, 0.0], [0.0, 1.0]])
    close(b, [[8.0], [0.0]])


@points(0.5)
@needs("worked_case")
def test_misfits(submission):
    """An empty list, and a layer that does not fit, are refused with ValueError"""
    with pytest.raises(ValueError):
        submission.collapse([FIRST, (np.ones((2, 3)), np.ones((2, 1)))])
    with pytest.raises(ValueError):
        submission.collapse([])


@points(0.5)
@needs("worked_case")
def test_bias_must_be_a_column(submission):
    """A flat bias is refused with ValueError, even where NumPy could add it"""
    with pytest.raises(ValueError):
        submission.collapse([FIRST, (SECOND[0], np.array([0.5, -1.0]))])


@points(0.5)
@needs("worked_case")
def test_arguments_stay_as_they_are(submission):
    """The list of layers and the arrays in it are not changed"""
    submission.collapse([FIRST, SECOND, FIRST])
    unchanged(submission)
