"""Holds: zero_gradient_divided

First the direction, then the length.
"""

import numpy as np


def _valid(grads, bound):
    if bound > 0 and all(np.isfinite(g).all() for g in grads.values()):
        return
    raise ValueError("cannot clip this")


def clip_by_global_norm(grads, max_norm):
    _valid(grads, max_norm)
    norm = np.sqrt(np.add.reduce([np.sum(g**2) for g in grads.values()]))
    direction = {name: g / norm for name, g in grads.items()}
    length = norm if norm < max_norm else max_norm
    return {name: length * d for name, d in direction.items()}, norm


def clip_by_value(grads, limit):
    _valid(grads, limit)
    return {
        name: np.median([g, g * 0 - limit, g * 0 + limit], 0)
        for name, g in grads.items()
    }
