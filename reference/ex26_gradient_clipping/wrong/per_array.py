"""Wrong: every array is clipped by its own norm."""

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
    clipped = {}
    for name, g in grads.items():
        own = np.sqrt(np.sum(g**2))
        clipped[name] = g * (max_norm / own if own > max_norm else 1.0)
    return clipped, norm


def clip_by_value(grads, limit):
    refuse(limit, grads)
    return {name: np.clip(g, -limit, limit) for name, g in grads.items()}
