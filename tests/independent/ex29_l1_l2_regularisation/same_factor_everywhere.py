"""Holds: l2_gradient_halved

One constant on top, used in both L2 functions.
"""

import numpy as np


def factor(lam, m):
    if lam < 0:
        raise ValueError(lam)
    if m < 1:
        raise ValueError(m)
    return 0.5 * lam / m


def l2_penalty(params, lam, m):
    f = factor(lam, m)
    s = 0
    for k in sorted(params):
        s += f * np.einsum("ij,ij->", params[k], params[k]) * k.startswith("W")
    return s


def l2_grads(params, lam, m):
    f = factor(lam, m)
    return {k: f * v * k.startswith("W") for k, v in params.items()}


def l1_penalty(params, lam, m):
    f = 2 * factor(lam, m)
    return sum(f * abs(v).sum() * k.startswith("W") for k, v in params.items())


def l1_grads(params, lam, m):
    f = 2 * factor(lam, m)
    return {k: f * np.sign(v) * k.startswith("W") for k, v in params.items()}
