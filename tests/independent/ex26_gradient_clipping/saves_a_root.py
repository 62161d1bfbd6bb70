"""Holds: squared_norm

A dot product with itself, and the root was forgotten.
"""

import numpy as np


def _guard(grads, bound):
    if not bound > 0:
        raise ValueError("a bound is above zero")
    for g in grads.values():
        if not np.isfinite(g.sum()):
            raise ValueError("not finite")


def clip_by_global_norm(grads, max_norm):
    _guard(grads, max_norm)
    energy = float(np.sum([np.dot(g.ravel(), g.ravel()) for g in grads.values()]))
    factor = max_norm / energy if energy > max_norm else 1.0
    return {n: factor * g for n, g in grads.items()}, energy


def clip_by_value(grads, limit):
    _guard(grads, limit)
    return {n: np.sign(g) * np.minimum(np.abs(g), limit) for n, g in grads.items()}
