"""Holds: wrong_axis

One function for one distribution, sent along an axis; the default is the first one.
"""

import numpy as np


def softmax_with_temperature(logits, temperature=1.0, axis=0):
    if not 0 < temperature < np.inf:
        raise ValueError("temperature must lie between 0 and infinity")
    z = np.asarray(logits, dtype=float)
    if 0 in z.shape:
        raise ValueError("logits are empty")

    def one(scores):
        shifted = (scores - scores.max()) / temperature
        log_total = np.log(np.exp(shifted).sum())
        return np.exp(shifted - log_total)

    return np.apply_along_axis(one, axis, z)
