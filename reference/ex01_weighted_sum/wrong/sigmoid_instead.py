"""Wrong: a smooth sigmoid takes the place of the step."""

import numpy as np
from numpy.typing import ArrayLike


def weighted_sum(inputs: ArrayLike, weights: ArrayLike, bias: float) -> float:
    """Return the sum of input times weight, plus the bias."""
    x = np.asarray(inputs, dtype=float)
    w = np.asarray(weights, dtype=float)
    if x.ndim != 1 or w.ndim != 1:
        raise ValueError("inputs and weights must be vectors")
    if x.shape != w.shape:
        raise ValueError("inputs and weights must have the same length")
    return float(np.dot(x, w) + bias)


def step(z: float) -> float:
    """Return 1 above zero, else 0."""
    return float(1 / (1 + np.exp(-z)))


def neuron(inputs: ArrayLike, weights: ArrayLike, bias: float) -> int:
    """Return the step of the weighted sum."""
    return step(weighted_sum(inputs, weights, bias))
