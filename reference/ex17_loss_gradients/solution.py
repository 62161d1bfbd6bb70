"""Slopes of four losses along the scores of the last layer.

By the chain rule the slope is dL/dp * dp/dz.  For a sigmoid with binary
cross-entropy the factor p (1 - p) stands once above and once below the fraction
line, and for softmax with categorical cross-entropy the sum over classes collapses
as well: what remains is p - y.  The squared error of a sigmoid keeps its factor
p (1 - p), which is nearly 0 for confident scores, right or wrong.

Row-major: one sample per row.  All losses are means over the m samples, so 1/m
appears once.

References
----------
.. [1] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   section 6.2.2 (why output units and cross-entropy go together).
.. [2] C. M. Bishop, "Pattern Recognition and Machine Learning", Springer, 2006,
   section 5.2 (canonical pairs of output and loss) and section 4.3.4.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def _pair(z: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    """Return both as floats, and refuse shapes that differ."""
    z, y = np.asarray(z, dtype=float), np.asarray(y, dtype=float)
    if z.shape != y.shape:
        raise ValueError(f"scores of shape {z.shape}, labels of shape {y.shape}")
    return z, y


def _sigmoid(z: Array) -> Array:
    # Only exponentials of numbers that are not positive: they cannot overflow.
    return np.exp(np.minimum(z, 0.0)) / (1.0 + np.exp(-np.abs(z)))


def _softmax(Z: Array) -> Array:
    parts = np.exp(Z - Z.max(axis=1, keepdims=True))
    return parts / parts.sum(axis=1, keepdims=True)


def mse_linear(z: ArrayLike, y: ArrayLike) -> Array:
    """Slope of the mean of ``(z - y)**2``.

    Parameters
    ----------
    z, y : array_like, shape (m, 1)
        Scores and labels.

    Returns
    -------
    ndarray of float64, shape (m, 1)
        2 (z - y) / m.

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    z, y = _pair(z, y)
    return 2.0 * (z - y) / len(z)


def bce_sigmoid(z: ArrayLike, y: ArrayLike) -> Array:
    """Slope of the mean binary cross-entropy of ``p = sigmoid(z)``.

    Parameters
    ----------
    z : array_like, shape (m, 1)
        Scores of any size.
    y : array_like, shape (m, 1)
        Labels between 0 and 1.

    Returns
    -------
    ndarray of float64, shape (m, 1)
        (p - y) / m, never beyond -1/m and 1/m.

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    z, y = _pair(z, y)
    return (_sigmoid(z) - y) / len(z)


def mse_sigmoid(z: ArrayLike, y: ArrayLike) -> Array:
    """Slope of the mean of ``(p - y)**2`` for ``p = sigmoid(z)``.

    Parameters
    ----------
    z : array_like, shape (m, 1)
        Scores of any size.
    y : array_like, shape (m, 1)
        Labels between 0 and 1.

    Returns
    -------
    ndarray of float64, shape (m, 1)
        2 (p - y) p (1 - p) / m, close to 0 wherever p is close to 0 or 1.

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    z, y = _pair(z, y)
    p = _sigmoid(z)
    slope = p * (1.0 - p)
    return 2.0 * (p - y) * slope / len(z)


def cce_softmax(Z: ArrayLike, Y: ArrayLike) -> Array:
    """Slope of the mean categorical cross-entropy of ``P = softmax(Z)``.

    Parameters
    ----------
    Z : array_like, shape (m, k)
        Scores of any size, one row per sample.
    Y : array_like, shape (m, k)
        Labels; every row adds up to 1, which the derivation uses.

    Returns
    -------
    ndarray of float64, shape (m, k)
        (P - Y) / m; every row adds up to 0.

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    Z, Y = _pair(Z, Y)
    return (_softmax(Z) - Y) / len(Z)
