"""Holds: no_max_subtraction

e is raised to the scores as they are.
"""

import numpy as np


def softmax_with_temperature(logits, temperature=1.0, axis=-1):
    if not np.isfinite(temperature):
        raise ValueError("temperature must be finite")
    if temperature <= 0:
        raise ValueError("temperature must be positive")
    scores = np.array(logits, dtype=np.float64) / temperature
    if not scores.size:
        raise ValueError("logits must not be empty")
    growth = np.exp(scores)
    return growth * np.reciprocal(growth.sum(axis=axis, keepdims=True))
