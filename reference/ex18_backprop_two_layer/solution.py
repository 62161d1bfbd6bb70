"""Backpropagation through one hidden layer, by hand.

Column-major: a column per sample.  ``dZ`` holds, sample by sample, the slope of that
sample's own loss along the input of an activation.  Two rules lead from one ``dZ`` to
everything else:

* a layer ``Z = W @ A + b`` has the gradients ``dZ @ A.T`` and the row sums of ``dZ``,
  divided by m because the loss is a mean over the samples;
* what such a layer read gets ``W.T @ dZ`` back, times the slope of its activation.

References
----------
.. [1] D. E. Rumelhart, G. E. Hinton and R. J. Williams, "Learning representations by
   back-propagating errors", Nature 323, 533-536, 1986.
.. [2] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   section 6.5 (back-propagation).
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def _layer_gradients(dZ: Array, A: Array) -> tuple[Array, Array]:
    """Return dW and db of the layer ``Z = W @ A + b``, averaged over the samples."""
    m = dZ.shape[1]
    return dZ @ A.T / m, dZ.sum(axis=1, keepdims=True) / m


def backward_propagation(
    X: Array, Y: Array, params: dict[str, Array], cache: dict[str, Array]
) -> dict[str, Array]:
    """Find the gradients of the mean binary cross-entropy.

    Parameters
    ----------
    X : ndarray, shape (n_x, m)
        Inputs, a column per sample.
    Y : ndarray, shape (1, m)
        Labels.
    params : dict of str to ndarray
        W1 (n_h, n_x), b1 (n_h, 1), W2 (1, n_h), b2 (1, 1).
    cache : dict of str to ndarray
        The forward pass: Z1, A1 = relu(Z1), Z2, A2 = sigmoid(Z2).

    Returns
    -------
    dict of str to ndarray
        dW1, db1, dW2, db2, each in the shape of its parameter.

    Raises
    ------
    ValueError
        If `Y` has not the shape of A2, which broadcasting would hide.
    KeyError
        If `cache` lacks an array that is needed.

    Notes
    -----
    Each step reads the forward pass backwards, and W2 is the one that made the
    prediction: all gradients are found before anybody updates a weight.
    """
    A1, A2 = cache["A1"], cache["A2"]
    if Y.shape != A2.shape:
        raise ValueError(f"labels of shape {Y.shape}, predictions {A2.shape}")
    dZ2 = A2 - Y  # the slope of the sigmoid has cancelled against that of the loss
    dA1 = params["W2"].T @ dZ2
    dZ1 = dA1 * (A1 > 0)  # ReLU lets errors through where it let values through
    dW2, db2 = _layer_gradients(dZ2, A1)
    dW1, db1 = _layer_gradients(dZ1, X)
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
