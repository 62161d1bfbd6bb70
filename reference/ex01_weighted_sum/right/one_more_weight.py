"""Right: the bias as one more weight whose input is always 1."""

import numpy as np
from numpy.typing import ArrayLike


def weighted_sum(inputs: ArrayLike, weights: ArrayLike, bias: float) -> float:
    """Return one product of two longer vectors."""
    if np.ndim(inputs) != 1 or np.ndim(weights) != 1:
        raise ValueError("inputs and weights must be vectors")
    return np.append(inputs, 1.0) @ np.append(weights, bias)  # checks the lengths


def step(z: float) -> np.ndarray:
    """Return a zero-dimensional integer array."""
    return np.where(z > 0, 1, 0)


def neuron(inputs: ArrayLike, weights: ArrayLike, bias: float) -> np.ndarray:
    """Return the step of the weighted sum."""
    return step(weighted_sum(inputs, weights, bias))
