"""Holds: max_abs_norm

Measures with the infinity norm.
"""

import numpy as np


def _all(grads):
    return np.hstack([g.reshape(-1) for g in grads.values()])


def _sane(grads, bound):
    if not bound > 0 or not np.isfinite(_all(grads)).all():
        raise ValueError("unusable")


def clip_by_global_norm(grads, max_norm):
    _sane(grads, max_norm)
    norm = np.linalg.norm(_all(grads), np.inf)
    scale = 1 if norm <= max_norm else max_norm / norm
    return {k: v * scale for k, v in grads.items()}, norm


def clip_by_value(grads, limit):
    _sane(grads, limit)
    return {k: np.clip(v, -limit, +limit) for k, v in grads.items()}
