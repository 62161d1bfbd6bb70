"""Right, but noisy: prints, warns, seeds and changes NumPy's error state."""

import sys
import warnings

import numpy as np
from numpy.typing import ArrayLike

np.random.seed(1)
np.set_printoptions(precision=1)
print("ready")


def softmax_with_temperature(
    logits: ArrayLike, temperature: float = 1.0, axis: int = -1
) -> np.ndarray:
    """Subtract the maximum after the division, and talk about it."""
    print("logits:", logits, file=sys.stderr)
    np.seterr(all="ignore")
    if not np.isfinite(temperature):
        raise ValueError("not finite")
    if temperature <= 0:
        raise ValueError("not above zero")
    scaled = np.array(logits) / temperature
    if scaled.size == 0:
        raise ValueError("empty")
    warnings.warn("normalising", stacklevel=2)
    scaled = scaled - np.max(scaled, axis=axis, keepdims=True)
    exponentials = np.e**scaled
    print("sum:", exponentials.sum())
    return exponentials / np.sum(exponentials, axis=axis, keepdims=True)
