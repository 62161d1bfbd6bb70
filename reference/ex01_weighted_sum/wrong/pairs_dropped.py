"""Wrong: zip stops at the shorter vector, so surplus entries vanish."""

import numpy as np
from numpy.typing import ArrayLike


def weighted_sum(inputs: ArrayLike, weights: ArrayLike, bias: float) -> float:
    """Return the sum of input times weight, plus the bias."""
    if np.ndim(inputs) != 1 or np.ndim(weights) != 1:
        raise ValueError("inputs and weights must be vectors")
    total = bias
    for x, w in zip(inputs, weights, strict=False):
        total += x * w
    return float(total)


def step(z: float) -> int:
    """Return 1 above zero, else 0."""
    return 1 if z > 0 else 0


def neuron(inputs: ArrayLike, weights: ArrayLike, bias: float) -> int:
    """Return the step of the weighted sum."""
    return step(weighted_sum(inputs, weights, bias))
