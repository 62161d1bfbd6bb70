"""Holds: axis_ignored, negative_allowed

Walks over rows, whichever axis is named, and refuses the temperature 0 only (and
what is not finite).
"""

import numpy as np


def _row(scores, temperature):
    # a negative divisor turns the order round, so look for the peak after dividing
    scaled = scores / temperature
    e = np.exp(scaled - scaled.max())
    return e / e.sum()


def softmax_with_temperature(logits, temperature=1.0, axis=-1):
    if temperature == 0 or not np.isfinite(temperature):
        raise ValueError("cannot divide by that")
    logits = np.asarray(logits, dtype=float)
    if logits.size == 0:
        raise ValueError("empty logits")
    if logits.ndim == 1:
        return _row(logits, temperature)
    return np.vstack([_row(scores, temperature) for scores in logits])
