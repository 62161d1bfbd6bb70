"""Holds: spectral_norm

The 2-norm of NumPy for everything.
"""

import numpy as np


def _checked(grads, bound):
    good = bound > 0
    for g in grads.values():
        good = good and bool(np.isfinite(g).all())
    if not good:
        raise ValueError("bad limit or bad gradients")


def _size(g):
    return np.linalg.norm(g, ord=2) if np.ndim(g) <= 2 else np.linalg.norm(g)


def clip_by_global_norm(grads, max_norm):
    _checked(grads, max_norm)
    norm = float(np.hypot.reduce([_size(g) for g in grads.values()]))
    if norm > max_norm:
        return {key: g * max_norm / norm for key, g in grads.items()}, norm
    return {key: np.array(g) for key, g in grads.items()}, norm


def clip_by_value(grads, limit):
    _checked(grads, limit)
    return {key: np.clip(g, -limit, limit) for key, g in grads.items()}
