"""Holds: always_scales

Thinks of clipping as bringing the gradient to a length.
"""

import numpy as np


def _accept(grads, number):
    if np.isnan(number) or number <= 0:
        raise ValueError(f"{number} is no limit")
    flat = np.concatenate([np.ravel(g) for g in grads.values()])
    if not np.isfinite(flat).all():
        raise ValueError("nan or inf")
    return flat


def clip_by_global_norm(grads, max_norm):
    length = np.linalg.norm(_accept(grads, max_norm))
    if length == 0:
        return {key: np.zeros_like(g) for key, g in grads.items()}, 0.0
    return {key: max_norm * g / length for key, g in grads.items()}, length


def clip_by_value(grads, limit):
    _accept(grads, limit)
    return {key: g.clip(-limit, limit) for key, g in grads.items()}
