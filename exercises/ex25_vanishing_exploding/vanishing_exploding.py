"""Vanishing and exploding gradients: measure them, layer by layer."""

import numpy as np


def gradient_norms(
    n_layers: int, activation: str, init: str, width: int = 32, seed: int = 0
) -> list[float]:
    """Send a gradient of ones back through a deep network and measure it.

    Parameters
    ----------
    n_layers : int
        At least 1.
    activation : {'sigmoid', 'tanh', 'relu'}
        Of every layer.
    init : {'small', 'xavier', 'he', 'big'}
        Decides the standard deviation of the weights.
    width : int, optional
        Number of inputs, and of units in every layer.
    seed : int, optional
        Decides the 8 samples and the weights, drawn in this order.

    Returns
    -------
    list of float
        For each layer, first layer first, the root of the sum of the squares of dZ.

    Raises
    ------
    ValueError
        If `activation` or `init` is not one of the names above.
    """
    raise NotImplementedError("write gradient_norms")


def classify(norms: list[float] | np.ndarray) -> str:
    """Say whether a gradient vanished or exploded between the last and the first layer.

    Parameters
    ----------
    norms : list or ndarray of float
        The size of dZ in each layer, first layer first; at least one.

    Returns
    -------
    {'vanishing', 'stable', 'exploding'}
        By the first size compared with the last: below a thousandth or 0, above a
        thousand times, or neither.
    """
    raise NotImplementedError("write classify")
