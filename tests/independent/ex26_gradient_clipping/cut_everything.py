"""Holds: clip_value

Both functions cut; only one of them also measures.
"""

import numpy as np


def clip_by_value(grads, limit):
    if not limit > 0.0:
        raise ValueError("no such limit")
    result = dict(grads)
    for key in result:
        if not np.all(np.isfinite(result[key])):
            raise ValueError(key)
        result[key] = np.clip(result[key], a_min=-limit, a_max=limit)
    return result


def clip_by_global_norm(grads, max_norm):
    clipped = clip_by_value(grads, max_norm)
    squares = [(g * g).sum() for g in grads.values()]
    return clipped, sum(squares) ** 0.5
