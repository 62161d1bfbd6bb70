"""Layers without activations are one layer: the composition of affine maps is affine.

Column-major: a layer is ``x -> W @ x + b`` with a row of `W` per neuron.  Joining it
with the next layer (V, c) gives ``V @ (W @ x + b) + c``, which is the layer
``(V @ W, V @ b + c)``.  The layer that changes nothing, an identity matrix and a bias
of zeros, is where the joining starts.  So one layer is no special case, and whole
numbers become floats in the first product.

References
----------
.. [1] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   section 6.1 (why a network needs a non-linear function to learn XOR).
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def collapse(layers: list[tuple[Array, Array]]) -> tuple[Array, Array]:
    """Find the one linear layer that does what the whole stack does.

    Parameters
    ----------
    layers : list of (W, b)
        Two arrays per layer: ``W`` of shape (n_l, n_{l-1}), ``b`` of shape (n_l, 1);
        the layer that reads the inputs comes first.

    Returns
    -------
    W : ndarray, shape (n_L, n_0)
        ``W_L @ ... @ W_1``: what acts last stands on the left.
    b : ndarray, shape (n_L, 1)
        What the stack gives for an input of zeros.

    Raises
    ------
    ValueError
        If the list is empty, a layer does not fit the one before it, or a `b` is
        not a column with one row per row of its `W`.

    Notes
    -----
    That neighbouring layers fit is left to the product, which raises ValueError where
    the inner sizes differ.  The shape of each bias is compared, because addition would
    stretch a flat one into a matrix.
    """
    if not layers:
        raise ValueError("a stack has at least one layer")
    n_0 = np.shape(layers[0][0])[1]
    W, b = np.eye(n_0), np.zeros((n_0, 1))
    for V, c in layers:
        if c.shape != (len(V), 1):
            raise ValueError(f"the bias of {len(V)} neurons has the shape {c.shape}")
        # One assignment: the new bias needs V, but not the new W.
        W, b = V @ W, V @ b + c
    return W, b
