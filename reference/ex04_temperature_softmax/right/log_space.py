"""Right: stays in logarithms until the end (log-sum-exp)."""

import numpy as np
from numpy.typing import ArrayLike


def softmax_with_temperature(
    logits: ArrayLike, temperature: float = 1.0, axis: int = -1
) -> np.ndarray:
    """Return exp(z - log(sum(exp(z)))), with `np.logaddexp` for the sum."""
    if not 0 < temperature < np.inf:
        raise ValueError("temperature must lie between 0 and infinity")
    z = np.true_divide(logits, temperature)
    if 0 in z.shape:
        raise ValueError("there is nothing to normalise")
    log_total = np.logaddexp.reduce(z, axis=axis, keepdims=True)
    return np.exp(z - log_total)
