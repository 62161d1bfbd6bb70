"""Holds: clips_in_place, value_in_place

Writes into the arrays that it was given, and returns the same dict.
"""

import numpy as np


def _good(grads, bound):
    if not (bound > 0):
        raise ValueError("not above zero")
    if any(not np.isfinite(g).all() for g in grads.values()):
        raise ValueError("not finite")


def clip_by_global_norm(grads, max_norm):
    _good(grads, max_norm)
    norm = np.sqrt(np.sum([np.sum(np.square(g)) for g in grads.values()]))
    if norm > max_norm:
        for g in grads.values():
            np.multiply(g, max_norm / norm, out=g)
    return grads, norm


def clip_by_value(grads, limit):
    _good(grads, limit)
    for g in grads.values():
        g[g > limit] = limit
        g[g < -limit] = -limit
    return grads
