"""Mini-batches, and gradient descent that is full-batch, mini-batch or stochastic.

Row-major: one sample per row.  Shuffling means drawing an order of the row numbers, once
per epoch; pieces of it then pick rows of X and entries of y alike.  The batch size is all
that tells the three kinds of gradient descent apart.

References
----------
.. [1] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   section 8.1.3 (batch and minibatch algorithms).
.. [2] L. Bottou, F. E. Curtis and J. Nocedal, "Optimization methods for large-scale
   machine learning", SIAM Review 60(2), 223-311, 2018.
"""

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
        If `batch_size` is below 1, or X and y have different lengths; when the first
        batch is asked for.
    """
    m = len(X)
    if len(y) != m:
        raise ValueError(f"there are {m} samples and {len(y)} labels")
    if batch_size < 1:
        raise ValueError(f"the batch size must be at least 1, got {batch_size}")
    order = np.random.default_rng(seed).permutation(m) if shuffle else np.arange(m)
    for start in range(0, m, batch_size):
        batch = order[start : start + batch_size]  # a slice ends where its list does
        yield X[batch], y[batch]


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
        After each epoch the mean squared error over all samples, in squared units of y.

    Raises
    ------
    ValueError
        If `batch_size` is below 1, or X and y have different lengths.
    """
    size = len(X) if batch_size is None else batch_size
    w, b = np.zeros(X.shape[1]), 0.0
    losses = []
    for epoch in range(epochs):
        for Xb, yb in iterate_minibatches(X, y, size, seed + epoch):
            error = Xb @ w + b - yb
            # Averaged over what is in the batch: the last one may be short.
            dw, db = 2 * Xb.T @ error / len(yb), 2 * np.mean(error)
            w -= lr * dw
            b -= lr * db
        losses.append(np.mean((X @ w + b - y) ** 2))
    return w, b, losses
