"""Holds: float32_scores, empty_returned

Single precision "as the networks do", converted back at the end; for an empty array
an empty array.
"""

import numpy as np


def softmax_with_temperature(logits, temperature=1.0, axis=-1):
    if not np.isfinite(temperature) or temperature <= 0:
        raise ValueError("temperature must be finite and positive")
    scores = np.asarray(logits, dtype=np.float32)
    if scores.size == 0:
        return np.zeros(scores.shape)
    highest = scores.max(axis=axis, keepdims=True)
    parts = np.exp((scores - highest).astype(float) / temperature)
    return parts / parts.sum(axis=axis, keepdims=True)
