"""Exercise 17: slopes of four losses along the scores of the last layer."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def mse_linear(z: ArrayLike, y: ArrayLike) -> Array:
    """Slope of the mean squared error of ``p = z``.

    Parameters
    ----------
    z : array_like, shape (m, 1)
        Raw scores, one row per sample.
    y : array_like, shape (m, 1)
        Labels: any numbers.

    Returns
    -------
    ndarray of float64, shape (m, 1)
        The gradient of the mean loss with respect to `z`.

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    raise NotImplementedError("write mse_linear")


def bce_sigmoid(z: ArrayLike, y: ArrayLike) -> Array:
    """Slope of the mean binary cross-entropy of ``p = sigmoid(z)``.

    Parameters
    ----------
    z : array_like, shape (m, 1)
        Raw scores of any size, one row per sample.
    y : array_like, shape (m, 1)
        Labels between 0 and 1.

    Returns
    -------
    ndarray of float64, shape (m, 1)
        The gradient of the mean loss with respect to `z`.

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    raise NotImplementedError("write bce_sigmoid")


def mse_sigmoid(z: ArrayLike, y: ArrayLike) -> Array:
    """Slope of the mean squared error of ``p = sigmoid(z)``.

    Parameters
    ----------
    z : array_like, shape (m, 1)
        Raw scores of any size, one row per sample.
    y : array_like, shape (m, 1)
        Labels between 0 and 1.

    Returns
    -------
    ndarray of float64, shape (m, 1)
        The gradient of the mean loss with respect to `z`.

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    raise NotImplementedError("write mse_sigmoid")


def cce_softmax(Z: ArrayLike, Y: ArrayLike) -> Array:
    """Slope of the mean categorical cross-entropy of ``P = softmax(Z)``.

    Parameters
    ----------
    Z : array_like, shape (m, k)
        Raw scores of any size, one row per sample.
    Y : array_like, shape (m, k)
        Labels, one-hot or soft; every row adds up to 1.

    Returns
    -------
    ndarray of float64, shape (m, k)
        The gradient of the mean loss with respect to `Z`.

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    raise NotImplementedError("write cce_softmax")
