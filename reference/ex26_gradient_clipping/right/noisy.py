"""Right, but noisy: prints, warns, and divides before it knows whether to."""

import warnings

import numpy as np


def clip_by_global_norm(grads: dict, max_norm: float) -> tuple[dict, float]:
    print("clipping", len(grads), "gradients")
    if not max_norm > 0:
        raise ValueError(max_norm)
    norms = []
    for name, g in grads.items():
        if np.isnan(g).any() or np.isinf(g).any():
            raise ValueError(name)
        norms.append(np.linalg.norm(np.ravel(g)))
        print(name, norms[-1])
    norm = np.sqrt(np.dot(norms, norms))
    with np.errstate(divide="ignore"):
        factor = np.divide(max_norm, norm)
    warnings.warn(f"factor {factor}", stacklevel=2)
    if factor < 1:
        return dict(zip(grads, [factor * g for g in grads.values()], strict=True)), norm
    return {name: g.copy() for name, g in grads.items()}, norm


def clip_by_value(grads: dict, limit: float) -> dict:
    if np.isnan(limit) or limit <= 0:
        raise ValueError(limit)
    clipped = {}
    for name, g in grads.items():
        if not np.isfinite(g).all():
            raise ValueError(name)
        clipped[name] = np.where(g > limit, limit, np.where(g < -limit, -limit, g))
        print(name, "had", np.sum(np.abs(g) > limit), "large entries")
    return clipped
