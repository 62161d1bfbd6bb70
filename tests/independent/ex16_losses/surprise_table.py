"""Holds: cce_mean_over_all

A table of surprises is made once and averaged as a whole; the other losses go through
generators.
"""

from math import log

import numpy as np


def _same_layout(a, b):
    a, b = np.asarray(a, float), np.asarray(b, float)
    if a.shape == b.shape:
        return a, b
    raise ValueError("layout")


def _legal(p, eps):
    low, high = p.min(), p.max()
    if low < -eps or high > 1 + eps:
        raise ValueError("no probabilities")
    return p.clip(eps, 1 - eps)


def mse(y_true, y_pred):
    a, b = _same_layout(y_true, y_pred)
    return sum((u - v) ** 2 for u, v in zip(a.flat, b.flat, strict=True)) / a.size


def bce(y_true, p, eps=1e-12):
    a, b = _same_layout(y_true, p)
    b = _legal(b, eps)
    cost = sum(
        -u * log(v) - (1 - u) * log(1 - v) for u, v in zip(a.flat, b.flat, strict=True)
    )
    return cost / a.size


def cce(Y_onehot, P, eps=1e-12):
    Y, P = _same_layout(Y_onehot, P)
    surprises = -np.log(_legal(P, eps))
    return float((surprises * Y).mean())
