"""Right: the chosen axis is moved to the end; einsum adds up."""

import numpy as np
from numpy.typing import ArrayLike


def softmax_with_temperature(
    logits: ArrayLike, temperature: float = 1.0, axis: int = -1
) -> np.ndarray:
    """Work along the last axis and move it back afterwards."""
    z = np.moveaxis(np.array(logits, dtype=np.float64), axis, -1)
    if not np.isfinite(temperature) or temperature <= 0.0:
        raise ValueError(f"bad temperature: {temperature}")
    if z.size < 1:
        raise ValueError("empty logits")
    beta = 1.0 / temperature  # the inverse temperature of physics
    e = np.exp(beta * (z - np.sort(z, axis=-1)[..., -1:]))
    return np.moveaxis(e / np.einsum("...k->...", e)[..., np.newaxis], -1, axis)
