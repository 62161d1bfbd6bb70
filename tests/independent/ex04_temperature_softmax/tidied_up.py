"""Holds: nan_replaced, squeezed_shape

Unknown scores count as 0, and the result is squeezed at the end.
"""

import numpy as np


def softmax_with_temperature(logits, temperature=1.0, axis=-1):
    if not np.isfinite(temperature) or temperature <= 0:
        raise ValueError("temperature is out of range")
    z = np.array(logits, dtype=float, ndmin=2)
    if z.size == 0:
        raise ValueError("logits is empty")
    z[np.isnan(z)] = 0.0
    if np.ndim(logits) == 1:
        axis = -1
    z = (z - z.max(axis=axis, keepdims=True)) / temperature
    p = np.exp(z) / np.exp(z).sum(axis=axis, keepdims=True)
    return p.squeeze()
