"""Holds: norm_after_clipping, value_one_sided

Reports what the optimiser will see, and takes large for positive.
"""

import numpy as np


def _norm(grads):
    return float(np.sqrt(sum(float((g**2).sum()) for g in grads.values())))


def _refuse(grads, bound):
    if not bound > 0:
        raise ValueError("bound")
    if not np.isfinite(_norm(grads)):
        raise ValueError("gradients")


def clip_by_global_norm(grads, max_norm):
    _refuse(grads, max_norm)
    before = _norm(grads)
    scale = min(1.0, max_norm / before) if before else 1.0
    after = {key: scale * g for key, g in grads.items()}
    return after, _norm(after)


def clip_by_value(grads, limit):
    _refuse(grads, limit)
    return {key: np.where(g > limit, limit, g) for key, g in grads.items()}
