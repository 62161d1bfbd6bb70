"""Holds: l2_normalised

Each distribution's scores are scaled to length 1 before they are used.
"""

import math

import numpy as np


def _one(scores, temperature):
    length = math.hypot(*scores)
    if length > 0:
        scores = [s / length for s in scores]
    best = max(scores)
    parts = np.array([math.exp((s - best) / temperature) for s in scores])
    return parts / parts.sum()


def softmax_with_temperature(logits, temperature=1.0, axis=-1):
    if not math.isfinite(temperature) or temperature <= 0:
        raise ValueError(f"temperature = {temperature}")
    scores = np.asarray(logits, dtype=float)
    if scores.size == 0:
        raise ValueError("got no scores")
    result = np.empty(scores.shape)
    source, target = np.moveaxis(scores, axis, -1), np.moveaxis(result, axis, -1)
    for index in np.ndindex(source.shape[:-1]):
        target[index] = _one(source[index].tolist(), temperature)
    return result
