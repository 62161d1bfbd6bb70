"""Evaluate honestly: three parts, the lazy answer, and classes that count alike."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike


def train_val_test_split(
    X: ArrayLike,
    y: ArrayLike,
    fractions: Sequence[float] = (0.6, 0.2, 0.2),
    seed: int = 0,
    stratify: bool = True,
) -> tuple[np.ndarray, ...]:
    """Deal the rows out to three parts at random, each to exactly one.

    Parameters
    ----------
    X : array_like, shape (m, n)
        One sample per row.
    y : array_like of int, shape (m,)
        The label of each row.
    fractions : three floats
        What share of the rows training, validation and test get.
    seed : int
        Decides which rows go where.
    stratify : bool
        Whether every class is dealt out by these fractions by itself.

    Returns
    -------
    X_train, X_val, X_test, y_train, y_val, y_test : tuple of ndarray

    Raises
    ------
    ValueError
        If the lengths differ, a fraction is negative, or they do not add up to 1.
    """
    raise NotImplementedError("write train_val_test_split")


def baseline_accuracy(y: ArrayLike) -> float:
    """Return the accuracy of always naming the most frequent class.

    Parameters
    ----------
    y : array_like of int, shape (m,)
        Labels.

    Returns
    -------
    float
        Between 0 and 1.
    """
    raise NotImplementedError("write baseline_accuracy")


def balanced_accuracy(y: ArrayLike, y_hat: ArrayLike) -> float:
    """Return the mean recall of the classes that occur in y.

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
    raise NotImplementedError("write balanced_accuracy")
