"""Right: einsum, with NumPy scalars as results."""

import numpy as np
from numpy.typing import ArrayLike


def weighted_sum(inputs: ArrayLike, weights: ArrayLike, bias: float) -> np.float64:
    """Return a NumPy scalar."""
    x, w = np.array(inputs, dtype=float), np.array(weights, dtype=float)
    if x.ndim != 1 or x.shape != w.shape:
        raise ValueError(f"two vectors of one length, please: {x.shape}, {w.shape}")
    return np.einsum("i,i->", x, w) + np.float64(bias)


def step(z: float) -> np.int64:
    """Return a NumPy integer."""
    return np.int64(z > 0)


def neuron(inputs: ArrayLike, weights: ArrayLike, bias: float) -> np.int64:
    """Return the step of the weighted sum."""
    return step(weighted_sum(inputs, weights, bias))
