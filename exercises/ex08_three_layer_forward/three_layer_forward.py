"""Exercise 08: two hidden layers with ReLU and an output layer with a sigmoid."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


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
    A3 : ndarray, shape (n_3, m), float64
        The probabilities that the output layer gives, each between 0 and 1.

    Raises
    ------
    KeyError
        If one of the six names is missing; the message contains the name.
    ValueError
        If a `W` does not fit what it reads, or a `b` is not a column with one row
        per row of its `W`.
    """
    raise NotImplementedError("write forward_3layer")
