"""Holds: l1_slope_of_l2, l2_without_half

The half is lost, and both gradients are the same function.
"""

import numpy as np


def l2_grads(params, lam, m):
    if lam < 0 or m < 1:
        raise ValueError("lam or m")
    grads = {}
    for key in params:
        grads[key] = lam * params[key] / m
        if key.startswith("b"):
            grads[key] = np.zeros_like(params[key])
    return grads


l1_grads = l2_grads


def l2_penalty(params, lam, m):
    if lam < 0 or m < 1:
        raise ValueError("lam or m")
    return lam * sum(np.sum(params[k] ** 2) for k in params if k.startswith("W")) / m


def l1_penalty(params, lam, m):
    if lam < 0 or m < 1:
        raise ValueError("lam or m")
    return lam * sum(np.sum(np.abs(params[k])) for k in params if k.startswith("W")) / m
