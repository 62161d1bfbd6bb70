"""Vanishing and exploding gradients, measured by backpropagation.

Column-major: ``Z = W @ A`` with W of shape (width, width) and a column of A per
sample.  The size of a gradient is its Frobenius norm.

References
----------
.. [1] X. Glorot and Y. Bengio, "Understanding the difficulty of training deep
   feedforward neural networks", AISTATS 2010, section 4.2 (gradients at
   initialisation).
.. [2] K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers", ICCV 2015,
   section 2.2 (the same for ReLU).
"""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

SAMPLES = 8
"""How many random inputs are sent through the network at once."""

LIMIT = 1000
"""By this factor a gradient may grow or shrink on its way and still be stable."""

Function = Callable[[np.ndarray], np.ndarray]


def _sigmoid(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-z))  # sums are tens here at most: exp stays finite


ACTIVATIONS: dict[str, tuple[Function, Function]] = {
    "sigmoid": (_sigmoid, lambda z: _sigmoid(z) * (1 - _sigmoid(z))),
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "relu": (lambda z: np.maximum(z, 0), lambda z: z > 0),
}
"""For each name the activation and its slope, both functions of z."""

STD: dict[str, Callable[[int], float]] = {
    "small": lambda width: 0.01,
    "xavier": lambda width: math.sqrt(1 / width),
    "he": lambda width: math.sqrt(2 / width),
    "big": lambda width: 2 * math.sqrt(2 / width),
}
"""For each name the standard deviation of weights with as many inputs as units."""


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
        Decides the standard deviation of the weights; see `STD`.
    width : int, optional
        Number of inputs, and of units in every layer.
    seed : int, optional
        Decides the inputs, shape (width, 8), and then the weights of one layer after
        the other.

    Returns
    -------
    list of float, length n_layers
        The norm of dL/dZ for each layer, first layer first; L is the sum of the last
        activations.

    Raises
    ------
    ValueError
        If `activation` or `init` is unknown.

    Notes
    -----
    dL/dZ and not dL/dW: for ReLU the ratio of the first to the last dL/dW does not
    change when all weights are scaled, so it cannot show an explosion.
    """
    f, slope = _named(ACTIVATIONS, activation)
    std = _named(STD, init)(width)
    rng = np.random.default_rng(seed)

    A = rng.normal(size=(width, SAMPLES))
    passed = []  # (W, Z) of each layer
    for _ in range(n_layers):
        W = rng.normal(size=(width, width)) * std
        Z = W @ A
        A = f(Z)
        passed.append((W, Z))

    dA = np.ones((width, SAMPLES))
    norms: list[float] = []
    for W, Z in reversed(passed):
        dZ = dA * slope(Z)
        norms.insert(0, np.linalg.norm(dZ).item())
        dA = W.T @ dZ
    return norms


def classify(norms: Sequence[float]) -> str:
    """Say whether a gradient vanished or exploded between the last and the first layer.

    Parameters
    ----------
    norms : sequence of float
        The size of dZ in each layer, first layer first; at least one.

    Returns
    -------
    {'vanishing', 'stable', 'exploding'}
        'vanishing' if the first is 0 or below a thousandth of the last, 'exploding' if
        it is above a thousand times the last.

    Notes
    -----
    Products in the place of a ratio: in a dead network both sizes are 0.
    """
    first, last = norms[0], norms[-1]
    if first == 0 or first * LIMIT < last:
        return "vanishing"
    if first > LIMIT * last:
        return "exploding"
    return "stable"


def _named(table: dict[str, Any], name: str) -> Any:
    """Look a name up, or say which ones there are."""
    if name not in table:
        raise ValueError(f"{name!r} is not one of {', '.join(table)}")
    return table[name]
