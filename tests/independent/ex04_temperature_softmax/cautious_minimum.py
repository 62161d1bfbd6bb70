"""Holds: temperature_floor, eps_in_denominator

Does not go below a tenth, and protects the division with a small constant.
"""

import numpy as np

_TINY = 1e-8
_COLDEST = 0.1


def _normalise(parts, axis):
    return parts / (parts.sum(axis=axis, keepdims=True) + _TINY)


def softmax_with_temperature(logits, temperature=1.0, axis=-1):
    if not np.isfinite(temperature) or temperature <= 0:
        raise ValueError(f"temperature {temperature!r} is not usable")
    scores = np.asarray(logits, dtype=float)
    if scores.size == 0:
        raise ValueError("there are no scores")
    beta = 1.0 / max(temperature, _COLDEST)
    shifted = scores - scores.max(axis=axis, keepdims=True)
    return _normalise(np.exp(beta * shifted), axis)
