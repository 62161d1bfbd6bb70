"""The slopes of six activation functions, and the Jacobian of softmax.

Every function takes the pre-activation z and computes the activation itself.  Each
slope can be written with its own curve, which is what makes backpropagation cheap:
what the forward pass has computed is all that the way back needs.  At a kink, where
any number between the two slopes would do, the slope of the left side is returned.

References
----------
.. [1] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   sections 6.3 (hidden units; the derivative at a kink) and 6.5 (back-propagation).
.. [2] D.-A. Clevert, T. Unterthiner and S. Hochreiter, "Fast and accurate deep network
   learning by exponential linear units (ELUs)", arXiv:1511.07289, 2015, equation 15.
.. [3] P. Ramachandran, B. Zoph and Q. V. Le, "Searching for activation functions",
   arXiv:1710.05941, 2017 (swish).
"""

import numpy as np
from numpy.typing import ArrayLike


def _floats(z: ArrayLike) -> np.ndarray:
    """Return `z` as an array of float64, whatever numbers it holds."""
    return np.asarray(z, dtype=float)


def _sigmoid(z: ArrayLike) -> np.ndarray:
    """Return ``1 / (1 + exp(-z))`` with exponents that are never positive."""
    return np.exp(np.minimum(_floats(z), 0.0)) / (1.0 + np.exp(-np.abs(_floats(z))))


def d_sigmoid(z: ArrayLike) -> np.ndarray:
    """Return the slope of the sigmoid at every entry.

    Parameters
    ----------
    z : array_like, any shape
        The pre-activation.

    Returns
    -------
    ndarray of float64, shape of `z`
        ``s * (1 - s)`` with ``s = sigmoid(z)``; at most 0.25, at 0.
    """
    s = _sigmoid(z)
    return s * (1.0 - s)


def d_tanh(z: ArrayLike) -> np.ndarray:
    """Return the slope of tanh at every entry.

    Parameters
    ----------
    z : array_like, any shape
        The pre-activation.

    Returns
    -------
    ndarray of float64, shape of `z`
        ``1 - tanh(z)**2``; at most 1, at 0.
    """
    return 1.0 - np.tanh(_floats(z)) ** 2


def d_relu(z: ArrayLike) -> np.ndarray:
    """Return the slope of ReLU at every entry; 0 at the kink.

    Parameters
    ----------
    z : array_like, any shape
        The pre-activation.

    Returns
    -------
    ndarray of float64, shape of `z`

    Notes
    -----
    It is the slope of a leaky ReLU that leaks nothing.
    """
    return d_leaky_relu(z, 0.0)


def d_leaky_relu(z: ArrayLike, alpha: float = 0.01) -> np.ndarray:
    """Return the slope of leaky ReLU at every entry; `alpha` at the kink.

    Parameters
    ----------
    z : array_like, any shape
        The pre-activation.
    alpha : float, optional
        From 0 to 1: the slope on the negative side.

    Returns
    -------
    ndarray of float64, shape of `z`

    Notes
    -----
    `np.where` takes its dtype from the two floats it chooses from, so whole numbers
    in `z` do not turn `alpha` into 0.
    """
    return np.where(_floats(z) > 0.0, 1.0, alpha)


def d_elu(z: ArrayLike, alpha: float = 1.0) -> np.ndarray:
    """Return the slope of ELU at every entry; `alpha` at 0.

    Parameters
    ----------
    z : array_like, any shape
        The pre-activation.
    alpha : float, optional
        From 0 to 1: minus this is ELU's limit on the negative side.

    Returns
    -------
    ndarray of float64, shape of `z`
        1 where ``z > 0``, else ``alpha * exp(z)``.

    Notes
    -----
    ELU is a leaky ReLU of a bent line: of z on the right and of ``exp(z) - 1`` on the left.
    The chain rule makes its slope the product of the two; the bent line has slope
    ``exp(min(z, 0))``, which is 1 on the right and never overflows.
    """
    return d_leaky_relu(z, alpha) * np.exp(np.minimum(_floats(z), 0.0))


def d_swish(z: ArrayLike) -> np.ndarray:
    """Return the slope of swish at every entry.

    Parameters
    ----------
    z : array_like, any shape
        The pre-activation.

    Returns
    -------
    ndarray of float64, shape of `z`
        By the product rule ``s + z * s * (1 - s)``; 0 at about -1.278, where swish is
        lowest, 1 at about 1.278 and slightly above 1 beyond.
    """
    return _sigmoid(z) + _floats(z) * d_sigmoid(z)


def softmax_jacobian(z: ArrayLike) -> np.ndarray:
    """Return all the slopes of softmax.

    Parameters
    ----------
    z : array_like, shape (k,)
        The scores of one sample, of any size.

    Returns
    -------
    ndarray of float64, shape (k, k)
        Row i, column j: how fast probability i changes with score j.  Symmetric; every
        row and every column adds up to 0.

    Raises
    ------
    ValueError
        If `z` has not exactly one axis.

    Notes
    -----
    The slope of p_i is ``p_i * (1 - p_i)`` for its own score and ``-p_i * p_j`` for another
    one.  Both are ``p_i * [i = j] - p_i * p_j``, a diagonal matrix minus all products.
    """
    scores = _floats(z)
    if scores.ndim != 1:
        raise ValueError(f"need the scores of one sample, got shape {scores.shape}")
    parts = np.exp(scores - scores.max())
    p = parts / parts.sum()
    return np.diag(p) - np.outer(p, p)
