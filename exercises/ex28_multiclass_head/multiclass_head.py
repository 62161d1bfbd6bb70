"""The head of a classifier with several classes: scores, labels, answers."""

import numpy as np
from numpy.typing import ArrayLike


def softmax(Z: ArrayLike) -> np.ndarray:
    """Turn each row of scores into probabilities.

    Parameters
    ----------
    Z : array_like, shape (m, k)
        Scores of m samples for k classes, one sample per row.

    Returns
    -------
    ndarray of float, shape (m, k)
        Every row adds up to 1.
    """
    raise NotImplementedError("write softmax")


def one_hot(y: ArrayLike, k: int) -> np.ndarray:
    """Write every label as a row with one 1.

    Parameters
    ----------
    y : array_like of int, shape (m,)
        Labels from 0 to k - 1.
    k : int
        How many classes there are, whether or not all of them occur in `y`.

    Returns
    -------
    ndarray, shape (m, k)
        1 in the column of the label, 0 elsewhere.

    Raises
    ------
    ValueError
        If a label is negative, is k or above, or is no whole number type.
    """
    raise NotImplementedError("write one_hot")


def predict(Z: ArrayLike) -> np.ndarray:
    """Name the class with the largest score in each row.

    Parameters
    ----------
    Z : array_like, shape (m, k)
        Scores, one sample per row.

    Returns
    -------
    ndarray of int, shape (m,)
        Of several equal scores the first one wins.
    """
    raise NotImplementedError("write predict")


def accuracy(y: ArrayLike, y_hat: ArrayLike) -> float:
    """Say what share of the answers is right.

    Parameters
    ----------
    y : array_like of int, shape (m,)
        Labels.
    y_hat : array_like of int, shape (m,)
        Answers.

    Returns
    -------
    float
        Between 0 and 1.

    Raises
    ------
    ValueError
        If the two differ in length.
    """
    raise NotImplementedError("write accuracy")
