"""Holds: biases_left_out, value_scaled_together

Only the large arrays are worth clipping; by value, an array is scaled as a whole.
"""

import numpy as np


def _ok(grads, bound):
    if not bound > 0:
        raise ValueError("bound")
    for g in grads.values():
        if not np.isfinite(g).all():
            raise ValueError("entry")


def clip_by_global_norm(grads, max_norm):
    _ok(grads, max_norm)
    weights = [name for name in grads if not name.startswith("b")]
    norm = float(np.sqrt(sum(np.sum(grads[name] ** 2) for name in weights)))
    result = {name: g.copy() for name, g in grads.items()}
    if norm > max_norm:
        for name in weights:
            result[name] *= max_norm / norm
    return result, norm


def clip_by_value(grads, limit):
    _ok(grads, limit)
    return {
        name: g * min(1.0, limit / max(np.abs(g).max(), 1e-300))
        for name, g in grads.items()
    }
