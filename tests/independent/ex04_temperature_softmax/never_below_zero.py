"""Holds: max_zero_guard

The number to be subtracted is the largest score, found with `initial=0.0`.
"""

import numpy as np


def softmax_with_temperature(logits, temperature=1.0, axis=-1):
    if not (np.isfinite(temperature) and temperature > 0):
        raise ValueError("temperature: finite and above 0")
    z = np.asarray(logits, dtype=float)
    if not z.size:
        raise ValueError("no logits")
    scaled = np.true_divide(z, temperature)
    ceiling = np.max(scaled, axis=axis, keepdims=True, initial=0.0)
    numerators = np.exp(np.subtract(scaled, ceiling))
    denominators = np.add.reduce(numerators, axis=axis, keepdims=True)
    return np.true_divide(numerators, denominators)
