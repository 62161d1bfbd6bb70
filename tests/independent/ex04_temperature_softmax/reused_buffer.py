"""Holds: changes_logits, nan_temperature

Works in the array itself to save memory, and only asks whether the temperature is
zero or less.
"""

import numpy as np


def softmax_with_temperature(logits, temperature=1.0, axis=-1):
    if temperature <= 0:
        raise ValueError("temperature must be above 0")
    buffer = np.asarray(logits, dtype=float)
    if buffer.size == 0:
        raise ValueError("logits must hold a score")
    buffer -= buffer.max(axis=axis, keepdims=True)
    buffer /= temperature
    powers = np.exp(buffer)
    return powers / powers.sum(axis=axis, keepdims=True)
