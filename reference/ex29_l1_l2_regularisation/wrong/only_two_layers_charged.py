"""Wrong: knows two layers."""

import numpy as np


def check(lam, m):
    if lam < 0:
        raise ValueError("lam must not be negative")
    if m <= 0:
        raise ValueError("m must be positive")


def l2_penalty(params, lam, m):
    check(lam, m)
    total = 0.0
    for n in (1, 2):
        total += np.sum(params[f"W{n}"] ** 2)
    return lam / (2 * m) * total


def l2_grads(params, lam, m):
    check(lam, m)
    grads = {}
    for n in (1, 2):
        grads[f"W{n}"] = lam / m * params[f"W{n}"]
        grads[f"b{n}"] = np.zeros_like(params[f"b{n}"])
    return grads


def l1_penalty(params, lam, m):
    check(lam, m)
    total = 0.0
    for n in (1, 2):
        total += np.sum(np.abs(params[f"W{n}"]))
    return lam / m * total


def l1_grads(params, lam, m):
    check(lam, m)
    grads = {}
    for n in (1, 2):
        grads[f"W{n}"] = lam / m * np.sign(params[f"W{n}"])
        grads[f"b{n}"] = np.zeros_like(params[f"b{n}"])
    return grads
