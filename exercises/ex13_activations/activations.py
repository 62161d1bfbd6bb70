"""Six activation functions that work on anything made of numbers."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike


def sigmoid(x: ArrayLike) -> np.ndarray:
    """Squeeze every entry into the range from 0 to 1.

    Parameters
    ----------
    x : array_like, any shape
        One number, a list or an array, of whole or decimal numbers; left unchanged.

    Returns
    -------
    ndarray of float64, shape of `x`
        ``1 / (1 + exp(-x))``, finite for entries of any size; nan stays nan.

    Raises
    ------
    TypeError
        If `x` holds text.
    """
    raise NotImplementedError("write sigmoid")


def tanh(x: ArrayLike) -> np.ndarray:
    """Squeeze every entry into the range from -1 to 1.

    Parameters
    ----------
    x : array_like, any shape

    Returns
    -------
    ndarray of float64, shape of `x`

    Raises
    ------
    TypeError
        If `x` holds text.
    """
    raise NotImplementedError("write tanh")


def relu(x: ArrayLike) -> np.ndarray:
    """Keep what is positive; everything else becomes 0.

    Parameters
    ----------
    x : array_like, any shape

    Returns
    -------
    ndarray of float64, shape of `x`

    Raises
    ------
    TypeError
        If `x` holds text.
    """
    raise NotImplementedError("write relu")


def leaky_relu(x: ArrayLike, alpha: float = 0.01) -> np.ndarray:
    """Keep what is positive; multiply everything else by `alpha`.

    Parameters
    ----------
    x : array_like, any shape
    alpha : float, optional
        From 0 to 1: how much of the negative side gets through.

    Returns
    -------
    ndarray of float64, shape of `x`

    Raises
    ------
    TypeError
        If `x` holds text.
    """
    raise NotImplementedError("write leaky_relu")


def elu(x: ArrayLike, alpha: float = 1.0) -> np.ndarray:
    """Keep what is positive; bend everything else towards ``-alpha``.

    Parameters
    ----------
    x : array_like, any shape
    alpha : float, optional
        From 0 to 1: minus this is the limit on the negative side.

    Returns
    -------
    ndarray of float64, shape of `x`
        ``alpha * (exp(x) - 1)`` where ``x <= 0``.

    Raises
    ------
    TypeError
        If `x` holds text.
    """
    raise NotImplementedError("write elu")


def swish(x: ArrayLike) -> np.ndarray:
    """Multiply every entry by its own sigmoid.

    Parameters
    ----------
    x : array_like, any shape

    Returns
    -------
    ndarray of float64, shape of `x`

    Raises
    ------
    TypeError
        If `x` holds text.
    """
    raise NotImplementedError("write swish")


# Name -> function, for all six; a later network looks its activation up here.
ACTIVATIONS: dict[str, Callable[..., np.ndarray]] = {}
