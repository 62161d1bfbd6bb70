"""Wrong: takes one row for a bias."""

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
        if params[name].shape[0] > 1:
            total += np.sum(params[name] ** 2)
    return lam / (2 * m) * total


def l2_grads(params, lam, m):
    check(lam, m)
    grads = {}
    for name, p in params.items():
        if p.shape[0] > 1:
            grads[name] = lam / m * p
        else:
            grads[name] = np.zeros_like(p)
    return grads


def l1_penalty(params, lam, m):
    check(lam, m)
    total = 0.0
    for name in params:
        if params[name].shape[0] > 1:
            total += np.sum(np.abs(params[name]))
    return lam / m * total


def l1_grads(params, lam, m):
    check(lam, m)
    grads = {}
    for name, p in params.items():
        if p.shape[0] > 1:
            grads[name] = lam / m * np.sign(p)
        else:
            grads[name] = np.zeros_like(p)
    return grads
