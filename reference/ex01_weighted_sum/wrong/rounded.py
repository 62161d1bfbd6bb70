"""Wrong: the total is rounded to one decimal place."""

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
    z = float(np.dot(x, w) + bias)
    return round(z, 1)  # 0.3 and not 0.29999999999999993


def step(z: float) -> int:
    """Return 1 above zero, else 0."""
    return 1 if z > 0 else 0


def neuron(inputs: ArrayLike, weights: ArrayLike, bias: float) -> int:
    """Return the step of the weighted sum."""
    return step(weighted_sum(inputs, weights, bias))
