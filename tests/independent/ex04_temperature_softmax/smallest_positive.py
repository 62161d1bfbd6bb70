"""Holds: clamp_t

Where the temperature is not above zero, a millionth stands in for it.
"""

import math

import numpy as np


def softmax_with_temperature(logits, temperature=1.0, axis=-1):
    if math.isnan(temperature) or math.isinf(temperature):
        raise ValueError("temperature must be a finite number")
    temperature = temperature if temperature > 0 else 1e-6
    scores = np.asarray(logits, dtype=float)
    if scores.size == 0:
        raise ValueError("scores wanted")
    differences = scores - scores.max(axis=axis, keepdims=True)
    powers = np.exp(differences / temperature)
    return powers / powers.sum(axis=axis, keepdims=True)
