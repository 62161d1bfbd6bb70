"""Holds: broken_gradients_pass

Checks the limits and trusts the gradients.
"""

import numpy as np


def clip_by_global_norm(grads, max_norm):
    if not max_norm > 0:
        raise ValueError("max_norm must be positive")
    total = 0.0
    for g in grads.values():
        total = total + float(np.sum(g * g))
    norm = total**0.5
    factor = max_norm / norm if norm > max_norm else 1.0
    return {name: factor * g for name, g in grads.items()}, norm


def clip_by_value(grads, limit):
    if not limit > 0:
        raise ValueError("limit must be positive")
    return {name: np.clip(g, -limit, limit) for name, g in grads.items()}
