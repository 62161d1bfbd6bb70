"""Two hidden layers with ReLU and an output layer with a sigmoid, written out.

Column-major: a column is a sample, so each layer is ``W @ A + b`` of what the layer
before it put out.  ReLU between the products is what makes three layers more than one;
the sigmoid at the end turns sums into probabilities of separate yes-or-no answers.

References
----------
.. [1] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   sections 6.2.2.2 (sigmoid output units) and 6.3.1 (rectified linear units).
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def _sums(A: Array, W: Array, b: Array) -> Array:
    """Compute ``W @ A + b``, and refuse a bias that addition would stretch."""
    if b.shape != (len(W), 1):
        raise ValueError(f"the bias of {len(W)} neurons has the shape {b.shape}")
    return W @ A + b


def _relu(Z: Array) -> Array:
    return np.maximum(Z, 0.0)


def _sigmoid(Z: Array) -> Array:
    # The short form: for sums below -709 exp overflows, and 1 / inf is the 0 that is right.
    return 1.0 / (1.0 + np.exp(-Z))


def forward_3layer(X: Array, params: dict[str, Array]) -> Array:
    """Send a batch through three dense layers.

    Parameters
    ----------
    X : ndarray, shape (n_0, m)
        The inputs: one row per feature, one column per sample.
    params : dict
        ``"W1"``, ``"W2"``, ``"W3"`` of shape (n_l, n_{l-1}) and ``"b1"``, ``"b2"``,
        ``"b3"`` of shape (n_l, 1).

    Returns
    -------
    A3 : ndarray, shape (n_3, m)
        The probabilities that the output layer gives, each between 0 and 1; those of
        one sample answer separate questions and need not add up to 1.

    Raises
    ------
    KeyError
        If one of the six names is missing.
    ValueError
        If a `W` does not fit what it reads (the product says so), or a `b` is not a
        column with one row per row of its `W`.
    """
    A1 = _relu(_sums(X, params["W1"], params["b1"]))
    A2 = _relu(_sums(A1, params["W2"], params["b2"]))
    return _sigmoid(_sums(A2, params["W3"], params["b3"]))
