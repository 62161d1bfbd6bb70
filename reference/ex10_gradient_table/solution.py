"""What is left of a gradient after many activations: slopes and their powers.

The chain rule multiplies one slope per layer.  The sigmoid's slope is at most 0.25, so a
product of many of them vanishes wherever the layers sit; ReLU's is 1 on the right, which
passes everything on, and 0 on the left, which passes nothing.

References
----------
.. [1] S. Hochreiter, "Untersuchungen zu dynamischen neuronalen Netzen", diploma thesis,
   TU Munich, 1991 (the vanishing gradient).
.. [2] Y. Bengio, P. Simard and P. Frasconi, "Learning long-term dependencies with
   gradient descent is difficult", IEEE Transactions on Neural Networks 5(2), 157-166,
   1994.
.. [3] X. Glorot, A. Bordes and Y. Bengio, "Deep sparse rectifier neural networks",
   AISTATS, 315-323, 2011 (ReLU).
"""

import numpy as np
from numpy.typing import ArrayLike


def gradient_table(x: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Tabulate the slopes of sigmoid and ReLU.

    Parameters
    ----------
    x : array_like, any shape, usually (n,)
        Where to take the slopes.

    Returns
    -------
    sig_grad : ndarray of float64, shape of `x`
        ``s * (1 - s)``, at most 0.25.
    relu_grad : ndarray of float64, shape of `x`
        1.0 where ``x > 0``, else 0.0.

    Notes
    -----
    With ``e = exp(-|x|)`` one of s and 1 - s is ``1 / (1 + e)`` and the other one
    ``e / (1 + e)``; which is which depends on the sign of x, their product does not.
    This form cannot overflow, and it keeps its digits far out, where ``1 - s`` is a
    difference of two nearly equal numbers.
    """
    places = np.asarray(x, dtype=float)
    e = np.exp(-np.abs(places))
    return e / (1.0 + e) ** 2, np.where(places > 0.0, 1.0, 0.0)


def product_through_layers(x: float, layers: int) -> tuple[float, float]:
    """Multiply the slope at `x` by itself, once per layer.

    Parameters
    ----------
    x : float
        The place at which every layer's activation sits.
    layers : int
        How many layers, 1 or more.

    Returns
    -------
    sig : float
        The sigmoid's slope to the power `layers`.
    relu : float
        ReLU's slope to the power `layers`.

    Raises
    ------
    ValueError
        If `layers` is below 1.
    """
    if layers < 1:
        raise ValueError(f"need at least one layer, got {layers}")
    sig, relu = gradient_table(x)
    return float(sig**layers), float(relu**layers)
