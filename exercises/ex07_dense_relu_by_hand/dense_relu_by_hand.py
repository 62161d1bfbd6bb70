"""Exercise 07: one dense layer with ReLU."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def dense_relu(X: Array, W: Array, b: Array) -> tuple[Array, Array]:
    """Compute the sums of a dense layer, and what ReLU leaves of them.

    Parameters
    ----------
    X : ndarray, shape (n_in, m)
        The inputs: one row per feature, one column per sample. Whole numbers
        are read as floats, here and in `W` and `b`.
    W : ndarray, shape (n_out, n_in)
        The weights: one row per neuron.
    b : ndarray, shape (n_out, 1)
        The biases, one per neuron, as a column.

    Returns
    -------
    Z : ndarray, shape (n_out, m), float64
        The weighted sums plus bias.
    A : ndarray, shape (n_out, m), float64
        `Z` with 0 in place of every negative number.

    Raises
    ------
    ValueError
        If `W` has not one column per row of `X`, or if `b` has another shape
        than (n_out, 1).
    """
    raise NotImplementedError("write dense_relu")
