"""Wrong: only NumPy vectors work, lists stop with TypeError."""

import numpy as np
from numpy.typing import ArrayLike


def weighted_sum(inputs: ArrayLike, weights: ArrayLike, bias: float) -> float:
    """Return the sum of input times weight, plus the bias."""
    if np.ndim(inputs) != 1 or np.ndim(weights) != 1:
        raise ValueError("inputs and weights must be vectors")
    if len(inputs) != len(weights):
        raise ValueError("inputs and weights must have the same length")
    if len(inputs) == 0:
        return bias
    return float((inputs * weights).sum() + bias)


def step(z: float) -> int:
    """Return 1 above zero, else 0."""
    return 1 if z > 0 else 0


def neuron(inputs: ArrayLike, weights: ArrayLike, bias: float) -> int:
    """Return the step of the weighted sum."""
    return step(weighted_sum(inputs, weights, bias))
