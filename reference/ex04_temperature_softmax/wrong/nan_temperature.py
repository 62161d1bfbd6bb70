"""Wrong: an infinite temperature and nan are not caught."""

import numpy as np
from numpy.typing import ArrayLike


def softmax_with_temperature(
    logits: ArrayLike, temperature: float = 1.0, axis: int = -1
) -> np.ndarray:
    """Return softmax(logits / temperature) along `axis`."""
    z = np.asarray(logits, dtype=float)
    if temperature <= 0:
        raise ValueError("temperature must be above 0")
    if z.size == 0:
        raise ValueError("there are no scores")
    z = z / temperature
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
