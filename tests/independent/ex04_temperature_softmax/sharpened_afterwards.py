"""Holds: power_not_normalised

Ordinary softmax first; its probabilities are then raised to 1 / temperature. Both
are done on their logarithms, which do not underflow.
"""

import numpy as np


def _log_probabilities(z, axis):
    lowered = z - np.expand_dims(z.max(axis=axis), axis)
    total = np.exp(lowered).sum(axis=axis)
    return lowered - np.expand_dims(np.log(total), axis)


def _power(log_p, exponent):
    return np.exp(log_p * exponent)


def softmax_with_temperature(logits, temperature=1.0, axis=-1):
    if temperature != temperature or temperature in (float("inf"), float("-inf")):
        raise ValueError("that is no temperature")
    if temperature <= 0:
        raise ValueError("not above 0")
    z = np.asarray(logits, dtype=float)
    if z.size == 0:
        raise ValueError("empty")
    return _power(_log_probabilities(z, axis), 1.0 / temperature)
