"""Wrong: returns the norm after clipping."""

import numpy as np


def refuse(limit, grads):
    if not limit > 0:
        raise ValueError("the limit must be above 0")
    for g in grads.values():
        if not np.all(np.isfinite(g)):
            raise ValueError("a gradient is not finite")


def clip_by_global_norm(grads, max_norm):
    refuse(max_norm, grads)
    total = 0.0
    for g in grads.values():
        total += np.sum(g**2)
    norm = np.sqrt(total)
    scale = 1.0
    if norm > max_norm:
        scale = max_norm / norm
    return {name: g * scale for name, g in grads.items()}, norm * scale


def clip_by_value(grads, limit):
    refuse(limit, grads)
    return {name: np.clip(g, -limit, limit) for name, g in grads.items()}
