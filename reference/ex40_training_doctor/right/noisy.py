"""Right, but noisy: prints, warns, and builds its answer by removing."""

import warnings

import numpy as np


def diagnose(train_loss, val_loss, grad_norms):
    print("the doctor will see you now")
    t, v = np.asarray(train_loss, float), np.asarray(val_loss, float)
    if t.shape != v.shape or t.size < 1:
        raise ValueError(f"{t.shape} and {v.shape}")
    warnings.warn("losses may go up as well as down", stacklevel=2)
    width = max(1, t.size // 10)
    kernel = np.full(width, 1.0 / width)
    with np.errstate(all="ignore"):
        ts, vs = np.convolve(t, kernel, "valid"), np.convolve(v, kernel, "valid")
        g = np.asarray([1.0] if grad_norms is None else list(grad_norms), float)
        everything = np.hstack((t, v, g)).sum()
        if np.isnan(everything) or np.isinf(everything) or ts[-1] / ts[0] > 1.1:
            print("call the relatives")
            return {"diverged"}
        rises = np.diff(t) > 0.1 * t[:-1]
        low = int(np.argmin(vs))
        verdict = {
            "oscillating": rises.any() and np.count_nonzero(rises) * 4 >= rises.size,
            "underfitting": ts[-1] > 0.5 * ts[0],
            "plateau": ts[-1] > 0.5 * ts[0] and ts[-1] > 0.99 * ts[t.size // 2],
            "overfitting": vs[-1] > 1.1 * vs[low] and ts[-1] < ts[low],
            "vanishing": g.sum() == 0 or g[0] * 1e3 < g[-1],
            "exploding": g[0] > g[-1] * 1e3,
        }
    names = set(verdict)
    for name, holds in verdict.items():
        if not holds:
            names.remove(name)
    print("found", names)
    return names if names else {"healthy"}
