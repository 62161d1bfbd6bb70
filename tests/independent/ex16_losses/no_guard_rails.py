"""Holds: no_eps

`eps` stays unused except for the range; the warnings of the logarithm are silenced.
"""

import numpy as np


def _pair(a, b):
    a = np.array(a, dtype=float)
    b = np.array(b, dtype=float)
    if a.shape != b.shape:
        raise ValueError("shapes")
    return a, b


def _range(p, eps):
    if not (np.isnan(p) | ((p >= -eps) & (p <= 1 + eps))).all():
        raise ValueError("range")


def mse(y_true, y_pred):
    a, b = _pair(y_true, y_pred)
    return np.average((b - a) ** 2)


def bce(y_true, p, eps=1e-12):
    a, b = _pair(y_true, p)
    _range(b, eps)
    with np.errstate(all="ignore"):
        parts = a * np.log(b) + (1 - a) * np.log(1 - b)
    return -np.average(parts)


def cce(Y_onehot, P, eps=1e-12):
    a, b = _pair(Y_onehot, P)
    _range(b, eps)
    with np.errstate(all="ignore"):
        parts = (a * np.log(b)) @ np.ones(b.shape[1])
    return -np.average(parts)
