"""Wrong: the products are never added up."""

import numpy as np
from numpy.typing import ArrayLike


def weighted_sum(inputs: ArrayLike, weights: ArrayLike, bias: float) -> np.ndarray:
    """Return the sum of input times weight, plus the bias."""
    x = np.asarray(inputs, dtype=float)
    w = np.asarray(weights, dtype=float)
    if x.ndim != 1 or w.ndim != 1:
        raise ValueError("inputs and weights must be vectors")
    if x.shape != w.shape:
        raise ValueError("inputs and weights must have the same length")
    return x * w + bias


def step(z: float) -> int:
    """Return 1 above zero, else 0."""
    return 1 if z > 0 else 0


def neuron(inputs: ArrayLike, weights: ArrayLike, bias: float) -> int:
    """Return the step of the weighted sum."""
    return step(weighted_sum(inputs, weights, bias))
