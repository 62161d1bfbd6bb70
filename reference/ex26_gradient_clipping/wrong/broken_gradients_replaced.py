"""Wrong: nan and infinities become ordinary numbers."""

import numpy as np


def refuse(limit, grads):
    if not limit > 0:
        raise ValueError("the limit must be above 0")
    return {name: np.nan_to_num(g) for name, g in grads.items()}


def clip_by_global_norm(grads, max_norm):
    grads = refuse(max_norm, grads)
    total = 0.0
    for g in grads.values():
        total += np.sum(g**2)
    norm = np.sqrt(total)
    scale = 1.0
    if norm > max_norm:
        scale = max_norm / norm
    return {name: g * scale for name, g in grads.items()}, norm


def clip_by_value(grads, limit):
    grads = refuse(limit, grads)
    return {name: np.clip(g, -limit, limit) for name, g in grads.items()}
