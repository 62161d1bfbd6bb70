"""What is left of a gradient after many activations."""

import numpy as np
from numpy.typing import ArrayLike


def gradient_table(x: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Tabulate the slopes of sigmoid and ReLU.

    Parameters
    ----------
    x : array_like, any shape, usually (n,)
        Where to take the slopes; left unchanged.

    Returns
    -------
    sig_grad : ndarray of float64, shape of `x`
        The slope of the sigmoid: at most 0.25.
    relu_grad : ndarray of float64, shape of `x`
        The slope of ReLU: 0.0 or 1.0, and 0.0 at ``x = 0``.
    """
    raise NotImplementedError("write gradient_table")


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
    raise NotImplementedError("write product_through_layers")
