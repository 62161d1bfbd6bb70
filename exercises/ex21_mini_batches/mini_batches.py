"""Exercise 21: mini-batches and the three kinds of gradient descent."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def iterate_minibatches(
    X: Array,
    y: Array,
    batch_size: int,
    seed: int | None = None,
    shuffle: bool = True,
) -> Iterator[tuple[Array, Array]]:
    """Go through all samples once, one batch after the other.

    Parameters
    ----------
    X : ndarray, shape (m, n)
        One sample per row.
    y : ndarray, shape (m,)
        The label of each sample.
    batch_size : int
        Samples per batch; the last batch may be smaller.
    seed : int or None, default=None
        Of the random order; None gives another order each time.
    shuffle : bool, default=True
        Whether the order is random; otherwise it is the given one.

    Yields
    ------
    Xb, yb : ndarray, shapes (k, n) and (k,)
        Some samples and their labels.

    Raises
    ------
    ValueError
        If `batch_size` is below 1, or X and y have different lengths.
    """
    raise NotImplementedError("write iterate_minibatches")


def fit_linear(
    X: Array,
    y: Array,
    lr: float,
    epochs: int,
    batch_size: int | None = None,
    seed: int = 0,
) -> tuple[Array, float, list[float]]:
    """Fit ``X @ w + b`` to y by gradient descent on the mean squared error.

    Parameters
    ----------
    X : ndarray, shape (m, n)
        One sample per row.
    y : ndarray, shape (m,)
        What is to be predicted.
    lr : float
        Learning rate.
    epochs : int
        How often every sample is visited.
    batch_size : int or None, default=None
        Samples per step; None takes all of them.
    seed : int, default=0
        Epoch e, counted from 0, takes its batches with the seed ``seed + e``.

    Returns
    -------
    w : ndarray, shape (n,)
    b : float
    losses : list of float
        After each epoch the mean squared error over all samples.

    Raises
    ------
    ValueError
        If `batch_size` is below 1, or X and y have different lengths.
    """
    raise NotImplementedError("write fit_linear")
