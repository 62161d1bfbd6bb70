"""Holds: global_max_only_sum

The maximum is taken along the axis, the sum over everything.
"""

import numpy as np


def _stretch(exponents, axis):
    return exponents - np.amax(exponents, axis=axis, keepdims=True)


def softmax_with_temperature(logits, temperature=1.0, axis=-1):
    if temperature <= 0 or not np.isfinite(temperature):
        raise ValueError("temperature has to be finite and above 0")
    z = np.asarray(logits, dtype=float)
    if z.size == 0:
        raise ValueError("an empty list has no distribution")
    weights = np.exp(_stretch(z / temperature, axis))
    return weights / np.sum(weights)
