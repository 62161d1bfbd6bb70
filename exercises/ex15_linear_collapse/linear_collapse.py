"""Exercise 15: layers without activations are one layer."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def collapse(layers: list[tuple[Array, Array]]) -> tuple[Array, Array]:
    """Find the one linear layer that does what the whole stack does.

    Parameters
    ----------
    layers : list of (W, b)
        Two arrays per layer: ``W`` of shape (n_l, n_{l-1}), ``b`` of shape (n_l, 1);
        the layer that reads the inputs comes first. Whole numbers are read as floats.

    Returns
    -------
    W : ndarray, shape (n_L, n_0), float64
        The weights of the one layer.
    b : ndarray, shape (n_L, 1), float64
        Its bias. For every sample x, ``W @ x + b`` is what the stack gives.

    Raises
    ------
    ValueError
        If the list is empty, a layer does not fit the one before it, or a `b` is
        not a column with one row per row of its `W`.
    """
    raise NotImplementedError("write collapse")
