"""Public checks: the worked example, later rows, a constant column, refusals."""

import numpy as np
import pytest

from grader.checks import close, fresh, holds, needs, points, unchanged

# mean 0.2, std sqrt((4 * 0.1^2 + 0.4^2) / 5) = 0.2; mean 3000, std 2000
TRAIN = np.array([[0.1, 4000.0], [0.1, 2000.0], [0.6, 6000.0], [0.1, 0.0], [0.1, 3000]])
SCALED = np.array([[-0.5, 0.5], [-0.5, -0.5], [2.0, 1.5], [-0.5, -1.5], [-0.5, 0.0]])


def fitted(submission, rows):
    """Make a scaler that has learned from these rows."""
    scaler = submission.StandardScaler()
    scaler.fit(rows)
    return scaler


@points(1.25)
def test_training_columns(submission):
    """The training columns get mean 0 and standard deviation 1"""
    close(submission.StandardScaler().fit_transform(TRAIN), SCALED)


@points(1)
def test_later_rows(submission):
    """Later rows are scaled with the mean and the standard deviation of training"""
    scaler = fitted(submission, TRAIN)
    # (0.5 - 0.2) / 0.2 and (7000 - 3000) / 2000; 0 and (1000 - 3000) / 2000
    later = scaler.transform(np.array([[0.5, 7000.0], [0.2, 1000.0]]))
    close(later, [[1.5, 2.0], [0.0, -1.0]])


@points(0.5)
def test_two_rows(submission):
    """Of two training rows, one becomes -1 and the other 1 in every column"""
    scaler = submission.StandardScaler()
    rows = np.array([[25000.0, 25.0, 0.5], [80000.0, 55.0, 0.9]])
    close(scaler.fit_transform(rows), [[-1.0, -1.0, -1.0], [1.0, 1.0, 1.0]])


@points(0.5)
def test_constant_column(submission):
    """A constant column becomes 0, and a later row its distance from the constant"""
    scaler = submission.StandardScaler()
    scaled = scaler.fit_transform(np.array([[5.0, 1.0], [5.0, 3.0], [5.0, 2.0]]))
    close(scaled[:, 0], [0.0, 0.0, 0.0])
    close(scaler.transform(np.array([[7.0, 2.0], [4.0, 2.0]])), [[2.0, 0.0], [-1.0, 0]])


@points(0.25)
def test_constant_column_back(submission):
    """On the way back a constant column is multiplied by 1"""
    scaler = fitted(submission, np.array([[5.0, 1.0], [5.0, 5.0]]))  # 5, and 3 and 2
    back = scaler.inverse_transform(np.array([[2.0, 0.5], [0.0, -1.0]]))
    close(back, [[7.0, 4.0], [5.0, 1.0]])


@points(0.5)
def test_small_numbers(submission):
    """A column of tiny numbers is scaled like any other"""
    tiny = TRAIN * np.array([1e-6, 1e-9])
    close(submission.StandardScaler().fit_transform(tiny), SCALED)


@points(0.5)
def test_back_to_the_units(submission):
    """Going back with inverse_transform gives the original units"""
    scaler = fitted(submission, TRAIN)
    # 1.5 * 0.2 + 0.2 and 2 * 2000 + 3000; 0.2 and -1 * 2000 + 3000
    back = scaler.inverse_transform(np.array([[1.5, 2.0], [0.0, -1.0]]))
    close(back, [[0.5, 7000.0], [0.2, 1000.0]])


@points(0.5)
def test_fit_returns_the_scaler(submission):
    """The result of fit is the scaler itself"""
    scaler = submission.StandardScaler()
    returned = scaler.fit(TRAIN)
    itself = type(returned) is type(scaler) and returned == scaler
    holds(itself, "fit returned something else")


@points(0.5)
def test_fit_transform_remembers(submission):
    """After fit_transform the scaler is ready for later rows"""
    scaler = submission.StandardScaler()
    scaler.fit_transform(np.array([[1.0], [5.0]]))  # mean 3, std 2
    close(scaler.transform(np.array([[9.0]])), [[3.0]])


@points(0.5)
def test_whole_numbers_and_lists(submission):
    """Rows of whole numbers, in a list or an array, are scaled as well"""
    rows = [[1, 8], [2, 5], [6, 8], [3, 7]]
    # mean 3, squares 4, 1, 9, 0; mean 7, squares 1, 4, 1, 0
    small, large = np.sqrt(14 / 4), np.sqrt(6 / 4)
    by_hand = np.array([[-2, 1], [-1, -2], [3, 1], [0, 0]]) / [small, large]
    close(submission.StandardScaler().fit_transform(np.array(rows)), by_hand)
    close(submission.StandardScaler().fit_transform(rows), by_hand)


@points(0.5)
@needs("training_columns")
def test_rows_stay_as_they_are(submission):
    """The caller's rows are not changed"""
    scaler = submission.StandardScaler()
    scaler.fit_transform(TRAIN)
    unchanged(submission)
    scaler.transform(TRAIN)
    unchanged(submission)


@points(0.5)
@fresh
def test_first_fit_then_transform(submission):
    """A scaler that has not learned anything raises RuntimeError or ValueError"""
    fitted(submission, TRAIN).transform(TRAIN)  # with fit there is nothing to refuse
    scaler = submission.StandardScaler()
    with pytest.raises((RuntimeError, ValueError)):
        scaler.transform(TRAIN)
    with pytest.raises((RuntimeError, ValueError)):
        scaler.inverse_transform(SCALED)


@points(0.5)
def test_other_columns_are_refused(submission):
    """Rows with one column more or less are refused with ValueError"""
    scaler = fitted(submission, TRAIN)
    scaler.transform(np.ones((2, 2)))  # as many as there were: nothing to refuse
    for columns in (3, 1):
        with pytest.raises(ValueError):
            scaler.transform(np.ones((2, columns)))
