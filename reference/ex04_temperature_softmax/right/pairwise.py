"""Right: 1 / p_i is the sum of exp(z_j - z_i); no maximum is needed."""

import numpy as np
from numpy.typing import ArrayLike


def softmax_with_temperature(
    logits: ArrayLike, temperature: float = 1.0, axis: int = -1
) -> np.ndarray:
    """Compare every score with every other one: overflow means probability 0."""
    z = np.asarray(logits, dtype=float)
    if not z.size:
        raise ValueError("no scores")
    if np.isnan(temperature) or np.isinf(temperature) or temperature <= 0:
        raise ValueError("temperature")
    if z.ndim == 2 and axis in (0, -2):
        return softmax_with_temperature(z.T, temperature).T
    differences = (z[..., np.newaxis, :] - z[..., :, np.newaxis]) / temperature
    with np.errstate(over="ignore"):
        return 1.0 / np.exp(differences).sum(axis=-1)
