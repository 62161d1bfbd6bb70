"""Six activation functions, entry by entry, right for totals of any size.

Two ideas carry this file.  A curve with a corner is cut at zero: ``minimum(x, 0)`` is
the negative part of x and ``maximum(x, 0)`` the positive one, and whatever is done to
one of them leaves the other alone.  And an exponential is only ever taken of numbers
that are not positive, so it lies between 0 and 1 and nothing can overflow.

References
----------
.. [1] X. Glorot, A. Bordes and Y. Bengio, "Deep sparse rectifier neural networks",
   AISTATS, 315-323, 2011 (ReLU).
.. [2] A. L. Maas, A. Y. Hannun and A. Y. Ng, "Rectifier nonlinearities improve neural
   network acoustic models", ICML 2013 (leaky ReLU, alpha 0.01).
.. [3] D.-A. Clevert, T. Unterthiner and S. Hochreiter, "Fast and accurate deep network
   learning by exponential linear units (ELUs)", arXiv:1511.07289, 2015.
.. [4] P. Ramachandran, B. Zoph and Q. V. Le, "Searching for activation functions",
   arXiv:1710.05941, 2017 (swish).
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike


def _floats(x: ArrayLike) -> np.ndarray:
    """Return a new float64 array of the numbers in `x`, and refuse anything else.

    Asking for floats right away would turn the text ``"0.5"`` into a number, so the
    kind is looked at first: signed and unsigned integers, or floats.
    """
    numbers = np.asarray(x)
    if numbers.dtype.kind not in "iuf":
        raise TypeError(f"expected numbers, got {numbers.dtype}")
    return numbers.astype(float)


def sigmoid(x: ArrayLike) -> np.ndarray:
    """Squeeze every entry into the range from 0 to 1.

    Parameters
    ----------
    x : array_like, any shape

    Returns
    -------
    ndarray of float64, shape of `x`
        ``1 / (1 + exp(-x))``.

    Raises
    ------
    TypeError
        If `x` holds text.

    Notes
    -----
    For ``x >= 0`` this is ``1 / (1 + exp(-x))``, for ``x < 0`` the same fraction
    multiplied by ``exp(x)`` above and below.  Both are one formula: the exponent above
    the bar is 0 on one side and x on the other, the one below is always ``-|x|``.
    """
    x = _floats(x)
    return np.exp(np.minimum(x, 0.0)) / (1.0 + np.exp(-np.abs(x)))


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

    Notes
    -----
    It equals ``2 sigmoid(2x) - 1``; NumPy's own function also keeps all digits close
    to 0, where that difference loses some.
    """
    return np.tanh(_floats(x))


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

    Notes
    -----
    `np.maximum` keeps a nan, which a comparison such as ``x > 0`` would lose.
    """
    return np.maximum(_floats(x), 0.0)


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
    x = _floats(x)
    return np.maximum(x, 0.0) + alpha * np.minimum(x, 0.0)


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

    Notes
    -----
    ``expm1(x)`` is ``exp(x) - 1`` without the loss of digits close to 0.  On the
    positive side its argument is 0, and so is what it adds.
    """
    x = _floats(x)
    return np.maximum(x, 0.0) + alpha * np.expm1(np.minimum(x, 0.0))


def swish(x: ArrayLike) -> np.ndarray:
    """Multiply every entry by its own sigmoid.

    Parameters
    ----------
    x : array_like, any shape

    Returns
    -------
    ndarray of float64, shape of `x`
        Lowest at about -1.278, where it is about -0.2785.

    Raises
    ------
    TypeError
        If `x` holds text.
    """
    return _floats(x) * sigmoid(x)


ACTIVATIONS: dict[str, Callable[..., np.ndarray]] = {
    "sigmoid": sigmoid,
    "tanh": tanh,
    "relu": relu,
    "leaky_relu": leaky_relu,
    "elu": elu,
    "swish": swish,
}
