"""Evaluate honestly: three parts, the lazy answer, and classes that count alike.

Row-major: one sample per row.  Rows are dealt out by their numbers, so that a sample
and its label cannot lose each other.

References
----------
.. [1] T. Hastie, R. Tibshirani and J. Friedman, "The Elements of Statistical
   Learning", 2nd edition, Springer, 2009, section 7.2 (training, validation and test
   sets) and 7.10.2 (what goes wrong when something is measured before the split).
.. [2] K. H. Brodersen, C. S. Ong, K. E. Stephan and J. M. Buhmann, "The balanced
   accuracy and its posterior distribution", ICPR 2010.
"""

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
        Of a class, or without `stratify` of all rows, each part has its share to
        within one sample.

    Raises
    ------
    ValueError
        If the lengths differ, a fraction is negative, or they do not add up to 1.
    """
    table, labels = np.asarray(X), np.asarray(y)
    if len(table) != len(labels):
        raise ValueError(f"{len(table)} rows but {len(labels)} labels")
    if min(fractions) < 0:
        raise ValueError(f"a fraction is negative: {min(fractions)}")
    if not np.isclose(sum(fractions), 1.0):
        raise ValueError(f"the fractions add up to {sum(fractions):.6g}")

    rng = np.random.default_rng(seed)
    groups = _classes(labels) if stratify else [np.arange(len(labels))]
    parts: tuple[list[np.ndarray], ...] = ([], [], [])
    for group in groups:
        # Borders are rounded, not sizes: the three pieces always cover the group.
        borders = np.cumsum(fractions)[:2] * len(group)
        pieces = np.split(rng.permutation(group), borders.round().astype(int))
        for part, piece in zip(parts, pieces):
            part.append(piece)
    rows = [np.concatenate(part) for part in parts]
    return tuple([table[part] for part in rows] + [labels[part] for part in rows])


def _classes(labels: np.ndarray) -> list[np.ndarray]:
    """Return the row numbers of each class."""
    return [np.flatnonzero(labels == label) for label in np.unique(labels)]


def baseline_accuracy(y: ArrayLike) -> float:
    """Return the accuracy of always naming the most frequent class.

    Parameters
    ----------
    y : array_like of int, shape (m,)
        Labels.

    Returns
    -------
    float
        Between 0 and 1. A network that does not beat it has learned nothing.
    """
    _, counts = np.unique(y, return_counts=True)
    return float(counts.max() / counts.sum())


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
        Between 0 and 1; 1 / (number of classes) for any constant answer.

    Raises
    ------
    ValueError
        If the two differ in length; broadcasting would hide it.
    """
    labels, answers = np.asarray(y), np.asarray(y_hat)
    if labels.shape != answers.shape:
        raise ValueError(f"{labels.size} labels but {answers.size} answers")
    right = labels == answers
    recalls = [right[members].mean() for members in _classes(labels)]
    return float(np.mean(recalls))
