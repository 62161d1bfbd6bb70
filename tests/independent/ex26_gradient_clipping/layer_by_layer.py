"""Holds: per_array

Every layer is to have its own fair share.
"""

import numpy as np


def _verify(grads, bound):
    if not bound > 0:
        raise ValueError("bound")
    if not all(np.isfinite(g).all() for g in grads.values()):
        raise ValueError("grads")


def _shorten(g, bound):
    length = np.linalg.norm(g)
    return g * bound / length if length > bound else g + 0.0


def clip_by_global_norm(grads, max_norm):
    _verify(grads, max_norm)
    total = np.sqrt(sum(np.vdot(g, g) for g in grads.values()))
    return {k: _shorten(g, max_norm) for k, g in grads.items()}, float(total)


def clip_by_value(grads, limit):
    _verify(grads, limit)
    return {k: np.maximum(np.minimum(g, limit), -limit) for k, g in grads.items()}
