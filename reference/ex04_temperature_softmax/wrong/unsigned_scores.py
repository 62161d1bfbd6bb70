"""Wrong: the maximum is subtracted in the dtype that the scores came in."""

import numpy as np
from numpy.typing import ArrayLike


def softmax_with_temperature(
    logits: ArrayLike, temperature: float = 1.0, axis: int = -1
) -> np.ndarray:
    """Return softmax(logits / temperature) along `axis`."""
    if not np.isfinite(temperature) or temperature <= 0:
        raise ValueError("temperature must be finite and above 0")
    z = np.array(logits)
    if z.size == 0:
        raise ValueError("there are no scores")
    e = np.exp((z - z.max(axis=axis, keepdims=True)) / temperature)
    return e / e.sum(axis=axis, keepdims=True)
