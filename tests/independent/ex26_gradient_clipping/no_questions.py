"""Holds: max_norm_unchecked, limit_unchecked

Looks at the gradients and takes every number for a limit.
"""

import numpy as np


def _finite(grads):
    for name in sorted(grads):
        if not np.isfinite(grads[name]).all():
            raise ValueError(f"{name} is broken")


def clip_by_global_norm(grads, max_norm):
    _finite(grads)
    norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
    clip = norm > max_norm
    return {
        n: g * (max_norm / norm) if clip else 1.0 * g for n, g in grads.items()
    }, norm


def clip_by_value(grads, limit):
    _finite(grads)
    return {n: np.minimum(np.maximum(g, -limit), limit) for n, g in grads.items()}
