"""Wrong: absolute values where squares are asked for."""

import numpy as np


def check(lam, m):
    if lam < 0:
        raise ValueError("lam must not be negative")
    if m <= 0:
        raise ValueError("m must be positive")


def l2_penalty(params, lam, m):
    check(lam, m)
    total = 0.0
    for name in params:
        if name.startswith("W"):
            total += np.sum(np.abs(params[name]))
    return lam / (2 * m) * total


def l2_grads(params, lam, m):
    check(lam, m)
    grads = {}
    for name, p in params.items():
        if name.startswith("W"):
            grads[name] = lam / m * np.sign(p)
        else:
            grads[name] = np.zeros_like(p)
    return grads


def l1_penalty(params, lam, m):
    check(lam, m)
    total = 0.0
    for name in params:
        if name.startswith("W"):
            total += np.sum(np.abs(params[name]))
    return lam / m * total


def l1_grads(params, lam, m):
    check(lam, m)
    grads = {}
    for name, p in params.items():
        if name.startswith("W"):
            grads[name] = lam / m * np.sign(p)
        else:
            grads[name] = np.zeros_like(p)
    return grads
