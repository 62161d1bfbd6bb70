"""Exercise 18: backpropagation through a two-layer network."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def backward_propagation(
    X: Array, Y: Array, params: dict[str, Array], cache: dict[str, Array]
) -> dict[str, Array]:
    """Find the gradients of the mean binary cross-entropy.

    Parameters
    ----------
    X : ndarray, shape (n_x, m)
        Inputs: a row per feature, a column per sample.
    Y : ndarray, shape (1, m)
        Labels 0 or 1.
    params : dict of str to ndarray
        W1 (n_h, n_x), b1 (n_h, 1), W2 (1, n_h), b2 (1, 1).
    cache : dict of str to ndarray
        The forward pass: Z1 and A1 = relu(Z1), both (n_h, m), Z2 and
        A2 = sigmoid(Z2), both (1, m).

    Returns
    -------
    dict of str to ndarray
        dW1, db1, dW2, db2, float64, each in the shape of its parameter.

    Raises
    ------
    ValueError
        If `Y` has not the shape of A2.
    KeyError
        If `cache` lacks A1 or A2.
    """
    raise NotImplementedError("write backward_propagation")
