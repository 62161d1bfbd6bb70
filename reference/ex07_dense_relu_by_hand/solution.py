"""One dense layer with ReLU: every neuron reads every input.

Column-major: a column of `X` is a sample and a row of `W` is a neuron, so that
``(W @ X)[i, j]`` is the weighted sum of neuron i for sample j.  All neurons and all
samples are done by one matrix product; nothing in the layer loops.

References
----------
.. [1] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   section 6.3.1 (rectified linear units) and algorithm 6.3 (forward propagation).
.. [2] V. Nair and G. E. Hinton, "Rectified linear units improve restricted Boltzmann
   machines", ICML 2010.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def dense_relu(X: Array, W: Array, b: Array) -> tuple[Array, Array]:
    """Compute the sums of a dense layer, and what ReLU leaves of them.

    Parameters
    ----------
    X : ndarray, shape (n_in, m)
        The inputs: one row per feature, one column per sample.
    W : ndarray, shape (n_out, n_in)
        The weights: one row per neuron.
    b : ndarray, shape (n_out, 1)
        The biases, one per neuron, as a column.

    Returns
    -------
    Z : ndarray, shape (n_out, m)
        ``W @ X + b``: the weighted sums plus bias.
    A : ndarray, shape (n_out, m)
        ``max(Z, 0)``, entry by entry; never negative.

    Raises
    ------
    ValueError
        If `W` has not one column per row of `X`, or if `b` has another shape
        than (n_out, 1).

    Notes
    -----
    That `W` and `X` fit is left to the product: ``@`` of two matrices raises
    ValueError where the inner sizes differ, and stretches nothing.  Addition is less
    strict.  Of a flat `b` it makes a row, and where there are as many samples as
    neurons the biases are then added to the samples; so the shape of `b` is compared
    first.
    """
    X, W, b = (np.asarray(array, dtype=float) for array in (X, W, b))
    n_out, _ = W.shape
    if b.shape != (n_out, 1):
        raise ValueError(f"b must be a column of shape ({n_out}, 1), not {b.shape}")
    Z = W @ X + b
    A = np.maximum(Z, 0.0)
    return Z, A
