"""The slopes of six activation functions, and the Jacobian of softmax."""

import numpy as np
from numpy.typing import ArrayLike


def d_sigmoid(z: ArrayLike) -> np.ndarray:
    """Return the slope of the sigmoid at every entry.

    Parameters
    ----------
    z : array_like, any shape
        What goes into the activation; one number, a list or an array, left unchanged.

    Returns
    -------
    ndarray of float64, shape of `z`
        ``s * (1 - s)`` with ``s = sigmoid(z)``.
    """
    raise NotImplementedError("write d_sigmoid")


def d_tanh(z: ArrayLike) -> np.ndarray:
    """Return the slope of tanh at every entry.

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    ndarray of float64, shape of `z`
    """
    raise NotImplementedError("write d_tanh")


def d_relu(z: ArrayLike) -> np.ndarray:
    """Return the slope of ReLU at every entry; 0 at the kink.

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    ndarray of float64, shape of `z`
    """
    raise NotImplementedError("write d_relu")


def d_leaky_relu(z: ArrayLike, alpha: float = 0.01) -> np.ndarray:
    """Return the slope of leaky ReLU at every entry; `alpha` at the kink.

    Parameters
    ----------
    z : array_like, any shape
    alpha : float, optional
        From 0 to 1: the slope on the negative side.

    Returns
    -------
    ndarray of float64, shape of `z`
    """
    raise NotImplementedError("write d_leaky_relu")


def d_elu(z: ArrayLike, alpha: float = 1.0) -> np.ndarray:
    """Return the slope of ELU at every entry; `alpha` at 0.

    Parameters
    ----------
    z : array_like, any shape
    alpha : float, optional
        From 0 to 1: minus this is ELU's limit on the negative side.

    Returns
    -------
    ndarray of float64, shape of `z`
    """
    raise NotImplementedError("write d_elu")


def d_swish(z: ArrayLike) -> np.ndarray:
    """Return the slope of swish at every entry.

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    ndarray of float64, shape of `z`
    """
    raise NotImplementedError("write d_swish")


def softmax_jacobian(z: ArrayLike) -> np.ndarray:
    """Return all the slopes of softmax.

    Parameters
    ----------
    z : array_like, shape (k,)
        The scores of one sample, of any size.

    Returns
    -------
    ndarray of float64, shape (k, k)
        Row i, column j: how fast probability i changes with score j.

    Raises
    ------
    ValueError
        If `z` has not exactly one axis.
    """
    raise NotImplementedError("write softmax_jacobian")
