"""Wrong: all is left to np.dot, which multiplies matrices too."""

import numpy as np
from numpy.typing import ArrayLike


def weighted_sum(inputs: ArrayLike, weights: ArrayLike, bias: float) -> float:
    """Return the sum of input times weight, plus the bias."""
    return np.dot(inputs, weights) + bias


def step(z: float) -> int:
    """Return 1 above zero, else 0."""
    return 1 if z > 0 else 0


def neuron(inputs: ArrayLike, weights: ArrayLike, bias: float) -> int:
    """Return the step of the weighted sum."""
    return step(weighted_sum(inputs, weights, bias))
