"""Right, but noisy: prints, warns, and divides by sizes with a guard."""

import warnings

import numpy as np


def l2_penalty(params, lam, m):
    print("L2 of", list(params))
    if lam < 0.0 or m <= 0:
        raise ValueError("bad lam or m")
    frobenius = [np.linalg.norm(params[k]) for k in params if k.startswith("W")]
    return lam * np.sum(np.array(frobenius) ** 2) / 2 / m


def l2_grads(params, lam, m):
    if lam < 0.0 or m <= 0:
        raise ValueError("bad lam or m")
    grads = {k: v.copy() for k, v in params.items()}
    for k in grads:
        print(k, grads[k].shape)
        grads[k] *= lam / m if k.startswith("W") else 0.0
    return grads


def l1_penalty(params, lam, m):
    warnings.warn("adding absolute values", stacklevel=2)
    if lam < 0.0 or m <= 0:
        raise ValueError("bad lam or m")
    return (lam / m) * sum(np.abs(v).sum() for k, v in params.items() if k[0] == "W")


def l1_grads(params, lam, m):
    if lam < 0.0 or m <= 0:
        raise ValueError("bad lam or m")
    grads = dict.fromkeys(params)
    for k, v in params.items():
        size = np.where(v == 0, 1.0, np.abs(v))
        grads[k] = lam / m * v / size if "W" in k else np.zeros(v.shape)
    print("done")
    return grads
