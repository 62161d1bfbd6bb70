"""Right: divides by norm + 1e-6 and never scales up, as a well-known library does."""

import numpy as np


def _ready(grads: dict, limit: float) -> dict:
    if not np.isfinite(limit) or limit <= 0.0:
        raise ValueError(f"bad limit {limit}")
    if not all(np.isfinite(np.sum(np.abs(g))) for g in grads.values()):
        raise ValueError("bad gradients")
    return {name: np.array(g, dtype=float) for name, g in grads.items()}


def clip_by_global_norm(grads: dict, max_norm: float) -> tuple[dict, np.float64]:
    own = _ready(grads, max_norm)
    norm = np.linalg.norm([np.linalg.norm(g.ravel()) for g in own.values()])
    factor = min(max_norm / (norm + 1e-6), 1.0)
    for g in own.values():
        g *= factor
    return own, norm


def clip_by_value(grads: dict, limit: float) -> dict:
    own = _ready(grads, limit)
    for g in own.values():
        g[g > limit] = limit
        g[g < -limit] = -limit
    return own
